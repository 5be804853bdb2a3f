import type { Socket } from 'node:dgram';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Packet } from 'dns-packet';
import { decode, encode, streamEncode, TRUNCATED_RESPONSE } from 'dns-packet';
import { afterEach, expect, test } from 'vitest';
import { ask } from './ask.ts';
import { freePorts } from './free-ports.ts';
import { isBlocked, outcome } from './outcome.ts';

const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

test('silence is a time-out, never a block', async () => {
  const port = await serveUdp(() => []);
  const answer = await ask({ port, name: 'blocked-site.to', timeout: 50 });
  expect(answer).toEqual({ rcode: 'TIMEOUT', name: 'blocked-site.to', type: 'A' });
  expect({ outcome: outcome(answer), blocked: isBlocked(answer) }).toEqual({ outcome: 'timeout', blocked: false });
});

test('a query is sent three times before it is given up', async () => {
  const received: Packet[] = [];
  const port = await serveUdp((query) => {
    received.push(query);
    return received.length < 3 ? [] : [nameError(query)];
  });
  expect(outcome(await ask({ port, name: 'late.to', timeout: 50 }))).toBe('nxdomain');
  expect(new Set(received.map(({ id }) => id)).size).toBe(3);
});

test('an answer with another id or to another question is not taken', async () => {
  const port = await serveUdp((query) => [
    nameError({ ...query, id: ((query.id ?? 0) + 1) % 0x10000 }),
    nameError({ ...query, questions: [{ name: 'other.to', type: 'A' }] }),
  ]);
  expect(outcome(await ask({ port, name: 'asked.to', timeout: 50, tries: 1 }))).toBe('timeout');
});

test('a truncated answer is asked for again over TCP', async () => {
  const port = await serveUdp((query) => [{ ...query, type: 'response', flags: TRUNCATED_RESPONSE }]);
  const server = createServer((socket) => {
    socket.on('data', (bytes) => socket.write(streamEncode(nameError(decode(bytes.subarray(2))))));
  }).listen(port, '127.0.0.1');
  closers.push(() => server.close());
  await once(server, 'listening');
  expect(await ask({ port, name: 'long.to' })).toMatchObject({ rcode: 'NXDOMAIN', truncated: true });
});

test.each(['udp', 'tcp'] as const)('a port where nothing listens is an error over %s', async (transport) => {
  const [port = 0] = await freePorts(1);
  await expect(ask({ port, name: 'a.to', transport })).rejects.toThrow('ECONNREFUSED');
});

test.each(['a..to', '.to', `${'x'.repeat(64)}.to`, `${'x.'.repeat(126)}to`])('%s is not asked', async (name) => {
  await expect(ask({ port: 1, name })).rejects.toThrow('not a domain name');
});

test('a type that the upstream lacks proves nothing', () => {
  const empty = { answers: [], authorities: [], extendedErrors: [], truncated: false };
  expect(() => outcome({ name: 'a.to', type: 'CAA', rcode: 'NOERROR', ...empty })).toThrow('the upstream has no CAA');
});

async function serveUdp(respond: (query: Packet) => readonly Packet[]): Promise<number> {
  const socket: Socket = createSocket('udp4');
  socket.on('message', (bytes, { port }) => {
    for (const packet of respond(decode(bytes))) socket.send(encode(packet), port, '127.0.0.1');
  });
  const [port = 0] = await freePorts(1);
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  closers.push(() => socket.close());
  return port;
}

function nameError({ id, questions }: Packet): Packet {
  return { type: 'response', id, flags: 3, questions };
}
