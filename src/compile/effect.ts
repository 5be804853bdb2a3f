import { type Blocklist, heldParts, ruleAt } from '../core/blocklist.ts';
import type { Corpus } from '../core/corpus.ts';
import type { DomainName } from '../core/name.ts';
import type { Order } from '../core/order.ts';
import type { Row } from '../names/index.ts';
import { compile, type Moment } from './compile.ts';
import { zoneLookup } from './lookup.ts';
import { trace } from './trace.ts';

/** What was read at one time. */
export interface Reading {
  readonly corpus: Corpus;
  readonly orders: readonly Order[];
}

/** A name that stays blocked, and the ids of the orders that hold it. */
export interface HeldName {
  readonly name: DomainName;
  readonly orders: readonly string[];
}

/** Some of many. */
export interface Sample<T> {
  readonly count: number;
  /** The first ones, in canonical order. */
  readonly names: readonly T[];
}

/** What a change of one order does to names at one moment. Each name is counted once. */
export interface Effect {
  /** Blocked before, and not any more. */
  readonly freed: Sample<DomainName>;
  /** Still blocked, but the names below it are not any more. */
  readonly narrowed: Sample<HeldName>;
  /** As blocked as before, because of other orders. */
  readonly kept: Sample<HeldName>;
  /** Not blocked before, or without the names below it. */
  readonly gained: Sample<DomainName>;
}

export interface Comparison {
  readonly before: Reading;
  readonly after: Reading;
  readonly moment: Moment;
  /** The names that are looked at: those that the order holds, before or after, or these. */
  readonly of: { readonly id: string } | { readonly names: readonly DomainName[] };
  /** How many names a sample has at most. */
  readonly most: number;
}

/** Compares what is blocked before and after a change, exceptions and shorter names of other orders included. */
export function effectOf({ before, after, moment, of, most }: Comparison): Effect {
  const was = compile(before.corpus, before.orders, moment).blocklist;
  const is = compile(after.corpus, after.orders, moment).blocklist;
  const names = 'names' in of ? of.names : [...new Set([...namesOf(was, of.id), ...namesOf(is, of.id)])];
  const [reachedBefore, reachedAfter] = [reach(was), reach(is)];
  const found: Record<keyof Effect, DomainName[]> = { freed: [], narrowed: [], kept: [], gained: [] };
  for (const name of names) {
    const kind = kindOf(reachedBefore(name), reachedAfter(name));
    if (kind) found[kind].push(name);
  }
  const held = (name: DomainName) => ({ name, orders: holders(after, moment, name) });
  return {
    freed: sample(found.freed, most, (name) => name),
    narrowed: sample(found.narrowed, most, held),
    kept: sample(found.kept, most, held),
    gained: sample(found.gained, most, (name) => name),
  };
}

function sample<T>(names: readonly DomainName[], most: number, of: (name: DomainName) => T): Sample<T> {
  return { count: names.length, names: names.slice(0, most).map(of) };
}

function* namesOf({ names }: Blocklist, id: string): Generator<DomainName> {
  for (const part of heldParts(names)) {
    for (const [place, row] of part.rows.entries()) {
      const { holders } = ruleAt(names, part, place);
      if (holders.some(({ order }) => order.id === id)) yield part.table.nameAt(row as Row) as DomainName;
    }
  }
}

/** Whether a name is blocked, and whether the names below it are of which nothing else is said. */
interface Reach {
  readonly self: boolean;
  readonly below: boolean;
}

function reach({ blockZone, allowZone }: Blocklist): (name: DomainName) => Reach {
  const [allowed, blocked] = [zoneLookup(allowZone), zoneLookup(blockZone)];
  const isBlocked = (name: DomainName) => {
    const match = allowed(name) ?? blocked(name);
    return match !== undefined && match.action.kind !== 'passthru';
  };
  // No zone can have an entry of such a name.
  return (name) => ({ self: isBlocked(name), below: isBlocked(`*.${name}` as DomainName) });
}

function kindOf(was: Reach, is: Reach): keyof Effect | undefined {
  if (was.self && !is.self) return 'freed';
  if (was.below && !is.below) return is.self ? 'narrowed' : 'freed';
  if ((is.self && !was.self) || (is.below && !was.below)) return 'gained';
  return was.self || was.below ? 'kept' : undefined;
}

function holders({ corpus, orders }: Reading, moment: Moment, name: DomainName): readonly string[] {
  const holding = trace(corpus, orders, { moment, name }).filter(({ holds }) => holds);
  return [...new Set(holding.map(({ order }) => order.id))];
}
