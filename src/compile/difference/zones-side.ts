import type { ZoneAction } from '../../core/blocklist.ts';
import type { DomainName } from '../../core/name.ts';
import { showAction } from '../../core/order.ts';
import { NameTable } from '../../names/index.ts';
import { type ZoneEntry, zoneLookup } from '../lookup.ts';
import { Above, nearest, partOf, type Side } from './side.ts';

/** Zones that were built, as they are read back. */
export interface BuiltZones {
  /** What is blocked, from the start, in canonical order. */
  readonly blocked: () => Iterator<ZoneEntry, undefined>;
  /** What is expressly left free, or blocked below such a name: few. */
  readonly allowed: readonly ZoneEntry[];
}

/** What the files of a build say of names; by whose order is not in them. */
export function zonesSide({ blocked, allowed }: BuiltZones): Side {
  const allowedAt = zoneLookup(zoneOfEntries(allowed));
  const above = new Above<ZoneEntry>();
  let entry: ZoneEntry | undefined;
  return {
    knowsOrders: false,
    names: function* () {
      const entries = blocked();
      above.frames.length = 0;
      for (let next = entries.next(); !next.done; next = entries.next()) {
        entry = next.value;
        yield next.value.name;
      }
      return undefined;
    },
    holdOf: (name) => {
      const { self, below } = at(name);
      return { self, below, key: `${keyOf(self.action)} ${keyOf(below.action)}` };
    },
  };

  function at(name: DomainName) {
    above.moveTo(name);
    const own = entry?.name === name ? entry : undefined;
    const said = nearest(own, above.frames);
    if (own) above.frames.push(own);
    const below = `*.${name}` as DomainName;
    return {
      self: partOf(allowedAt(name)?.action ?? said.self, () => []),
      below: partOf(allowedAt(below)?.action ?? said.below, () => []),
    };
  }
}

function keyOf(action: ZoneAction | undefined): string {
  return action === undefined || action.kind === 'passthru' ? '' : showAction(action);
}

function zoneOfEntries(entries: readonly ZoneEntry[]): Parameters<typeof zoneLookup>[0] {
  const table = new NameTable(0, 0);
  return {
    parts: 1,
    walk: (_, visit) => {
      for (const { name, self, below } of entries) visit({ table, row: -1, text: name, self, below });
    },
  };
}
