import type { Claim, Corpus } from '../core/corpus.ts';
import { type AsOf, instantFor } from '../core/dates.ts';
import type { DomainName } from '../core/name.ts';
import type { Order } from '../core/order.ts';
import { type NameTable, type Row, sameName } from '../names/index.ts';
import { isHeld } from './compile.ts';

/** One line of an order that still counts. */
export interface ListedName extends Pick<Claim, 'scope' | 'from' | 'until' | 'edition'> {
  readonly name: DomainName;
}

const nobody = -1;

/** How many names are on each order's list at the moment, in force or not: by the order's number. */
export function listedNames(corpus: Corpus, orders: readonly Order[], asOf: AsOf): Uint32Array {
  const instants = new Map(orders.map((order) => [order.index, instantFor(asOf, order.timeZone)]));
  const lister = Int32Array.from(corpus.claims, (claim) => {
    const instant = claim && instants.get(claim.order);
    return claim && instant !== undefined && isHeld(claim, instant) ? claim.order : nobody;
  });
  const counts = new Uint32Array(Math.max(0, ...instants.keys()) + 1);
  eachPart(corpus, (table) => {
    let counted = -1;
    for (let row = 0; row < table.size; row++) {
      const order = lister[table.claimOf(row)] as number;
      if (order === nobody) continue;
      // The rows of one name stand side by side, those of one order too.
      const isAgain = counted !== -1 && lister[table.claimOf(counted)] === order && sameName(table, counted, row);
      if (!isAgain) counts[order] = (counts[order] as number) + 1;
      counted = row;
    }
  });
  return counts;
}

/** Every line of one order, in canonical order (RFC 4034 6.1). */
export function linesOfOrder(corpus: Corpus, order: Order): Generator<ListedName & { readonly order: number }> {
  return linesOfOrders(corpus, [order]);
}

/** Every line of these orders, each with its order's number, in canonical order (RFC 4034 6.1). */
export function* linesOfOrders(
  { names, claims }: Corpus,
  orders: readonly Order[],
): Generator<ListedName & { readonly order: number }> {
  const wanted = new Set(orders.map(({ index }) => index));
  const own = Uint8Array.from(claims, (claim) => (claim && wanted.has(claim.order) ? 1 : 0));
  for (let part = 0; part < names.count; part++) {
    const table = names.at(part);
    for (let row: Row = 0; row < table.size; row++) {
      const number = table.claimOf(row);
      const claim = own[number] === 1 ? claims[number] : undefined;
      if (!claim) continue;
      const { order, scope, from, until, edition } = claim;
      yield { name: table.nameAt(row) as DomainName, order, scope, from, until, edition };
    }
  }
}

/** How many lines speak by each claim. */
export function linesByClaim(corpus: Corpus): Uint32Array {
  const counts = new Uint32Array(corpus.claims.length);
  eachPart(corpus, (table) => {
    for (let row = 0; row < table.size; row++) {
      const claim = table.claimOf(row);
      counts[claim] = (counts[claim] as number) + 1;
    }
  });
  return counts;
}

function eachPart({ names }: Corpus, visit: (table: NameTable) => void): void {
  for (let part = 0; part < names.count; part++) visit(names.at(part));
}
