import type { Claim, Corpus } from '../core/corpus.ts';
import { type Instant, instantFor } from '../core/dates.ts';
import type { DomainName } from '../core/name.ts';
import type { Order, Scope } from '../core/order.ts';
import type { Row } from '../names/index.ts';
import { isHeld, type Moment } from './compile.ts';
import { dutyOf } from './duty.ts';
import { standingAt, turningPoints } from './in-force.ts';

/** A line that held its name at some time of a span before the moment. */
export interface EarlierLine {
  readonly name: DomainName;
  readonly scope: Scope;
  readonly order: Order;
}

export interface Span {
  readonly moment: Moment;
  /** How far back, in milliseconds. */
  readonly span: number;
}

/** Every line that held its name within the span, in canonical order; it may still hold it. */
export function* heldWithin(corpus: Corpus, orders: readonly Order[], { moment, span }: Span): Generator<EarlierLine> {
  const ours = new Map(orders.flatMap((order) => (dutyOf(order, moment).binds ? [[order.index, order] as const] : [])));
  const holders = corpus.claims.map((claim) => {
    const order = claim && ours.get(claim.order);
    if (!claim || !order || claim.kind !== 'add') return undefined;
    const now = instantFor(moment.asOf, order.timeZone);
    return wasHeld(claim, order, { from: now - span, to: now }) ? { order, scope: claim.scope } : undefined;
  });
  for (let part = 0; part < corpus.names.count; part++) {
    const table = corpus.names.at(part);
    for (let row: Row = 0; row < table.size; row++) {
      const holder = holders[table.claimOf(row)];
      if (holder) yield { ...holder, name: table.nameAt(row) as DomainName };
    }
  }
}

/** What holds can change at a turning point of the order and where the line begins, and nowhere else. */
function wasHeld(claim: Claim, order: Order, { from, to }: { readonly from: Instant; readonly to: Instant }): boolean {
  const begins = [from, ...turningPoints(order.events), ...(claim.from === undefined ? [] : [claim.from])];
  return begins
    .filter((at) => from <= at && at <= to)
    .some((at) => standingAt(order.events, at).state === 'in-force' && isHeld(claim, at));
}
