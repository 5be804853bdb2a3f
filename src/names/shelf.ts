import type { NameTable } from './name-table.ts';

/** A place beside memory, for names that are too many for it. */
export interface Shelf {
  /** Puts octets behind all others and tells where. */
  put(octets: Uint8Array): number;
  /** Reads octets back, as many as `into` holds. */
  take(from: number, into: Uint8Array): void;
}

/** A table on a shelf. */
export interface ShelvedTable {
  readonly rows: number;
  readonly octets: number;
  readonly cellsAt: number;
  readonly octetsAt: number;
}

export function putTable(shelf: Shelf, table: NameTable): ShelvedTable {
  const { rows, cells, octets } = table.stretch(0, table.size);
  return { rows, octets: octets.length, cellsAt: shelf.put(cells), octetsAt: shelf.put(octets) };
}

/** Puts the rows of a shelved table in the place of those that the table holds. */
export function takeTable(shelf: Shelf, { rows, octets, cellsAt, octetsAt }: ShelvedTable, into: NameTable): void {
  into.load({ rows, base: 0, octets }, (cells, bytes) => {
    shelf.take(cellsAt, cells);
    shelf.take(octetsAt, bytes);
  });
}
