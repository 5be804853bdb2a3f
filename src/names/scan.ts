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
  /** The number of the first line; 1 if not given. */
  readonly firstLine?: number;
  /** Octets before what each line holds; 0 if not given. */
  readonly indent?: number;
  /** A line that holds something other than a plain name, without its line end: the caller's to read. */
  readonly onOther: (line: number, text: Uint8Array) => void;
  /** A plain name that raised the alarm. */
  readonly onAlarm: (row: Row) => void;
}

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
  #rest: Uint8Array = new Uint8Array(0);
  readonly #indent: number;
  #line: number;
  /** How many lines held something so far. */
  lines = 0;

  constructor(target: ScanTarget) {
    this.#target = target;
    this.#indent = target.indent ?? 0;
    this.#line = (target.firstLine ?? 1) - 1;
  }

  push(chunk: Uint8Array): void {
    const text = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const { table } = this.#target;
    table.reserve(Math.ceil(text.length / 4), text.length);
    let from = 0;
    for (let to = text.indexOf(lineFeed); to !== -1; to = text.indexOf(lineFeed, from)) {
      this.#readLine(text, Math.min(from + this.#indent, to), to);
      from = to + 1;
    }
    this.#rest = text.slice(from);
  }

  end(): void {
    if (this.#rest.length > 0) {
      this.#target.table.reserve(1, this.#rest.length);
      this.#readLine(this.#rest, Math.min(this.#indent, this.#rest.length), this.#rest.length);
    }
  }

  #readLine(text: Uint8Array, from: number, to: number): void {
    this.#line++;
    let start = from;
    let end = to;
    while (start < end && isSpace(text[start] as number)) start++;
    while (end > start && isSpace(text[end - 1] as number)) end--;
    if (start === end || (text[start] === hash && isText(text, start, end))) return;
    this.lines += 1;
    const { onOther } = this.#target;
    const host = hostStart(text, start, end);
    if (host === -1 || !this.#readName(text, host, text[end - 1] === slash && host > start ? end - 1 : end)) {
      onOther(this.#line, text.subarray(from, to > from && text[to - 1] === 13 ? to - 1 : to));
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
    const row = table.size;
    table.start[row] = used;
    table.length[row] = at - used;
    table.line[row] = this.#line;
    table.claim[row] = claim;
    table.used = at;
    table.size = row + 1;
    if (raisesAlarm(table, row, this.#target.alarm)) this.#target.onAlarm(row);
    return true;
  }
}

/** Whether somebody must look at the name as text. */
export function raisesAlarm({ bytes, start, length }: NameTable, row: Row, alarm: Alarm): boolean {
  const { subtrees, names, children, knownTops, longest, also } = alarm;
  if ((length[row] as number) > longest) return true;
  const from = start[row] as number;
  let hash = hashSeed;
  let parent = hashSeed;
  let isTop = true;
  for (let at = from + (length[row] as number) - 1; at >= from; at--) {
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
