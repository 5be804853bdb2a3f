import { NameTable, type Row } from './name-table.ts';
import { type Shelf, type ShelvedTable, takeTable } from './shelf.ts';
import { compareNames } from './sort.ts';

/** Names in canonical order (RFC 4034 6.1), in parts such that no name lies below one of another part or stands in two. */
export interface Parts {
  readonly count: number;
  /** Rows in all. */
  readonly size: number;
  /** Valid until another part is asked for. */
  at(part: number): NameTable;
  /** The part in which the name stands, if it stands anywhere. */
  partOf(name: string): number;
}

/** All names in one table. */
export function wholeTable(table: NameTable): Parts {
  return { count: 1, size: table.size, at: () => table, partOf: () => 0 };
}

/** Parts on a shelf; one at a time is in memory. */
export class ShelvedParts implements Parts {
  readonly #shelf: Shelf;
  readonly #tables: ShelvedTable[] = [];
  /** The first name of each part. */
  readonly #firsts: NameTable = new NameTable();
  readonly #table = new NameTable();
  /** The part that is in the table. */
  #open = -1;
  size = 0;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  get count(): number {
    return this.#tables.length;
  }

  add(first: string, table: ShelvedTable): void {
    this.#firsts.add(first, { line: 0, claim: 0 });
    this.#tables.push(table);
    this.size += table.rows;
  }

  at(part: number): NameTable {
    if (this.#open !== part) takeTable(this.#shelf, this.#tables[part] as ShelvedTable, this.#table);
    this.#open = part;
    return this.#table;
  }

  partOf(name: string): number {
    const part = positionOf(this.#firsts, name);
    const isFirst = part < this.count && this.#firsts.nameAt(part) === name;
    return isFirst ? part : Math.max(0, part - 1);
  }
}

/** Where a name stands in a table in canonical order, or among some of its rows; or where it would stand. */
export function positionOf(table: NameTable, name: string, rows?: Uint32Array): number {
  let low = 0;
  let high = rows ? rows.length : table.size;
  const probe = probeOf(name);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareNames(table, rows ? (rows[middle] as Row) : middle, probe, 0) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function probeOf(name: string): NameTable {
  const probe = new NameTable(1, name.length);
  probe.add(name, { line: 0, claim: 0 });
  return probe;
}

/** The rows of one name in a table in canonical order. */
export function rowsNamed(table: NameTable, name: string): readonly Row[] {
  const rows: Row[] = [];
  for (let row = positionOf(table, name); row < table.size && table.nameAt(row) === name; row++) rows.push(row);
  return rows;
}
