import type { Action } from '../core/order.ts';
import type { Subject } from '../core/subject.ts';
import { markOf } from './mark.ts';
import { type Answered, plainAddress, type Reply } from './reply.ts';

/**
 * What one answer comes to. unmarked, bare: there is no address, and the answer itself does not say whether a policy made
 * it: what that comes to depends on what the resolver's other answers look like (`conclude`).
 */
export type Finding =
  | 'blocked'
  | 'free'
  | 'leak'
  | 'other-answer'
  | 'overblocked'
  | 'no-answer'
  | 'refused'
  | 'failed'
  | 'unmarked'
  | 'bare';

export interface Judged {
  readonly finding: Finding;
  /** The answer in a few words. */
  readonly answer: string;
}

/** Addresses that are nobody's: many blocking programs answer with them. */
const sinkholes = new Set(['0.0.0.0', '127.0.0.1', '::', '::1']);

// The names that may have an address (RFC 952): policy zones give the others an empty answer in place of a notice page.
const hostName = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

export interface Terms {
  readonly type: 'A' | 'AAAA';
  /** Addresses of all notice pages. */
  readonly notices: ReadonlySet<string>;
}

/** Holds one answer against what must come of the name. */
export function judge(subject: Subject, reply: Reply, terms: Terms): Judged {
  if (reply.kind === 'no-answer') return { finding: 'no-answer', answer: silence[reply.why] };
  const answer = wordsOf(reply);
  const isAnswer = reply.rcode === 'NOERROR' || reply.rcode === 'NXDOMAIN';
  if (!isAnswer) return { finding: reply.rcode === 'SERVFAIL' ? 'failed' : 'refused', answer };
  const { expected } = subject;
  return {
    finding: expected ? blockFinding(subject, expected, { reply, terms }) : freeFinding(subject, { reply, terms }),
    answer,
  };
}

const silence = {
  'timed-out': 'no answer in time',
  closed: 'nothing listens there',
  'cut-off': 'the connection ended before the answer',
  unreadable: 'the answer could not be read',
} as const;

/** NXDOMAIN, no address, or the addresses. */
function wordsOf({ rcode, addresses, chain }: Answered): string {
  if (addresses.length > 0) return addresses.toSorted().join(' ');
  if (rcode !== 'NOERROR') return rcode;
  return chain.length > 1 ? `CNAME ${chain.at(-1)}` : 'no address';
}

interface Answer {
  readonly reply: Answered;
  readonly terms: Terms;
}

function blockFinding({ name }: Subject, expected: Action, { reply, terms }: Answer): Finding {
  const { addresses } = reply;
  const wanted = expected.kind === 'redirect' ? noticeAt(expected, terms.type) : undefined;
  if (addresses.length === 0) return emptyFinding(reply, wanted === undefined || !hostName.test(name));
  if (wanted !== undefined && addresses.every((one) => one === wanted)) return 'blocked';
  if (addresses.every((one) => sinkholes.has(one))) return expected.kind === 'redirect' ? 'other-answer' : 'blocked';
  const isNotice = addresses.every((one) => terms.notices.has(one));
  return isNotice || markOf(reply) === 'certain' ? 'other-answer' : 'leak';
}

/** What an answer without an address comes to, where one without may be what was ordered, or a notice page was. */
function emptyFinding(reply: Answered, mayBeEmpty: boolean): Finding {
  const mark = markOf(reply);
  // The way to another name is the name's own, unless it is marked.
  if (reply.chain.length > 1 && mark !== 'certain') return 'leak';
  if (!mayBeEmpty) return 'other-answer';
  if (mark === 'none') return 'unmarked';
  return mark === 'certain' ? 'blocked' : 'bare';
}

function noticeAt({ ipv4, ipv6 }: Extract<Action, { kind: 'redirect' }>, type: Terms['type']): string | undefined {
  if (type === 'A') return plainAddress(ipv4);
  return ipv6 === undefined ? undefined : plainAddress(ipv6);
}

function freeFinding({ kind }: Subject, { reply, terms }: Answer): Finding {
  const { addresses } = reply;
  const mark = markOf(reply);
  if (mark === 'certain') return 'overblocked';
  if (addresses.length === 0) return kind === 'control' ? 'overblocked' : mark === 'bare' ? 'bare' : 'unmarked';
  const isBlock = addresses.every((one) => sinkholes.has(one) || terms.notices.has(one));
  return isBlock ? 'overblocked' : 'free';
}
