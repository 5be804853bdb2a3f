import { coversBelow, coversSelf } from '../core/blocklist.ts';
import { type Instant, instantFor, showInstant } from '../core/dates.ts';
import type { Place } from '../core/diagnostic.ts';
import { type DomainName, isBelow } from '../core/name.ts';
import type { Order, OrderEvent, Target } from '../core/order.ts';
import { isHeld, type Moment } from './compile.ts';
import { dutyOf } from './duty.ts';
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

/** Every line of every order that has to do with a name, whether it blocks it at the moment or not. */
export function trace(orders: readonly Order[], moment: Moment, name: DomainName): readonly Trace[] {
  return orders.flatMap((order) => [
    ...order.targets
      .filter((target) => concerns(target, name))
      .map((target) => traceTarget(order, target, { moment, name })),
    ...order.excluded
      .filter((one) => one.name === name || isBelow(name, one.name))
      .map((one) => ({
        order,
        target: { name: one.name, scope: 'subtree' as const },
        holds: false,
        reason: `the record leaves ${one.name} out: ${one.reason}`,
        since: undefined,
        until: undefined,
        place: one.place,
      })),
  ]);
}

/** Whether a target names this name or one above it, reached by its scope or not. */
function concerns(target: Target, name: DomainName): boolean {
  return target.name === name || isBelow(name, target.name);
}

function traceTarget(
  order: Order,
  target: Target,
  { moment, name }: { readonly moment: Moment; readonly name: DomainName },
): Trace {
  const instant = instantFor(moment.asOf, order.timeZone);
  const standing = standingAt(order.events, instant);
  const duty = dutyOf(order, moment);
  const exception = order.exceptions.find((one) => reachesName(one, name));
  const against =
    (duty.binds ? undefined : duty.reason) ??
    notInForce(standing) ??
    windowReason(target, instant) ??
    (reachesName(target, name) ? undefined : scopeReason(target)) ??
    (exception && `the order leaves ${exception.name} free`);
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

function notInForce(standing: Standing): string | undefined {
  switch (standing.state) {
    case 'draft':
      return 'it is a draft: no event says from when names must be blocked';
    case 'not-yet':
      return `it begins on ${showInstant(standing.from)}`;
    case 'stayed':
      return `it has been stayed since ${dateOf(standing.by)}`;
    case 'ended':
      return `it ended: ${standing.by.type}, ${dateOf(standing.by)}`;
    case 'in-force':
      return undefined;
  }
}

function dateOf(event: OrderEvent): string {
  return event.record.date;
}

function windowReason(target: Target, instant: Instant): string | undefined {
  if (isHeld(target, instant)) return undefined;
  if (target.from !== undefined && instant < target.from)
    return `this name is listed from ${showInstant(target.from)} on`;
  return target.until === undefined ? undefined : `this name is listed only until ${showInstant(target.until)}`;
}

function latest(a: Instant, b: Instant | undefined): Instant {
  return b === undefined ? a : Math.max(a, b);
}

function earliest(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}
