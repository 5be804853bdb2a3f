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

/** A connection that is used again (RFC 7766), for one query at a time. */
export class Connection {
  readonly #server: Server;
  #socket: Socket | undefined;
  #received: Buffer = Buffer.alloc(0);

  constructor(server: Server) {
    this.#server = server;
  }

  /** Servers close idle connections: a query that meets such an end is sent once more over a new one. */
  async exchange(query: Buffer, timeout: number): Promise<Outcome> {
    const isNew = this.#socket === undefined;
    const outcome = await this.#send(query, timeout);
    const met = outcome as NoAnswer;
    return !isNew && (met.why === 'cut-off' || met.why === 'closed') ? this.#send(query, timeout) : outcome;
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #send(query: Buffer, timeout: number): Promise<Outcome> {
    const socket = this.#open();
    const prefix = Buffer.alloc(2);
    prefix.writeUInt16BE(query.length);
    return new Promise<Outcome>((resolve) => {
      const end = (outcome: Outcome) => {
        clearTimeout(timer);
        socket.removeAllListeners();
        // Late errors of a connection that is given up concern nobody.
        socket.on('error', () => {});
        if ('kind' in outcome) this.close();
        resolve(outcome);
      };
      const fail = (why: NoAnswer['why']) => end({ kind: 'no-answer', why });
      const timer = setTimeout(() => fail('timed-out'), timeout);
      socket.on('error', () => fail('closed'));
      socket.on('close', () => fail('cut-off'));
      socket.on('data', (bytes) => {
        this.#received = Buffer.concat([this.#received, bytes]);
        try {
          for (const message of this.#messages()) {
            const packet = answerTo(query, message);
            if (packet) return end(packet);
          }
        } catch {
          fail('unreadable');
        }
      });
      socket.write(Buffer.concat([prefix, query]));
    });
  }

  #open(): Socket {
    if (this.#socket?.destroyed || this.#socket?.readableEnded) this.close();
    if (!this.#socket) {
      this.#received = Buffer.alloc(0);
      this.#socket = connect(this.#server.port, this.#server.address).setNoDelay();
    }
    return this.#socket;
  }

  *#messages(): Generator<Buffer> {
    while (this.#received.length >= 2 && this.#received.length >= 2 + this.#received.readUInt16BE(0)) {
      const end = 2 + this.#received.readUInt16BE(0);
      const message = this.#received.subarray(2, end);
      this.#received = this.#received.subarray(end);
      yield message;
    }
  }
}
