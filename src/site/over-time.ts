import type { Instant } from '../core/dates.ts';
import { spanOf } from '../core/dates.ts';
import type { PublicName, PublicOrder } from './facts.ts';
import type { Site } from './view.ts';

/** How much was in force at one moment. */
export interface Count {
  /** undefined: the moment of the site. */
  readonly year: string | undefined;
  readonly orders: number;
  /** Each once, however many orders hold it. */
  readonly names: number;
}

/** What public orders that bind us held at the end of each year (UTC) since the first, and at the moment of the site. */
export function overTime({ facts, names }: Site): readonly Count[] {
  const orders = facts.orders.filter(({ position }) => position.binds);
  const now = facts.asOf.at;
  const first = orders.flatMap(({ spans }) => spans.map(({ from }) => from)).reduce((a, b) => Math.min(a, b), now);
  const moments = yearEnds(first, now);
  const held = new Array<number>(moments.length).fill(0);
  for (const { holds } of names) {
    for (const [index, { at }] of moments.entries()) {
      if (holds.some(({ order, line }) => order.position.binds && wasHeld(order, line, at)))
        held[index] = (held[index] ?? 0) + 1;
    }
  }
  return moments.map(({ year, at }, index) => ({
    year,
    orders: orders.filter((order) => wasInForce(order, at)).length,
    names: held[index] ?? 0,
  }));
}

function yearEnds(
  first: Instant,
  now: Instant,
): readonly { readonly year: string | undefined; readonly at: Instant }[] {
  const [from, to] = [new Date(first).getUTCFullYear(), new Date(now).getUTCFullYear()];
  const past = Array.from({ length: to - from }, (_, index) => String(from + index).padStart(4, '0'));
  return [
    ...past.map((year) => ({ year, at: (spanOf(`${year}-12-31`, 'UTC')?.end ?? now) - 1 })),
    { year: undefined, at: now },
  ];
}

function wasInForce({ spans }: PublicOrder, at: Instant): boolean {
  return spans.some(({ from, until }) => from <= at && (until === undefined || at < until));
}

function wasHeld(order: PublicOrder, { from, until }: PublicName, at: Instant): boolean {
  return (from === undefined || from.at <= at) && (until === undefined || at < until) && wasInForce(order, at);
}
