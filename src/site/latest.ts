import { byText } from '../core/diagnostic.ts';
import type { Happening, PublicOrder, SiteFacts } from './facts.ts';

export interface LatestChange {
  readonly order: PublicOrder;
  readonly happening: Happening;
  /** Where it stands in the order's history, from 0. */
  readonly index: number;
}

/** What happened up to the moment of the site, the last first. */
export function latestChanges({ orders }: SiteFacts): readonly LatestChange[] {
  return orders
    .flatMap((order) => order.history.map((happening, index) => ({ order, happening, index })))
    .filter(({ order, happening }) => happening.time.at <= order.now)
    .sort((a, b) => b.happening.time.at - a.happening.time.at || byText(a.order.id, b.order.id) || b.index - a.index);
}
