import type { Cut } from '../core/source-text.ts';
import type { NameRun } from './yaml.ts';

/** A record without the lines that repeat the form of the one before: `  - ` and a plain name. */
export interface CutRecord {
  /** The bytes that are left: whole lines. */
  readonly left: Uint8Array;
  readonly cuts: readonly Cut[];
  readonly runs: readonly KeptLine[];
  /**
   * The lines of what is left, by index, with which a key of the outermost group begins; undefined where a line begins in
   * another way than such a group needs.
   */
  readonly keys: readonly number[] | undefined;
}

/** The one line of a run that is left, by index, and the octets of its name. */
export interface KeptLine {
  readonly line: number;
  readonly octets: number;
  readonly run: NameRun;
}

const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const hash = 35;
const dash = 45;
const dot = 46;

// What stands in a plain name, by octet; 0 for all else.
const kinds = new Uint8Array(256);
const letter = 1;
const digit = 2;
const inner = 3;
for (const char of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ') kinds[char.charCodeAt(0)] = letter;
for (const char of '0123456789') kinds[char.charCodeAt(0)] = digit;
for (const char of '-_.') kinds[char.charCodeAt(0)] = inner;

/** Longer lines are for the schema to judge. */
const longestName = 253;

/** The keys of the outermost group with lists of targets. */
export const listKeys: readonly string[] = ['targets', 'amendments'];
const listStarts = listKeys.map((key) => Buffer.from(`${key}:`));

/**
 * Cuts the lines out of a record that need no YAML parser. A name of letters, digits, `-`, `_` and `.` that begins with a
 * letter or a digit, holds a dot and ends with a letter is text to every reader of YAML, and no character of it means
 * anything else. Where the first such line of a run is an item of a list, each line below it with the same indentation is
 * the next item: whoever parses what is left must see to the first alone.
 */
export function cutNames(bytes: Uint8Array): CutRecord {
  const pieces: Uint8Array[] = [];
  const cuts: Cut[] = [];
  const runs: KeptLine[] = [];
  let keys: number[] | undefined = [];
  let [kept, missing, inList] = [0, 0, false];
  for (let at = 0, line = 0; at < bytes.length; line++) {
    const first = bytes[at] as number;
    if (kinds[first] === letter) {
      keys?.push(line);
      inList = listStarts.some((key) => startsWith(bytes, at, key));
    } else if (!goesOn(bytes, at) && !(line === 0 && isDocumentStart(bytes, at))) keys = undefined;
    const run = inList && (first === space || first === dash) ? nameRun(bytes, at) : undefined;
    if (!run || run.lines === 1) {
      at = run ? run.end : lineEnd(bytes, at);
      continue;
    }
    missing += run.lines - 1;
    pieces.push(bytes.subarray(kept, run.second));
    cuts.push({ after: line, missing });
    const { indent, lines, octets } = run;
    const firstLine = line + 1 + missing - (lines - 1);
    runs.push({ line, octets, run: { firstLine, lines, indent, bytes: [at, run.end] } });
    at = kept = run.end;
  }
  pieces.push(bytes.subarray(kept));
  return { left: runs.length === 0 ? bytes : Buffer.concat(pieces), cuts, runs, keys };
}

interface Run {
  readonly lines: number;
  readonly indent: number;
  /** The first name's. */
  readonly octets: number;
  /** Offset of the second line. */
  readonly second: number;
  /** Offset of the line after the last. */
  readonly end: number;
}

/** The run that starts with the line at an offset. */
function nameRun(bytes: Uint8Array, from: number): Run | undefined {
  let dashAt = from;
  while (bytes[dashAt] === space) dashAt++;
  if (bytes[dashAt] !== dash || bytes[dashAt + 1] !== space) return undefined;
  const indent = dashAt - from + 2;
  let [lines, octets, second, end] = [0, 0, from, from];
  for (let at = from; lines === 0 || isIndented(bytes, at, indent); ) {
    const name = nameEnd(bytes, at + indent);
    const next = name === undefined ? undefined : endOfLine(bytes, name);
    if (name === undefined || next === undefined) break;
    lines += 1;
    if (lines === 1) [octets, second] = [name - at - indent, next];
    at = end = next;
  }
  return lines === 0 ? undefined : { lines, indent, octets, second, end };
}

function isIndented(bytes: Uint8Array, from: number, indent: number): boolean {
  const dashAt = from + indent - 2;
  for (let at = from; at < dashAt; at++) if (bytes[at] !== space) return false;
  return bytes[dashAt] === dash && bytes[dashAt + 1] === space;
}

/** Where a plain name ends; undefined where none stands. */
function nameEnd(bytes: Uint8Array, from: number): number | undefined {
  const first = kinds[bytes[from] as number];
  if (first !== letter && first !== digit) return undefined;
  let at = from;
  let dots = 0;
  for (; at < bytes.length && kinds[bytes[at] as number] !== 0; at++) if (bytes[at] === dot) dots++;
  return dots > 0 && at - from <= longestName && kinds[bytes[at - 1] as number] === letter ? at : undefined;
}

/** Where the next line starts, if the line ends at the offset. */
function endOfLine(bytes: Uint8Array, at: number): number | undefined {
  if (at === bytes.length) return at;
  if (bytes[at] === lineFeed) return at + 1;
  return bytes[at] === carriageReturn && bytes[at + 1] === lineFeed ? at + 2 : undefined;
}

function lineEnd(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(lineFeed, from);
  return end === -1 ? bytes.length : end + 1;
}

/** Whether a line can belong to the key above it: it is indented, empty, a comment, or an item. */
function goesOn(bytes: Uint8Array, at: number): boolean {
  const [first, second] = [bytes[at], bytes[at + 1]];
  if (first === space || first === lineFeed || first === hash) return true;
  if (first === carriageReturn) return second === lineFeed;
  return first === dash && (second === space || second === lineFeed);
}

function isDocumentStart(bytes: Uint8Array, at: number): boolean {
  return startsWith(bytes, at, documentStart) && endOfLine(bytes, at + documentStart.length) !== undefined;
}

const documentStart = Buffer.from('---');

function startsWith(bytes: Uint8Array, at: number, text: Uint8Array): boolean {
  for (let index = 0; index < text.length; index++) if (bytes[at + index] !== text[index]) return false;
  return true;
}
