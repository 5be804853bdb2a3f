import { isAbsolute, resolve } from 'node:path';
import type { BuiltZones } from '../../compile/difference/zones-side.ts';
import { alarmOf } from '../../compile/guards/alarm.ts';
import type { Corpus } from '../../core/corpus.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { hasErrors } from '../../core/diagnostic.ts';
import type { Order } from '../../core/order.ts';
import { defaultSettings, type Settings } from '../../core/settings.ts';
import { harmless } from '../../core/text.ts';
import type { Manifest } from '../../generated/manifest.ts';
import { Collection } from '../../names/index.ts';
import { readConfig } from '../../read/config.ts';
import { readOrders } from '../../read/orders.ts';
import { readRecordFile, shownPath } from '../disk.ts';
import { ConfigurationError } from '../exit-codes.ts';
import { readInput, readSettings } from '../input.ts';
import { configFile, inputFiles } from '../input-files.ts';
import type { Io } from '../io.ts';
import { findingsOf } from '../judge.ts';
import { Progress } from '../progress.ts';
import { temporaryShelf } from '../shelf.ts';
import { builtZones } from './built.ts';
import { type GitTree, openTree } from './git-tree.ts';
import type { Named } from './named.ts';

/** One side as it was read: records, or the zones of a build. */
export type ReadSide = RecordsRead | BuildRead;

export interface RecordsRead {
  readonly kind: 'records';
  readonly named: Named;
  readonly corpus: Corpus;
  readonly orders: readonly Order[];
  readonly judged: readonly Order[];
  readonly settings: Settings;
  readonly records: readonly string[];
  readonly findings: readonly Diagnostic[];
  readonly bytesOf: (file: string) => Uint8Array | undefined;
  /** What could not be read, or is not what it seems, for people. Some of it may be missing from the comparison. */
  readonly missing: readonly string[];
}

export interface BuildRead {
  readonly kind: 'build';
  readonly named: Named;
  readonly manifest: Manifest;
  readonly zones: BuiltZones;
}

/** Reads one side. Settings are read by their path on each side; those of an absolute path are for both. */
export function readSide(named: Named, config: string | undefined, io: Io): ReadSide {
  switch (named.kind) {
    case 'build':
      return { kind: 'build', named, ...builtZones(named.folder, shownPath(named.folder, io.cwd)) };
    case 'revision':
      return readRevision(named, config, io);
    case 'project':
      return readFolder(named, { config, inputs: [] }, { ...io, cwd: resolve(io.cwd, named.folder) });
    case 'records':
      return readFolder(named, { config, inputs: [named.folder] }, io);
  }
}

interface Asked {
  readonly config: string | undefined;
  readonly inputs: readonly string[];
}

function readFolder(named: Named, { config, inputs }: Asked, io: Io): RecordsRead {
  const bytesOf = (file: string) => readRecordFile(file, io.cwd);
  if (inputFiles(inputs, io.cwd).records.length === 0) {
    const settings = readSettings(config, new Map(), io);
    return { ...readNothing(settings, named), bytesOf };
  }
  const { corpus, orders, judged, settings, diagnostics, sources } = readInput(
    { inputs, config, progress: new Progress(io) },
    io,
  );
  const { records } = sources.files;
  return {
    kind: 'records',
    named,
    corpus,
    orders,
    judged,
    settings,
    records,
    findings: diagnostics,
    bytesOf,
    missing: [],
  };
}

function readNothing(settings: Settings, named: Named): Omit<RecordsRead, 'bytesOf'> {
  const tree = { records: [], bytes: () => undefined, files: { read: () => undefined, stamp: () => undefined } };
  return { ...readTree(tree, settings, named), missing: [] };
}

function readRevision(named: Extract<Named, { kind: 'revision' }>, config: string | undefined, io: Io): RecordsRead {
  const path = shownPath(config ?? configFile, io.cwd);
  const isShared = config !== undefined && isAbsolute(config);
  const tree = openTree(named.revision, isShared ? configFile : path, io.cwd);
  const { label } = named;
  if (config !== undefined && !isShared && !tree.bytes(path))
    io.stderr(`There is no ${harmless(path)} in ${harmless(label)}: the usual settings count there.\n`);
  const settings = isShared ? readSettings(config, new Map(), io) : settingsOf(tree, path);
  const read = readTree(tree, settings, named);
  const missing = [
    ...tree.unread.map((one) => `${one} is a link or another repository in ${label}: git does not hold what is in it.`),
    ...tree.pointers().map((one) => `${one} is a pointer of Git LFS in ${label}: git does not hold the file itself.`),
  ];
  return { ...read, missing };
}

function settingsOf({ bytes }: GitTree, path: string): Settings {
  const content = bytes(path);
  if (!content) return defaultSettings;
  const { settings, diagnostics } = readConfig(path, content);
  if (hasErrors(diagnostics)) throw new ConfigurationError(diagnostics);
  return settings;
}

/** Names that are sorted at a time. */
const mostInMemory = 3 << 19;

function readTree(
  { records, bytes, files }: Pick<GitTree, 'records' | 'bytes' | 'files'>,
  settings: Settings,
  named: Named,
): Omit<RecordsRead, 'missing'> {
  const read = readOrders(
    records.map((file) => ({ file, bytes: () => bytes(file) ?? new Uint8Array() })),
    {
      files,
      alarm: alarmOf(settings),
      approvals: settings.approvals,
      names: new Collection({ shelf: temporaryShelf(), most: mostInMemory }),
    },
  );
  return {
    kind: 'records',
    named,
    corpus: read.corpus,
    orders: read.orders,
    judged: [...read.orders, ...read.unsound],
    settings,
    records,
    findings: findingsOf(read, settings),
    bytesOf: bytes,
  };
}
