import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';
import { Frames, framed } from './frames.ts';
import { flags } from './protocol.ts';
import type { Query } from './query.ts';

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** Milliseconds until a question is put once more, and until it is given up. */
const patience = { again: 1500, end: 5000 } as const;

/** One question, to be put to an upstream as it came. */
export interface Forwarded {
  readonly query: Query;
  readonly message: Buffer;
  /** How it came: what is cut short goes back by UDP as it is, because the asker then comes by TCP. */
  readonly transport: 'udp' | 'tcp';
}

/** The upstream's answer, as it came; undefined where there is none in time. */
export async function askUpstream(upstream: Endpoint, asked: Forwarded): Promise<Buffer | undefined> {
  // An id and a port of our own, that nobody who cannot see the question can guess (RFC 5452).
  const id = randomInt(0x10000);
  const message = withId(asked.message, id);
  const isAnswer = (reply: Buffer) => answers(reply, id, asked.query);
  const byUdp = await askByUdp(upstream, message, isAnswer);
  const isCut = byUdp !== undefined && (byUdp.readUInt16BE(2) & flags.truncated) !== 0;
  const reply = isCut && asked.transport === 'tcp' ? await askByTcp(upstream, message, isAnswer) : byUdp;
  return reply && withId(reply, asked.query.id);
}

type IsAnswer = (reply: Buffer) => boolean;

function askByUdp({ address, port }: Endpoint, message: Buffer, isAnswer: IsAnswer): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    const timers: NodeJS.Timeout[] = [];
    const end = (reply?: Buffer) => {
      for (const timer of timers) clearTimeout(timer);
      socket.removeAllListeners().on('error', () => {});
      socket.close();
      resolve(reply);
    };
    timers.push(setTimeout(end, patience.end));
    socket.on('error', () => end());
    socket.on('message', (reply) => {
      if (isAnswer(reply)) end(reply);
    });
    // A connected socket hears nobody else.
    socket.on('connect', () => {
      socket.send(message);
      timers.push(setTimeout(() => socket.send(message), patience.again));
    });
    socket.connect(port, address);
  });
}

function askByTcp({ address, port }: Endpoint, message: Buffer, isAnswer: IsAnswer): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const frames = new Frames();
    const timer = setTimeout(() => socket.destroy(), patience.end);
    let reply: Buffer | undefined;
    socket.on('connect', () => socket.write(framed(message)));
    socket.on('data', (chunk) => {
      reply = frames.add(chunk).find(isAnswer);
      if (reply) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(reply);
    });
  });
}

/** Whether it is the answer to this very question, letter by letter. */
function answers(reply: Buffer, id: number, { question }: Query): boolean {
  return (
    reply.length >= 12 + question.length &&
    reply.readUInt16BE(0) === id &&
    (reply.readUInt16BE(2) & flags.response) !== 0 &&
    reply.readUInt16BE(4) === 1 &&
    reply.subarray(12, 12 + question.length).equals(question)
  );
}

function withId(message: Buffer, id: number): Buffer {
  const copy = Buffer.from(message);
  copy.writeUInt16BE(id, 0);
  return copy;
}
