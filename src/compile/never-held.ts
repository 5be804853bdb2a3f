import type { Claim, Corpus } from '../core/corpus.ts';
import type { Instant } from '../core/dates.ts';
import { type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import type { Order } from '../core/order.ts';
import { turningPoints } from './in-force.ts';

/** Names whose time and their order's have no moment in common: a slip in a date, most often. */
export function neverHeld(corpus: Corpus, orders: readonly Order[]): Diagnostic[] {
  const spans = new Map(orders.map((order) => [order.index, spansInForce(order)]));
  const idle = new Set(
    corpus.claims.filter((claim): claim is Claim => {
      const inForce = claim?.kind === 'add' ? spans.get(claim.order) : undefined;
      return (
        claim !== undefined &&
        inForce !== undefined &&
        inForce.length > 0 &&
        !inForce.some((span) => meets(claim, span))
      );
    }),
  );
  if (idle.size === 0) return [];
  const found: Diagnostic[] = [];
  for (let part = 0; part < corpus.names.count; part++) {
    const table = corpus.names.at(part);
    for (let row = 0; row < table.size; row++) {
      const claim = corpus.claims[table.claimOf(row)];
      if (!claim || !idle.has(claim)) continue;
      const message = `${table.nameAt(row)} is never blocked: its time lies outside its order's.`;
      found.push(diagnostic('order/never-held', { message, place: claim.placeOf(table.lineOf(row)) }));
    }
  }
  return found;
}

type Span = readonly [from: Instant, until: Instant];

function spansInForce(order: Order): readonly Span[] {
  const points = turningPoints(order.events);
  return points.flatMap((from, index): Span[] =>
    index % 2 === 0 ? [[from, points[index + 1] ?? Number.POSITIVE_INFINITY]] : [],
  );
}

function meets({ from, until }: Claim, [begin, end]: Span): boolean {
  return (
    (from === undefined || from < end) &&
    (until === undefined || until > begin) &&
    (from === undefined || from !== until)
  );
}
