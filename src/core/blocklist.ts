import type { AsOf, Instant } from './dates.ts';
import type { DomainName } from './name.ts';
import type { Action, Order, Scope, Target } from './order.ts';

/** One order's hold on one name at the moment of the build. */
export interface Holder {
  readonly order: Order;
  readonly target: Target;
  readonly action: Action;
}

/** One name that at least one order in force holds. */
export interface HeldName {
  readonly name: DomainName;
  /** Everything that its holders ask for together: exact and subdomains make a subtree. */
  readonly scope: Scope;
  readonly action: Action;
  /** Every order that holds it, by id. Never empty. */
  readonly holders: readonly Holder[];
  /** The nearest shorter name that already blocks all of this one in the same way. */
  readonly coveredBy: DomainName | undefined;
}

/** What a zone says at one owner name; undefined leaves it to the resolver. */
export interface ZoneEntry {
  readonly name: DomainName;
  /** The answer for the name itself. */
  readonly self: ZoneAction | undefined;
  /** The answer for every name below it that has no entry of its own. */
  readonly below: ZoneAction | undefined;
}

export type ZoneAction = Action | { readonly kind: 'passthru' };

/** The one intermediate form: everything in force at one moment, and what zones must say to enforce just that. */
export interface Blocklist {
  readonly asOf: AsOf;
  /** The next instant when any order or name begins or ends. */
  readonly validUntil: Instant | undefined;
  /** The orders in force that hold at least one name, by id. */
  readonly orders: readonly HoldingOrder[];
  /** In canonical order. */
  readonly names: readonly HeldName[];
  /** The same as the public orders alone make it: what may be shown. */
  readonly publicNames: readonly HeldName[];
  /** In canonical order, covered names folded and holes closed. */
  readonly blockZone: readonly ZoneEntry[];
  /** Exceptions, to be consulted before the block zone. */
  readonly allowZone: readonly ZoneEntry[];
}

export interface HoldingOrder {
  readonly order: Order;
  readonly since: Instant;
  readonly until: Instant | undefined;
  readonly names: number;
}

export function sameAction(a: ZoneAction | undefined, b: ZoneAction | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.kind !== 'redirect' || b.kind !== 'redirect') return a.kind === b.kind;
  return a.ipv4 === b.ipv4 && a.ipv6 === b.ipv6;
}

export function coversSelf(scope: Scope): boolean {
  return scope !== 'subdomains';
}

export function coversBelow(scope: Scope): boolean {
  return scope !== 'exact';
}
