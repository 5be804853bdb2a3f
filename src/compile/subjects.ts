import { type Blocklist, coversBelow, coversSelf, heldParts, type Rule, ruleAt } from '../core/blocklist.ts';
import type { Corpus } from '../core/corpus.ts';
import { type DomainName, isBelow } from '../core/name.ts';
import type { Action, Order, Scope } from '../core/order.ts';
import type { Subject } from '../core/subject.ts';
import { suffixOf } from '../core/suffix.ts';
import type { Row } from '../names/index.ts';
import { answersOf } from './answer.ts';
import type { Moment } from './compile.ts';
import { heldWithin } from './ended-lately.ts';

export interface Wanted {
  readonly corpus: Corpus;
  readonly orders: readonly Order[];
  readonly moment: Moment;
  /** How far back names count as taken off lately, in milliseconds. */
  readonly lately: number;
  /** Which of the listed names are taken, by their place in canonical order and the orders that hold them. */
  readonly takes: (place: number, orders: readonly string[]) => boolean;
  /** What earlier builds blocked: their records may be gone. */
  readonly earlier: Iterable<Pick<Line, 'name' | 'scope'>>;
  /** Of which orders exceptions and names that were taken off are taken. */
  readonly isAbout: (order: string) => boolean;
}

/**
 * All that a resolver must be asked to see whether it blocks just what it must: listed names and any name below, what lies
 * between listed names, what next to them is free, exceptions, and names that were taken off lately. Each once.
 */
export function subjectsOf(blocklist: Blocklist, wanted: Wanted): readonly Subject[] {
  const plan = new Plan(answersOf(blocklist, wanted.corpus));
  addListed(plan, blocklist, wanted.takes);
  for (const { order } of blocklist.orders.filter(({ order: { id } }) => wanted.isAbout(id))) {
    for (const { name, scope } of order.exceptions) plan.add('exception', { name, scope, orders: [order.id] });
  }
  for (const { name, scope, order } of heldWithin(wanted.corpus, wanted.orders, {
    moment: wanted.moment,
    span: wanted.lately,
  })) {
    if (wanted.isAbout(order.id)) plan.addFree('ended', { name, scope, orders: [order.id] });
  }
  for (const { name, scope } of wanted.earlier) plan.addFree('ended', { name, scope, orders: [] });
  return plan.subjects();
}

interface Line {
  readonly name: DomainName;
  readonly scope: Scope;
  readonly orders: readonly string[];
}

/** No order lists it: what is said of it is said of any name there. */
const anyLabel = '*';

class Plan {
  readonly #found = new Map<string, Subject>();
  readonly #answers: ReturnType<typeof answersOf>;

  constructor(answers: ReturnType<typeof answersOf>) {
    this.#answers = answers;
  }

  /** What is blocked in the scope is listed, what is free is of the kind. */
  add(kind: Subject['kind'], line: Line): void {
    for (const part of partsOf(line.scope)) this.addPart(kind, part, line);
  }

  /** Takes what is free in the scope alone. */
  addFree(kind: Subject['kind'], line: Line): void {
    for (const part of partsOf(line.scope)) {
      if (this.#expected(line.name, part) === undefined) this.addPart(kind, part, line);
    }
  }

  addPart(kind: Subject['kind'], part: Subject['part'], { name, orders }: Omit<Line, 'scope'>): void {
    const expected = this.#expected(name, part);
    const blocked = kind === 'between' ? kind : 'listed';
    const key = `${part} ${name}`;
    const known = this.#found.get(key);
    // A neighbour that is free for another reason as well is told by that one.
    if (known && known.kind !== 'neighbour') return;
    this.#found.set(key, { kind: expected ? blocked : kind, name, part, expected, orders });
  }

  subjects(): readonly Subject[] {
    return [...this.#found.values()];
  }

  #expected(name: DomainName, part: Subject['part']): Action | undefined {
    return this.#answers(part === 'self' ? name : (`${anyLabel}.${name}` as DomainName))?.action;
  }
}

function partsOf(scope: Scope): readonly Subject['part'][] {
  return [...(coversSelf(scope) ? (['self'] as const) : []), ...(coversBelow(scope) ? (['below'] as const) : [])];
}

interface Held {
  readonly name: DomainName;
  readonly rule: Rule;
  readonly orders: readonly string[];
}

function addListed(plan: Plan, blocklist: Blocklist, takes: Wanted['takes']): void {
  // Names above the one at hand, the shortest first: in canonical order they stand before it.
  const above: Held[] = [];
  for (const { name, rule, place } of heldNamesOf(blocklist)) {
    while (above.length > 0 && !isBelow(name, (above.at(-1) as Held).name)) above.pop();
    const one = { name, rule, orders: [...new Set(rule.holders.map(({ order }) => order.id))] };
    if (takes(place, one.orders))
      addHeld(
        plan,
        one,
        above.findLast((upper) => upper.rule.below !== undefined),
      );
    above.push(one);
  }
}

function* heldNamesOf({ names }: Blocklist): Generator<Omit<Held, 'orders'> & { readonly place: number }> {
  for (const part of heldParts(names)) {
    for (const [place, row] of part.rows.entries()) {
      const name = part.table.nameAt(row as Row) as DomainName;
      yield { name, rule: ruleAt(names, part, place), place: part.before + place };
    }
  }
}

/** A name that is free in a part that an order covers is an exception there, else a neighbour. */
function addHeld(plan: Plan, { name, rule, orders }: Held, upper: Held | undefined): void {
  plan.addPart(rule.self ? 'exception' : 'neighbour', 'self', { name, orders });
  plan.addPart(rule.below ? 'exception' : 'neighbour', 'below', { name, orders });
  if (upper) addBetween(plan, name, upper);
  else addParent(plan, name, orders);
}

/**
 * A lower name in a zone can open a hole between it and the wildcard above: resolvers stop at the closest name that exists
 * (RFC 1034 4.3.3, RFC 4592).
 */
function addBetween(plan: Plan, lower: DomainName, upper: Held): void {
  const labels = lower.slice(0, -upper.name.length - 1).split('.');
  for (let from = 1; from < labels.length; from++) {
    const name = `${labels.slice(from).join('.')}.${upper.name}` as DomainName;
    for (const part of ['self', 'below'] as const) plan.addPart('between', part, { name, orders: upper.orders });
  }
}

/** The name right above, where somebody has registered it: blocking `e.com` in place of `www.e.com` blocks too much. */
function addParent(plan: Plan, name: DomainName, orders: readonly string[]): void {
  const { registrable } = suffixOf(name);
  if (registrable === undefined || registrable === name) return;
  const parent = name.slice(name.indexOf('.') + 1) as DomainName;
  plan.addFree('neighbour', { name: parent, scope: 'exact', orders });
}
