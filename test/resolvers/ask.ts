import type { DecodedPacket } from 'dns-packet';
import type { Exchange } from './exchange.ts';
import { overTcp, overUdp } from './exchange.ts';
import type { Message, QueryType } from './message.ts';
import { encodeQuery, readMessage } from './message.ts';

export interface Query {
  readonly port: number;
  readonly name: string;
  readonly type?: QueryType;
  readonly transport?: 'udp' | 'tcp';
  /** Sets the DO bit. */
  readonly dnssecOk?: boolean;
  /** Milliseconds for each try. */
  readonly timeout?: number;
  /** How often a query over UDP is sent before it is given up. */
  readonly tries?: number;
  /** Which address on the loopback asks. */
  readonly from?: string;
}

interface Asked {
  readonly name: string;
  readonly type: QueryType;
}

interface Answered extends Asked, Message {
  /** The answer over UDP was truncated, and this one came over TCP. */
  readonly truncated: boolean;
}

/** It has no `answers` that could be taken for an empty, that is a blocked, answer. */
interface TimedOut extends Asked {
  readonly rcode: 'TIMEOUT';
}

export type Answer = Answered | TimedOut;

/** Asks a resolver on the loopback. Rejects when nothing listens on the port or what comes is no DNS message. */
export async function ask(query: Query): Promise<Answer> {
  const {
    port,
    name,
    type = 'A',
    transport = 'udp',
    dnssecOk = false,
    timeout = 2000,
    tries = 3,
    from = '127.0.0.1',
  } = query;
  const asked = { name, type };
  const exchange = (): Exchange => ({ query: encodeQuery({ name, type, dnssecOk }), port, timeout, from });
  if (transport === 'tcp') return toAnswer(asked, await overTcp(exchange()), false);
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const packet = await overUdp(exchange());
    if (packet?.flag_tc) return toAnswer(asked, await overTcp(exchange()), true);
    if (packet !== null) return toAnswer(asked, packet, false);
  }
  return toAnswer(asked, null, false);
}

function toAnswer(asked: Asked, packet: DecodedPacket | null, truncated: boolean): Answer {
  return packet === null ? { ...asked, rcode: 'TIMEOUT' } : { ...asked, ...readMessage(packet), truncated };
}
