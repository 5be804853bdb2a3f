import { selfAndParents } from '../../core/name.ts';
import type { Guard } from './guard.ts';

// The names of the Special-Use Domain Names registry (RFC 6761) that are not below arpa, and internal (ICANN, 2024).
export const specialUse: ReadonlySet<string> = new Set([
  'alt', // RFC 9476
  'arpa', // RFC 3172, home.arpa and the reverse trees included
  'example', // RFC 6761 6.5
  'example.com',
  'example.net',
  'example.org',
  'internal',
  'invalid', // RFC 6761 6.4
  'local', // RFC 6762
  'localhost', // RFC 6761 6.3
  'onion', // RFC 7686
  'test', // RFC 6761 6.2
]);

export const specialUseGuard: Guard = ({ name }) => {
  for (const parent of selfAndParents(name)) {
    if (!specialUse.has(parent)) continue;
    const where = parent === name ? `${name} is` : `${name} lies below ${parent}, which is`;
    return { code: 'domain/special-use', message: `${where} set apart for technical use (RFC 6761).` };
  }
  return undefined;
};
