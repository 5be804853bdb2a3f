import type { DecodedPacket } from 'dns-packet';
import type { Patience } from './ask.ts';
import { encodeQuestion } from './question.ts';
import { type NoAnswer, readAnswer } from './reply.ts';
import { overUdp, type Server } from './transport.ts';

/** What a server serves of a zone. */
export type Served =
  | { readonly kind: 'serial'; readonly serial: number }
  /** It answers, but not as a server that holds the zone: the code of its answer, as SERVFAIL, or "not authoritative". */
  | { readonly kind: 'none'; readonly says: string }
  | { readonly kind: 'silent'; readonly why: NoAnswer['why'] };

/** The serial of a zone, as the server itself has it (RFC 1035 3.3.13). Never rejects. */
export async function servedSerial(zone: string, server: Server, patience: Patience): Promise<Served> {
  let last: NoAnswer['why'] = 'timed-out';
  for (let attempt = 0; attempt < patience.tries; attempt++) {
    const query = encodeQuestion({ name: zone, type: 'SOA', dnssecOk: false });
    const packet = await overUdp({ query, server, timeout: patience.timeout });
    if (!('kind' in packet)) return serialIn(packet);
    last = packet.why;
  }
  return { kind: 'silent', why: last };
}

function serialIn(packet: DecodedPacket): Served {
  const { flag_aa, answers = [] } = packet;
  const [start] = answers.flatMap((one) => (one.type === 'SOA' ? [one.data.serial ?? 0] : []));
  if (start === undefined) return { kind: 'none', says: readAnswer(packet).rcode };
  // A resolver may tell of the zone as well, but what it tells may be old.
  return flag_aa ? { kind: 'serial', serial: start } : { kind: 'none', says: 'not authoritative' };
}
