import { coversBelow, coversSelf, type HeldNames, type HeldPart, type Holder, type Rule } from '../core/blocklist.ts';
import type { Instant } from '../core/dates.ts';
import { byText } from '../core/diagnostic.ts';
import { type Action, actionRank, type Order } from '../core/order.ts';
import { lendColumn, type NameTable, type Parts, type Row, returnColumn, sameName } from '../names/index.ts';
import { coverings } from './zone.ts';

type HolderOf = (claim: number) => Holder | undefined;

/** The names of the rows that somebody holds, each with the rule that its holders make together. */
export function heldNames(names: Parts, holderOf: HolderOf): HeldNames {
  const held = new Held(names, new RuleBook(holderOf));
  held.measure();
  return held;
}

/** One part at a time is in memory: a list can be larger. */
class Held implements HeldNames {
  readonly sizes: number[] = [];
  size = 0;
  readonly #names: Parts;
  readonly #book: RuleBook;
  /** How many names stand before each part. */
  readonly #before: number[] = [];
  #open: { readonly part: number; readonly held: HeldPart } | undefined;

  constructor(names: Parts, book: RuleBook) {
    this.#names = names;
    this.#book = book;
  }

  get rules(): readonly Rule[] {
    return this.#book.rules;
  }

  get parts(): number {
    return this.#names.count;
  }

  at(part: number): HeldPart {
    if (this.#open?.part === part) {
      // Somebody else may have asked for another part since: the rows of this one have to be in the table again.
      this.#names.at(part);
      return this.#open.held;
    }
    this.#close();
    const held = heldPart(this.#names.at(part), this.#book, this.#before[part] ?? 0);
    this.#open = { part, held };
    return held;
  }

  #close(): void {
    if (!this.#open) return;
    const { rows, rule, coveredBy } = this.#open.held;
    for (const column of [rows, rule, coveredBy]) returnColumn(column);
    this.#open = undefined;
  }

  measure(): void {
    for (let part = 0; part < this.parts; part++) {
      this.#before[part] = this.size;
      const { rule } = this.at(part);
      for (const number of rule) this.sizes[number] = (this.sizes[number] ?? 0) + 1;
      this.size += rule.length;
    }
  }
}

function heldPart(table: NameTable, book: RuleBook, before: number): HeldPart {
  const rows = lendColumn(table.size);
  const rule = lendColumn(table.size);
  let size = 0;
  for (let from = 0; from < table.size; ) {
    let to = from + 1;
    while (to < table.size && sameName(table, from, to)) to++;
    const number = to - from === 1 ? book.ofClaim(table.claimOf(from)) : book.of(table, from, to);
    if (number !== -1) {
      rows[size] = from;
      rule[size] = number;
      size += 1;
    }
    from = to;
  }
  const held = { table, before, rows: rows.subarray(0, size), rule: rule.subarray(0, size) };
  const answersAt = (place: number) => book.rules[held.rule[place] as number] as Rule;
  return { ...held, coveredBy: coverings({ table, rows: held.rows, answersAt }) };
}

/** Every set of claims that holds a name, made into a rule once. */
class RuleBook {
  readonly rules: Rule[] = [];
  readonly #holderOf: HolderOf;
  readonly #ofClaim: number[] = [];
  readonly #ofClaims = new Map<string, number>();

  constructor(holderOf: HolderOf) {
    this.#holderOf = holderOf;
  }

  /** The number of the rule; -1 where the claim holds nothing. */
  ofClaim(claim: number): number {
    const known = this.#ofClaim[claim];
    if (known !== undefined) return known;
    const holder = this.#holderOf(claim);
    const number = holder ? this.rules.push(ruleOf([holder])) - 1 : -1;
    this.#ofClaim[claim] = number;
    return number;
  }

  /** The rule of one name's rows. */
  of(table: NameTable, from: Row, to: Row): number {
    const all = Array.from({ length: to - from }, (_, at) => table.claimOf(from + at));
    const claims = [...new Set(all)].filter((claim) => this.ofClaim(claim) !== -1);
    const [only] = claims;
    if (only === undefined) return -1;
    if (claims.length === 1) return this.ofClaim(only);
    const key = claims.join();
    let number = this.#ofClaims.get(key);
    if (number === undefined) {
      number = this.rules.push(ruleOf(claims.flatMap((claim) => this.#holderOf(claim) ?? []))) - 1;
      this.#ofClaims.set(key, number);
    }
    return number;
  }
}

function ruleOf(holders: readonly Holder[]): Rule {
  return {
    self: deciding(holders.filter(({ claim }) => coversSelf(claim.scope))),
    below: deciding(holders.filter(({ claim }) => coversBelow(claim.scope))),
    holders: holders.toSorted((a, b) => byText(a.order.id, b.order.id)),
  };
}

/** A notice page goes before an empty answer, that before none; between equals, the older order decides, then its id. */
export function deciding(holders: readonly Holder[]): Action | undefined {
  const [first] = holders.toSorted(
    (a, b) =>
      actionRank[a.action.kind] - actionRank[b.action.kind] ||
      begin(a.order) - begin(b.order) ||
      byText(a.order.id, b.order.id),
  );
  return first?.action;
}

function begin(order: Order): Instant {
  return order.events.find((event) => event.type === 'effective')?.at ?? 0;
}
