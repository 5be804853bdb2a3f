import { randomInt } from 'node:crypto';
import { encode, type OptAnswer, RECURSION_DESIRED } from 'dns-packet';

export interface Question {
  readonly name: string;
  readonly type: 'A' | 'AAAA' | 'TXT' | 'SOA';
  /** CH is for what a server tells of itself (RFC 4892). */
  readonly class?: 'CH';
  /** Sets the DO bit (RFC 3225). */
  readonly dnssecOk: boolean;
  /** Asked so that a cache of whole packets does not know the question. */
  readonly afresh?: true;
}

/** Octets that an answer over UDP may have (DNS flag day 2020). */
const usualPayload = 1232;
/** The fewest that a question asked afresh takes: any number up to the usual one makes it another question. */
const leastPayload = 700;

/** A query with a random id (RFC 5452). */
export function encodeQuestion({ name, type, class: in_, dnssecOk, afresh }: Question): Buffer {
  const options: OptAnswer = {
    type: 'OPT',
    name: '.',
    udpPayloadSize: afresh ? randomInt(leastPayload, usualPayload) : usualPayload,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: dnssecOk ? 0x8000 : 0,
    flag_do: dnssecOk,
    options: [],
  };
  return encode({
    type: 'query',
    id: randomInt(0x10000),
    flags: RECURSION_DESIRED,
    questions: [{ name, type, class: in_ ?? 'IN' }],
    additionals: [options],
  });
}
