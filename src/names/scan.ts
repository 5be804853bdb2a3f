import { type HashSet, hashSeed, hashStep } from './hash-set.ts';
import type { NameTable, Row } from './name-table.ts';

/** Names that must be looked at as text: a filter, which may raise a false alarm and never misses. */
export interface Alarm {
  /** Alarm for these names and all below them. */
  readonly subtrees: HashSet;
  /** Alarm for just these names. */
  readonly names: HashSet;
  /** Alarm for the names directly below these. */
  readonly children: HashSet;
  /** Alarm for every name whose top-level label is not among these. */
  readonly knownTops: HashSet;
  /** Alarm for longer names, in octets. */
  readonly longest: number;
  /** Alarm for just these names too, for one list. */
  readonly also?: HashSet | undefined;
}

export interface ScanTarget {
  readonly table: NameTable;
  readonly claim: number;
  readonly alarm: Alarm;
  /** A line that holds something other than a plain name, without its line end: the caller's to read. */
  readonly onOther: (line: number, text: Uint8Array) => void;
  /** A plain name that raised the alarm. */
  readonly onAlarm: (row: Row) => void;
}

/** Lines from one mark to the next. */
export const linesPerMark = 256;

/** In octets: nobody writes a name or a web address this long. */
const longestLine = 8000;

const lineFeed = 10;
const dot = 46;
const slash = 47;

// What each octet of a plain name becomes: itself in lower case, 0 for what a plain name does not hold.
const plain = new Uint8Array(256);
for (const char of 'abcdefghijklmnopqrstuvwxyz0123456789-_.') {
  plain[char.charCodeAt(0)] = char.charCodeAt(0);
  plain[char.toUpperCase().charCodeAt(0)] = char.charCodeAt(0);
}

/**
 * Reads the lines of a list, chunk by chunk. A line with a plain name, alone or as a web address with nothing behind the
 * host, becomes a row; every other line that holds something is handed over as it stands.
 */
export class ListScanner {
  readonly #target: ScanTarget;
  /** The beginning of a line whose end is still to come. */
  #rest: Uint8Array[] = [];
  #restLength = 0;
  #line = 0;
  /** Where the next line starts, in octets from the start of the list. */
  #offset = 0;
  /** How many lines held something so far. */
  lines = 0;
  /** How many of them became rows. */
  names = 0;
  /** Where every `linesPerMark`th line starts, in octets: line 1, line 257 and so on. */
  readonly marks: number[] = [];

  constructor(target: ScanTarget) {
    this.#target = target;
  }

  push(chunk: Uint8Array): void {
    const first = chunk.indexOf(lineFeed);
    if (first === -1) {
      this.#keep(chunk);
      return;
    }
    this.#target.table.reserve(Math.ceil(chunk.length / 4) + 1, chunk.length + longestLine);
    this.#keep(chunk.subarray(0, first));
    this.#readRest(1);
    let from = first + 1;
    for (let to = chunk.indexOf(lineFeed, from); to !== -1; to = chunk.indexOf(lineFeed, from)) {
      this.#readLine(chunk, from, to);
      this.#offset += to + 1 - from;
      from = to + 1;
    }
    this.#keep(chunk.slice(from));
  }

  end(): void {
    this.#target.table.reserve(1, longestLine);
    if (this.#restLength > 0) this.#readRest(0);
  }

  /** Of a line that is too long to be read, only as much as says so. */
  #keep(part: Uint8Array): void {
    if (part.length > 0 && this.#restLength <= longestLine) this.#rest.push(part.slice(0, longestLine + 1));
    this.#restLength += part.length;
  }

  #readRest(lineEnd: 0 | 1): void {
    const text = this.#rest.length === 1 ? (this.#rest[0] as Uint8Array) : Buffer.concat(this.#rest);
    this.#readLine(text, 0, text.length);
    this.#offset += this.#restLength + lineEnd;
    this.#rest = [];
    this.#restLength = 0;
  }

