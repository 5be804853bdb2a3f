import { existsSync, readdirSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { answersOf } from '../compile/answer.ts';
import { compile, type Moment } from '../compile/compile.ts';
import { configPath } from '../core/config-text.ts';
import { type AsOf, momentAt, showAsOf } from '../core/dates.ts';
import { hasErrors } from '../core/diagnostic.ts';
import { counted, harmless, listed } from '../core/text.ts';
import { caddyRecipe } from '../landing/caddy.ts';
import { type Landing, type LandingFile, landing } from '../landing/landing.ts';
import { nginxRecipe } from '../landing/nginx.ts';
import { anyPage, pageFolder, type ServerOptions } from '../landing/server.ts';
import type { Endpoint } from '../resolver/recipe.ts';
import { attempt } from './disk.ts';
import { ifAllowed, makeFolder, removeFile } from './durable.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { readInput, readSettings } from './input.ts';
import type { Io } from './io.ts';
import { Progress } from './progress.ts';
import { standingAfter } from './refusal.ts';
import { tellErrors } from './tell-errors.ts';
import { replaceWhole } from './whole-file.ts';

type LandingServer = 'nginx' | 'caddy';

const recipes: Readonly<Record<LandingServer, (options: ServerOptions) => string>> = {
  nginx: nginxRecipe,
  caddy: caddyRecipe,
};

export interface LandingOptions {
  readonly asOf?: AsOf;
  readonly config?: string;
  readonly listen: Endpoint;
  readonly out: string;
  readonly recipe?: LandingServer;
  readonly territory?: readonly string[];
}

/** Writes the pages that blocked names lead to, or prints the configuration of the server that shows them. */
export async function writeLanding(inputs: readonly string[], options: LandingOptions, io: Io): Promise<ExitCode> {
  if (options.recipe !== undefined) {
    if (inputs.length > 0) throw new CommandError('--recipe is the same for all orders. Leave them out.');
    return printRecipe(options.recipe, options, io);
  }
  const input = readInput({ inputs, config: options.config, progress: new Progress(io) }, io);
  if (hasErrors(input.diagnostics)) return tellErrors(input.diagnostics, unbuildable, io);
  const asOf: AsOf = options.asOf ?? momentAt(io.now());
  const moment: Moment = { asOf, settings: input.settings, territory: options.territory };
  // Of the public orders alone, as if the others were not there: no name or exception of theirs can show then.
  const shown = input.orders.filter(({ record }) => record.publication === 'public');
  const { blocklist } = compile(input.corpus, shown, moment);
  const made = landing(blocklist, answersOf(blocklist, input.corpus), input.settings.notice);
  await write(made, options.out, io);
  io.stderr(
    `${options.out}: pages for ${counted(made.names, 'name')}, as of ${showAsOf(asOf)}. The server takes them up when it is reloaded.\n`,
  );
  return exitCodes.fine;
}

function printRecipe(server: LandingServer, { config, listen, out }: LandingOptions, io: Io): ExitCode {
  const folder = configPath(out.startsWith('/') ? posix.resolve(out) : resolve(io.cwd, out));
  if (folder === undefined) {
    throw new CommandError(
      `--out ${harmless(out)} cannot stand in the configuration. Write where the folder is on the machine of the server, beginning with /, in letters, digits and . _ - + ~ @ alone.`,
    );
  }
  const { website } = readSettings(config, new Map(), io).notice;
  io.stdout(recipes[server]({ folder, listen, website }));
  if (website === undefined)
    io.stderr('Without notice: website: in the configuration, the answers do not say who blocks (RFC 7725).\n');
  return exitCodes.fine;
}

/** Pages first: whatever a map leads to is there. A page that nothing leads to any more goes last, or another time. */
async function write({ pages, maps }: Landing, out: string, io: Io): Promise<void> {
  const folder = `${out}/${pageFolder}`;
  refuseForeign(out, maps, io);
  attempt(() => makeFolder(resolve(io.cwd, folder)), folder);
  for (const file of pages) await put(file, out, io);
  const placed: string[] = [];
  for (const file of maps) {
    try {
      await put(file, out, io);
    } catch (error) {
      const standing = placed.length === 0 ? '' : `${listed(placed, 'and')} is in place all the same.`;
      throw standingAfter(error, out, standing);
    }
    placed.push(`${out}/${file.path}`);
  }
  const kept = new Set(pages.map(({ path }) => path));
  ifAllowed(() => {
    for (const name of readdirSync(resolve(io.cwd, folder)))
      if (/^[0-9a-f]{32}\.html$/.test(name) && !kept.has(`${pageFolder}/${name}`))
        removeFile(resolve(io.cwd, folder, name));
  });
}

/** Files of somebody's are neither overwritten nor taken away. The page for any name is written first, so it tells our folders. */
function refuseForeign(out: string, maps: readonly LandingFile[], io: Io): void {
  const inFolder = (path: string) => attempt(() => visible(resolve(io.cwd, path)), path);
  const pages = inFolder(`${out}/${pageFolder}`);
  const isOurs = pages.length === 0 || pages.includes(`${anyPage}.html`);
  const known = isOurs ? [pageFolder, ...(pages.length === 0 ? [] : maps.map(({ path }) => path))] : [];
  const foreign = inFolder(out).find((name) => !known.includes(name));
  if (foreign === undefined) return;
  throw new CommandError(
    `${harmless(out)} holds something called ${harmless(foreign)} that no landing wrote, so nothing was written. Give another folder with --out.`,
  );
}

/** What is in a folder, without what a killed run may have left in it; nothing where there is no folder. */
function visible(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : [];
}

function put({ path, text }: LandingFile, out: string, io: Io): Promise<void> {
  const label = `${out}/${path}`;
  return replaceWhole({ path: resolve(io.cwd, label), label }, Buffer.from(text));
}

const unbuildable = 'No build works until these errors are mended, so there is nothing to show.';
