import type { Position } from '../compile/position.ts';
import { type Instant, showInstant, showLocal, showLocalEnd } from '../core/dates.ts';
import { keptOnly, type Order, type OrderEvent } from '../core/order.ts';
import type { OrderList } from '../generated/list.ts';

/** Where an order stands, as data. */
export type StateData = Pick<
  OrderList['orders'][number],
  'state' | 'since' | 'from' | 'until' | 'endedBy' | 'binds' | 'reason'
>;

type End = NonNullable<StateData['endedBy']>;

export function stateData({ state, standing, duty }: Position): StateData {
  const data = { state, binds: duty.binds, ...(!duty.binds && { reason: duty.reason }) };
  if (state === 'kept') return data;
  switch (standing.state) {
    case 'draft':
      return data;
    case 'not-yet':
      return { ...data, from: showInstant(standing.from) };
    case 'in-force':
      return {
        ...data,
        since: showInstant(standing.since),
        ...(standing.until !== undefined && { until: showInstant(standing.until) }),
      };
    case 'stayed':
      return { ...data, since: showInstant(standing.since) };
    case 'ended':
      return { ...data, since: showInstant(standing.since), endedBy: standing.by.type as End };
  }
}

const endings: Readonly<Record<End, string>> = {
  lifted: 'lifted',
  annulled: 'annulled',
  superseded: 'replaced',
  expires: 'ran out',
};

/** For a line of a table, by days: `in force since 2022-07-11`. */
export function stateWords(data: StateData, timeZone: string): string {
  const day = (text: string | undefined) =>
    text === undefined ? '' : showLocal(Date.parse(text), timeZone).slice(0, 10);
  switch (data.state) {
    case 'kept':
      return 'kept, blocks nothing';
    case 'draft':
      return 'draft: no starting date yet';
    case 'not-yet':
      return `begins ${day(data.from)}`;
    case 'in-force':
      return `in force since ${day(data.since)}`;
    case 'stayed':
      return `suspended since ${day(data.since)}`;
    case 'ended':
      return `over since ${day(data.since)} (${data.endedBy === undefined ? '' : endings[data.endedBy]})`;
  }
}

/** The last day that belongs to a span, or the time of the day at which it ends. */
export function lastDay(end: Instant, timeZone: string): string {
  return showLocalEnd(end, timeZone).replace(/^the end of /, '');
}

/** Where an order stands and why, in a sentence or two. */
export function stateSentences(order: Order, { state, standing, duty, instant }: Position): string {
  if (state === 'kept') {
    const why = keptOnly[order.record.instrument] ?? 'it lays no duty to block on a DNS resolver';
    return `Kept for the record; it blocks nothing, because ${why}.`;
  }
  const forOthers = duty.binds ? '' : ` It blocks nothing with us, because ${duty.reason}.`;
  const day = (at: number) => showLocal(at, order.timeZone);
  const sentence = () => {
    switch (standing.state) {
      case 'draft':
        return 'Draft: no starting date yet. The record does not say from when the names must be blocked.';
      case 'not-yet':
        return `It begins on ${day(standing.from)}.`;
      case 'in-force': {
        const end =
          standing.until === undefined ? 'No end is known' : `Until ${showLocalEnd(standing.until, order.timeZone)}`;
        return `In force since ${day(standing.since)}, ${beginning(order, standing.since, instant)}. ${end}.`;
      }
      case 'stayed':
        return `Suspended since ${day(standing.since)}${reference(standing.by)}: the names need not be blocked until the suspension is lifted.`;
      case 'ended':
        return ended(standing.by, order.timeZone);
    }
  };
  return sentence() + forOthers;
}

function beginning({ events }: Order, since: number, instant: number): string {
  const cause = events.findLast((one) => one.at === since && one.at <= instant && causes.has(one.type));
  if (cause?.type === 'stay-lifted') return `when the suspension was lifted${reference(cause)}`;
  return `when it took effect${cause ? reference(cause) : ''}`;
}

const causes: ReadonlySet<string> = new Set(['effective', 'stay-lifted']);

function ended(by: OrderEvent, timeZone: string): string {
  if (by.type === 'expires') return `Over: it ran out at ${showLocalEnd(by.at, timeZone)}${reference(by)}.`;
  const day = showLocal(by.at, timeZone);
  if (by.type === 'annulled') return `Over since ${day}: it was annulled${reference(by)}.`;
  if (by.type === 'lifted') return `Over since ${day}: it was lifted${reference(by)}.`;
  return `Over since ${day}: ${by.record.by ?? 'another order'} took its place${reference(by)}.`;
}

function reference({ record }: OrderEvent): string {
  return record.reference === undefined ? '' : ` (${record.reference})`;
}
