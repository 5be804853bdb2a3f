import { readFileSync } from 'node:fs';
import { instantFor, parseAsOf } from '../../core/dates.ts';
import { isAfter } from '../../core/serial.ts';
import { listed } from '../../core/text.ts';
import type { Manifest } from '../../generated/manifest.ts';
import type { PublicKey } from '../../trust/public-key.ts';
import { attempt } from '../disk.ts';
import { hasCode } from '../durable.ts';
import { CommandError, exitCodes } from '../exit-codes.ts';
import { momentWords } from '../moment-words.ts';
import { replaceWhole } from '../whole-file.ts';
import type { SetProblem } from './set-files.ts';

// An old build, signed and whole, must not come back: whoever keeps new ones from a resolver would free names again. So
// the last one that was taken is remembered, for each key.

/** The last build of a key that was taken. */
interface Seen {
  readonly serial: number;
  readonly asOf: string;
  readonly territory: readonly string[];
  /** The serial of each zone. */
  readonly zones: Readonly<Record<string, number>>;
}

/** By public key, in minisign's base64. */
type Memory = Readonly<Record<string, Seen>>;

export interface MemoryFile {
  readonly path: string;
  /** For people. */
  readonly label: string;
}

export function readMemory({ path, label }: MemoryFile): Memory {
  const text = attempt(() => textOf(path), label);
  if (text === undefined) return {};
  const memory = memoryIn(text);
  if (memory) return memory;
  throw new CommandError(
    `${label} is damaged, so nobody can tell whether the files are older than the last ones. If you are sure that they are not, delete it and run this again.`,
    exitCodes.safetyStop,
  );
}

/** undefined where there is no such file. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, ['ENOENT'])) return undefined;
    throw error;
  }
}

function memoryIn(text: string): Memory | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1) return undefined;
    const keys: unknown = 'keys' in value ? value.keys : undefined;
    if (typeof keys !== 'object' || keys === null || !Object.values(keys).every(isSeen)) return undefined;
    return keys as Memory;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isSeen(value: unknown): value is Seen {
  if (typeof value !== 'object' || value === null) return false;
  const { serial, asOf, territory, zones } = value as Partial<Record<keyof Seen, unknown>>;
  return (
    Number.isInteger(serial) &&
    typeof asOf === 'string' &&
    parseAsOf(asOf) !== undefined &&
    Array.isArray(territory) &&
    typeof zones === 'object' &&
    zones !== null &&
    Object.values(zones).every(Number.isInteger)
  );
}

/** Puts a build in the place of the last one. Whoever calls has the file locked. */
export function remember(file: MemoryFile, memory: Memory): Promise<void> {
  const text = `${JSON.stringify({ version: 1, keys: memory }, null, 2)}\n`;
  return replaceWhole(file, Buffer.from(text));
}

export function withSeen(memory: Memory, key: PublicKey, manifest: Manifest): Memory {
  const { serial, asOf, territory = [] } = manifest;
  return { ...memory, [key.text]: { serial, asOf, territory, zones: zonesOf(manifest) } };
}

function zonesOf({ files, retired = [] }: Manifest): Seen['zones'] {
  const named = [...files, ...retired].flatMap(({ zone, serial }): (readonly [string, number])[] =>
    zone === undefined || serial === undefined ? [] : [[zone, serial]],
  );
  return Object.fromEntries(named);
}

/** Whether a build goes on from the last one of its key that was taken. */
export function seenProblems(seen: Seen | undefined, manifest: Manifest, { label }: MemoryFile): readonly SetProblem[] {
  if (!seen) return [];
  const { serial, asOf, territory = [] } = manifest;
  if (String(seen.territory) !== String(territory)) {
    const [now, before] = [territory, seen.territory].map(placeWords);
    return [
      {
        code: 'other-series',
        says: `It is a build for ${now}; the last one was for ${before}. Give each its own memory with --state.`,
      },
    ];
  }
  if (!isOlder(manifest, seen)) return [];
  return [
    {
      code: 'older',
      says: `It is older than what was here before: serial ${serial} for ${momentWords(asOf, 'UTC')}, after ${seen.serial} for ${momentWords(seen.asOf, 'UTC')}. Somebody put an old build back. If its makers say that they began to count anew, delete ${label}.`,
    },
  ];
}

/** By the serials; where they are the same, by the moment that was compiled for. */
function isOlder(manifest: Manifest, seen: Seen): boolean {
  const { serial, asOf } = manifest;
  const isBack = (now: number, before: number) => now !== before && !isAfter(now, before);
  if (isBack(serial, seen.serial)) return true;
  if (Object.entries(zonesOf(manifest)).some(([zone, now]) => isBack(now, seen.zones[zone] ?? now))) return true;
  return serial === seen.serial && instantOf(asOf) < instantOf(seen.asOf);
}

function placeWords(territory: readonly string[]): string {
  return territory.length === 0 ? 'everywhere' : listed(territory, 'and');
}

function instantOf(asOf: string): number {
  const parsed = parseAsOf(asOf);
  return parsed ? instantFor(parsed, 'UTC') : Number.NEGATIVE_INFINITY;
}
