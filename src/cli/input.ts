import { createHash } from 'node:crypto';
import { cutFindings } from '../compile/cut-findings.ts';
import { alarmOf } from '../compile/guards/alarm.ts';
import { guardOrder } from '../compile/guards/index.ts';
import { neverHeld } from '../compile/never-held.ts';
import type { Corpus } from '../core/corpus.ts';
import { type Diagnostic, diagnostic, hasErrors, inReadingOrder } from '../core/diagnostic.ts';
import type { Order } from '../core/order.ts';
import { defaultSettings, type Settings } from '../core/settings.ts';
import { Collection } from '../names/index.ts';
import { readConfig } from '../read/config.ts';
import { type Keeping, type ReadOrders, readOrders } from '../read/orders.ts';
import type { RecordFile } from '../read/records.ts';
import { filesOfOrder, notFound } from './asked.ts';
import { filesOf, type Instead, readBytes, readRecordFile, shownPath } from './disk.ts';
import { DamagedIndex, type Earlier } from './earlier.ts';
import { CommandError, ConfigurationError, exitCodes } from './exit-codes.ts';
import { configFile, type InputFiles, inputFiles, ordersFolder } from './input-files.ts';
import type { Io } from './io.ts';
import type { Progress } from './progress.ts';
import { temporaryShelf } from './shelf.ts';

/** Names that are sorted at a time; more of them go to the disk. */
const mostInMemory = 3 << 19;

/** Octets of a record. */
const usualRecord = 4096;

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
  readonly sources: Sources;
}

/** What was read, for the next time. */
export interface Sources {
  readonly config: string;
  readonly files: InputFiles;
  /** SHA-256 of what was read of each file. */
  readonly digests: ReadonlyMap<string, Uint8Array>;
  readonly keeping: Keeping;
}

export interface InputRequest {
  /** Paths or order ids; none: everything in orders/. */
  readonly inputs: readonly string[];
  readonly config: string | undefined;
  readonly progress: Progress;
  readonly earlier?: ((sources: EarlierRequest) => Earlier | undefined) | undefined;
  /** Records that are read as if they held this. */
  readonly instead?: Instead | undefined;
}

interface EarlierRequest {
  readonly config: string;
  readonly records: readonly string[];
}

/** Reads the configuration and the orders, and holds every name against the guards. */
export function readInput({ inputs, config, progress, earlier, instead }: InputRequest, io: Io): Input {
  const digests = new Map<string, Uint8Array>();
  const settings = readSettings(config, digests, io);
  const files = inputFiles(inputs, io.cwd);
  const { ids, records } = files;
  if (records.length === 0) throw nothingToRead(inputs, files.places);
  const configPath = shownPath(config ?? configFile, io.cwd);
  const read = readWith(
    earlier?.({ config: configPath, records }),
    { files, settings, digests, progress, instead },
    io,
  );
  const chosen = choose(read.orders, files);
  const judged = [...chosen, ...read.unsound];
  const unknown = ids.find((id) => !read.orders.some((order) => order.id === id));
  if (unknown !== undefined && !hasErrors(read.diagnostics)) throw notFound(unknown, []);
  const asked = new Set(chosen.flatMap(filesOfOrder));
  const shown = ({ place }: Diagnostic) => ids.length === 0 || (place !== undefined && asked.has(place.file));
  const found = [
    ...read.diagnostics.filter((one) => one.severity === 'error' || shown(one)),
    ...judged.flatMap((order) => guardOrder(read.corpus, order, settings)),
    ...neverHeld(read.corpus, judged),
    ...unusedLists(files.texts, read.lists),
    // Of some records alone it cannot be told whether a zone fits none of all.
    ...(inputs.length > 0 ? [] : cutFindings([...read.corpus.orders.values()], settings)),
  ];
  return {
    corpus: read.corpus,
    orders: chosen,
    judged,
    settings,
    records: ids.length === 0 ? records.length : chosen.length,
    diagnostics: inReadingOrder(found),
    named: inputs.length > 0,
    sources: { config: configPath, files, digests, keeping: read.keeping },
  };
}

