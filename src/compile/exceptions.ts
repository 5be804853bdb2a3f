import { coversBelow, coversSelf } from '../core/blocklist.ts';
import { type DomainName, isBelow } from '../core/name.ts';
import type { Order, Scope } from '../core/order.ts';

/** The name itself, or the names below it that have no line of their own. */
export type Part = 'self' | 'below';

export function reachesPart(scope: Scope, part: Part): boolean {
  return part === 'self' ? coversSelf(scope) : coversBelow(scope);
}

/**
 * Whether an order, by an exception, leaves free a part of a name that its line at `listed` would block. The narrower of
 * the two counts: a line that lies below the exception blocks all the same.
 */
export function isExcepted(
  order: Order,
  listed: DomainName,
  { name, part }: { readonly name: DomainName; readonly part: Part },
): boolean {
  return order.exceptions.some((one) => {
    const narrower = one.name === listed || isBelow(one.name, listed);
    const reaches =
      one.name === name ? reachesPart(one.scope, part) : coversBelow(one.scope) && isBelow(name, one.name);
    return narrower && reaches;
  });
}
