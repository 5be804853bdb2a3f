import { coversBelow } from '../../core/blocklist.ts';
import type { DomainName } from '../../core/name.ts';
import type { ZoneSettings } from '../../core/settings.ts';
import type { Guard } from './guard.ts';

/** RFC 1035 2.3.4 allows 255 octets on the wire: 253 characters as written. */
const longest = 253;

export const zoneLengthGuard: Guard = ({ name, scope }, { zone }) => {
  const zoneName = longerZone(zone);
  const room = roomIn(zone) - (coversBelow(scope) ? '*.'.length : 0);
  if (name.length <= room) return undefined;
  return {
    code: 'domain/too-long-for-zone',
    message: `The name has ${name.length} characters; in the zone ${zoneName} there is room for ${room}.`,
  };
};

/** Characters that a name can have in front of the longer of the zones' names. */
export function roomIn(zone: ZoneSettings): number {
  return longest - longerZone(zone).length - 1;
}

function longerZone({ block, allow }: ZoneSettings): DomainName {
  return block.length >= allow.length ? block : allow;
}
