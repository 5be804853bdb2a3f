import { returnColumn } from './columns.ts';
import { mergeRuns, type Run } from './merge.ts';
import { NameTable } from './name-table.ts';
import { type Parts, ShelvedParts, wholeTable } from './parts.ts';
import { putTable, type Shelf, type ShelvedTable, takeTable } from './shelf.ts';
import { canonicalOrder, copyInOrder, inCanonicalOrder } from './sort.ts';

export interface CollectionSettings {
  /** Where names go that are too many. */
  readonly shelf: Shelf;
  /** Rows that are sorted at a time, and rows of a part. */
  readonly most: number;
  /** Told how many names have been read, whenever the collection rests. */
  readonly onRest?: (names: number) => void;
}

export interface Ordering {
  /** What stands together among rows of one name: see MergeSettings. */
  readonly groupOf: (claim: number) => number;
  /** Names that are in canonical order already, and how many they are at most. */
  readonly earlier?: { readonly rows: number; readonly run: Run } | undefined;
  /** Called with each part, which may be changed in place, but for its names. */
  readonly settle: (part: NameTable) => void;
}

/** Octets of lines and names, on the safe side. */
const shortestLine = 8;
const longNames = 32;

/** Rows of a piece of a run. */
const piece = 1 << 14;

/** Names as they are read, on their way into canonical order. */
export class Collection {
  /** Where the next names go. */
  readonly table: NameTable = new NameTable();
  readonly #settings: CollectionSettings;
  readonly #runs: Run[] = [];
  #aside = 0;

  constructor(settings: CollectionSettings) {
    this.#settings = settings;
  }

  /** How many names have been read. */
  get size(): number {
    return this.#aside + this.table.size;
  }

  /** An empty one of the same kind. */
  another(): Collection {
    const { shelf, most } = this.#settings;
    return new Collection({ shelf, most });
  }

  /** Makes room for a list at once: what is not used in the end costs nothing. */
  expect(octets: number): void {
    const { most } = this.#settings;
    this.table.reserve(Math.min(most, Math.ceil(octets / shortestLine)), Math.min(octets, most * longNames));
  }

  /** To be called between lists and between pieces of lists: puts names aside when they are many. */
  rest(): void {
    this.#settings.onRest?.(this.size);
    if (this.table.size >= this.#settings.most) this.#putAside();
  }

  #putAside(): void {
    this.#aside += this.table.size;
    this.#runs.push(shelvedRun(this.#settings.shelf, this.table));
    this.table.truncate(0);
  }

  /** All names in canonical order (RFC 4034 6.1), those of one name by group, then in the order in which they were read. */
  inOrder({ groupOf, earlier, settle }: Ordering): Parts {
    const { shelf, most } = this.#settings;
    const earlierRows = earlier?.rows ?? 0;
    // Nothing goes to the disk that need not.
    if (this.size + earlierRows > most && this.table.size > 0 && this.#runs.length > 0) this.#putAside();
    const last = inCanonicalOrder(this.table);
    this.table.forget();
    if (this.#runs.length === 0 && earlierRows === 0) {
      settle(last);
      return wholeTable(last);
    }
    const parts = new ShelvedParts(shelf);
    const merging = mergeRuns([...(earlier ? [earlier.run] : []), ...this.#runs, [last]], { groupOf, most });
    for (let next = merging.next(); ; next = merging.next()) {
      const part = next.value;
      settle(part);
      if (next.done && parts.count === 0) return wholeTable(part);
      parts.add(part.nameAt(0), putTable(shelf, part));
      if (next.done) return parts;
    }
  }
}

/** Puts the rows of a table on the shelf, in canonical order. */
function shelvedRun(shelf: Shelf, table: NameTable): Run {
  const order = canonicalOrder(table);
  const tables: ShelvedTable[] = [];
  const some = new NameTable(Math.min(piece, order.length));
  for (let from = 0; from < order.length; from += piece) {
    const rows = order.subarray(from, from + piece);
    some.truncate(0);
    some.reserve(
      rows.length,
      rows.reduce((sum, row) => sum + table.lengthOf(row), 0),
    );
    copyInOrder(table, rows, some);
    tables.push(putTable(shelf, some));
  }
  returnColumn(order);
  return {
    *[Symbol.iterator]() {
      const table = new NameTable();
      for (const one of tables) {
        takeTable(shelf, one, table);
        yield table;
      }
    },
  };
}
