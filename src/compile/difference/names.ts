import { sameAction, scopeOf } from '../../core/blocklist.ts';
import type { Instant } from '../../core/dates.ts';
import { byText } from '../../core/diagnostic.ts';
import type { DomainName } from '../../core/name.ts';
import type { Action, Scope } from '../../core/order.ts';
import type { Part } from '../exceptions.ts';
import { later } from './records-side.ts';
import { type Hold, type Holding, isBlocked, namesOfBoth, type Side } from './side.ts';

/**
 * What becomes of a name. freed, added: of all of it. narrowed, extended: of a part of it, or of the time. shortened: its
 * known end comes earlier. answer: resolvers say something else. kept: an order that held it does not any more, others do.
 * joined: one more order holds what was blocked already.
 */
export type NameChangeKind = 'freed' | 'narrowed' | 'kept' | 'shortened' | 'added' | 'extended' | 'answer' | 'joined';

/** How a name that is blocked is blocked. */
export interface Blocking {
  readonly scope: Scope;
  readonly action: Action;
  /** Who holds it or what lies below it, by id; empty where that is not known. */
  readonly holders: readonly Holding[];
  /** When it becomes free, if no order is added; undefined: no end is known. */
  readonly until: Instant | undefined;
}

/** Names with which the same happens for the same reasons. */
export interface NameChange {
  readonly kind: NameChangeKind;
  /** In canonical order (RFC 4034 6.1), never empty. */
  readonly names: DomainName[];
  /** undefined: it is free. */
  readonly before: Blocking | undefined;
  readonly after: Blocking | undefined;
  /** Orders that held the name or what lies below it and do not any more, by id. */
  readonly lost: readonly PartOf[];
  readonly gained: readonly PartOf[];
}

/** The first part in which it makes a difference that an order holds it. */
export interface PartOf {
  readonly order: string;
  readonly part: Part;
}

export interface NameChanges {
  /** Names that either side says anything of and that are blocked on the one side, and on the other. */
  readonly before: number;
  readonly after: number;
  readonly changes: readonly NameChange[];
}

export interface Sides {
  readonly base: Side;
  readonly head: Side;
  /** Names besides those that a side lists: exceptions. */
  readonly more: ReadonlySet<DomainName>;
}

/** Compares what two sides say of every name that either lists. */
export function compareNames({ base, head, more }: Sides): NameChanges {
  const found = new Map<string, NameChange | undefined>();
  let [before, after] = [0, 0];
  const knowsBoth = base.knowsOrders && head.knowsOrders;
  for (const name of namesOfBoth([base, head], more)) {
    const [was, is] = [base.holdOf(name), head.holdOf(name)];
    if (isBlocked(was)) before += 1;
    if (isBlocked(is)) after += 1;
    const key = `${was.key}|${is.key}`;
    const known = found.get(key);
    if (known) known.names.push(name);
    else if (!found.has(key)) found.set(key, changeOf(name, [was, is], knowsBoth));
  }
  return { before, after, changes: [...found.values()].filter((one) => one !== undefined) };
}

function changeOf(name: DomainName, [was, is]: readonly [Hold, Hold], knowsBoth: boolean): NameChange | undefined {
  const [before, after] = [blockingOf(was), blockingOf(is)];
  const lost = knowsBoth ? missing(was, is) : [];
  const gained = knowsBoth ? missing(is, was) : [];
  const kind = kindOf([was, is], knowsBoth && { before, after, lost, gained });
  return kind && { kind, names: [name], before, after, lost, gained };
}

interface Known extends Pick<NameChange, 'before' | 'after' | 'lost' | 'gained'> {}

function kindOf([was, is]: readonly [Hold, Hold], known: false | Known): NameChangeKind | undefined {
  if (!isBlocked(is)) return isBlocked(was) ? 'freed' : undefined;
  if (!isBlocked(was)) return 'added';
  const parts = ['self', 'below'] as const;
  if (parts.some((part) => was[part].action && !is[part].action)) return 'narrowed';
  if (known && known.lost.length > 0) return 'kept';
  if (parts.some((part) => !was[part].action && is[part].action)) return 'extended';
  if (parts.some((part) => !sameAction(was[part].action, is[part].action))) return 'answer';
  if (!known) return undefined;
  const [before, after] = [known.before?.until, known.after?.until];
  if (before !== after) return later(before, after) === after ? 'extended' : 'shortened';
  return known.gained.length > 0 ? 'joined' : undefined;
}

function blockingOf({ self, below }: Hold): Blocking | undefined {
  const action = self.action ?? below.action;
  if (!action) return undefined;
  const scope = scopeOf({ self: self.action, below: below.action });
  const own = self.action ? self.holders : below.holders;
  const others = below.holders.filter(({ order }) => !own.some((one) => one.order === order));
  const until = own.map((one) => one.until).reduce(later, own[0]?.until);
  return { scope, action, until, holders: [...own, ...others] };
}

/** The orders that hold more with the one than with the other. */
function missing(one: Hold, other: Hold): readonly PartOf[] {
  const found = new Map<string, PartOf>();
  for (const part of ['self', 'below'] as const) {
    const others = new Set(other[part].holders.map(({ order }) => order));
    for (const { order } of one[part].holders)
      if (!others.has(order) && !found.has(order)) found.set(order, { order, part });
  }
  return [...found.values()].sort((a, b) => byText(a.order, b.order));
}
