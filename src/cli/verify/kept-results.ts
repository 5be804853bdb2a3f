import { closeSync, fsyncSync, ftruncateSync, openSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Result } from '../../resolver/examine.ts';
import type { StartOfZone } from '../../resolver/reply.ts';
import { attempt, readBytes } from '../disk.ts';
import { ifAllowed, removeFile, writeAll } from '../durable.ts';
import { CommandError } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { standingAfter } from '../refusal.ts';

export type PolicyZone = Pick<StartOfZone, 'zone' | 'serial'>;

/** What has been asked so far: kept line by line, so that a run that is killed loses hardly anything. */
export interface KeptResults {
  /** When the first question was asked, in milliseconds since 1970. */
  readonly begun: number;
  readonly results: Map<number, Result>;
  readonly zones: Map<string, PolicyZone>;
  add(index: number, result: Result): void;
  addZone(zone: PolicyZone): void;
  /** All is asked: nothing is left to go on from. */
  finish(): void;
  close(): void;
}

export interface Keeping {
  /** undefined: nothing is kept. */
  readonly file: string | undefined;
  /** Of what is to be asked, and of whom. */
  readonly plan: string;
}

type Line =
  | { readonly version: 1; readonly plan: string; readonly begun: number }
  | readonly [number, Result]
  | PolicyZone;

/** Answers grow old: what was asked longer ago, in milliseconds, is not gone on from. */
const longest = 24 * 3_600_000;

export function keptResults({ file, plan }: Keeping, io: Io): KeptResults {
  const known = file === undefined ? undefined : readKept({ file, plan }, io);
  const begun = known?.begun ?? io.now();
  const results = known?.results ?? new Map<number, Result>();
  const zones = known?.zones ?? new Map<string, PolicyZone>();
  const path = file === undefined ? undefined : resolve(io.cwd, file);
  const open = path === undefined ? undefined : attempt(() => openSync(path, 'a'), file ?? '');
  // A last line that was cut off would take the next one with it.
  if (open !== undefined) attempt(() => ftruncateSync(open, known?.size ?? 0), file ?? '');
  const write = (line: Line) => {
    if (open !== undefined) attempt(() => writeAll(open, Buffer.from(`${JSON.stringify(line)}\n`)), file ?? '');
  };
  if (!known) write({ version: 1, plan, begun });
  return {
    begun,
    results,
    zones,
    add: (index, result) => {
      results.set(index, result);
      // Who goes on later asks again where nothing was answered.
      if (result.finding !== 'no-answer') write([index, result]);
    },
    addZone: ({ zone, serial }) => {
      const key = `${zone} ${serial}`;
      if (zones.has(key)) return;
      zones.set(key, { zone, serial });
      write({ zone, serial });
    },
    finish: () => {
      try {
        if (path !== undefined) removeFile(path);
      } catch (error) {
        const next = 'All was asked and told. Delete it before you ask again: the next run would go on from it.';
        throw standingAfter(error, file ?? '', next);
      }
    },
    close: () => {
      if (open === undefined) return;
      // Whoever goes on later asks again for what the disk did not keep.
      ifAllowed(() => fsyncSync(open));
      ifAllowed(() => closeSync(open));
    },
  };
}

interface Known extends Pick<KeptResults, 'begun' | 'results' | 'zones'> {
  /** Octets of whole lines. */
  readonly size: number;
}

function readKept({ file, plan }: Keeping & { readonly file: string }, io: Io): Known | undefined {
  const bytes = readBytes(file, io.cwd);
  if (!bytes) return undefined;
  const size = bytes.lastIndexOf(lineFeed) + 1;
  const lines = Buffer.from(bytes.subarray(0, size)).toString('utf8').split('\n').slice(0, -1);
  // Killed before its first line was whole.
  if (size === 0 && isBeginning(Buffer.from(bytes).toString('latin1'))) return undefined;
  const [head, ...rest] = lines.map((line) => readLine(line, file));
  if (!head || !('plan' in head)) throw notOurs(file);
  if (head.plan !== plan) {
    throw new CommandError(
      `${file} was begun for other names, another resolver or other options. Give --resume another file, or remove it.`,
    );
  }
  if (io.now() - head.begun > longest)
    throw new CommandError(
      `${file} was begun more than a day ago: its answers are too old. Remove it, and begin anew.`,
    );
  const results = new Map<number, Result>();
  const zones = new Map<string, PolicyZone>();
  for (const line of rest) {
    if (Array.isArray(line)) results.set(line[0], line[1]);
    else if ('zone' in line) zones.set(`${line.zone} ${line.serial}`, line);
  }
  return { begun: head.begun, results, zones, size };
}

const lineFeed = 10;

/** Of the first line of every file that is kept. */
const start = '{"version":1,"plan":"';

function isBeginning(text: string): boolean {
  return text.startsWith(start) || start.startsWith(text);
}

function readLine(line: string, file: string): Line {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value as Line;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw notOurs(file);
}

function notOurs(file: string): CommandError {
  return new CommandError(`${file} is not what verify keeps. Give --resume another file.`);
}
