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

/** Held names of one part of the corpus, by column, in canonical order (RFC 4034 6.1). */
export interface HeldPart {
  /** Where the rows are. */
  readonly table: NameTable;
  /** How many held names stand in the parts before this one. */
  readonly before: number;
  /** A row of each name. */
  readonly rows: Uint32Array;
  /** The number of its rule. */
  readonly rule: Uint32Array;
  /** The shortest name above that already says all that its rule says, by its place here; else `uncovered`. */
  readonly coveredBy: Uint32Array;
}

export const uncovered = 0xffffffff;

/** Names that at least one order in force holds, part by part. */
export interface HeldNames {
  readonly size: number;
  readonly rules: readonly Rule[];
  /** How many names each rule has. */
  readonly sizes: readonly number[];
  /** How many parts there are. */
  readonly parts: number;
  /** Valid until another part is asked for. */
  at(part: number): HeldPart;
}

export type ZoneAction = Action | { readonly kind: 'passthru' };

/** One name of a policy zone: a row, or its text where no row has it. */
export interface ZoneLine extends Answers<ZoneAction> {
  readonly table: NameTable;
  readonly row: Row;
  readonly text: DomainName | undefined;
}

export function lineName({ table, row, text }: ZoneLine): DomainName {
  return text ?? (table.nameAt(row) as DomainName);
}

/** The names of a policy zone in canonical order, covered names folded and holes closed. */
export interface Zone {
  /** How many parts there are: as many as the names have, or fewer. */
  readonly parts: number;
  /** Goes through the lines of one part; of one that there is not, through none. A line is valid until the next. */
  walk(part: number, visit: (line: ZoneLine) => void): void;
}

export function eachLine(zone: Zone, visit: (line: ZoneLine) => void): void {
  for (let part = 0; part < zone.parts; part++) zone.walk(part, visit);
}

/** The one intermediate form: everything in force at one moment, and what zones must say to enforce just that. */
export interface Blocklist {
  readonly asOf: AsOf;
  /** The next instant when any order or name begins or ends. */
  readonly validUntil: Instant | undefined;
  /** The orders in force that hold at least one name, by id. */
  readonly orders: readonly HoldingOrder[];
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

export function ruleAt({ rules }: HeldNames, { rule }: HeldPart, place: number): Rule {
  return rules[rule[place] as number] as Rule;
}

export function* heldParts(names: HeldNames): Generator<HeldPart> {
  for (let part = 0; part < names.parts; part++) yield names.at(part);
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
