import { sameAction, type ZoneAction, type ZoneEntry } from '../core/blocklist.ts';
import { type DomainName, isBelow } from '../core/name.ts';

/**
 * The shortest name above each that already says all that this one says, so that it need not be said. `wanted` is in
 * canonical order; the answer runs beside it.
 */
export function coverings(wanted: readonly ZoneEntry[]): readonly (DomainName | undefined)[] {
  const above: { readonly one: ZoneEntry; readonly coveredBy: DomainName | undefined }[] = [];
  return wanted.map((one) => {
    for (let top = above.at(-1); top && !isBelow(one.name, top.one.name); top = above.at(-1)) above.pop();
    const nearest = above.findLast(({ one: upper }) => upper.below !== undefined);
    const covered = nearest?.one.below && saysNoMore(one, nearest.one.below);
    const coveredBy = covered ? (nearest.coveredBy ?? nearest.one.name) : undefined;
    above.push({ one, coveredBy });
    return coveredBy;
  });
}

function saysNoMore({ self, below }: ZoneEntry, action: ZoneAction): boolean {
  return (self === undefined || sameAction(self, action)) && (below === undefined || sameAction(below, action));
}

/**
 * The entries that make a zone answer just what is wanted, in canonical order.
 *
 * A resolver that looks for a wildcard stops at the closest name that exists in the zone (RFC 1034 4.3.3, RFC 4592
 * 2.2.1): with `*.e.com` there, adding `deep.a.e.com` alone would free `x.deep.a.e.com` and all of `a.e.com`. So every
 * name between the two is said with the upper one's action, and the lower one says what holds for itself and below.
 */
export function zoneEntries(wanted: readonly ZoneEntry[]): readonly ZoneEntry[] {
  const covered = coverings(wanted);
  const entries: ZoneEntry[] = [];
  const above: ZoneEntry[] = [];
  const put = (entry: ZoneEntry) => {
    entries.push(entry);
    above.push(entry);
  };
  for (const [index, { name, self, below }] of wanted.entries()) {
    if (covered[index] !== undefined) continue;
    for (let top = above.at(-1); top && !isBelow(name, top.name); top = above.at(-1)) above.pop();
    const upper = above.at(-1);
    const inherited = upper?.below;
    if (upper && inherited) {
      for (const between of namesBetween(upper.name, name)) put({ name: between, self: inherited, below: inherited });
    }
    put({ name, self: self ?? inherited, below: below ?? inherited });
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
