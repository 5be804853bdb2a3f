import { encodeQuestion, type Question } from './question.ts';
import { type NoAnswer, type Reply, readAnswer } from './reply.ts';
import { Connection, mostWaiting, overUdp, type Server } from './transport.ts';

export type { Question, Reply, Server };

export interface Asked extends Question {
  readonly transport: 'udp' | 'tcp';
}

export interface Patience {
  /** Milliseconds for each try. */
  readonly timeout: number;
  /** How often a question is sent before it is given up. */
  readonly tries: number;
}

/** Unbound takes ten connections at a time by default, and other clients want some too. */
const mostConnections = 4;

/** A client of one resolver. What is not answered is told as such: silence is never an answer. */
export class Client {
  readonly #server: Server;
  readonly #patience: Patience;
  readonly #connections: readonly Connection[];
  readonly #queue: (() => void)[] = [];

  constructor(server: Server, patience: Patience) {
    this.#server = server;
    this.#patience = patience;
    this.#connections = Array.from({ length: mostConnections }, () => new Connection(server));
  }

  /** An answer over UDP that was cut short is asked for again over TCP (RFC 7766). Never rejects. */
  async ask({ transport, ...question }: Asked): Promise<Reply> {
    if (transport === 'tcp') return this.#try(() => this.#overTcp(question));
    return this.#try(() => this.#overUdp(question));
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }

  async #try(once: () => Promise<Reply>): Promise<Reply> {
    let reply: Reply = { kind: 'no-answer', why: 'timed-out' };
    for (let attempt = 0; attempt < this.#patience.tries; attempt++) {
      reply = await once();
      if (reply.kind === 'answered') return reply;
    }
    return reply;
  }

  async #overUdp(question: Question): Promise<Reply> {
    const { timeout } = this.#patience;
    const packet = await overUdp({ query: encodeQuestion(question), server: this.#server, timeout });
    if (isMissing(packet)) return packet;
    return packet.flag_tc ? this.#overTcp(question) : readAnswer(packet);
  }

  async #overTcp(question: Question): Promise<Reply> {
    let connection = this.#freeConnection();
    while (!connection) {
      await new Promise<void>((resolve) => this.#queue.push(resolve));
      connection = this.#freeConnection();
    }
    const packet = await connection.exchange(encodeQuestion(question), this.#patience.timeout);
    this.#queue.shift()?.();
    return isMissing(packet) ? packet : readAnswer(packet);
  }

  #freeConnection(): Connection | undefined {
    const [least] = this.#connections.toSorted((a, b) => a.waiting - b.waiting);
    return least && least.waiting < mostWaiting ? least : undefined;
  }
}

function isMissing(packet: object): packet is NoAnswer {
  return 'kind' in packet;
}
