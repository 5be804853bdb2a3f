import { type Instant, instantFor, showClock, spanOf } from '../core/dates.ts';
import type { Obligation, Order } from '../core/order.ts';
import { endOfPeriod, periodWords } from '../core/period.ts';
import type { Moment } from './compile.ts';
import { type Deadline, deadlineAt, type UnknownDeadline } from './deadline.ts';
import { dutiesOnUs } from './duty.ts';
import { standingAt } from './in-force.ts';

/** Times to obey. */
export interface ComplyTimes {
  /** Ahead, or passed within the last 30 days. */
  readonly passing: readonly Deadline[];
  readonly unknown: readonly UnknownDeadline[];
  /** How many passed longer ago. */
  readonly older: number;
}

/** For so long a time to obey that has passed is told: nothing here knows whether the order was obeyed. */
const toldAfter = 30 * 24 * 3_600_000;

/**
 * When the duties that bind us are to be obeyed at the latest. The first list runs from the event that the duty names;
 * each later paper that adds names has a clock of its own, from its date. A draft has its clock too: it runs whether or
 * not somebody has finished the record. An order that is over has none.
 */
export function complyTimes(orders: readonly Order[], moment: Moment): ComplyTimes {
  const { known, unknown } = allComplyTimes(orders, moment);
  const passing = known.filter(({ order, at }) => at >= instantFor(moment.asOf, order.timeZone) - toldAfter);
  return {
    passing,
    unknown,
    older: known.length - passing.length,
  };
}

/** The same, however long ago they passed. */
export function allComplyTimes(
  orders: readonly Order[],
  moment: Moment,
): { readonly known: readonly Deadline[]; readonly unknown: readonly UnknownDeadline[] } {
  const all = orders.flatMap((order) => complyOf(order, moment));
  return {
    known: all.flatMap((one) => ('at' in one ? [one] : [])),
    unknown: all.flatMap((one) => ('at' in one ? [] : [one])),
  };
}

/** One duty of an order, and what the moment makes of the order. */
interface Duty {
  readonly order: Order;
  readonly duty: Obligation;
  readonly key: string;
  /** Which duty, where the order has several. */
  readonly which: string;
  readonly within: string;
  readonly moment: Moment;
}

/** What starts a clock. */
interface Start {
  /** Ends the key of the deadline. */
  readonly key: string;
  readonly date: string;
  /** To be read after "within 48 hours". */
  readonly what: string;
  readonly notes: readonly string[];
}

/** What would start a clock, and why it does not. */
interface Unstarted extends Pick<Start, 'key' | 'what'> {
  readonly reason: string;
}

function complyOf(order: Order, moment: Moment): (Deadline | UnknownDeadline)[] {
  if (standingAt(order.events, instantFor(moment.asOf, order.timeZone)).state === 'ended') return [];
  const duties = dutiesOnUs(order, moment);
  return duties.flatMap(([index, duty]) => {
    const { comply } = duty;
    if (!comply) return [];
    const which = duties.length > 1 ? ` (duty ${index + 1})` : '';
    const one = { order, duty, key: `comply-${index + 1}`, which, within: comply.within, moment };
    if (comply.from === undefined) return [unknown(one, { key: '', what: '', reason: noStart })];
    const first = hasFirstList(order) ? [firstStart(order, comply.from)] : [];
    return [...first, ...laterStarts(order, comply.from)].map((start) =>
      'reason' in start ? unknown(one, start) : clock(one, start),
    );
  });
}

const noStart =
  'The record does not say what starts the clock. If the order does, write it into the record, next to "within": from: served (or issued, or notified).';

/** Whether names, or the duty alone, wait for the first paper. */
function hasFirstList(order: Order): boolean {
  const { targets = [], annex } = order.record;
  return targets.length > 0 || annex !== undefined || laterPapers(order).length === 0;
}

type From = NonNullable<NonNullable<Obligation['comply']>['from']>;

const starts = {
  issued: { event: 'issued', words: 'its issue', missing: 'issued' },
  served: { event: 'served', words: 'service', missing: 'served' },
  notified: { event: 'served', words: 'notification', missing: 'notified' },
} as const;

