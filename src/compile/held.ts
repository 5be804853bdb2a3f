import { coversBelow, coversSelf, type HeldNames, type Holder, type Rule } from '../core/blocklist.ts';
import type { Corpus } from '../core/corpus.ts';
import type { Instant } from '../core/dates.ts';
import { byText } from '../core/diagnostic.ts';
import { type Action, actionRank, type Order } from '../core/order.ts';
import { type Row, sameName } from '../names/index.ts';
import { coverings } from './zone.ts';

/** The names of the rows that somebody holds, each with the rule that its holders make together. */
export function heldNames(
  corpus: Corpus,
  all: Uint32Array,
  holderOf: (claim: number) => Holder | undefined,
): HeldNames {
  const { names } = corpus;
  const book = new RuleBook(holderOf);
  const rows = new Uint32Array(all.length);
  const rule = new Uint32Array(all.length);
  let size = 0;
  for (let from = 0; from < all.length; ) {
    const first = all[from] as Row;
    let to = from + 1;
    while (to < all.length && sameName(names, first, all[to] as Row)) to++;
    const number =
      to - from === 1 ? book.ofClaim(names.claim[first] as number) : book.of(corpus, all.subarray(from, to));
    if (number !== -1) {
      rows[size] = first;
      rule[size] = number;
      size += 1;
    }
    from = to;
  }
  const held = { table: names, rows: rows.slice(0, size), rule: rule.slice(0, size), rules: book.rules };
  const answersAt = (place: number) => held.rules[held.rule[place] as number] as Rule;
  return { ...held, coveredBy: coverings({ table: names, rows: held.rows, answersAt }) };
}

/** Every set of claims that holds a name, made into a rule once. */
class RuleBook {
  readonly rules: Rule[] = [];
  readonly #holderOf: (claim: number) => Holder | undefined;
  readonly #ofClaim: number[] = [];
  readonly #ofClaims = new Map<string, number>();

  constructor(holderOf: (claim: number) => Holder | undefined) {
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

  of({ names }: Corpus, rows: Uint32Array): number {
    const claims = [...new Set(Array.from(rows, (row) => names.claim[row] as number))].filter(
      (claim) => this.ofClaim(claim) !== -1,
    );
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
