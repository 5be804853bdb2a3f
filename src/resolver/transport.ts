import { createSocket } from 'node:dgram';
import { connect, isIPv6, type Socket } from 'node:net';
import type { DecodedPacket } from 'dns-packet';
import { answerTo, type NoAnswer } from './reply.ts';

/** A server, by its address (IPv4 or IPv6). */
export interface Server {
  readonly address: string;
  readonly port: number;
}

export interface Exchange {
  readonly query: Buffer;
  readonly server: Server;
  /** Milliseconds. */
  readonly timeout: number;
}

type Outcome = DecodedPacket | NoAnswer;

/** Sends a query once over UDP, from a port of its own (RFC 5452), and takes nothing but the answer to it. */
export function overUdp({ query, server, timeout }: Exchange): Promise<Outcome> {
  const socket = createSocket(isIPv6(server.address) ? 'udp6' : 'udp4');
  let missing: NoAnswer = { kind: 'no-answer', why: 'timed-out' };
  return new Promise<Outcome>((resolve) => {
    const timer = setTimeout(() => resolve(missing), timeout);
    socket.on('close', () => clearTimeout(timer));
    socket.on('error', () => resolve({ kind: 'no-answer', why: 'closed' }));
    socket.on('message', (bytes) => {
      try {
        const packet = answerTo(query, bytes);
        if (packet) resolve(packet);
      } catch {
        // Somebody else may have sent it: the answer can still come.
        missing = { kind: 'no-answer', why: 'unreadable' };
      }
    });
    // A connected socket takes datagrams from this server alone, and learns of a port where nothing listens.
    socket.connect(server.port, server.address, () => socket.send(query));
  }).finally(() => socket.close());
}

/** Questions that wait on one connection: PowerDNS takes ten at a time. */
export const mostWaiting = 8;

interface Waiting {
  readonly query: Buffer;
  readonly end: (outcome: Outcome) => void;
}

/** A connection that is used again, for several queries at a time, whose answers come in any order (RFC 7766 6.2.1). */
export class Connection {
  readonly #server: Server;
  readonly #waiting = new Map<number, Waiting>();
  #socket: Socket | undefined;
  #received: Buffer = Buffer.alloc(0);

  constructor(server: Server) {
    this.#server = server;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Servers close idle connections: a query that meets such an end is sent once more over a new one. */
  async exchange(query: Buffer, timeout: number): Promise<Outcome> {
    const isNew = this.#socket === undefined;
    const outcome = await this.#send(query, timeout);
    const isEnd = 'kind' in outcome && (outcome.why === 'cut-off' || outcome.why === 'closed');
    return isEnd && !isNew ? this.#send(query, timeout) : outcome;
  }

  close(): void {
    this.#end('cut-off');
  }

  #send(query: Buffer, timeout: number): Promise<Outcome> {
    const id = query.readUInt16BE(0);
    // Two queries with one id cannot be told apart on a connection; the caller asks again with another one.
    if (this.#waiting.has(id)) return Promise.resolve({ kind: 'no-answer', why: 'cut-off' });
    const socket = this.#open();
    const prefix = Buffer.alloc(2);
    prefix.writeUInt16BE(query.length);
    return new Promise<Outcome>((resolve) => {
      const timer = setTimeout(() => this.#end('timed-out'), timeout);
      const end = (outcome: Outcome) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(outcome);
      };
      this.#waiting.set(id, { query, end });
      socket.write(Buffer.concat([prefix, query]));
    });
  }

  #open(): Socket {
    if (this.#socket) return this.#socket;
    const socket = connect(this.#server.port, this.#server.address).setNoDelay();
    const isCurrent = () => this.#socket === socket;
    socket.on('error', () => isCurrent() && this.#end('closed'));
    socket.on('close', () => isCurrent() && this.#end('cut-off'));
    socket.on('data', (bytes) => isCurrent() && this.#take(bytes));
    this.#received = Buffer.alloc(0);
    this.#socket = socket;
    return socket;
  }

  /** A connection on which something went wrong is given up, with all that wait on it. */
  #end(why: NoAnswer['why']): void {
    this.#socket?.destroy();
    this.#socket = undefined;
    for (const { end } of [...this.#waiting.values()]) end({ kind: 'no-answer', why });
  }

  #take(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    while (this.#received.length >= 2 && this.#received.length >= 2 + this.#received.readUInt16BE(0)) {
      const end = 2 + this.#received.readUInt16BE(0);
      const message = this.#received.subarray(2, end);
      this.#received = this.#received.subarray(end);
      if (this.#isTaken(message)) continue;
      this.#end('unreadable');
      return;
    }
  }

  /** False where the message cannot be read; one that answers nothing that waits is passed over. */
  #isTaken(message: Buffer): boolean {
    const waiting = message.length < 2 ? undefined : this.#waiting.get(message.readUInt16BE(0));
    if (!waiting) return true;
    try {
      const packet = answerTo(waiting.query, message);
      if (packet) waiting.end(packet);
      return true;
    } catch {
      return false;
    }
  }
}
