/** The row of a name in its table. */
export type Row = number;

/** Names by column. Rows are never taken out again, but for those of a list that turns out not to be the one on record. */
export class NameTable {
  /** The names one after another: `a-z 0-9 - _ .`, no dot at the end. */
  bytes: Uint8Array = new Uint8Array(1 << 16);
  /** Where each name starts in `bytes`, in octets. */
  start: Uint32Array = new Uint32Array(1 << 12);
  /** Octets, at most 253. */
  length: Uint8Array = new Uint8Array(1 << 12);
  /** Where in its list each stands: a number that means something to the claim. */
  line: Uint32Array = new Uint32Array(1 << 12);
  /** Who claims the name: a number that means something to the caller. */
  claim: Uint32Array = new Uint32Array(1 << 12);
  size = 0;
  used = 0;

  /** Makes room for names that have `octets` in all, before they are written straight into `bytes`. */
  reserve(rows: number, octets: number): void {
    if (this.used + octets > this.bytes.length) this.bytes = grown(this.bytes, this.used + octets);
    const need = this.size + rows;
    if (need <= this.start.length) return;
    this.start = grown(this.start, need);
    this.length = grown(this.length, need);
    this.line = grown(this.line, need);
    this.claim = grown(this.claim, need);
  }

  add(name: string, { line, claim }: { readonly line: number; readonly claim: number }): Row {
    this.reserve(1, name.length);
    for (let at = 0; at < name.length; at++) this.bytes[this.used + at] = name.charCodeAt(at);
    this.start[this.size] = this.used;
    this.length[this.size] = name.length;
    this.line[this.size] = line;
    this.claim[this.size] = claim;
    this.used += name.length;
    return this.size++;
  }

  /** Forgets the rows from `size` on. */
  truncate(size: number): void {
    this.used = size === this.size ? this.used : (this.start[size] ?? this.used);
    this.size = size;
  }

  /** Whether the name has a label in Punycode (RFC 3492). */
  hasPunycode(row: Row): boolean {
    const from = this.start[row] as number;
    const end = from + (this.length[row] as number);
    for (let at = from; at + 4 < end; at++) {
      const isX = this.bytes[at] === 120 && (at === from || this.bytes[at - 1] === 46);
      if (isX && this.bytes[at + 1] === 110 && this.bytes[at + 2] === 45 && this.bytes[at + 3] === 45) return true;
    }
    return false;
  }

  nameAt(row: Row): string {
    const from = this.start[row] ?? 0;
    return String.fromCharCode(...this.bytes.subarray(from, from + (this.length[row] ?? 0)));
  }
}

type Column = Uint8Array | Uint32Array;

function grown<T extends Column>(column: T, need: number): T {
  const larger = new (column.constructor as new (length: number) => T)(Math.max(need, Math.ceil(column.length * 1.5)));
  larger.set(column);
  return larger;
}
