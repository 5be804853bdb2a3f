import { dayOf, type Instant, instantFor, isFirstOfDay } from '../core/dates.ts';
import { byText } from '../core/diagnostic.ts';
import type { Order } from '../core/order.ts';
import type { Moment } from './compile.ts';

/** A time by which something must be done, or at which something ends. */
export interface Deadline {
  readonly order: Order;
  /** comply: names must be blocked. review: a day to look at the record. expires: the order ends, in whatever way. name-ends: names do. */
  readonly kind: 'comply' | 'review' | 'expires' | 'name-ends';
  /** The last second: what ends with a day has 23:59:59 of that day by the authority's clock. */
  readonly at: Instant;
  /** In plain words, to be read after the order's id. Holds nothing that a record says but dates. */
  readonly what: string;
  /** today: on the same day as the moment, by the authority's clock. */
  readonly state: 'overdue' | 'today' | 'ahead';
  /** Which deadline of the order this is: the same for as long as the record has it, even if its time changes. */
  readonly key: string;
  /** The whole day by the authority's clock; undefined where it is a time of day. */
  readonly day: string | undefined;
  /** What missing it costs, in the record's words. */
  readonly penalty: string | undefined;
  /** What was taken for granted, each a sentence. */
  readonly notes: readonly string[];
  /** For comply: what started the clock. The names were ordered by then. */
  readonly start: Instant | undefined;
}

/** A deadline that the record has and that nobody can work out. */
export interface UnknownDeadline {
  readonly order: Order;
  readonly key: string;
  readonly what: string;
  /** Why, and what to do about it: sentences. */
  readonly reason: string;
  readonly penalty: string | undefined;
}

/** All of a deadline but what follows from the moment. */
export type Found = Omit<Deadline, 'state' | 'penalty' | 'notes' | 'start'> &
  Partial<Pick<Deadline, 'penalty' | 'notes' | 'start'>>;

/** The deadline as it stands at a moment. */
export function deadlineAt(found: Found, { asOf }: Moment): Deadline {
  const { timeZone } = found.order;
  const now = instantFor(asOf, timeZone);
  const isToday = dayOf(found.at, timeZone) === dayOf(now, timeZone);
  const state = found.at < now ? 'overdue' : isToday ? 'today' : 'ahead';
  return { penalty: undefined, notes: [], start: undefined, ...found, state };
}

/** What is true up to an instant, as a deadline: the end of a day, or a time of day. */
export function lastSecond(end: Instant, timeZone: string): Pick<Deadline, 'at' | 'day'> {
  if (!isFirstOfDay(end, timeZone)) return { at: end, day: undefined };
  const at = end - 1000;
  return { at, day: dayOf(at, timeZone) };
}

/** Overdue ones first, then by time. */
export function byUrgency(a: Deadline, b: Deadline): number {
  const late = Number(b.state === 'overdue') - Number(a.state === 'overdue');
  return late || a.at - b.at || byText(a.order.id, b.order.id) || byText(a.key, b.key);
}
