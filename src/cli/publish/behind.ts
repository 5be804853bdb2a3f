import { compile } from '../../compile/compile.ts';
import { type AsOf, momentAt, parseAsOf } from '../../core/dates.ts';
import { buildState } from '../build-state.ts';
import { readChanged } from '../changed-input.ts';
import { CommandError } from '../exit-codes.ts';
import { inputFiles } from '../input-files.ts';
import type { Io } from '../io.ts';
import { Progress } from '../progress.ts';
import type { BuiltSet } from './built-set.ts';

/**
 * What is to be said of a build that does not block what the orders ask for now; undefined where it does, or where there are
 * no orders here to hold it against. It is published all the same: it is newer than what is served.
 */
export function staleWarning(
  { label, manifest }: BuiltSet,
  { config, out }: { readonly config: string | undefined; readonly out: string },
  io: Io,
): string | undefined {
  const advice = 'To publish what they ask for, run "blocklist build" first.';
  if (inputFiles([], io.cwd).records.length === 0) {
    const until = manifest.validUntil === null ? undefined : parseAsOf(manifest.validUntil);
    const isOver = until?.kind === 'moment' && until.instant <= io.now();
    return isOver
      ? `Careful: this build was right until ${manifest.validUntil}. Build again, then publish again.`
      : undefined;
  }
  switch (stateNow({ config, out }, io)) {
    case 'behind':
      return `Careful: ${label} does not block just what the orders here ask for now. It is published as it is. ${advice}`;
    case 'unknown':
      return `Careful: the orders here have errors, so nobody knows whether ${label} blocks what they ask for. It is published as it is.`;
    default:
      return undefined;
  }
}

function stateNow({ config, out }: { readonly config: string | undefined; readonly out: string }, io: Io): string {
  const asOf: AsOf = momentAt(io.now());
  try {
    const input = readChanged({ inputs: [], config, out, progress: new Progress(io) }, io);
    const moment = { asOf, settings: input.settings, territory: undefined };
    return buildState(out, { input, moment, blocklist: compile(input.corpus, input.orders, moment).blocklist }, io)
      .state;
  } catch (error) {
    if (error instanceof CommandError) return 'unknown';
    throw error;
  }
}
