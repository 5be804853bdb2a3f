import type { AsOf, Instant } from './dates.ts';
import type { DomainName } from './name.ts';
import type { Action, Order, Scope, Target } from './order.ts';

/** One order's hold on one name at the moment of the build. */
export interface Holder {
  readonly order: Order;
  readonly target: Target;
  readonly action: Action;
}

/** What is said of one name; undefined leaves it to the resolver. */
export interface NameRule<A = Action> {
  readonly name: DomainName;
  /** The answer for the name itself. */
  readonly self: A | undefined;
  /** The answer for every name below it that has no rule of its own. */
  readonly below: A | undefined;
}

/** One name that at least one order in force holds, with the answers that its holders ask for. */
export interface HeldName extends NameRule {
  /** Every order that holds it, by id. Never empty. */
  readonly holders: readonly Holder[];
  /** The shortest name above that already says the same of all of this one. */
  readonly coveredBy: DomainName | undefined;
}

/** One name of a policy zone. */
export type ZoneEntry = NameRule<ZoneAction>;

export type ZoneAction = Action | { readonly kind: 'passthru' };

/** The one intermediate form: everything in force at one moment, and what zones must say to enforce just that. */
export interface Blocklist {
  readonly asOf: AsOf;
  /** The next instant when any order or name begins or ends. */
  readonly validUntil: Instant | undefined;
  /** The orders in force that hold at least one name, by id. */
  readonly orders: readonly HoldingOrder[];
  /** In canonical order (RFC 4034 6.1). */
  readonly names: readonly HeldName[];
  /** What may be shown: names and the next change as the public orders alone make them. */
  readonly published: { readonly names: readonly HeldName[]; readonly validUntil: Instant | undefined };
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

export function scopeOf({ self, below }: NameRule<unknown>): Scope {
  if (self && below) return 'subtree';
  return self ? 'exact' : 'subdomains';
}
