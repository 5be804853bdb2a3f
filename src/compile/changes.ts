import type { Corpus } from '../core/corpus.ts';
import type { Instant } from '../core/dates.ts';
import { byText } from '../core/diagnostic.ts';
import type { Order } from '../core/order.ts';
import type { Moment } from './compile.ts';
import { standingAt, turningPoints } from './in-force.ts';
import { linesByClaim } from './listed.ts';
import { type Position, positionOf } from './position.ts';

export type ChangeKind = 'begins' | 'resumes' | 'is-suspended' | 'ends' | 'names-begin' | 'names-end';

/** What begins or ends ahead, of an order or of some names of one. */
export interface Change {
  readonly order: Order;
  readonly at: Instant;
  readonly kind: ChangeKind;
  /** How many names it is about; for an order, the lines that give it a name. */
  readonly names: number;
}

/** Every change ahead of the moment to what orders that bind us block, the next one first. */
export function changesAhead(corpus: Corpus, orders: readonly Order[], moment: Moment): readonly Change[] {
  const ours = orders
    .filter((order) => order.listed > 0)
    .map((order) => ({ order, position: positionOf(order, moment) }))
    .filter(({ position }) => position.duty.binds);
  const found = [
    ...ours.flatMap(({ order, position }) => orderChanges(order, position)),
    ...nameChanges(corpus, new Map(ours.map((one) => [one.order.index, one]))),
  ];
  return found.sort((a, b) => a.at - b.at || byText(a.order.id, b.order.id) || byText(a.kind, b.kind));
}

function orderChanges(order: Order, { instant }: Position): Change[] {
  return turningPoints(order.events)
    .filter((at) => at > instant)
    .map((at) => ({ order, at, kind: turn(order, at), names: order.listed }));
}

function turn({ events }: Order, at: Instant): ChangeKind {
  const { state } = standingAt(events, at);
  if (state === 'stayed') return 'is-suspended';
  if (state !== 'in-force') return 'ends';
  return standingAt(events, at - 1).state === 'stayed' ? 'resumes' : 'begins';
}

interface OrderAt {
  readonly order: Order;
  readonly position: Position;
}

/** Changes of names while their order is in force; what begins or ends with the order itself is told there. */
function nameChanges(corpus: Corpus, ours: ReadonlyMap<number, OrderAt>): Iterable<Change> {
  const lines = linesByClaim(corpus);
  const found = new Map<string, Change>();
  for (const [number, claim] of corpus.claims.entries()) {
    const one = claim && ours.get(claim.order);
    const names = lines[number] ?? 0;
    if (!claim || !one || names === 0) continue;
    for (const [kind, at] of [
      ['names-begin', claim.from],
      ['names-end', claim.until],
    ] as const) {
      if (at === undefined || at <= one.position.instant) continue;
      const isInForce = (instant: Instant) => standingAt(one.order.events, instant).state === 'in-force';
      if (!isInForce(at - 1) || !isInForce(at)) continue;
      const key = `${claim.order} ${kind} ${at}`;
      const earlier = found.get(key);
      found.set(key, { order: one.order, at, kind, names: (earlier?.names ?? 0) + names });
    }
  }
  return found.values();
}
