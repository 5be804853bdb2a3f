import { cellsPerRow, NameTable } from './name-table.ts';

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
  readonly bytesAt: number;
}

export function putTable(shelf: Shelf, { cells, bytes, size, used }: NameTable): ShelvedTable {
  const cellsAt = shelf.put(
    new Uint8Array(cells.buffer, cells.byteOffset, size * cellsPerRow * cells.BYTES_PER_ELEMENT),
  );
  return { rows: size, octets: used, cellsAt, bytesAt: shelf.put(bytes.subarray(0, used)) };
}

export function takeTable(shelf: Shelf, { rows, octets, cellsAt, bytesAt }: ShelvedTable): NameTable {
  const table = new NameTable(rows + 1, octets + 256);
  const { cells } = table;
  shelf.take(cellsAt, new Uint8Array(cells.buffer, 0, rows * cellsPerRow * cells.BYTES_PER_ELEMENT));
  shelf.take(bytesAt, table.bytes.subarray(0, octets));
  table.size = rows;
  table.used = octets;
  return table;
}
