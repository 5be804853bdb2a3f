import { type Corpus, linesNamed } from '../core/corpus.ts';
import { type AsOf, type Instant, instantFor } from '../core/dates.ts';
import type { Place } from '../core/diagnostic.ts';
import { type DomainName, selfAndParents } from '../core/name.ts';
import type { Order } from '../core/order.ts';
import { isHeld, type Moment } from './compile.ts';
import { dutyOf } from './duty.ts';
import { isExcepted, reachesPart } from './exceptions.ts';
import { standingAt } from './in-force.ts';
import type { LostHold } from './lost-holds.ts';
import { idleReason, trace } from './trace.ts';

/** The records as they are now, and the two moments that are compared. */
export interface Judging {
  readonly corpus: Corpus;
  /** By id. */
  readonly orders: ReadonlyMap<string, Order>;
  readonly now: Moment;
  /** The moment of the earlier build. */
  readonly earlier: AsOf;
}

/** Why an order does not hold what it held, where nothing on record frees it. */
export interface Unexcused {
  /** To be read after the order's id and a colon. */
  readonly reason: string;
  /** undefined where there is no record. */
  readonly place: Place | undefined;
}

/** Whether an event has ended or suspended an order: then it may hold nothing. */
export function isOver(order: Order, moment: Moment): boolean {
  const { state } = standingAt(order.events, instantFor(moment.asOf, order.timeZone));
  return state === 'ended' || state === 'stayed';
}

/**
 * Why a hold is lost although no event, no amendment and no last day of the name frees it; undefined where one does, where
 * another line of the order holds it still, and where the records as they are now held it at the earlier moment, or tell
 * what freed it by then: then nothing but time has passed, forward or back.
 */
export function unexcused(lost: LostHold, judging: Judging): Unexcused | undefined {
  const order = judging.orders.get(lost.order);
  if (!order) return { reason: 'its record is gone', place: undefined };
  if (isOver(order, judging.now) || isExcused(order, lost, judging)) return undefined;
  return why(order, lost, judging);
}

function isExcused(order: Order, lost: LostHold, { corpus, now, earlier }: Judging): boolean {
  if (!dutyOf(order, now).binds) return false;
  const windows = windowsOf(corpus, order, lost);
  const [instant, before] = [now.asOf, earlier].map((asOf) => instantFor(asOf, order.timeZone)) as [Instant, Instant];
  const isListed = (at: Instant) => windows.some((window) => isHeld(window, at));
  const state = (at: Instant) => standingAt(order.events, at).state;
  return (
    (isListed(instant) && state(instant) === 'in-force') ||
    (isListed(before) && ['in-force', 'stayed', 'ended'].includes(state(before))) ||
    windows.some(({ until }) => until !== undefined && (until <= instant || until <= before))
  );
}

interface Window {
  readonly from: Instant | undefined;
  readonly until: Instant | undefined;
}

/** The times for which lines of an order hold a part of a name, its own or one above. */
function windowsOf(corpus: Corpus, order: Order, { name, part }: LostHold): readonly Window[] {
  if (corpus.names.count === 0) return [];
  return [...selfAndParents(name)].flatMap((above) =>
    linesNamed(corpus, above)
      .map(({ claim }) => claim)
      .filter((claim) => claim.order === order.index && reachesPart(claim.scope, above === name ? part : 'below'))
      .filter(() => !isExcepted(order, above, { name, part })),
  );
}

function why(order: Order, { name, part }: LostHold, { corpus, now }: Judging): Unexcused {
  const idle = idleReason(order, now);
  if (idle !== undefined) return { reason: idle, place: order.place };
  const asked = part === 'self' ? name : (`*.${name}` as DomainName);
  const nearest = trace(corpus, [order], { moment: now, name: asked }).find(({ holds }) => !holds);
  if (nearest) return { reason: nearest.reason, place: nearest.place };
  return { reason: 'its line was taken out of the record', place: order.place };
}
