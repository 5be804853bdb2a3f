import { type Instant, instantFor } from '../core/dates.ts';
import type { Order } from '../core/order.ts';
import type { Moment } from './compile.ts';
import { type Duty, dutyOf } from './duty.ts';
import { type Standing, standingAt } from './in-force.ts';

/** Where an order stands; `kept`: it lays no duty to block on a DNS resolver, whatever has happened to it. */
export type OrderState = Standing['state'] | 'kept';

export interface Position {
  readonly state: OrderState;
  readonly standing: Standing;
  readonly duty: Duty;
  /** The moment, by the authority's clock. */
  readonly instant: Instant;
}

export function positionOf(order: Order, moment: Moment): Position {
  const duty = dutyOf(order, moment);
  const instant = instantFor(moment.asOf, order.timeZone);
  const standing = standingAt(order.events, instant);
  const isKept = !duty.binds && duty.kind === 'nobody';
  return { state: isKept ? 'kept' : standing.state, standing, duty, instant };
}
