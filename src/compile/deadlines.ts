import type { Corpus } from '../core/corpus.ts';
import { instantFor, spanOf } from '../core/dates.ts';
import { eventWords, type Order, type OrderEvent } from '../core/order.ts';
import type { Moment } from './compile.ts';
import { complyTimes } from './comply.ts';
import { byUrgency, type Deadline, deadlineAt, lastSecond, type UnknownDeadline } from './deadline.ts';
import { dutyOf } from './duty.ts';
import { standingAt } from './in-force.ts';
import { nameEnds } from './name-ends.ts';

export type { Deadline, UnknownDeadline };

/** Everything with a time. */
export interface Due {
  /** Overdue ones first, then by time. */
  readonly deadlines: readonly Deadline[];
  /** Times to obey that cannot be worked out. */
  readonly unknown: readonly UnknownDeadline[];
  /** How many times to obey passed so long ago that they are not listed. */
  readonly older: number;
}

/** Times to obey (those that passed within 30 days too), days of review, and the ends of orders and of single names. */
export function due(corpus: Corpus, orders: readonly Order[], moment: Moment): Due {
  const { passing, unknown, older } = complyTimes(orders, moment);
  const all = [...passing, ...otherDeadlines(orders, moment), ...nameEnds(corpus, orders, moment)];
  return { deadlines: all.sort(byUrgency), unknown, older };
}

function otherDeadlines(orders: readonly Order[], moment: Moment): readonly Deadline[] {
  return orders.flatMap((order) => [...review(order, moment), ...expiries(order, moment)]);
}

/** The day of review of any record, whoever it binds and whatever became of it, until the record has another one. */
function review(order: Order, moment: Moment): Deadline[] {
  const day = order.record.review;
  const end = day === undefined ? undefined : spanOf(day, order.timeZone)?.end;
  if (end === undefined) return [];
  const what = 'look at this order again';
  return [deadlineAt({ order, kind: 'review', key: 'review', at: end - 1000, day, what }, moment)];
}

/** Ends ahead that the record has already; an order may begin anew in between. */
function expiries(order: Order, moment: Moment): Deadline[] {
  if (!dutyOf(order, moment).binds) return [];
  const now = instantFor(moment.asOf, order.timeZone);
  const ends = order.events.filter((event) => event.at > now && endsWith(order, event));
  return ends.map(({ type, at }, index) => {
    const how = type === 'expires' ? '' : ` (${eventWords[type]})`;
    const what = `the order ends${how}: its names are free unless another order blocks them`;
    const key = index === 0 ? 'expires' : `expires-${index + 1}`;
    return deadlineAt({ order, kind: 'expires', key, ...lastSecond(at, order.timeZone), what }, moment);
  });
}

/** An expiry that a later one replaced, or that comes after another end, ends nothing. */
function endsWith({ events }: Order, event: OrderEvent): boolean {
  const standing = standingAt(events, event.at);
  return standing.state === 'ended' && standing.by === event;
}
