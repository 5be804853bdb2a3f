import { alarmOf } from '../compile/guards/alarm.ts';
import { guardOrder } from '../compile/guards/index.ts';
import { neverHeld } from '../compile/never-held.ts';
import type { Corpus } from '../core/corpus.ts';
import { type Diagnostic, diagnostic, hasErrors, inReadingOrder } from '../core/diagnostic.ts';
import type { Order } from '../core/order.ts';
import { defaultSettings, type Settings } from '../core/settings.ts';
import { Collection } from '../names/index.ts';
import { readConfig } from '../read/config.ts';
import { readOrders } from '../read/orders.ts';
import { filesBelow, filesOf, pathKind, readBytes, readRecordFile, shownPath } from './disk.ts';
import { CommandError, ConfigurationError } from './exit-codes.ts';
import type { Io } from './io.ts';
import { temporaryShelf } from './shelf.ts';

const ordersFolder = 'orders';
const configFile = 'blocklist.config.yaml';

/** Names that are sorted at a time; more of them go to the disk. */
const mostInMemory = 3 << 19;

export interface Input {
  readonly corpus: Corpus;
  /** The sound ones: what may be compiled. */
  readonly orders: readonly Order[];
  /** These and what could be understood of the others. */
  readonly judged: readonly Order[];
  readonly settings: Settings;
  /** How many records were read, sound or not. */
  readonly records: number;
  readonly diagnostics: readonly Diagnostic[];
  /** Whether orders were asked for by path or id, not as "all". */
  readonly named: boolean;
}

export interface InputRequest {
  /** Paths or order ids; none: everything in orders/. */
  readonly inputs: readonly string[];
  readonly config: string | undefined;
}

/** Reads the configuration and the orders, and holds every name against the guards. */
export function readInput({ inputs, config }: InputRequest, io: Io): Input {
  const settings = readSettings(config, io);
  const paths = inputs.filter((input) => pathKind(input, io.cwd) !== undefined);
  const ids = inputs.filter((input) => !paths.includes(input));
  const folders = inputs.length > paths.length || inputs.length === 0 ? [ordersFolder, ...paths] : paths;
  const records = [...new Set(folders.flatMap((path) => recordFiles(path, io.cwd)))];
  if (records.length === 0) throw nothingToRead(inputs, folders);
  const files = filesOf(io.cwd);
  const read = readOrders(
    records.map((file) => readRecordFile(file, io.cwd)),
    { files, alarm: alarmOf(settings), names: new Collection({ shelf: temporaryShelf(), most: mostInMemory }) },
  );
  const chosen = choose(read.orders, { ids, paths, cwd: io.cwd });
  const judged = [...chosen, ...read.unsound];
  const unknown = ids.filter((id) => !read.orders.some((order) => order.id === id));
  if (unknown.length > 0 && !hasErrors(read.diagnostics)) {
    throw new CommandError(
      `${unknown[0]} is neither a path nor the id of an order in ${ordersFolder}/. Look at the spelling.`,
    );
  }
  const shown = ids.length === 0 ? () => true : (found: Diagnostic) => concerns(found, chosen);
  const found = [
    ...read.diagnostics.filter((one) => one.severity === 'error' || shown(one)),
    ...judged.flatMap((order) => guardOrder(read.corpus, order, settings)),
    ...neverHeld(read.corpus, judged),
    ...unusedLists(folders, files.used, io.cwd),
  ];
  return {
    corpus: read.corpus,
    orders: chosen,
    judged,
    settings,
    records: ids.length === 0 ? records.length : chosen.length,
    diagnostics: inReadingOrder(found),
    named: inputs.length > 0,
  };
}

function choose(
  orders: readonly Order[],
  { ids, paths, cwd }: { readonly ids: readonly string[]; readonly paths: readonly string[]; readonly cwd: string },
): readonly Order[] {
  if (ids.length === 0) return orders;
  const below = new Set(paths.flatMap((path) => recordFiles(path, cwd)));
  return orders.filter((order) => ids.includes(order.id) || below.has(order.file));
}

function concerns(found: Diagnostic, orders: readonly Order[]): boolean {
  return orders.some((order) => order.file === found.place?.file);
}

function recordFiles(path: string, cwd: string): readonly string[] {
  const shown = shownPath(path, cwd);
  if (pathKind(path, cwd) === 'file') return [shown];
  if (pathKind(path, cwd) === undefined) return [];
  return filesBelow(shown, cwd, (name) => /\.ya?ml$/i.test(name));
}

function nothingToRead(inputs: readonly string[], folders: readonly string[]): CommandError {
  const missing = inputs.length === 0 ? undefined : inputs[0];
  return new CommandError(
    missing === undefined
      ? `There is no order in ${ordersFolder}/. Go to the folder that holds ${ordersFolder}/, or name another one.`
      : `No order was found at ${missing === folders[0] ? missing : inputs.join(', ')}. Look at the spelling.`,
  );
}

/** Text files beside the records that no record names: names that somebody may think are ordered. */
function unusedLists(folders: readonly string[], used: ReadonlySet<string>, cwd: string): Diagnostic[] {
  return folders
    .filter((folder) => pathKind(folder, cwd) === 'folder')
    .flatMap((folder) => filesBelow(shownPath(folder, cwd), cwd, (name) => /\.txt$/i.test(name)))
    .filter((file) => !used.has(file))
    .map((file) =>
      diagnostic('input/unused-list', {
        message: `No record names ${file}: nothing in it is blocked by it.`,
        place: { file, line: 1, column: 1, endColumn: 1, text: '' },
      }),
    );
}

function readSettings(path: string | undefined, io: Io): Settings {
  const file = shownPath(path ?? configFile, io.cwd);
  const bytes = readBytes(file, io.cwd);
  if (!bytes) {
    if (path === undefined) return defaultSettings;
    throw new CommandError(`There is no configuration file ${path}. Look at the spelling.`);
  }
  const { settings, diagnostics } = readConfig(file, bytes);
  if (hasErrors(diagnostics)) throw new ConfigurationError(diagnostics);
  return settings;
}
