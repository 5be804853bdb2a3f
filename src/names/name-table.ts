/** The row of a name in its table. */
export type Row = number;

/** Numbers that a row has in `#cells`: where the name starts; its octets, mark and claim in one; its line. */
const cellsPerRow = 3;
const bytesPerRow = cellsPerRow * Uint32Array.BYTES_PER_ELEMENT;

const octetsOf = 0xff;
const marked = 0x100;
const belowClaim = 0x1ff;
const claimShift = 9;

/** Claims have 23 bits: more than eight million ways in which lines speak of names. */
const mostClaims = 2 ** (32 - claimShift);

/** Octets behind the last name that copying may read or write beyond it. */
export const slack = 8;

/** Rows of a table as plain octets: what `load` takes. */
export interface Stretch {
  readonly rows: number;
  /** Where the first name started in the table. */
  readonly base: number;
  readonly cells: Uint8Array;
  readonly octets: Uint8Array;
}

export interface StretchSize extends Pick<Stretch, 'rows' | 'base'> {
  readonly octets: number;
}

/** Names as rows. A row's numbers lie side by side, so that looking at one costs one look into memory. */
export class NameTable {
  #cells: Uint32Array;
  #bytes: Uint8Array;
  #view: DataView;
  size = 0;
  used = 0;

  constructor(rows: number = 1 << 10, octets: number = 1 << 14) {
    this.#cells = new Uint32Array(rows * cellsPerRow);
    this.#bytes = new Uint8Array(octets + slack);
    this.#view = new DataView(this.#bytes.buffer);
  }

  /** The names one after another: `a-z 0-9 - _ .`, no dot at the end. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** The same octets, to be copied several at a time. */
  get view(): DataView {
    return this.#view;
  }

  /** Where the name starts in `bytes`. */
  startOf(row: Row): number {
    return this.#cells[row * cellsPerRow] as number;
  }

