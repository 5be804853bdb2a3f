import { type Blocklist, coversBelow, coversSelf, type HeldPart, type Rule, ruleAt } from '../core/blocklist.ts';
import type { Corpus } from '../core/corpus.ts';
import { type DomainName, selfAndParents } from '../core/name.ts';
import type { Action, Order } from '../core/order.ts';
import { positionOf, type Row } from '../names/index.ts';
import { isExcepted } from './exceptions.ts';
import { zoneLookup } from './lookup.ts';

/** What a resolver says of a name that is blocked. */
export interface Answer {
  readonly action: Action;
  /** The name whose entry says so: the name itself or one above it. */
  readonly rule: DomainName;
  /** The orders that hold the name, those that list the narrowest name first. */
  readonly orders: readonly Order[];
}

/**
 * Asks for what the zones of a blocklist say of a name, without the zones being in memory: a million names need nothing
 * more than what they were compiled from. A name may have labels with `*` in them, which no zone has. Undefined: the
 * name is not blocked.
 */
export function answersOf({ names, allowZone }: Blocklist, corpus: Corpus): (name: DomainName) => Answer | undefined {
  // Exceptions are few, so a map of them is small.
  const allowed = zoneLookup(allowZone);
  return (name) => {
    if (corpus.names.count === 0) return undefined;
    const part = names.at(corpus.names.partOf(name));
    const above = [...selfAndParents(name)].flatMap((one) => {
      const rule = ruleOf(part, one, (place) => ruleAt(names, part, place));
      return rule ? [{ name: one, rule }] : [];
    });
    const decided = allowed(name) ?? narrowest(name, above);
    if (!decided || decided.action.kind === 'passthru') return undefined;
    return { action: decided.action, rule: decided.entry.name, orders: holding(name, above) };
  };
}

interface RuledName {
  readonly name: DomainName;
  readonly rule: Rule;
}

function ruleOf({ table, rows }: HeldPart, name: DomainName, ruleOfPlace: (place: number) => Rule): Rule | undefined {
  const place = positionOf(table, name, rows);
  if (place >= rows.length || table.nameAt(rows[place] as Row) !== name) return undefined;
  return ruleOfPlace(place);
}

/** The closest name that says anything decides: what a zone with its holes closed comes to (zone.ts). */
function narrowest(
  name: DomainName,
  above: readonly RuledName[],
): { readonly action: Action; readonly entry: { readonly name: DomainName } } | undefined {
  for (const entry of above) {
    const action = entry.name === name ? entry.rule.self : entry.rule.below;
    if (action) return { action, entry };
  }
  return undefined;
}

function holding(name: DomainName, above: readonly RuledName[]): readonly Order[] {
  const orders = above.flatMap((one) =>
    one.rule.holders
      .filter(({ claim: { scope } }) => (one.name === name ? coversSelf(scope) : coversBelow(scope)))
      .filter(({ order }) => !isExcepted(order, one.name, { name, part: 'self' }))
      .map(({ order }) => order),
  );
  return [...new Set(orders)];
}
