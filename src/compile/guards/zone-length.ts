import { allZoneNames } from '../../core/cut-zones.ts';
import type { DomainName } from '../../core/name.ts';
import type { Settings } from '../../core/settings.ts';
import type { Guard } from './guard.ts';

/** RFC 1035 2.3.4 allows 255 octets on the wire: 253 characters as written. */
const longest = 253;

export const zoneLengthGuard: Guard = ({ name }, settings) => {
  const zoneName = longestZone(settings);
  const room = roomIn(settings);
  if (name.length <= room) return undefined;
  return {
    code: 'domain/too-long-for-zone',
    message: `The name has ${name.length} characters; before ${zoneName}, the name of our zone, there is room for ${room}.`,
  };
};

type ZonesOf = Pick<Settings, 'cuts' | 'zone'>;

/** Characters of a name that fit, with a wildcard, in front of the longest of the zones' names: even a name that is blocked
 * alone may need one, where a hole has to be closed. */
export function roomIn(settings: ZonesOf): number {
  return longest - longestZone(settings).length - 1 - '*.'.length;
}

function longestZone(settings: ZonesOf): DomainName {
  return allZoneNames(settings).reduce((one, other) => (other.length > one.length ? other : one));
}
