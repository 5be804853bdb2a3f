import { type HeldNames, type HeldPart, type Rule, uncovered } from '../core/blocklist.ts';
import { isRowBelow, lendColumn, type Row, returnColumn } from '../names/index.ts';

// Policy zones that a resolver loads together are asked one after another, and the first that has anything for a name
// decides. So a zone that is taken apart must not be taken apart within a wildcard: a name below `*.x` that went into
// another zone would be answered by whichever of the two comes first. What goes to a part is a name that lies below no
// wildcard, with its own wildcard, if it has one, and all that lies below that. Then at most one part has anything for
// any name that is asked for, and their order does not matter.

/** Whether a part takes a name that lies below no wildcard, by what orders ask for there. */
export type Takes = (rule: Rule) => boolean;

/**
 * The names of each part, and last of the rest. A name goes to the first part that takes it. They are seen as all of the
 * names, of which those of other parts are covered; `size` and `sizes` are of all. What `at` gives is valid until another
 * part of any of them is asked for.
 */
export function partition(names: HeldNames, parts: readonly Takes[]): readonly HeldNames[] {
  const takers = new Takers(names, parts);
  return Array.from(
    { length: parts.length + 1 },
    (_, own): HeldNames => ({
      size: names.size,
      rules: names.rules,
      sizes: names.sizes,
      parts: names.parts,
      at: (part) => takers.only(own, part),
    }),
  );
}

/** Which part takes each name of one stretch of the corpus; the next one is looked at when it is asked for. */
class Takers {
  readonly #names: HeldNames;
  readonly #parts: readonly Takes[];
  readonly #byRule: number[] = [];
  #open: { readonly part: number; readonly takers: Uint32Array; readonly covered: Uint32Array } | undefined;

  constructor(names: HeldNames, parts: readonly Takes[]) {
    this.#names = names;
    this.#parts = parts;
  }

  only(own: number, part: number): HeldPart {
    const held = this.#names.at(part);
    const { takers, covered } = this.#opened(part, held);
    for (let place = 0; place < covered.length; place++)
      covered[place] = takers[place] === own ? (held.coveredBy[place] as number) : byAnother;
    return { ...held, coveredBy: covered };
  }

  #opened(part: number, held: HeldPart): { readonly takers: Uint32Array; readonly covered: Uint32Array } {
    if (this.#open?.part === part) return this.#open;
    if (this.#open) for (const column of [this.#open.takers, this.#open.covered]) returnColumn(column);
    const size = held.rows.length;
    const open = { part, takers: lendColumn(size), covered: lendColumn(size) };
    this.#take(held, open.takers);
    this.#open = open;
    return open;
  }

  #take({ table, rows, rule, coveredBy }: HeldPart, takers: Uint32Array): void {
    let wildcard: Row | undefined;
    let taker = 0;
    for (let place = 0; place < rows.length; place++) {
      const row = rows[place] as Row;
      // Every covered name lies below a wildcard.
      if (coveredBy[place] === uncovered) {
        if (wildcard !== undefined && !isRowBelow(table, row, wildcard)) wildcard = undefined;
        if (wildcard === undefined) {
          const number = rule[place] as number;
          taker = this.#takerOf(number);
          if (this.#names.rules[number]?.below) wildcard = row;
        }
      }
      takers[place] = taker;
    }
  }

  #takerOf(number: number): number {
    const known = this.#byRule[number];
    if (known !== undefined) return known;
    const found = this.#parts.findIndex((takes) => takes(this.#names.rules[number] as Rule));
    const taker = found === -1 ? this.#parts.length : found;
    this.#byRule[number] = taker;
    return taker;
  }
}

/** Any place, for a name that is said elsewhere. */
const byAnother = 0;
