import { coversBelow } from '../core/blocklist.ts';
import { type Claim, type Corpus, linesNamed } from '../core/corpus.ts';
import { type AsOf, instantFor } from '../core/dates.ts';
import { type DomainName, selfAndParents } from '../core/name.ts';
import type { Order, Scope } from '../core/order.ts';
import { isHeld } from './compile.ts';
import { standingAt } from './in-force.ts';

/**
 * Asks for the ids of the orders in force that list all of what a name in a scope stands for, be it by a name above it.
 * Whom they bind does not matter here.
 */
export function orderedBy(
  corpus: Corpus,
  orders: readonly Order[],
  asOf: AsOf,
): (name: DomainName, scope: Scope) => readonly string[] {
  const inForce = new Map(
    orders.flatMap((order) => {
      const instant = instantFor(asOf, order.timeZone);
      return standingAt(order.events, instant).state === 'in-force' ? [[order.index, { order, instant }] as const] : [];
    }),
  );
  return (name, scope) => {
    if (corpus.names.count === 0) return [];
    const lines = [...selfAndParents(name)].flatMap((above) =>
      linesNamed(corpus, above)
        .map(({ claim }) => claim)
        .filter(({ scope: outer }) => (above === name ? saysAll(outer, scope) : coversBelow(outer))),
    );
    const holding = lines.flatMap((claim) => {
      const one = inForce.get(claim.order);
      return one && isHeld(claim, one.instant) ? [one.order.id] : [];
    });
    return [...new Set(holding)].sort();
  };
}

function saysAll(outer: Scope, inner: Scope): boolean {
  return outer === 'subtree' || outer === inner;
}

/** How and when an order lists a name. */
export type Listing = Pick<Claim, 'scope' | 'from' | 'until'>;

/** All that an order lists or has listed, by name, whether it is in force or not. */
export function listingsOf(corpus: Corpus, order: Order): ReadonlyMap<DomainName, readonly Listing[]> {
  const names = new Map<DomainName, Listing[]>();
  for (let part = 0; part < corpus.names.count; part++) {
    const table = corpus.names.at(part);
    for (let row = 0; row < table.size; row++) {
      const claim = corpus.claims[table.claimOf(row)];
      if (claim?.order !== order.index || claim.kind !== 'add') continue;
      const name = table.nameAt(row) as DomainName;
      const others = names.get(name);
      if (others) others.push(claim);
      else names.set(name, [claim]);
    }
  }
  return names;
}
