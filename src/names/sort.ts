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
 * that nine octets do not tell apart are compared whole.
 */
export function canonicalOrder(table: NameTable): Uint32Array {
  const { high, low } = keys(table);
  const order = radixSort(high, low, table.size);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && sameKey(order[from] as Row, order[to] as Row)) to++;
    if (to - from > 1) order.subarray(from, to).sort((a, b) => compareRows(table, a, b) || a - b);
    from = to;
  }
  return order;

  function sameKey(a: Row, b: Row): boolean {
    return high[a] === high[b] && low[a] === low[b];
  }
}

/** The same rows, put in canonical order, so that whoever goes through them goes straight through memory. */
export function inCanonicalOrder(table: NameTable): {
  readonly table: NameTable;
  /** Where each row went. */
  readonly moved: Uint32Array;
} {
  const order = canonicalOrder(table);
  const sorted = new NameTable();
  sorted.reserve(table.size, table.used);
  const { bytes, start, length, line, claim } = table;
  const to = {
    bytes: sorted.bytes,
    start: sorted.start,
    length: sorted.length,
    line: sorted.line,
    claim: sorted.claim,
  };
  const moved = new Uint32Array(table.size);
  let used = 0;
  for (let at = 0; at < order.length; at++) {
    const row = order[at] as Row;
    const octets = length[row] as number;
    const from = start[row] as number;
    for (let octet = 0; octet < octets; octet++) to.bytes[used + octet] = bytes[from + octet] as number;
    to.start[at] = used;
    to.length[at] = octets;
    to.line[at] = line[row] as number;
    to.claim[at] = claim[row] as number;
    used += octets;
    moved[row] = at;
  }
  sorted.size = order.length;
  sorted.used = used;
  return { table: sorted, moved };
}

/** Canonical order of two names (RFC 4034 6.1): labels from the right, each octet by octet, a name before all below it. */
export function compareRows(table: NameTable, a: Row, b: Row): number {
  const { bytes, start, length } = table;
  const startA = start[a] as number;
  const startB = start[b] as number;
  let endA = startA + (length[a] as number);
  let endB = startB + (length[b] as number);
  while (endA > startA && endB > startB) {
    const labelA = labelStart(bytes, startA, endA);
    const labelB = labelStart(bytes, startB, endB);
    const shorter = Math.min(endA - labelA, endB - labelB);
    for (let at = 0; at < shorter; at++) {
      const difference = (bytes[labelA + at] as number) - (bytes[labelB + at] as number);
      if (difference !== 0) return difference;
    }
    const longer = endA - labelA - (endB - labelB);
    if (longer !== 0) return longer;
    endA = labelA - 1;
    endB = labelB - 1;
  }
  return endA - startA - (endB - startB);
}

export function sameName({ bytes, start, length }: NameTable, a: Row, b: Row): boolean {
  const octets = length[a] as number;
  if (octets !== length[b]) return false;
  const startA = start[a] as number;
  const startB = start[b] as number;
  for (let at = octets - 1; at >= 0; at--) if (bytes[startA + at] !== bytes[startB + at]) return false;
  return true;
}

/** Whether row `a` lies below row `b`. */
export function isRowBelow({ bytes, start, length }: NameTable, a: Row, b: Row): boolean {
  const octets = length[b] as number;
  const offset = (length[a] as number) - octets;
  const startA = start[a] as number;
  if (offset < 2 || bytes[startA + offset - 1] !== dot) return false;
  const startB = start[b] as number;
  for (let at = 0; at < octets; at++) if (bytes[startA + offset + at] !== bytes[startB + at]) return false;
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
  const { bytes, start, length, size } = table;
  const high = new Uint32Array(size);
  const low = new Uint32Array(size);
  const tops = new TopLevelLabels(table);
  for (let row = 0; row < size; row++) high[row] = tops.idOf(row);
  const ranks = tops.ranks();
  for (let row = 0; row < size; row++) {
    const from = start[row] as number;
    let end = labelStart(bytes, from, from + (length[row] as number)) - 1;
    let at = end > from ? labelStart(bytes, from, end) : end;
    let upper = ranks[high[row] as number] as number;
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
  readonly #table: NameTable;
  readonly #rows: Row[] = [];
  readonly #byHash = new Map<number, number>();

  constructor(table: NameTable) {
    this.#table = table;
  }

  idOf(row: Row): number {
    const { bytes, start, length } = this.#table;
    const from = start[row] as number;
    const end = from + (length[row] as number);
    let hash = 0x811c9dc5;
    for (let at = end - 1; at >= from && bytes[at] !== dot; at--)
      hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
    for (;;) {
      const id = this.#byHash.get(hash);
      if (id === undefined) {
        this.#byHash.set(hash, this.#rows.length);
        return this.#rows.push(row) - 1;
      }
      if (this.#sameTop(row, this.#rows[id] as Row)) return id;
      hash = (hash + 1) | 0;
    }
  }

  ranks(): Uint32Array {
    const labels = this.#rows.map((row) => this.#label(row));
    const sorted = [...labels].sort();
    return Uint32Array.from(labels, (label) => sorted.indexOf(label));
  }

  #label(row: Row): string {
    return this.#table.nameAt(row).split('.').at(-1) ?? '';
  }

  #sameTop(a: Row, b: Row): boolean {
    const { bytes, start, length } = this.#table;
    const [fromA, fromB] = [start[a] as number, start[b] as number];
    let atA = fromA + (length[a] as number) - 1;
    let atB = fromB + (length[b] as number) - 1;
    while (atA >= fromA && atB >= fromB && bytes[atA] !== dot && bytes[atA] === bytes[atB]) {
      atA--;
      atB--;
    }
    return (atA < fromA || bytes[atA] === dot) && (atB < fromB || bytes[atB] === dot);
  }
}

function radixSort(high: Uint32Array, low: Uint32Array, size: number): Uint32Array {
  let order = Uint32Array.from({ length: size }, (_, row) => row);
  let other = new Uint32Array(size);
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
  return order;
}
