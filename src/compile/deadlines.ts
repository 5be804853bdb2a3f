import type { Instant } from '../core/dates.ts';
import type { Order } from '../core/order.ts';
import type { Moment } from './compile.ts';

/** A day or a moment by which somebody has to do or to look at something. */
export interface Deadline {
  readonly order: Order;
  readonly kind: 'comply' | 'review' | 'expires' | 'name-ends';
  readonly at: Instant;
  readonly what: string;
  readonly state: 'overdue' | 'today' | 'ahead';
}

/** What is due, overdue first. */
export function deadlines(_orders: readonly Order[], _moment: Moment): readonly Deadline[] {
  return [];
}
