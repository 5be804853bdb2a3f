import { streamEncode, TRUNCATED_RESPONSE } from 'dns-packet';
import { expect, onTestFinished, test } from 'vitest';
import { Client, type Reply } from '../../src/resolver/ask.ts';
import { freePorts } from '../resolvers/free-ports.ts';
import { nameError, tcpServer, udpServer } from './fake-resolver.ts';

const patience = { timeout: 100, tries: 3 };

test('silence is a time-out, after three tries with ids and ports of their own', async () => {
  const seen: { readonly id: unknown; readonly port: number }[] = [];
  const port = await udpServer((query, from) => {
    seen.push({ id: query.id, port: from });
    return [];
  });
  expect(await ask(port, 'udp')).toEqual({ kind: 'no-answer', why: 'timed-out' });
  expect([seen.length, new Set(seen.map((one) => one.port)).size]).toEqual([3, 3]);
});

test('what answers another question, or none, is passed over', async () => {
  const port = await udpServer((query) => [
    nameError({ ...query, id: ((query.id ?? 0) + 1) % 0x10000 }),
    nameError({ ...query, questions: [{ name: 'other.to', type: 'A' }] }),
    nameError({ ...query, questions: [{ name: 'asked.to', type: 'AAAA' }] }),
    { ...nameError(query), flags: 0, type: 'query' },
    Buffer.from('rubbish'),
    { ...nameError(query), flags: 0 },
  ]);
  expect(await ask(port, 'udp')).toMatchObject({ kind: 'answered', rcode: 'NOERROR' });
});

test('an answer that was cut short is asked for again over TCP', async () => {
  const port = await udpServer((query) => [{ ...query, type: 'response', flags: TRUNCATED_RESPONSE }]);
  await tcpServer(port, (query, socket) => socket.write(streamEncode(nameError(query))));
  expect(await ask(port, 'udp')).toMatchObject({ kind: 'answered', rcode: 'NXDOMAIN' });
});

test('a connection that the server ends after each answer is opened anew', async () => {
  const [port = 0] = await freePorts(1);
  await tcpServer(port, (query, socket) => socket.end(streamEncode(nameError(query))));
  const client = clientOf(port);
  for (let at = 0; at < 20; at++) expect((await client.ask(question('tcp'))).kind).toBe('answered');
});

test('answers on one connection come in any order, in pieces, and go to who asked', async () => {
  const [port = 0] = await freePorts(1);
  const kept: (() => void)[] = [];
  await tcpServer(port, (query, socket) => {
    kept.push(() => {
      for (const byte of streamEncode(nameError(query))) socket.write(Buffer.of(byte));
    });
    if (kept.length === 12) for (const answer of kept.reverse()) answer();
  });
  const client = new Client({ address: '127.0.0.1', port }, { timeout: 2000, tries: 1 });
  onTestFinished(() => client.close());
  const names = Array.from({ length: 12 }, (_, at) => `n${at}.to`);
  const replies = await Promise.all(names.map((name) => client.ask({ ...question('tcp'), name })));
  expect(replies.map((reply) => reply.kind === 'answered' && reply.chain[0])).toEqual(names);
});

for (const transport of ['udp', 'tcp'] as const) {
  test(`a port where nothing listens is told as such over ${transport}`, async () => {
    const [port = 0] = await freePorts(1);
    expect(await ask(port, transport)).toEqual({ kind: 'no-answer', why: 'closed' });
  });
}

test('the answer of a policy is told by its marks', async () => {
  const options = Buffer.concat([Buffer.of(0, 16), Buffer.from('ordered by Z')]);
  const port = await udpServer((query) => [
    {
      ...nameError(query),
      additionals: [
        {
          type: 'OPT',
          name: '.',
          udpPayloadSize: 1232,
          extendedRcode: 0,
          ednsVersion: 0,
          flags: 0,
          flag_do: false,
          options: [{ code: 15, data: options } as never],
        },
      ],
    },
  ]);
  expect(await ask(port, 'udp')).toMatchObject({ extendedErrors: [{ code: 16, text: 'ordered by Z' }] });
});

function question(transport: 'udp' | 'tcp') {
  return { name: 'asked.to', type: 'A', dnssecOk: true, transport } as const;
}

function clientOf(port: number): Client {
  const client = new Client({ address: '127.0.0.1', port }, patience);
  onTestFinished(() => client.close());
  return client;
}

function ask(port: number, transport: 'udp' | 'tcp'): Promise<Reply> {
  return clientOf(port).ask(question(transport));
}
