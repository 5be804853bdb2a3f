import { resolve } from 'node:path';
import { type AsOf, momentAt } from '../core/dates.ts';
import { hasErrors } from '../core/diagnostic.ts';
import { counted } from '../core/text.ts';
import { siteFiles } from '../site/site.ts';
import { shownPath } from './disk.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { readInput } from './input.ts';
import type { Io } from './io.ts';
import { Progress } from './progress.ts';
import { currentSet } from './sets.ts';
import { publicFacts } from './site/public-facts.ts';
import { replaceSite } from './site-folder.ts';
import { tellErrors } from './tell-errors.ts';

export interface SiteOptions {
  readonly asOf?: AsOf;
  readonly config?: string;
  readonly out: string;
  /** With a slash at its end. */
  readonly url?: string;
}

/** Writes the pages for the public. Any error in any order, and nothing is written: a page must not tell half of it. */
export async function site(inputs: readonly string[], options: SiteOptions, io: Io): Promise<ExitCode> {
  const input = readInput({ inputs, config: options.config, progress: new Progress(io) }, io);
  if (hasErrors(input.diagnostics))
    return tellErrors(input.diagnostics, 'Nothing was written: the site stays as it is.', io);
  const asOf: AsOf = options.asOf ?? momentAt(io.now());
  const moment = { asOf, settings: input.settings, territory: undefined };
  const facts = publicFacts({ input, moment, url: options.url });
  const label = shownPath(options.out, io.cwd);
  const folder = resolve(io.cwd, options.out);
  const { files, changed } = await replaceSite({ folder, label, files: siteFiles(facts), now: io.now() });
  const { orders, restricted, sealed } = facts;
  const kept = restricted.length + sealed;
  io.stderr(
    `${changed ? 'Wrote' : 'Nothing to do:'} ${label}/${currentSet}: ${counted(files, 'file')} of ${counted(orders.length, 'public order')}.\n`,
  );
  if (kept > 0) io.stderr(`${counted(kept, 'order')} under seal or restriction: counted, without a name.\n`);
  return exitCodes.fine;
}
