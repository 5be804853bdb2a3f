import { lendColumn, returnColumn } from './columns.ts';
import { NameTable, type Row } from './name-table.ts';

const dot = 46;

// A name's octets in the order of RFC 4034 6.1, the end of a label first: 0, then -, 0-9, _, a-z. 39 in all.
const symbols = 39;
const rank = new Uint8Array(128);
for (const [index, char] of [...'-0123456789_abcdefghijklmnopqrstuvwxyz'].entries())
  rank[char.charCodeAt(0)] = index + 1;

/**
 * The rows in canonical order (RFC 4034 6.1), those of one name in the order in which they were added.
 *
 * Each row gets a key of 64 bits: the place of its top-level label among all that occur, then the first nine octets of the
 * labels below it, from the right. A radix sort from the least significant digit puts the keys in order; the few names
 * that nine octets do not tell apart are compared whole. The answer is a column to be returned.
 */
export function canonicalOrder(table: NameTable): Uint32Array {
  const { high, low } = keys(table);
  const order = radixSort(high, low, table.size);
  for (let from = 0; from < order.length; ) {
    const first = order[from] as Row;
    const [upper, lower] = [high[first] as number, low[first] as number];
    let to = from + 1;
    while (to < order.length && low[order[to] as Row] === lower && high[order[to] as Row] === upper) to++;
    if (to - from > 1) sortFew(table, order.subarray(from, to));
    from = to;
  }
  returnColumn(high);
  returnColumn(low);
  return order;
}

/** Sorts rows by comparison; of a few, each is put in its place among those before it. */
function sortFew(table: NameTable, rows: Uint32Array): void {
  if (rows.length > 16) {
    rows.sort((a, b) => compareRows(table, a, b) || a - b);
    return;
  }
  for (let from = 1; from < rows.length; from++) {
    const row = rows[from] as Row;
    let at = from;
    for (; at > 0 && compareRows(table, rows[at - 1] as Row, row) > 0; at--) rows[at] = rows[at - 1] as Row;
    rows[at] = row;
  }
}

// Rows are looked at in blocks before they are copied, so that the processor waits for many of them at once.
const block = 128;
const starts = new Uint32Array(block);
const touched = new Uint8Array(block);

/** The same rows, put in canonical order, so that whoever goes through them goes straight through memory. */
export function inCanonicalOrder(table: NameTable): NameTable {
  const sorted = new NameTable(table.size, table.used);
  const order = canonicalOrder(table);
  copyInOrder(table, order, sorted);
  returnColumn(order);
  return sorted;
}

/** Adds rows of a table to another one in the given order. */
export function copyInOrder(table: NameTable, order: Uint32Array, to: NameTable): void {
  for (let from = 0; from < order.length; from += block) {
    const size = Math.min(block, order.length - from);
    for (let at = 0; at < size; at++) starts[at] = table.startOf(order[from + at] as Row);
    for (let at = 0; at < size; at++) touched[at] = table.bytes[starts[at] as number] as number;
    for (let at = 0; at < size; at++) to.copy(table, order[from + at] as Row);
  }
}

/** Canonical order of two names (RFC 4034 6.1): labels from the right, each octet by octet, a name before all below it. */
export function compareRows(table: NameTable, a: Row, b: Row): number {
  return compareNames(table, a, table, b);
}

export function compareNames(tableA: NameTable, a: Row, tableB: NameTable, b: Row): number {
  const bytesA = tableA.bytes;
  const bytesB = tableB.bytes;
  const startA = tableA.startOf(a);
  const startB = tableB.startOf(b);
  let endA = startA + tableA.lengthOf(a);
  let endB = startB + tableB.lengthOf(b);
  while (endA > startA && endB > startB) {
    const labelA = labelStart(bytesA, startA, endA);
    const labelB = labelStart(bytesB, startB, endB);
    const shorter = Math.min(endA - labelA, endB - labelB);
    for (let at = 0; at < shorter; at++) {
      const difference = (bytesA[labelA + at] as number) - (bytesB[labelB + at] as number);
      if (difference !== 0) return difference;
    }
    const longer = endA - labelA - (endB - labelB);
    if (longer !== 0) return longer;
    endA = labelA - 1;
    endB = labelB - 1;
  }
  return endA - startA - (endB - startB);
}

export function sameName(table: NameTable, a: Row, b: Row): boolean {
  const octets = table.lengthOf(a);
  if (octets !== table.lengthOf(b)) return false;
  const { bytes } = table;
  const startA = table.startOf(a);
  const startB = table.startOf(b);
  for (let at = octets - 1; at >= 0; at--) if (bytes[startA + at] !== bytes[startB + at]) return false;
  return true;
}

/** Whether row `a` lies below row `b`. */
export function isRowBelow(table: NameTable, a: Row, b: Row): boolean {
  const octets = table.lengthOf(b);
  const offset = table.lengthOf(a) - octets;
  return offset >= 2 && table.bytes[table.startOf(a) + offset - 1] === dot && endsWith(table, a, table, b);
}

/** Whether the name of a row is that of a row of another table, or lies below it. */
export function isWithin(tableA: NameTable, a: Row, tableB: NameTable, b: Row): boolean {
  const offset = tableA.lengthOf(a) - tableB.lengthOf(b);
  if (offset < 0 || (offset > 0 && tableA.bytes[tableA.startOf(a) + offset - 1] !== dot)) return false;
  return endsWith(tableA, a, tableB, b);
}

