import { type Answers, eachLine, lineName, type Zone, type ZoneAction } from '../core/blocklist.ts';
import { type DomainName, selfAndParents } from '../core/name.ts';

/** What a zone says at one name. */
export interface ZoneEntry extends Answers<ZoneAction> {
  readonly name: DomainName;
}

/** The entry of a zone that answers for a name. */
export interface Match {
  readonly entry: ZoneEntry;
  readonly action: ZoneAction;
}

/**
 * What a zone says of a name, found as resolvers find it: the name's own entry, else the wildcard at the closest name
 * that exists in the zone, even as an empty non-terminal, and no other (RFC 4592 section 3.3.1).
 */
export function zoneLookup(zone: Zone): (name: DomainName) => Match | undefined {
  const entries = new Map<DomainName, ZoneEntry>();
  const existing = new Set<DomainName>();
  eachLine(zone, (line) => {
    const { self, below } = line;
    const name = lineName(line);
    entries.set(name, { name, self, below });
    if (self || below) for (const parent of selfAndParents(name)) existing.add(parent);
  });
  return (name) => {
    const own = entries.get(name);
    if (own?.self) return { entry: own, action: own.self };
    // A name that exists without data of its own answers with nothing, not with a wildcard.
    if (existing.has(name)) return undefined;
    for (const parent of selfAndParents(name)) {
      if (!existing.has(parent)) continue;
      const closest = entries.get(parent);
      return closest?.below && { entry: closest, action: closest.below };
    }
    return undefined;
  };
}
