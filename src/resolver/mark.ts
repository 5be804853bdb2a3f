import type { Answered, StartOfZone } from './reply.ts';

/**
 * Whether an answer says that a policy made it, and not the name's own servers.
 * certain: an Extended DNS Error that says so (RFC 8914), or the SOA of a policy zone. bare: no name and no SOA either,
 * which the name's own servers would send (RFC 2308 section 2); Unbound's blocks look so.
 */
export type Mark = 'certain' | 'bare' | 'none';

/** Forged answer, blocked, censored, filtered, prohibited. */
const policyErrors = new Set([4, 15, 16, 17, 18]);

export function markOf(reply: Answered): Mark {
  const isByError = reply.extendedErrors.some(({ code }) => policyErrors.has(code));
  if (isByError || policyZonesOf(reply).length > 0 || isOwnSoaAtMissingName(reply)) return 'certain';
  const isNegative = reply.rcode === 'NXDOMAIN' || (reply.rcode === 'NOERROR' && reply.addresses.length === 0);
  return isNegative && reply.authority.length === 0 ? 'bare' : 'none';
}

/** SOA records of zones that the name does not lie in: BIND's `add-soa` puts them into the additional section. */
export function policyZonesOf({ authority, additional, chain }: Answered): readonly StartOfZone[] {
  const isForeign = ({ zone }: StartOfZone) => !chain.some((name) => isWithin(name, zone));
  return [...additional, ...authority.filter(isForeign)];
}

function isWithin(name: string, zone: string): boolean {
  return zone === '' || name === zone || name.endsWith(`.${zone}`);
}

/** A name with a zone of its own exists. Knot Resolver answers so. */
function isOwnSoaAtMissingName({ rcode, authority, chain }: Answered): boolean {
  return rcode === 'NXDOMAIN' && authority.some(({ zone }) => zone !== '' && zone === chain.at(-1));
}
