import { coversBelow, coversSelf, sameAction, type ZoneAction, type ZoneEntry } from '../core/blocklist.ts';
import { type DomainName, isBelow } from '../core/name.ts';
import type { Scope } from '../core/order.ts';

/** What is asked for at one name before a zone says it. */
export interface Wanted {
  readonly name: DomainName;
  readonly scope: Scope;
  readonly action: ZoneAction;
}

/**
 * The nearest name above each that has the same action for everything below it, so that the lower one need not be said.
 * `wanted` is in canonical order; the answer runs beside it.
 */
export function coverings(wanted: readonly Wanted[]): readonly (DomainName | undefined)[] {
  const above: { readonly one: Wanted; readonly coveredBy: DomainName | undefined }[] = [];
  return wanted.map((one) => {
    for (let top = above.at(-1); top && !isBelow(one.name, top.one.name); top = above.at(-1)) above.pop();
    const nearest = above.findLast(({ one: upper }) => coversBelow(upper.scope));
    const covered = nearest && sameAction(nearest.one.action, one.action);
    const coveredBy = covered ? (nearest.coveredBy ?? nearest.one.name) : undefined;
    above.push({ one, coveredBy });
    return coveredBy;
  });
}

/**
 * The entries that make a zone answer just what is wanted, in canonical order.
 *
 * A resolver that looks for a wildcard stops at the closest name that exists in the zone (RFC 1034 4.3.3, RFC 4592
 * 2.2.1): with `*.e.com` there, adding `deep.a.e.com` alone would free `x.deep.a.e.com` and all of `a.e.com`. So every
 * name between the two is said with the upper one's action, and the lower one says what holds for itself and below.
 */
export function zoneEntries(wanted: readonly Wanted[]): readonly ZoneEntry[] {
  const covered = coverings(wanted);
  const entries: ZoneEntry[] = [];
  const above: ZoneEntry[] = [];
  const put = (entry: ZoneEntry) => {
    entries.push(entry);
    above.push(entry);
  };
  for (const [index, { name, scope, action }] of wanted.entries()) {
    if (covered[index] !== undefined) continue;
    for (let top = above.at(-1); top && !isBelow(name, top.name); top = above.at(-1)) above.pop();
    const upper = above.at(-1);
    const inherited = upper?.below;
    if (upper && inherited) {
      for (const between of namesBetween(upper.name, name)) put({ name: between, self: inherited, below: inherited });
    }
    put({ name, self: coversSelf(scope) ? action : inherited, below: coversBelow(scope) ? action : inherited });
  }
  return entries;
}

/** The names strictly between an ancestor and a name below it, the shortest first. */
function* namesBetween(upper: DomainName, lower: DomainName): Generator<DomainName> {
  const labels = lower.slice(0, lower.length - upper.length - 1).split('.');
  for (let from = labels.length - 1; from > 0; from--) {
    yield `${labels.slice(from).join('.')}.${upper}` as DomainName;
  }
}