  /** Octets, at most 253. */
  lengthOf(row: Row): number {
    return (this.#cells[row * cellsPerRow + 1] as number) & octetsOf;
  }

  /** Where in its list it stands: a number that means something to the claim. */
  lineOf(row: Row): number {
    return this.#cells[row * cellsPerRow + 2] as number;
  }

  /** Who claims the name: a number that means something to the caller. */
  claimOf(row: Row): number {
    return (this.#cells[row * cellsPerRow + 1] as number) >>> claimShift;
  }

  setClaim(row: Row, claim: number): void {
    const cell = row * cellsPerRow + 1;
    this.#cells[cell] = ((this.#cells[cell] as number) & belowClaim) | shifted(claim);
  }

  /** Marks a row for eyes. */
  mark(row: Row): void {
    const cell = row * cellsPerRow + 1;
    this.#cells[cell] = (this.#cells[cell] as number) | marked;
  }

  isMarked(row: Row): boolean {
    return ((this.#cells[row * cellsPerRow + 1] as number) & marked) !== 0;
  }

  /** Makes room for names that have `octets` in all, before they are written straight into `bytes`. */
  reserve(rows: number, octets: number): void {
    if (this.used + octets + slack > this.#bytes.length) {
      const bytes = new Uint8Array(Math.max(this.used + octets + slack, this.#bytes.length * 2));
      bytes.set(this.#bytes.subarray(0, this.used));
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer);
    }
    const need = (this.size + rows) * cellsPerRow;
    if (need <= this.#cells.length) return;
    const cells = new Uint32Array(Math.max(need, this.#cells.length * 2));
    cells.set(this.#cells.subarray(0, this.size * cellsPerRow));
    this.#cells = cells;
  }

  /** Makes a row of the octets that were written behind the last name. */
  take(octets: number, line: number, claim: number): Row {
    const cell = this.size * cellsPerRow;
    this.#cells[cell] = this.used;
    this.#cells[cell + 1] = octets | shifted(claim);
    this.#cells[cell + 2] = line;
    this.used += octets;
    return this.size++;
  }

  add(name: string, { line, claim }: { readonly line: number; readonly claim: number }): Row {
    this.reserve(1, name.length);
    for (let at = 0; at < name.length; at++) this.#bytes[this.used + at] = name.charCodeAt(at);
    return this.take(name.length, line, claim);
  }

  /** Adds a row of another table, its mark too. There must be room. */
  copy(from: NameTable, row: Row): Row {
    const cells = from.#cells;
    const cell = row * cellsPerRow;
    const start = cells[cell] as number;
    const packed = cells[cell + 1] as number;
    const octets = packed & octetsOf;
    copyOctets({ from: from.#view, to: this.#view }, start, this.used, octets);
    const to = this.size * cellsPerRow;
    this.#cells[to] = this.used;
    this.#cells[to + 1] = packed;
    this.#cells[to + 2] = cells[cell + 2] as number;
    this.used += octets;
    return this.size++;
  }

  /** Gives each row the claim that its own becomes; rows whose claim becomes none fall out. */
  reclaim(becomes: (claim: number) => number | undefined): void {
    let to = 0;
    for (let row = 0; row < this.size; row++) {
      const claim = becomes(this.claimOf(row));
      if (claim === undefined) continue;
      if (to !== row) this.#cells.copyWithin(to * cellsPerRow, row * cellsPerRow, (row + 1) * cellsPerRow);
      this.setClaim(to, claim);
      to += 1;
    }
    this.size = to;
  }

  /** Forgets the rows from `size` on. */
  truncate(size: number): void {
    if (size < this.size) this.used = this.startOf(size);
    this.size = size;
  }

  /** Rows whose names lie one after another. Little-endian on every machine that Node runs on. */
  stretch(from: Row, to: Row): Stretch {
    const base = this.startOf(from);
    const end = to === from ? base : this.startOf(to - 1) + this.lengthOf(to - 1);
    const { buffer, byteOffset } = this.#cells;
    const cells = new Uint8Array(buffer, byteOffset + from * bytesPerRow, (to - from) * bytesPerRow);
    return { rows: to - from, base, cells, octets: this.#bytes.subarray(base, end) };
  }

  /** Holds nothing but the rows of a stretch from now on; `fill` puts its octets where it is told. */
  load({ rows, base, octets }: StretchSize, fill: (cells: Uint8Array, bytes: Uint8Array) => void): void {
    this.truncate(0);
    this.reserve(rows, octets);
    const { buffer, byteOffset } = this.#cells;
    fill(new Uint8Array(buffer, byteOffset, rows * bytesPerRow), this.#bytes.subarray(0, octets));
    for (let cell = 0; cell < rows * cellsPerRow; cell += cellsPerRow)
      this.#cells[cell] = (this.#cells[cell] as number) - base;
    this.size = rows;
    this.used = octets;
  }

  /** Gives the memory back. */
  forget(): void {
    this.#bytes = new Uint8Array(slack);
    this.#view = new DataView(this.#bytes.buffer);
    this.#cells = new Uint32Array(0);
    this.size = 0;
    this.used = 0;
  }

  /** Whether the name has a label in Punycode (RFC 3492). */
  hasPunycode(row: Row): boolean {
    const bytes = this.#bytes;
    const from = this.startOf(row);
    const end = from + this.lengthOf(row);
    for (let at = from; at + 4 < end; at++) {
      if (bytes[at + 2] !== 45 || bytes[at + 3] !== 45) continue;
      const isX = bytes[at] === 120 && (at === from || bytes[at - 1] === 46);
      if (isX && bytes[at + 1] === 110) return true;
    }
    return false;
  }

  nameAt(row: Row): string {
    const from = this.startOf(row);
    return String.fromCharCode(...this.#bytes.subarray(from, from + this.lengthOf(row)));
  }
}

function shifted(claim: number): number {
  if (claim >= mostClaims) throw new Error(`There are more than ${mostClaims} claims.`);
  return claim << claimShift;
}

/** Copies four octets at a time, up to three too many: a third of the time that one by one takes for a name. */
export function copyOctets(
  { from, to }: { readonly from: DataView; readonly to: DataView },
  start: number,
  at: number,
  octets: number,
): void {
  for (let done = 0; done < octets; done += 4) to.setUint32(at + done, from.getUint32(start + done, true), true);
}
