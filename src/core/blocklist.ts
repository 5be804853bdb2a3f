import type { NameTable, Row } from '../names/index.ts';
import type { Claim } from './corpus.ts';
import type { AsOf, Instant } from './dates.ts';
import type { DomainName } from './name.ts';
import type { Action, Order, Scope } from './order.ts';

/** One order's hold on a name at the moment of the build. */
export interface Holder {
  readonly order: Order;
  readonly claim: Claim;
  readonly action: Action;
}

/** The answers for a name; undefined leaves it to the resolver. */
export interface Answers<A = Action> {
  /** For the name itself. */
  readonly self: A | undefined;
  /** For every name below it that has no answers of its own. */
  readonly below: A | undefined;
}

/** What orders in force ask for at the names that just they hold. */
export interface Rule extends Answers {
  /** Never empty. */
  readonly holders: readonly Holder[];
}

/** Names that at least one order in force holds, by column, in canonical order (RFC 4034 6.1). */
export interface HeldNames {
  /** A row of each name. */
  readonly rows: Uint32Array;
  /** The number of its rule. */
  readonly rule: Uint32Array;
  /** The shortest name above that already says all that its rule says, by its place here; -1 where there is none. */
  readonly coveredBy: Int32Array;
  readonly rules: readonly Rule[];
}

export type ZoneAction = Action | { readonly kind: 'passthru' };

/** One name of a policy zone: a row, or its text where no row has it. */
export interface ZoneLine extends Answers<ZoneAction> {
  readonly row: Row;
  readonly text: DomainName | undefined;
}

/** The names of a policy zone in canonical order, covered names folded and holes closed. */
export interface Zone {
  readonly each: (visit: (line: ZoneLine) => void) => void;
}

/** The one intermediate form: everything in force at one moment, and what zones must say to enforce just that. */
export interface Blocklist {
  readonly asOf: AsOf;
  /** The next instant when any order or name begins or ends. */
  readonly validUntil: Instant | undefined;
  /** The orders in force that hold at least one name, by id. */
  readonly orders: readonly HoldingOrder[];
  /** Where the rows are. */
  readonly table: NameTable;
  readonly names: HeldNames;
  /** What may be shown: names and the next change as the public orders alone make them. */
  readonly published: { readonly names: HeldNames; readonly validUntil: Instant | undefined };
  readonly blockZone: Zone;
  /** Exceptions, to be consulted before the block zone. */
  readonly allowZone: Zone;
}

export interface HoldingOrder {
  readonly order: Order;
  readonly since: Instant;
  readonly until: Instant | undefined;
  readonly names: number;
}

export function ruleAt(names: HeldNames, place: number): Rule {
  return names.rules[names.rule[place] as number] as Rule;
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

export function scopeOf({ self, below }: Answers<unknown>): Scope {
  if (self && below) return 'subtree';
  return self ? 'exact' : 'subdomains';
}