interface Reading {
  readonly files: InputFiles;
  readonly settings: Settings;
  readonly digests: Map<string, Uint8Array>;
  readonly progress: Progress;
  readonly instead: InputRequest['instead'];
}

/** Reads the records that have changed since, or all of them where what is known of the others turns out to be damaged. */
function readWith(earlier: Earlier | undefined, reading: Reading, io: Io): ReadOrders {
  const { progress } = reading;
  let files = 0;
  const names = new Collection({
    shelf: temporaryShelf(),
    most: mostInMemory,
    onRest: (count) => progress.reading(files, count),
  });
  names.expect(reading.files.records.length * usualRecord);
  const records = function* () {
    for (const record of recordFiles(earlier, reading, io)) {
      files += 1;
      yield record;
    }
  };
  const desk = {
    files: filesOf(io.cwd, reading.instead),
    alarm: alarmOf(reading.settings),
    approvals: reading.settings.approvals,
    names,
    keptNames: earlier?.names,
  };
  try {
    return readOrders(records(), desk);
  } catch (error) {
    if (!(error instanceof DamagedIndex)) throw error;
    return readWith(undefined, reading, io);
  } finally {
    progress.end();
  }
}

/** One after another: all together may be more than memory should hold. */
function* recordFiles(
  earlier: Earlier | undefined,
  { files, digests, instead }: Reading,
  io: Io,
): Generator<RecordFile> {
  let last = 0;
  for (const file of files.records) {
    const bytes = () => instead?.get(file) ?? readSame(file, digests, io);
    const kept = earlier?.kept(file);
    // Names are kept in the order that their records had: a record that comes earlier than it did is read anew.
    if (!earlier || !kept || kept.firstClaim < last) yield { file, bytes };
    else {
      last = kept.firstClaim;
      digests.set(file, earlier.digest(file));
      yield { file, kept, bytes };
    }
  }
}

/** The record as it was when it was read before, if it was: places of its lines may be asked for later. */
function readSame(file: string, digests: Map<string, Uint8Array>, io: Io): Uint8Array {
  const bytes = readRecordFile(file, io.cwd);
  const digest = createHash('sha256').update(bytes).digest();
  const known = digests.get(file);
  digests.set(file, digest);
  if (known === undefined || digest.equals(known)) return bytes;
  throw new CommandError(`${file} changed while it was read. Run this again.`, exitCodes.safetyStop);
}

function choose(orders: readonly Order[], { ids, byPath }: InputFiles): readonly Order[] {
  if (ids.length === 0) return orders;
  return orders.filter((order) => ids.includes(order.id) || byPath.has(order.file));
}

function nothingToRead(inputs: readonly string[], places: readonly string[]): CommandError {
  const missing = inputs.length === 0 ? undefined : inputs[0];
  return new CommandError(
    missing === undefined
      ? `There is no order in ${ordersFolder}/. Go to the folder that holds ${ordersFolder}/, or name another one.`
      : `No order was found at ${missing === places[0] ? missing : inputs.join(', ')}. Look at the spelling.`,
  );
}

/** Text files beside the records that no record names: names that somebody may think are ordered. */
function unusedLists(texts: readonly string[], used: ReadonlySet<string>): Diagnostic[] {
  return texts
    .filter((file) => !used.has(file))
    .map((file) =>
      diagnostic('input/unused-list', {
        message: `No record names ${file}: nothing in it is blocked by it.`,
        place: { file, line: 1, column: 1, endColumn: 1, text: '' },
      }),
    );
}

export function readSettings(path: string | undefined, digests: Map<string, Uint8Array>, io: Io): Settings {
  const file = shownPath(path ?? configFile, io.cwd);
  const bytes = readBytes(file, io.cwd);
  if (!bytes) {
    if (path === undefined) return defaultSettings;
    throw new CommandError(`There is no configuration file ${path}. Look at the spelling.`);
  }
  digests.set(file, createHash('sha256').update(bytes).digest());
  const { settings, diagnostics } = readConfig(file, bytes);
  if (hasErrors(diagnostics)) throw new ConfigurationError(diagnostics);
  return settings;
}
