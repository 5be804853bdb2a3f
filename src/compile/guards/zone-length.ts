import type { DomainName } from '../../core/name.ts';
import type { ZoneSettings } from '../../core/settings.ts';
import type { Guard } from './guard.ts';

/** RFC 1035 2.3.4 allows 255 octets on the wire: 253 characters as written. */
const longest = 253;

export const zoneLengthGuard: Guard = ({ name }, { zone }) => {
  const zoneName = longerZone(zone);
  const room = roomIn(zone);
  if (name.length <= room) return undefined;
  return {
    code: 'domain/too-long-for-zone',
    message: `The name has ${name.length} characters; before ${zoneName}, the name of our zone, there is room for ${room}.`,
  };
};

/** Characters of a name that fit, with a wildcard, in front of the longer of the zones' names: even a name that is blocked
 * alone may need one, where a hole has to be closed. */
export function roomIn(zone: ZoneSettings): number {
  return longest - longerZone(zone).length - 1 - '*.'.length;
}

function longerZone({ block, allow }: ZoneSettings): DomainName {
  return block.length >= allow.length ? block : allow;
}
