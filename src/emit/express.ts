import type { Blocklist } from '../core/blocklist.ts';
import { type DomainName, selfAndParents } from '../core/name.ts';
import type { Format } from './format.ts';

/** The lines of a format that bear on a name: its own record, else the nearest one above that reaches down to it. */
export function express(format: Format, blocklist: Blocklist, name: DomainName): readonly string[] {
  const above = new Set(selfAndParents(name));
  const records = [...format.records(blocklist)].filter((record) => above.has(record.name));
  const nearest = records.sort((a, b) => b.name.length - a.name.length)[0];
  if (!nearest || (nearest.name !== name && !format.reachesBelow(nearest))) return [];
  return nearest.text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
