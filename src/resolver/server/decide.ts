import type { DomainName } from '../../core/name.ts';
import type { Action } from '../../core/order.ts';
import { ipv4Octets, ipv6Octets } from './address.ts';
import { extended, internet, isTransfer, rcodes, types } from './protocol.ts';
import type { Query } from './query.ts';
import { type Extended, notEverything, type Reply, type Resource, startOfAuthority } from './reply.ts';

/** How a blocked name is answered. */
export interface Verdict {
  readonly action: Action;
  /** What the asker is told of the order; empty where nothing may be told. */
  readonly text: Extended['text'];
}

/** Undefined where a name is not blocked. */
export type Policy = (name: DomainName) => Verdict | undefined;

/** The reply to a question; undefined where it is to be put to the upstream. */
export function decide(query: Query, policy: Policy, hasUpstream: boolean): Reply | undefined {
  if (query.edns && query.edns.version > 0) return { rcode: rcodes.badVers };
  if (query.class !== internet || isTransfer(query.type)) return { rcode: rcodes.refused };
  if (query.type === types.opt) return { rcode: rcodes.formErr };
  const verdict = query.name === '' ? undefined : policy(query.name as DomainName);
  if (verdict) return blocked(query, verdict);
  if (!hasUpstream) return { rcode: rcodes.refused, extended: notOurs };
  // RFC 8482: nobody needs everything, and it is what amplifies.
  return query.type === types.any ? { rcode: rcodes.noError, answers: [notEverything] } : undefined;
}

/** RFC 8914 4.21: what is asked is neither in the list, nor is there anyone to ask. */
const notOurs = { code: extended.notAuthoritative, text: 'not on the blocklist, and no upstream was given' };

function blocked({ type }: Query, { action, text }: Verdict): Reply {
  const censored = { code: extended.censored, text };
  const authorities = [startOfAuthority];
  if (action.kind === 'nxdomain') return { rcode: rcodes.nxDomain, authorities, extended: censored };
  const answers = action.kind === 'redirect' ? noticePage(action, type) : [];
  return { rcode: rcodes.noError, answers, extended: censored, ...(answers.length === 0 && { authorities }) };
}

function noticePage({ ipv4, ipv6 }: Action & { readonly kind: 'redirect' }, type: number): readonly Resource[] {
  // Of everything, one record set is enough (RFC 8482 4.1).
  if (type === types.a || type === types.any) return [{ type: types.a, data: ipv4Octets(ipv4) }];
  if (type === types.aaaa && ipv6 !== undefined) return [{ type, data: ipv6Octets(ipv6) }];
  return [];
}
