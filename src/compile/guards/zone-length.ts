import { coversBelow } from '../../core/blocklist.ts';
import type { Guard } from './guard.ts';

/** RFC 1035 2.3.4 allows 255 octets on the wire: 253 characters as written. */
const longest = 253;

export const zoneLengthGuard: Guard = ({ name, scope }, { zone }) => {
  const zoneName = zone.block.length >= zone.allow.length ? zone.block : zone.allow;
  const room = longest - zoneName.length - 1 - (coversBelow(scope) ? '*.'.length : 0);
  if (name.length <= room) return undefined;
  return {
    code: 'domain/too-long-for-zone',
    message: `The name has ${name.length} characters; in the zone ${zoneName} there is room for ${room}.`,
  };
};
