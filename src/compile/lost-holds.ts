import { coversBelow, type HeldNames, type Holder, type Rule, ruleAt } from '../core/blocklist.ts';
import { canonicalKey, type DomainName, isBelow, selfAndParents } from '../core/name.ts';
import type { Order, Scope } from '../core/order.ts';
import type { Row } from '../names/index.ts';
import { type Part, reachesPart } from './exceptions.ts';

/** An order that held a name at an earlier build, by its id. */
export interface PastHolder {
  readonly order: string;
  readonly scope: Scope;
}

export interface PastException {
  readonly name: DomainName;
  readonly scope: Scope;
}

/** Who held which name at an earlier build. */
export interface PastList {
  /** The different sets of holders. */
  readonly rules: readonly (readonly PastHolder[])[];
  /** What orders in force left free, by the id of the order. */
  readonly exceptions: ReadonlyMap<string, readonly PastException[]>;
  /** In canonical order (RFC 4034 6.1), each once, with the number of its rule. */
  readonly names: Iterator<PastName, undefined>;
}

export interface PastName {
  readonly name: DomainName;
  readonly rule: number;
}

/** A part of a name that an order held and that the order's own line at this name does not hold any more. */
export interface LostHold {
  readonly name: DomainName;
  readonly part: Part;
  readonly order: string;
}

export interface Now {
  readonly names: HeldNames;
  /** The orders in force. */
  readonly orders: readonly Order[];
  /** Orders whose losses need not be told. */
  readonly isExcused: (order: string) => boolean;
}

/**
 * What orders held at an earlier build, name by name, and do not hold by the same name now; then what they leave free now and
 * did not. Another line of the same order may hold it all the same. In one pass, with one part of the names in memory.
 */
export function* lostHolds(past: PastList, now: Now): Generator<LostHold> {
  const fresh = freshExceptions(past, now);
  const asked = new Set(fresh.flatMap(({ name }) => [...selfAndParents(name)]));
  const known = new Map<DomainName, readonly PastHolder[]>();
  const lost = new LostByRule(past, now);
  for (const { name, before, after } of sideBySide(past.names, now.names)) {
    if (asked.has(name)) known.set(name, past.rules[before] ?? []);
    for (const { order, part } of lost.of(before, after)) yield { name, part, order };
  }
  for (const { order, name, scope } of fresh) {
    for (const part of ['self', 'below'] as const)
      if (reachesPart(scope, part) && wasHeld({ order, name, part }, known)) yield { name, part, order };
  }
}

interface Pair {
  readonly name: DomainName;
  /** The number of the rule then. */
  readonly before: number;
  /** undefined: nothing holds the name now. */
  readonly after: Rule | undefined;
}

/** The names of then, each with what holds it now. */
function* sideBySide(past: Iterator<PastName, undefined>, names: HeldNames): Generator<Pair> {
  let old = past.next().value;
  for (let part = 0; part < names.parts && old; part++) {
    const { rows } = names.at(part);
    for (let place = 0; place < rows.length && old; place++) {
      // Asked for anew each time: whoever was told of a name may have asked for another part.
      const held = names.at(part);
      const name = held.table.nameAt(held.rows[place] as Row);
      for (; old && old.name !== name && isBefore(old.name, name as DomainName); old = past.next().value)
        yield { name: old.name, before: old.rule, after: undefined };
      if (old?.name !== name) continue;
      yield { name: old.name, before: old.rule, after: ruleAt(names, held, place) };
      old = past.next().value;
    }
  }
  for (; old; old = past.next().value) yield { name: old.name, before: old.rule, after: undefined };
}

function isBefore(one: DomainName, other: DomainName): boolean {
  return canonicalKey(one) < canonicalKey(other);
}

type Loss = Pick<LostHold, 'order' | 'part'>;

/** Names with the same rules then and now have lost the same: worked out once. */
class LostByRule {
  readonly #past: PastList;
  readonly #isExcused: Now['isExcused'];
  readonly #found: Map<Rule | undefined, readonly Loss[]>[] = [];

  constructor(past: PastList, { isExcused }: Now) {
    this.#past = past;
    this.#isExcused = isExcused;
  }

  of(before: number, after: Rule | undefined): readonly Loss[] {
    this.#found[before] ??= new Map();
    const found = this.#found[before];
    const known = found.get(after);
    if (known) return known;
    const holders = (this.#past.rules[before] ?? []).filter(({ order }) => !this.#isExcused(order));
    const lost = lossesOf(holders, after?.holders ?? []);
    found.set(after, lost);
    return lost;
  }
}

function lossesOf(before: readonly PastHolder[], after: readonly Holder[]): readonly Loss[] {
  const losses = new Map<string, Loss>();
  for (const { order, scope } of before) {
    for (const part of ['self', 'below'] as const) {
      const isHeld = after.some((one) => one.order.id === order && reachesPart(one.claim.scope, part));
      if (reachesPart(scope, part) && !isHeld) losses.set(`${part} ${order}`, { order, part });
    }
  }
  return [...losses.values()];
}

interface FreshException extends PastException {
  readonly order: string;
}

function freshExceptions(past: PastList, { orders, isExcused }: Now): readonly FreshException[] {
  return orders
    .filter(({ id }) => !isExcused(id))
    .flatMap(({ id, exceptions }) => {
      const before = past.exceptions.get(id) ?? [];
      return exceptions
        .filter((one) => !before.some((old) => covers(old, one)))
        .map(({ name, scope }) => ({ order: id, name, scope }));
    });
}

function covers(old: PastException, { name, scope }: PastException): boolean {
  if (old.name === name) return old.scope === 'subtree' || old.scope === scope;
  return coversBelow(old.scope) && isBelow(name, old.name);
}

function wasHeld({ order, name, part }: LostHold, known: ReadonlyMap<DomainName, readonly PastHolder[]>): boolean {
  return [...selfAndParents(name)].some((above) =>
    known
      .get(above)
      ?.some((holder) => holder.order === order && reachesPart(holder.scope, above === name ? part : 'below')),
  );
}
