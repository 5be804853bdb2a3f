import { compareRows, type NameTable, type Row } from '../names/index.ts';
import type { Instant } from './dates.ts';
import type { Place } from './diagnostic.ts';
import type { DomainName } from './name.ts';
import type { Order, Scope, Target } from './order.ts';

/** One way in which lines of an order speak of names. A row's claim is the index of one of these. */
export interface Claim {
  /** Index in the corpus. */
  readonly order: number;
  /** Which paper of the order: 0 for its first list, then its amendments. */
  readonly edition: number;
  readonly kind: 'add' | 'remove';
  readonly scope: Scope;
  /** Held from this instant on; undefined: as long as the order. */
  readonly from: Instant | undefined;
  /** Held up to, not including, this instant. */
  readonly until: Instant | undefined;
  /** Guards that the record lets these names pass, with its written reason. */
  readonly accepted: readonly string[];
  /** The place of a row's line, by the number in the table. */
  readonly placeOf: (line: number) => Place;
}

/** The claim of rows that say nothing any more: repetitions, and lines that end a name. */
export const settled = 0;

/** All orders and all their names. */
export interface Corpus {
  /** In canonical order (RFC 4034 6.1), the rows of one name in reading order. */
  readonly names: NameTable;
  /** By number; the first stands for `settled`. */
  readonly claims: readonly (Claim | undefined)[];
  /** By number, those with errors too. */
  readonly orders: ReadonlyMap<number, Order>;
}

export function claimOf({ names, claims }: Corpus, row: Row): Claim | undefined {
  return claims[names.claim[row] as number];
}

/** A row as the line that it is; undefined where it says nothing any more. */
export function targetAt(corpus: Corpus, row: Row): Target | undefined {
  const claim = claimOf(corpus, row);
  if (!claim) return undefined;
  const { scope, from, until, accepted } = claim;
  const name = corpus.names.nameAt(row) as DomainName;
  return { name, scope, from, until, accepted, place: claim.placeOf(corpus.names.line[row] as number) };
}

/** The place of a row's line. */
export function placeOfRow(corpus: Corpus, row: Row): Place | undefined {
  return claimOf(corpus, row)?.placeOf(corpus.names.line[row] as number);
}

/** Where a name stands among rows in canonical order, or would stand. */
export function positionOf(names: NameTable, name: DomainName, rows?: Uint32Array): number {
  let low = 0;
  let high = rows ? rows.length : names.size;
  const probe = names.add(name, { line: 0, claim: settled });
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareRows(names, rows ? (rows[middle] as Row) : middle, probe) < 0) low = middle + 1;
    else high = middle;
  }
  names.truncate(probe);
  return low;
}

/** The rows of one name, in reading order. */
export function rowsNamed({ names }: Corpus, name: DomainName): readonly Row[] {
  const rows: Row[] = [];
  for (let row = positionOf(names, name); row < names.size && names.nameAt(row) === name; row++) rows.push(row);
  return rows;
}
