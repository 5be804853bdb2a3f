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

/** Lines from one mark to the next. */
export const linesPerMark = 256;

/** Octets of a line, on an average: more names than expected are no harm. */
const usualLine = 20;

/** In octets: nobody writes a name or a web address this long. */
const longestLine = 8000;

/**
 * Octets that say of any line what it is: a UTF-16 code unit takes three of UTF-8 at the most (RFC 3629 3), so whoever reads
 * so many as text has more than 8,000 of them before him, which is too long.
 */
const tellingOctets = 3 * longestLine + 3;

const lineFeed = 10;
const hyphen = 45;
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
  readonly #indent: number;
  #line: number;
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
    this.#indent = target.indent ?? 0;
    this.#line = (target.firstLine ?? 1) - 1;
  }

  push(chunk: Uint8Array): void {
    this.#target.table.reserve(Math.ceil(chunk.length / usualLine), chunk.length + longestLine);
    let from = this.#endRest(chunk);
    while (from < chunk.length) {
      const plainEnd = this.#readPlainLine(chunk, from + this.#indent);
      const to = plainEnd === -1 ? chunk.indexOf(lineFeed, from) : plainEnd;
      if (to === -1) break;
      if (plainEnd === -1) this.#readLine(chunk, Math.min(from + this.#indent, to), to);
      this.#offset += to + 1 - from;
      from = to + 1;
    }
    this.#keep(chunk.subarray(from));
  }

  end(): void {
    this.#target.table.reserve(1, longestLine);
    if (this.#restLength > 0) this.#readRest(0);
  }

  /** Reads the line that an earlier chunk began, and tells where the next one starts. */
  #endRest(chunk: Uint8Array): number {
    if (this.#restLength === 0) return 0;
    const end = chunk.indexOf(lineFeed);
    if (end === -1) return 0;
    this.#keep(chunk.subarray(0, end));
    this.#readRest(1);
    return end + 1;
  }

  /** A copy, because the chunk is gone with the next; of a line that is too long to be read, only as much as says so. */
  #keep(part: Uint8Array): void {
    const room = this.#indent + tellingOctets - this.#restLength;
    if (part.length > 0 && room > 0) this.#rest.push(new Uint8Array(part.subarray(0, room)));
    this.#restLength += part.length;
  }

  #readRest(lineEnd: 0 | 1): void {
    const text = this.#rest.length === 1 ? (this.#rest[0] as Uint8Array) : Buffer.concat(this.#rest);
    this.#readLine(text, Math.min(this.#indent, text.length), text.length);
    this.#offset += this.#restLength + lineEnd;
    this.#rest = [];
    this.#restLength = 0;
  }

  #readLine(text: Uint8Array, from: number, to: number): void {
    this.#startLine();
    let start = from;
    let end = to;
    while (start < end && isSpace(text[start] as number)) start++;
    while (end > start && isSpace(text[end - 1] as number)) end--;
    if (start === end || (text[start] === hash && isText(text, start, end))) return;
    this.lines += 1;
    const host = to - from > longestLine ? -1 : hostStart(text, start, end);
    if (host === -1 || !this.#readName(text, host, text[end - 1] === slash && host > start ? end - 1 : end)) {
      const told = Math.min(to, from + tellingOctets);
      this.#target.onOther(this.#line, text.subarray(from, told > from && text[told - 1] === 13 ? told - 1 : told));
    }
  }

  /** Reads a line that holds nothing but a plain name, and tells where it ends; -1, with nothing done, for any other. */
  #readPlainLine(text: Uint8Array, from: number): number {
    let end = this.#writeName(text, from, text.length);
    if (text[end] === 13) end++;
    if (end === -1 || text[end] !== lineFeed) return -1;
    this.#startLine();
    this.lines += 1;
    this.#takeName();
    return end;
  }

  #startLine(): void {
    if (this.#line % linesPerMark === 0) this.marks.push(this.#offset);
    this.#line++;
  }

  /** Reads a text that is nothing but a plain name; false, with nothing done, where it is none. */
  #readName(text: Uint8Array, from: number, to: number): boolean {
    if (this.#writeName(text, from, to) !== to) return false;
    this.#takeName();
    return true;
  }

  /** Octets of the name that `#writeName` wrote. */
  #written = 0;

  /** Writes a plain name behind the last one in the table and tells where it ends in the text; -1 where there is none. */
  #writeName(text: Uint8Array, from: number, to: number): number {
    const { bytes, used } = this.#target.table;
    let at = used;
    let label = used;
    let dots = 0;
    let octet = from;
    for (; octet < to; octet++) {
      const char = plain[text[octet] as number] as number;
      if (char === 0) break;
      if (char === dot) {
        if (at === label || at - label > 63) return -1;
        label = at + 1;
        dots++;
      } else if (char === hyphen && at - label === 3 && isPunycode(bytes, label)) return -1;
      bytes[at++] = char;
    }
    if (at === used) return -1;
    if (at === label) {
      // A dot at the end says that the name is whole.
      at--;
      dots--;
      label = lastLabel(bytes, used, at);
    }
    if (dots < 1 || at - label > 63 || at - used > 253 || isNumeric(bytes, label, at)) return -1;
    this.#written = at - used;
    return octet;
  }

  /** Makes a row of the name that was written. */
  #takeName(): void {
    const { table, claim, alarm, onAlarm } = this.#target;
    table.reserve(1, 0);
    const row = table.take(this.#written, this.#line, claim);
    this.names += 1;
    if (raisesAlarm(table, row, alarm)) onAlarm(row);
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

/** A comment that holds a line end of another kind (UAX 14: NEL, LS and PS too) could hide a name: then it is none. */
function isText(text: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const octet = text[at] as number;
    if (octet < 32 && octet !== 9) return false;
    if (octet === 0xc2 && text[at + 1] === 0x85) return false;
    if (octet === 0xe2 && text[at + 1] === 0x80 && ((text[at + 2] as number) | 1) === 0xa9) return false;
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

/** Whether a label that has come to its second hyphen begins like one in Punycode (RFC 5890 2.3.2.5). */
function isPunycode(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 120 && bytes[at + 1] === 110 && bytes[at + 2] === hyphen;
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
