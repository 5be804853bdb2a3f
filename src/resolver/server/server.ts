import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, isIPv6, type Socket, type Server as TcpServer } from 'node:net';
import { decide, type Policy } from './decide.ts';
import { Frames, framed } from './frames.ts';
import { extended, rcodes, udpSizes } from './protocol.ts';
import { type Query, readQuery } from './query.ts';
import { headerReply, replyTo, tooLong } from './reply.ts';
import { askUpstream, type Endpoint } from './upstream.ts';

export interface ServerOptions extends Endpoint {
  readonly policy: Policy;
  /** Where everything goes that is not blocked; without one it is refused. */
  readonly upstream: Endpoint | undefined;
}

export interface RunningServer {
  /** Where it listens; a port of 0 became one that was free. */
  readonly port: number;
  /** Fulfilled when nothing of it is left. */
  readonly close: () => Promise<void>;
  /** Rejected when the server cannot go on; never fulfilled. */
  readonly failed: Promise<never>;
}

/** How many questions are with the upstream, how many TCP connections are open, how many octets wait in one of them. */
const most = { forwarded: 512, connections: 128, waiting: 1 << 20 } as const;

/** Milliseconds that a TCP connection stays open with nothing said (RFC 7766 6.2.3). */
const idle = 10_000;

/**
 * Answers DNS by UDP and TCP on one address and port. Rejects with the system's error where it cannot listen there.
 * For a first look on one machine: it neither caches, nor validates, nor follows the names that answers lead to.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { address } = options;
  const answer = answering(options);
  let fail: (reason: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Whoever does not wait for it is not to be ended by it.
  failed.catch(() => {});
  const { tcp, sockets } = tcpServer(answer, (reason) => fail(reason));
  const port = await listenByTcp(tcp, options);
  const udp = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  try {
    udp.bind({ port, address, exclusive: true });
    await once(udp, 'listening');
  } catch (error) {
    tcp.close();
    throw error;
  }
  udp.on('message', (message, from) => {
    answer(message, 'udp').then((reply) => reply && udp.send(reply, from.port, from.address, () => {}), fail);
  });
  tcp.on('error', fail);
  udp.on('error', fail);
  return { port, failed, close: () => closeBoth(udp, tcp, sockets) };
}

async function listenByTcp(tcp: TcpServer, { address, port }: Endpoint): Promise<number> {
  tcp.listen({ host: address, port, exclusive: true });
  await once(tcp, 'listening');
  const bound = tcp.address();
  return typeof bound === 'object' && bound ? bound.port : port;
}

async function closeBoth(udp: UdpSocket, tcp: TcpServer, sockets: ReadonlySet<Socket>): Promise<void> {
  const closed = once(tcp, 'close');
  tcp.close();
  for (const socket of sockets) socket.destroy();
  udp.removeAllListeners('message').close();
  await closed;
}

/** What goes back for a message; undefined where nothing does. */
type Answering = (message: Buffer, transport: 'udp' | 'tcp') => Promise<Buffer | undefined>;

function tcpServer(
  answer: Answering,
  fail: (reason: unknown) => void,
): { readonly tcp: TcpServer; readonly sockets: ReadonlySet<Socket> } {
  const sockets = new Set<Socket>();
  const tcp = createServer((socket) => {
    const frames = new Frames();
    const reply = (message: Buffer | undefined) => {
      if (!message || !socket.writable) return;
      socket.write(framed(message));
      // Whoever asks and does not listen is not waited for.
      if (socket.writableLength > most.waiting) socket.destroy();
    };
    sockets.add(socket);
    socket.setTimeout(idle, () => socket.destroy());
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    // An answer may overtake an earlier one (RFC 7766 6.2.1.1).
    socket.on('data', (piece) => {
      for (const message of frames.add(piece)) answer(message, 'tcp').then(reply, fail);
    });
  });
  tcp.maxConnections = most.connections;
  return { tcp, sockets };
}

function answering({ policy, upstream }: ServerOptions): Answering {
  let forwarded = 0;
  const hasUpstream = upstream !== undefined;
  return async (message, transport) => {
    const received = readQuery(message);
    if (received.kind === 'noise') return undefined;
    if (received.kind === 'fault') return headerReply(received);
    const { query } = received;
    const reply = decide(query, policy, hasUpstream);
    if (reply) return replyTo(query, reply, hasUpstream);
    if (!upstream || forwarded >= most.forwarded) return failure(query);
    forwarded += 1;
    const found = await askUpstream(upstream, { query, message, transport }).finally(() => {
      forwarded -= 1;
    });
    if (!found) return failure(query);
    const room = query.edns?.size ?? udpSizes.plain;
    return transport === 'udp' && found.length > room ? tooLong(query, hasUpstream) : found;
  };
}

function failure(query: Query): Buffer {
  const text = 'the upstream did not answer';
  return replyTo(query, { rcode: rcodes.servFail, extended: { code: extended.networkError, text } }, true);
}