function firstStart(order: Order, from: From): Start | Unstarted {
  const { event, words, missing } = starts[from];
  const found = order.events.filter(({ type }) => type === event).toSorted((a, b) => a.at - b.at);
  const [first] = found;
  if (!first) {
    const how =
      event === 'served'
        ? `As soon as you know it: blocklist receive ${order.id} --date YYYY-MM-DD (with the time of day, if hours count: "YYYY-MM-DD 09:30")`
        : `Write the day into the record, as a line under "events": - { type: ${event}, date: "YYYY-MM-DD" }`;
    const reason = `It is not known when it was ${missing}. ${how}`;
    return { key: '', what: ` of ${words}`, reason };
  }
  const notes = found.length > 1 ? [`It stands in the record ${found.length} times; the first counts.`] : [];
  return { key: '', date: first.record.date, what: ` of ${words} (${shownDate(first.record.date, order)})`, notes };
}

/** A day as the record has it, a moment by the authority's clock. */
function shownDate(date: string, { timeZone }: Order): string {
  const at = date.includes('T') ? spanOf(date, timeZone)?.start : undefined;
  return at === undefined ? date : showClock(at, timeZone);
}

interface LaterPaper {
  readonly number: number;
  readonly date: string;
}

/** Papers that add names, or give the whole list anew. */
function laterPapers({ record }: Order): readonly LaterPaper[] {
  return (record.amendments ?? []).flatMap(({ add, snapshot, date }, index) =>
    snapshot || (Array.isArray(add) ? add.length > 0 : add) ? [{ number: index + 1, date }] : [],
  );
}

function laterStarts(order: Order, from: From): readonly Start[] {
  const notes = from === 'served' ? ['Counted from the date of the paper: when it was served is not on record.'] : [];
  return laterPapers(order).map(({ number, date }) => ({
    key: `-amendment-${number}`,
    date,
    what: ` of the paper of ${shownDate(date, order)} that adds names`,
    notes,
  }));
}

function clock(one: Duty, start: Start): Deadline | UnknownDeadline {
  const { order, duty, moment, within, key } = one;
  const { timeZone } = order;
  const end = endOfPeriod(within, { date: start.date, timeZone });
  const from = spanOf(start.date, timeZone)?.start;
  if (!end || from === undefined) {
    const reason = `The time "${within}" cannot be counted. Look at "within" in the record: 30 minutes are PT30M, 48 hours PT48H, 3 days P3D.`;
    return unknown(one, { ...start, reason });
  }
  const standing = standingAt(order.events, instantFor(moment.asOf, timeZone));
  if (standing.state === 'stayed' && end.at >= standing.since) return unknown(one, { ...start, reason: whileStayed });
  const { at, day, isHourUnknown } = end;
  const notes = [
    ...start.notes,
    ...(isHourUnknown ? [`Counted from the beginning of ${start.date}: the hour is not on record.`] : []),
    ...stayNotes(one, { from, to: at }),
    ...(standing.state === 'draft' ? ['This is a draft: nothing is blocked until the record says from when.'] : []),
  ];
  const what = whatOf(one, start.what);
  const found = { order, kind: 'comply' as const, key: `${key}${start.key}`, at, day, what, notes, start: from };
  return deadlineAt({ ...found, penalty: duty.penalty }, moment);
}

const whileStayed = 'The order is stayed. Whether the clock runs on when the stay ends is for the court.';

interface Running {
  readonly from: Instant;
  readonly to: Instant;
}

function stayNotes({ order, moment }: Duty, { from, to }: Running): readonly string[] {
  const now = instantFor(moment.asOf, order.timeZone);
  if (standingAt(order.events, now).state === 'stayed')
    return ['The time passed before the order was stayed; it is stayed now.'];
  const between = order.events.some(({ type, at }) => type === 'stayed' && from <= at && at <= Math.min(now, to));
  return between ? ['It was stayed in between; the time is counted as if it had not been.'] : [];
}

function whatOf({ within, which }: Duty, since: string): string {
  return `block its names within ${periodWords(within)}${since}${which}`;
}

function unknown(one: Duty, { key, what, reason }: Unstarted): UnknownDeadline {
  const { order, duty } = one;
  return { order, key: `${one.key}${key}`, what: whatOf(one, what), reason, penalty: duty.penalty };
}
