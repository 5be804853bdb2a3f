import { NameTable, type Row } from './name-table.ts';
import { compareNames, isWithin } from './sort.ts';

/** Rows in canonical order, table by table. */
export type Run = Iterable<NameTable>;

export interface MergeSettings {
  /** Rows of one name stand in the order of their claims' groups, then of the runs. */
  readonly groupOf: (claim: number) => number;
  /** Rows of a part, but for as many more as lie below its last names. */
  readonly most: number;
}

/**
 * Runs as one, in parts such that no name lies below one of another part or stands in two. Each is valid until the next;
 * the last one is returned.
 */
export function* mergeRuns(runs: readonly Run[], { groupOf, most }: MergeSettings): Generator<NameTable, NameTable> {
  const heads = new Heads(runs, groupOf);
  const part = new NameTable();
  let top: Row = 0;
  for (let head = heads.first; head; head = heads.first) {
    const { table, row } = head;
    const stays = part.size > 0 && isWithin(table, row, part, top);
    if (part.size >= most && !stays) {
      yield part;
      part.truncate(0);
    }
    if (!stays) top = part.size;
    part.reserve(1, table.lengthOf(row));
    part.copy(table, row);
    heads.next();
  }
  return part;
}

interface Head {
  table: NameTable;
  row: Row;
  readonly run: number;
  readonly rest: Iterator<NameTable>;
}

/** The next row of each run, the one that comes first on top of a binary heap. */
class Heads {
  readonly #heap: Head[] = [];
  readonly #groupOf: (claim: number) => number;

  constructor(runs: readonly Run[], groupOf: (claim: number) => number) {
    this.#groupOf = groupOf;
    for (const [run, tables] of runs.entries()) {
      const head = { table: new NameTable(0, 0), row: 0, run, rest: tables[Symbol.iterator]() };
      if (advance(head)) this.#heap.push(head);
    }
    for (let at = this.#heap.length - 1; at >= 0; at--) this.#sink(at);
  }

  get first(): Head | undefined {
    return this.#heap[0];
  }

  next(): void {
    const [first] = this.#heap;
    if (!first) return;
    first.row += 1;
    if (first.row >= first.table.size && !advance(first)) {
      const last = this.#heap.pop() as Head;
      if (this.#heap.length === 0) return;
      this.#heap[0] = last;
    }
    this.#sink(0);
  }

  #sink(from: number): void {
    const heap = this.#heap;
    const moving = heap[from] as Head;
    let at = from;
    for (let child = 2 * at + 1; child < heap.length; child = 2 * at + 1) {
      const right = heap[child + 1];
      if (right && this.#compare(right, heap[child] as Head) < 0) child += 1;
      if (this.#compare(moving, heap[child] as Head) <= 0) break;
      heap[at] = heap[child] as Head;
      at = child;
    }
    heap[at] = moving;
  }

  #compare(a: Head, b: Head): number {
    return (
      compareNames(a.table, a.row, b.table, b.row) ||
      this.#groupOf(a.table.claimOf(a.row)) - this.#groupOf(b.table.claimOf(b.row)) ||
      a.run - b.run
    );
  }
}

/** Goes to the run's next table that has rows. */
function advance(head: Head): boolean {
  for (let next = head.rest.next(); !next.done; next = head.rest.next()) {
    if (next.value.size === 0) continue;
    head.table = next.value;
    head.row = 0;
    return true;
  }
  return false;
}
