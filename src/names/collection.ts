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

  constructor(settings: CollectionSettings) {
    this.#settings = settings;
  }

  /** An empty one of the same kind. */
  another(): Collection {
    return new Collection(this.#settings);
  }

  /** Makes room for a list at once: what is not used in the end costs nothing. */
  expect(octets: number): void {
    const { most } = this.#settings;
    this.table.reserve(Math.min(most, Math.ceil(octets / shortestLine)), Math.min(octets, most * longNames));
  }

  /** To be called between lists and between pieces of lists: puts names aside when they are many. */
  rest(): void {
    if (this.table.size < this.#settings.most) return;
    this.#runs.push(shelvedRun(this.#settings.shelf, this.table));
    this.table.truncate(0);
  }

  /** All names in canonical order (RFC 4034 6.1), those of one name by group, then in the order in which they were read. */
  inOrder({ groupOf, earlier, settle }: Ordering): Parts {
    const last = inCanonicalOrder(this.table);
    this.table.forget();
    if (this.#runs.length === 0 && (earlier?.rows ?? 0) === 0) {
      settle(last);
      return wholeTable(last);
    }
    const { shelf, most } = this.#settings;
    const rows = last.size + (earlier?.rows ?? 0);
    const isOnePart = this.#runs.length === 0 && rows <= most;
    const merged = mergeRuns([...(earlier ? [earlier.run] : []), ...this.#runs, [last]], {
      groupOf,
      most: isOnePart ? rows : most,
    });
    // Nothing goes to the disk that need not.
    if (isOnePart) {
      const [part = last] = merged;
      settle(part);
      return wholeTable(part);
    }
    const parts = new ShelvedParts(shelf);
    for (const part of merged) {
      settle(part);
      parts.add(part.nameAt(0), putTable(shelf, part));
    }
    return parts.count === 0 ? wholeTable(last) : parts;
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
      for (const one of tables) yield takeTable(shelf, one);
    },
  };
}
