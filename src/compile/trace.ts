import { coversBelow, coversSelf } from '../core/blocklist.ts';
import { type Corpus, linesNamed } from '../core/corpus.ts';
import { type Instant, instantFor, showLocal, showLocalEnd } from '../core/dates.ts';
import type { Place } from '../core/diagnostic.ts';
import { type DomainName, isBelow, selfAndParents } from '../core/name.ts';
import type { Order, OrderEvent, Target } from '../core/order.ts';
import { isHeld, type Moment } from './compile.ts';
import { dutyOf } from './duty.ts';
import { isExcepted } from './exceptions.ts';
import { type Standing, standingAt } from './in-force.ts';

/** What one line of one order means for a name at a moment. */
export interface Trace {
  readonly order: Order;
  readonly target: Pick<Target, 'name' | 'scope'>;
  readonly holds: boolean;
  /** Why it holds the name or does not, to be read after "because". */
  readonly reason: string;
  readonly since: Instant | undefined;
  readonly until: Instant | undefined;
  readonly place: Place;
}

export interface Question {
  readonly moment: Moment;
  readonly name: DomainName;
}

/** Every line of every order that has to do with a name, whether it blocks it at the moment or not. */
export function trace(corpus: Corpus, orders: readonly Order[], { moment, name }: Question): readonly Trace[] {
  const targets = [...selfAndParents(name)].flatMap((above) =>
    linesNamed(corpus, above).map(({ claim, line }) => ({
      order: claim.order,
      target: { ...claim, name: above, place: claim.placeOf(line) },
    })),
  );
  return orders.flatMap((order) => [
    ...targets
      .filter((one) => one.order === order.index)
      .map(({ target }) => traceTarget(order, target, { moment, name })),
    ...order.excluded
      .filter((one) => one.name === name || isBelow(name, one.name))
      .map((one) => ({
        order,
        target: { name: one.name, scope: 'subtree' as const },
        holds: false,
        reason: `${one.by === 'court' ? 'the court left it out' : 'we hold it back'}: ${one.reason}`,
        since: undefined,
        until: undefined,
        place: one.place,
      })),
  ]);
}

function traceTarget(order: Order, target: Target, { moment, name }: Question): Trace {
  const instant = instantFor(moment.asOf, order.timeZone);
  const standing = standingAt(order.events, instant);
  const duty = dutyOf(order, moment);
  const excepted = isExcepted(order, target.name, { name, part: 'self' });
  const against =
    (duty.binds ? undefined : duty.reason) ??
    notInForce(standing, order.timeZone) ??
    windowReason(target, instant, order.timeZone) ??
    (reachesName(target, name) ? undefined : scopeReason(target)) ??
    (excepted ? 'the order leaves it free' : undefined);
  const inForce = standing.state === 'in-force';
  return {
    order,
    target,
    holds: against === undefined,
    reason: against ?? 'the order is in force and lists the name',
    since: inForce ? latest(standing.since, target.from) : undefined,
    until: inForce ? earliest(standing.until, target.until) : undefined,
    place: target.place,
  };
}

function reachesName(target: Target, name: DomainName): boolean {
  return target.name === name ? coversSelf(target.scope) : coversBelow(target.scope) && isBelow(name, target.name);
}

function scopeReason({ name, scope }: Target): string {
  return scope === 'exact' ? `it names ${name} alone, not the names below` : `it names only the names below ${name}`;
}

function notInForce(standing: Standing, timeZone: string): string | undefined {
  switch (standing.state) {
    case 'draft':
      return 'it is a draft: its record does not say from when names must be blocked';
    case 'not-yet':
      return `it begins on ${showLocal(standing.from, timeZone)}`;
    case 'stayed':
      return `it has been stayed since ${showLocal(standing.since, timeZone)}`;
    case 'ended':
      return endReason(standing.by, timeZone);
    case 'in-force':
      return undefined;
  }
}

/** To be read after "because". */
export function endReason({ type, at, record }: OrderEvent, timeZone: string): string {
  if (type === 'expires') return `it expired at ${showLocalEnd(at, timeZone)}`;
  const day = showLocal(at, timeZone);
  if (type === 'annulled') return `it was annulled on ${day}`;
  if (type === 'lifted') return `it was lifted on ${day}`;
  return `${record.by === undefined ? 'another order' : `the order ${record.by}`} took its place on ${day}`;
}

/** Why an order blocks nothing at a moment, to be read after "because"; undefined where it could. */
export function idleReason(order: Order, moment: Moment): string | undefined {
  const duty = dutyOf(order, moment);
  if (!duty.binds) return duty.reason;
  const standing = standingAt(order.events, instantFor(moment.asOf, order.timeZone));
  return (
    notInForce(standing, order.timeZone) ?? (order.listed === 0 ? 'it lists no name that can be blocked' : undefined)
  );
}

function windowReason(target: Target, instant: Instant, timeZone: string): string | undefined {
  if (isHeld(target, instant)) return undefined;
  if (target.from !== undefined && instant < target.from)
    return `this name is listed from ${showLocal(target.from, timeZone)} on`;
  return target.until === undefined
    ? undefined
    : `this name is listed only until ${showLocalEnd(target.until, timeZone)}`;
}

function latest(a: Instant, b: Instant | undefined): Instant {
  return b === undefined ? a : Math.max(a, b);
}

function earliest(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}
