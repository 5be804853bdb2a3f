import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { type Answer, decode, encode, type Packet, streamEncode } from 'dns-packet';
import { onTestFinished } from 'vitest';
import { freePorts } from '../resolvers/free-ports.ts';

/** What comes back of a query over UDP: packets, or bytes as they are. */
type OverUdp = (query: Packet, from: number) => readonly (Packet | Buffer)[];

/** A server over UDP on the loopback, until the test is over. */
export async function udpServer(respond: OverUdp, at?: number): Promise<number> {
  const port = at ?? (await freePorts(1))[0] ?? 0;
  const socket = createSocket('udp4');
  socket.on('message', (bytes, from) => {
    for (const one of respond(decode(bytes), from.port))
      socket.send(Buffer.isBuffer(one) ? one : encode(one), from.port, '127.0.0.1');
  });
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  onTestFinished(() => {
    socket.close();
  });
  return port;
}

export async function tcpServer(port: number, respond: (query: Packet, socket: Socket) => void): Promise<void> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let received = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
      while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
        const end = 2 + received.readUInt16BE(0);
        respond(decode(received.subarray(2, end)), socket);
        received = received.subarray(end);
      }
    });
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
}

export function nameError({ id, questions }: Packet): Packet {
  return { type: 'response', id, flags: 3, questions };
}

export type Told = 'resolves' | 'marked' | 'missing' | 'servfail' | { readonly address: string };

/** A resolver over both transports that says of each name what it is told to. */
export async function fakeResolver(tell: (name: string, type: string) => Told, at?: number): Promise<number> {
  const answer = (query: Packet): Packet => {
    const [asked] = query.questions ?? [];
    return {
      type: 'response',
      id: query.id,
      questions: query.questions,
      ...saying(asked?.name ?? '', asked?.type ?? 'A', tell),
    };
  };
  const port = await udpServer((query) => [answer(query)], at);
  await tcpServer(port, (query, socket) => socket.write(streamEncode(answer(query))));
  return port;
}

const soa = { mname: 'ns.to', rname: 'x.to', serial: 7, refresh: 1, retry: 1, expire: 1, minimum: 1 };

function saying(name: string, type: string, tell: (name: string, type: string) => Told): Packet {
  const told = tell(name, type);
  if (told === 'marked') return { flags: 3, additionals: [{ type: 'SOA', name: 'rpz.block', data: soa }] };
  if (told === 'missing') return { flags: 3, authorities: [{ type: 'SOA', name: 'to', data: soa }] };
  if (told === 'servfail') return { flags: 2 };
  if (told !== 'resolves' && type === 'AAAA') return saying(name, type, () => 'marked');
  const data = told !== 'resolves' ? told.address : type === 'AAAA' ? '2001:db8::99' : '192.0.2.99';
  return { flags: 0, answers: [{ type, name, ttl: 60, data } as Answer] };
}
