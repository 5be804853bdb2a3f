import { type NameTable, type Parts, type Row, rowsNamed } from '../names/index.ts';
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
  /** Where the lines stand, if not in the record itself. */
  readonly list: ListText | undefined;
}

/** A file with a line for each name. */
export interface ListText {
  readonly path: string;
  /** Octets of a byte order mark, which is no part of the first line. */
  readonly mark: number;
}

/** The claim of rows that say nothing any more: repetitions, and lines that end a name. */
export const settled = 0;

/** All orders and all their names. */
export interface Corpus {
  /** In canonical order (RFC 4034 6.1), the rows of one name by order, then as they were read. */
  readonly names: Parts;
  /** By number; the first stands for `settled`. */
  readonly claims: readonly (Claim | undefined)[];
  /** By number, those with errors too. */
  readonly orders: ReadonlyMap<number, Order>;
  /** The lines that guards must look at, by the number of their order. */
  readonly suspects: ReadonlyMap<number, readonly Target[]>;
}

/** What one line says of a name. */
export interface ClaimedLine {
  readonly claim: Claim;
  readonly line: number;
}

/** A row as the line that it is; undefined where it says nothing any more. */
export function targetAt(claims: Corpus['claims'], table: NameTable, row: Row): Target | undefined {
  const claim = claims[table.claimOf(row)];
  if (!claim) return undefined;
  const { scope, from, until, accepted } = claim;
  const name = table.nameAt(row) as DomainName;
  const line = table.lineOf(row);
  return {
    name,
    scope,
    from,
    until,
    accepted,
    // Only a finding needs it, and a file may have to be read again for it.
    get place() {
      return claim.placeOf(line);
    },
  };
}

/** What still counts of the lines of one name, by order, then as they were read. */
export function linesNamed({ names, claims }: Corpus, name: DomainName): readonly ClaimedLine[] {
  const table = names.at(names.partOf(name));
  return rowsNamed(table, name).flatMap((row) => {
    const claim = claims[table.claimOf(row)];
    return claim ? [{ claim, line: table.lineOf(row) }] : [];
  });
}