  #readLine(text: Uint8Array, from: number, to: number): void {
    if (this.#line % linesPerMark === 0) this.marks.push(this.#offset);
    this.#line++;
    let start = from;
    let end = to;
    while (start < end && isSpace(text[start] as number)) start++;
    while (end > start && isSpace(text[end - 1] as number)) end--;
    if (start === end || (text[start] === hash && isText(text, start, end))) return;
    this.lines += 1;
    const host = to - from > longestLine ? -1 : hostStart(text, start, end);
    if (host === -1 || !this.#readName(text, host, text[end - 1] === slash && host > start ? end - 1 : end)) {
      this.#target.onOther(this.#line, text.subarray(from, to > from && text[to - 1] === 13 ? to - 1 : to));
    }
  }

  /** Writes the name into the table if it is a plain one. */
  #readName(text: Uint8Array, from: number, to: number): boolean {
    const { table, claim } = this.#target;
    const { bytes, used } = table;
    let at = used;
    let label = used;
    let tops = 0;
    for (let octet = from; octet < to; octet++) {
      const char = plain[text[octet] as number] as number;
      if (char === 0) return false;
      if (char === dot) {
        if (at === label || at - label > 63) return false;
        label = at + 1;
        tops++;
      }
      bytes[at++] = char;
      if (at - label === 4 && isPunycode(bytes, label)) return false;
    }
    if (at === label) {
      // A dot at the end says that the name is whole.
      at--;
      tops--;
      label = lastLabel(bytes, used, at);
    }
    if (tops < 1 || at - label > 63 || at - used > 253 || isNumeric(bytes, label, at)) return false;
    const row = table.take(at - used, { line: this.#line, claim });
    this.names += 1;
    if (raisesAlarm(table, row, this.#target.alarm)) this.#target.onAlarm(row);
    return true;
  }
}

/** Whether somebody must look at the name as text. */
export function raisesAlarm(table: NameTable, row: Row, alarm: Alarm): boolean {
  const { subtrees, names, children, knownTops, longest, also } = alarm;
  const { bytes } = table;
  const length = table.lengthOf(row);
  if (length > longest) return true;
  const from = table.startOf(row);
  let hash = hashSeed;
  let parent = hashSeed;
  let isTop = true;
  for (let at = from + length - 1; at >= from; at--) {
    const octet = bytes[at] as number;
    if (octet === dot) {
      if (isTop && !knownTops.has(hash)) return true;
      if (subtrees.has(hash)) return true;
      isTop = false;
      parent = hash;
    }
    hash = hashStep(hash, octet);
  }
  return isTop || names.has(hash) || subtrees.has(hash) || children.has(parent) || (also?.has(hash) ?? false);
}

const hash = 35;

/** A comment that holds a line end of another kind could hide a name: then it is none. */
function isText(text: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const octet = text[at] as number;
    if (
      (octet < 32 && octet !== 9) ||
      (octet === 0xe2 && text[at + 1] === 0x80 && ((text[at + 2] as number) | 1) === 0xa9)
    )
      return false;
  }
  return true;
}

function isSpace(octet: number): boolean {
  return octet === 32 || octet === 9 || octet === 13;
}

const schemes = ['https://', 'http://'].map((scheme) => Buffer.from(scheme));

/** Where the host starts: behind http:// or https://, else at the start; -1 where something else stands before a colon. */
function hostStart(text: Uint8Array, start: number, end: number): number {
  if (((text[start] as number) | 32) !== 0x68 || !text.subarray(start, Math.min(end, start + 8)).includes(58))
    return start;
  const scheme = schemes.find((one) => {
    if (end - start <= one.length) return false;
    for (let at = 0; at < one.length; at++)
      if (((text[start + at] as number) | 32) !== (one[at] as number)) return false;
    return true;
  });
  return scheme ? start + scheme.length : -1;
}

function isPunycode(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 120 && bytes[at + 1] === 110 && bytes[at + 2] === 45 && bytes[at + 3] === 45;
}

function lastLabel(bytes: Uint8Array, from: number, end: number): number {
  let at = end;
  while (at > from && bytes[at - 1] !== dot) at--;
  return at;
}

/** A last label of digits, or 0x and more: browsers take such a host for an IPv4 address (WHATWG URL). */
function isNumeric(bytes: Uint8Array, from: number, end: number): boolean {
  let digits = 0;
  while (from + digits < end && (bytes[from + digits] as number) >= 48 && (bytes[from + digits] as number) <= 57)
    digits++;
  return from + digits === end || (digits === 1 && bytes[from] === 48 && bytes[from + 1] === 120);
}