function endsWith(tableA: NameTable, a: Row, tableB: NameTable, b: Row): boolean {
  const octets = tableB.lengthOf(b);
  const startA = tableA.startOf(a) + tableA.lengthOf(a) - octets;
  const startB = tableB.startOf(b);
  for (let at = octets - 1; at >= 0; at--) if (tableA.bytes[startA + at] !== tableB.bytes[startB + at]) return false;
  return true;
}

function labelStart(bytes: Uint8Array, from: number, end: number): number {
  let at = end;
  while (at > from && bytes[at - 1] !== dot) at--;
  return at;
}

const highOctets = 3;
const lowOctets = 6;

function keys(table: NameTable): { high: Uint32Array; low: Uint32Array } {
  const { bytes, size } = table;
  const high = lendColumn(size);
  const low = lendColumn(size);
  const tops = new TopLevelLabels(table);
  for (let row = 0; row < size; row++) high[row] = tops.idOf(row);
  const ranks = tops.ranks();
  for (let row = 0; row < size; row++) {
    const from = table.startOf(row);
    const id = high[row] as number;
    let end = from + table.lengthOf(row) - (tops.lengths[id] as number) - 1;
    let at = end > from ? labelStart(bytes, from, end) : end;
    let upper = ranks[id] as number;
    let lower = 0;
    for (let count = 0; count < highOctets + lowOctets; count++) {
      let symbol = 0;
      if (at < end) symbol = rank[bytes[at++] as number] as number;
      else if (end > from) {
        end = labelStart(bytes, from, end) - 1;
        at = end > from ? labelStart(bytes, from, end) : end;
      }
      if (count < highOctets) upper = upper * symbols + symbol;
      else lower = lower * symbols + symbol;
    }
    high[row] = upper;
    low[row] = lower;
  }
  return { high, low };
}

/** The top-level labels of a table: a few thousand at most, so that their places fit above three octets in 32 bits. */
class TopLevelLabels {
  readonly lengths: number[] = [];
  readonly #table: NameTable;
  readonly #rows: Row[] = [];
  readonly #byHash = new Map<number, number>();
  #lastHash = 0;
  #lastId = -1;

  constructor(table: NameTable) {
    this.#table = table;
  }

  idOf(row: Row): number {
    const { bytes } = this.#table;
    const from = this.#table.startOf(row);
    const end = from + this.#table.lengthOf(row);
    let hash = 0x811c9dc5;
    let at = end - 1;
    for (; at >= from && bytes[at] !== dot; at--) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
    const length = end - 1 - at;
    if (hash === this.#lastHash && this.#lastId !== -1 && this.#sameTop(end, length, this.#lastId)) return this.#lastId;
    this.#lastHash = hash;
    this.#lastId = this.#find({ row, hash, length, end });
    return this.#lastId;
  }

  #find({ row, hash: first, length, end }: { row: Row; hash: number; length: number; end: number }): number {
    for (let hash = first; ; hash = (hash + 1) | 0) {
      const id = this.#byHash.get(hash);
      if (id === undefined) {
        this.#byHash.set(hash, this.#rows.length);
        this.lengths.push(length);
        return this.#rows.push(row) - 1;
      }
      if (this.#sameTop(end, length, id)) return id;
    }
  }

  ranks(): Uint32Array {
    const labels = this.#rows.map((row) => this.#table.nameAt(row).split('.').at(-1) ?? '');
    const sorted = [...labels].sort();
    const places = new Map(sorted.map((label, place) => [label, place]));
    return Uint32Array.from(labels, (label) => places.get(label) ?? 0);
  }

  #sameTop(end: number, length: number, id: number): boolean {
    if (this.lengths[id] !== length) return false;
    const { bytes } = this.#table;
    const row = this.#rows[id] as Row;
    const other = this.#table.startOf(row) + this.#table.lengthOf(row);
    for (let at = 1; at <= length; at++) if (bytes[end - at] !== bytes[other - at]) return false;
    return true;
  }
}

function radixSort(high: Uint32Array, low: Uint32Array, size: number): Uint32Array {
  let order = lendColumn(size);
  for (let row = 0; row < size; row++) order[row] = row;
  let other = lendColumn(size);
  const counts = new Uint32Array(1 << 16);
  for (const [digits, shift] of [
    [low, 0],
    [low, 16],
    [high, 0],
    [high, 16],
  ] as const) {
    counts.fill(0);
    for (let at = 0; at < size; at++) {
      const digit = ((digits[at] as number) >>> shift) & 0xffff;
      counts[digit] = (counts[digit] as number) + 1;
    }
    for (let digit = 0, sum = 0; digit < counts.length; digit++) {
      const count = counts[digit] as number;
      counts[digit] = sum;
      sum += count;
    }
    for (let at = 0; at < size; at++) {
      const row = order[at] as number;
      const digit = ((digits[row] as number) >>> shift) & 0xffff;
      const place = counts[digit] as number;
      counts[digit] = place + 1;
      other[place] = row;
    }
    [order, other] = [other, order];
  }
  returnColumn(other);
  return order;
}
