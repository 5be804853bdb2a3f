import type { Moment } from '../../compile/compile.ts';
import { positionOf } from '../../compile/position.ts';
import { type Instant, offsetAt, showLocal } from '../../core/dates.ts';
import type { Order, OrderRecord } from '../../core/order.ts';
import { personalAddress, publicText, withoutPersonalData } from '../../core/personal-data.ts';
import type { Position, Time } from '../../site/facts.ts';
import { lastDay } from '../state-words.ts';

type Told = Omit<OrderRecord, 'targets' | 'amendments' | 'notes' | 'approvals' | 'review'>;

/** A record without its lists, without what colleagues wrote for one another, and without patterns of personal data. */
export function withoutPersons({ targets, amendments, notes, approvals, review, ...told }: OrderRecord): Told {
  const text = JSON.stringify(told, (_, value) => (typeof value === 'string' ? publicText(value) : value));
  return JSON.parse(text) as Told;
}

/** A web address that may be led to; undefined for any other, and for one that tells of a person. */
export function publicUrl(url: string | undefined): string | undefined {
  if (url === undefined || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined;
  const isPersonal = personalAddress(url).length > 0 || withoutPersonalData(url).found.length > 0;
  return isPersonal ? undefined : new URL(url).href;
}

export function startsAt(at: Instant, timeZone: string): Time {
  return { at, text: withOffset(showLocal(at, timeZone), at, timeZone) };
}

export function endsAt(at: Instant, timeZone: string): Time {
  return { at, text: withOffset(lastDay(at, timeZone), at, timeZone) };
}

/** A time of day by which clock: readers of one site sit in many zones. A day is the authority's own, and says no more. */
function withOffset(shown: string, at: Instant, timeZone: string): string {
  return shown.length === dayLength ? shown : `${shown} (${offsetAt(at, timeZone)})`;
}

const dayLength = '2022-07-11'.length;

/** Where an order stands, as the pages say it. */
export function stateOf(order: Order, moment: Moment): Position {
  const { state, standing, duty } = positionOf(order, moment);
  const { timeZone } = order;
  const bare = { state, since: undefined, last: undefined, binds: duty.binds };
  if (state === 'kept') return bare;
  switch (standing.state) {
    case 'draft':
      return bare;
    case 'not-yet':
      return { ...bare, since: startsAt(standing.from, timeZone) };
    case 'in-force':
      return {
        ...bare,
        since: startsAt(standing.since, timeZone),
        last: standing.until === undefined ? undefined : endsAt(standing.until, timeZone),
      };
    case 'stayed':
      return { ...bare, since: startsAt(standing.since, timeZone) };
    case 'ended': {
      const { type, at } = standing.by;
      // What runs out is over with the end of its last day, so that day is what people know.
      return type === 'expires'
        ? { ...bare, last: endsAt(at, timeZone) }
        : { ...bare, since: startsAt(standing.since, timeZone) };
    }
  }
}
