import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { decode, encode, streamEncode } from 'dns-packet';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Policy } from '../../../src/resolver/server/decide.ts';
import { type RunningServer, startServer } from '../../../src/resolver/server/server.ts';
import type { Endpoint } from '../../../src/resolver/server/upstream.ts';
import { ask, sendTcp, sendUdp, shown } from './client.ts';

const title = 'it-1: Applicant v Respondent';
const policy: Policy = (name) => {
  const is = (zone: string) => name === zone || name.endsWith(`.${zone}`);
  if (is('gone.to')) return { action: { kind: 'nxdomain' }, text: title };
  if (is('empty.to')) return { action: { kind: 'nodata' }, text: '' };
  if (is('page.to')) return { action: { kind: 'redirect', ipv4: '192.0.2.1', ipv6: '2001:db8::1' }, text: title };
  if (is('four.to')) return { action: { kind: 'redirect', ipv4: '192.0.2.4' }, text: title };
  if (is('long.to')) return { action: { kind: 'nxdomain' }, text: 'ä'.repeat(400) };
  return undefined;
};

async function server(upstream?: Endpoint): Promise<RunningServer> {
  const running = await startServer({ address: '127.0.0.1', port: 0, policy, upstream });
  onTestFinished(() => running.close());
  return running;
}

describe('a blocked name', () => {
  test('is answered as ordered, by UDP and TCP, and says why', async () => {
    const { port } = await server();
    const soa = (name: string) => ({ authorities: [`${name} SOA`] });
    for (const transport of ['udp', 'tcp'] as const) {
      const answer = async (name: string, type: string) => shown(await ask({ port, name, type, transport }));
      const error = `16 ${title}`;
      expect(await answer('gone.to', 'A')).toEqual({ rcode: 'NXDOMAIN', ...soa('gone.to'), error });
      expect(await answer('a.b.GONE.to', 'TXT')).toEqual({ rcode: 'NXDOMAIN', ...soa('a.b.GONE.to'), error });
      expect(await answer('empty.to', 'A')).toEqual({ rcode: 'NOERROR', ...soa('empty.to'), error: '16' });
      expect(await answer('page.to', 'A')).toEqual({ rcode: 'NOERROR', answers: ['A 192.0.2.1'], error });
      expect(await answer('page.to', 'AAAA')).toEqual({ rcode: 'NOERROR', answers: ['AAAA 2001:db8::1'], error });
      expect(await answer('page.to', 'MX')).toEqual({ rcode: 'NOERROR', ...soa('page.to'), error });
      expect(await answer('page.to', 'ANY')).toEqual({ rcode: 'NOERROR', answers: ['A 192.0.2.1'], error });
      expect(await answer('four.to', 'AAAA')).toEqual({ rcode: 'NOERROR', ...soa('four.to'), error });
    }
  });

  test('has no EDNS in its answer where none was in the question', async () => {
    const { port } = await server();
    const answer = await ask({ port, name: 'gone.to', edns: false });
    expect([shown(answer), answer.additionals]).toEqual([{ rcode: 'NXDOMAIN', authorities: ['gone.to SOA'] }, []]);
  });

  test('with a long name and a long text fits into the smallest message: the text is cut, at a whole letter', async () => {
    const { port } = await server();
    for (const length of [52, 53]) {
      const name = `${`${'a'.repeat(62)}.`.repeat(3)}${'b'.repeat(length)}.long.to`;
      const error = String(shown(await ask({ port, name }))['error']);
      expect(error).toMatch(/^16 ä{10,90}$/);
      expect(shown(await ask({ port, name, edns: false }))).toEqual({
        rcode: 'NXDOMAIN',
        authorities: [`${name} SOA`],
      });
    }
  });

  test('is found below a label with a dot, a star or any octet in it', async () => {
    const { port } = await server();
    for (const label of ['a.b', '*', '\xe4', '\0', ' ']) {
      const octets = Buffer.from(label, 'latin1');
      const query = Buffer.concat([
        Buffer.from([0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, octets.length]),
        octets,
        Buffer.from([4, ...Buffer.from('gone'), 2, ...Buffer.from('to'), 0, 0, 1, 0, 1]),
      ]);
      const reply = await sendUdp(port, query);
      expect([label, (reply?.[3] ?? 0) & 15]).toEqual([label, 3]);
      expect(reply?.subarray(12, query.length)).toEqual(query.subarray(12));
    }
  });
});

describe('what is not on the list', () => {
  test('is refused without an upstream', async () => {
    const { port } = await server();
    const error = '20 not on the blocklist, and no upstream was given';
    expect(shown(await ask({ port, name: 'free.to' }))).toEqual({ rcode: 'REFUSED', error });
    expect(shown(await ask({ port, name: '.', type: 'NS' }))).toEqual({ rcode: 'REFUSED', error });
    expect(shown(await ask({ port, name: 'nogone.to', type: 'ANY' }))).toEqual({ rcode: 'REFUSED', error });
  });

  test('of another class, a transfer, another operation or version is turned down', async () => {
    const { port } = await server();
    expect(shown(await ask({ port, name: 'gone.to', class: 'CH', type: 'TXT' }))).toEqual({ rcode: 'REFUSED' });
    for (const type of ['AXFR', 'IXFR', 'TKEY'])
      expect(shown(await ask({ port, name: 'gone.to', type, transport: 'tcp' }))).toEqual({ rcode: 'REFUSED' });
    const plain = encode({ type: 'query', id: 7, questions: [{ type: 'A', name: 'gone.to' }] });
    for (const opcode of [1, 2, 4, 5, 6, 15]) {
      const query = Buffer.from(plain);
      query.writeUInt16BE(opcode << 11, 2);
      const reply = await sendUdp(port, query);
      expect(reply).toEqual(Buffer.from([0, 7, 0x80 | (opcode << 3), 4, 0, 0, 0, 0, 0, 0, 0, 0]));
    }
    const opt = { type: 'OPT', name: '.', udpPayloadSize: 1232, ednsVersion: 1, extendedRcode: 0, flags: 0 } as const;
    const newer = encode({
      type: 'query',
      id: 7,
      questions: [{ type: 'A', name: 'gone.to' }],
      additionals: [{ ...opt, flag_do: false, options: [] }],
    });
    const answer = decode((await sendUdp(port, newer)) as Buffer);
    expect(answer.additionals).toMatchObject([{ type: 'OPT', extendedRcode: 1, ednsVersion: 0 }]);
  });
});

/** An upstream that knows every name: its answer by UDP is cut where the name says so. */
async function fakeUpstream(answers: (name: string) => boolean = () => true): Promise<Endpoint> {
  const reply = (query: Buffer, transport: 'udp' | 'tcp') => {
    const { id = 0, questions = [], additionals = [] } = decode(query);
    const name = questions[0]?.name ?? '';
    if (!answers(name)) return undefined;
    const cut = transport === 'udp' && name.startsWith('cut.');
    const count = name.startsWith('many.') ? 60 : 1;
    const data = transport === 'udp' ? '198.51.100.1' : '198.51.100.2';
    const answer = Array.from({ length: cut ? 0 : count }, () => ({ type: 'A' as const, name, ttl: 5, data }));
    return { type: 'response' as const, id, flags: 0x180 | (cut ? 0x200 : 0), questions, answers: answer, additionals };
  };
  const tcp = createServer((socket) => {
    socket.on('data', (chunk) => {
      const found = reply(chunk.subarray(2), 'tcp');
      if (found) socket.write(streamEncode(found));
    });
  });
  await once(tcp.listen(0, '127.0.0.1'), 'listening');
  const bound = tcp.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  const udp = createSocket('udp4');
  udp.on('message', (query, from) => {
    const found = reply(query, 'udp');
    if (found) udp.send(encode(found), from.port, from.address);
  });
  udp.bind(port, '127.0.0.1');
  await once(udp, 'listening');
  onTestFinished(() => {
    udp.close();
    tcp.close();
  });
  return { address: '127.0.0.1', port };
}

describe('with an upstream', () => {
  test('other names are asked there, blocked ones never', async () => {
    const asked: string[] = [];
    const upstream = await fakeUpstream((name) => asked.push(name) > 0);
    const { port } = await server(upstream);
    expect(shown(await ask({ port, name: 'free.to' }))).toEqual({ rcode: 'NOERROR', answers: ['A 198.51.100.1'] });
    expect(shown(await ask({ port, name: 'gone.to' }))).toMatchObject({ rcode: 'NXDOMAIN' });
    expect(shown(await ask({ port, name: 'free.to', type: 'ANY' }))).toMatchObject({ rcode: 'NOERROR' });
    expect(asked).toEqual(['free.to']);
  });

  test('an answer that is cut by UDP comes whole by TCP', async () => {
    const { port } = await server(await fakeUpstream());
    const cut = await ask({ port, name: 'cut.to' });
    expect([cut.flag_tc, cut.answers]).toEqual([true, []]);
    expect(shown(await ask({ port, name: 'cut.to', transport: 'tcp' }))).toMatchObject({ answers: ['A 198.51.100.2'] });
  });

  test('an answer longer than the asker takes is told to be so', async () => {
    const { port } = await server(await fakeUpstream());
    const answer = await ask({ port, name: 'many.to', edns: false });
    expect([answer.flag_tc, answer.answers]).toEqual([true, []]);
    expect((await ask({ port, name: 'many.to', transport: 'tcp' })).answers?.length).toBe(60);
  });

  test('one that is not there is a failure, not a block and not an empty answer', async () => {
    const { port } = await server({ address: '127.0.0.1', port: 1 });
    expect(shown(await ask({ port, name: 'free.to' }))).toEqual({
      rcode: 'SERVFAIL',
      error: '23 the upstream did not answer',
    });
  });
});

describe('whatever comes', () => {
  const sound = encode({
    type: 'query',
    id: 1,
    questions: [{ type: 'A', name: 'x.gone.to' }],
    additionals: [
      {
        type: 'OPT',
        name: '.',
        udpPayloadSize: 1232,
        ednsVersion: 0,
        extendedRcode: 0,
        flags: 0,
        flag_do: false,
        options: [],
      },
    ],
  });
  const mangled = fc.oneof(
    fc.uint8Array({ maxLength: 600 }),
    fc.nat(sound.length).map((end) => sound.subarray(0, end)),
    fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }).map((changes) => {
      const copy = Buffer.from(sound);
      for (const [at, octet] of changes) copy[at] = octet;
      return copy;
    }),
    // Counts of the header that nothing follows, and names that point at themselves.
    fc.tuple(fc.nat(0xffff), fc.uint8Array({ maxLength: 60 })).map(([count, rest]) => {
      const head = Buffer.from([0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xc0, 0x0c, 0, 1, 0, 1]);
      head.writeUInt16BE(count, 10);
      return Buffer.concat([head, rest]);
    }),
  );

  test('octets of any kind never end the server, and what goes back is no longer than a message may be', async () => {
    const { port } = await server();
    const socket = createSocket('udp4');
    onTestFinished(() => void socket.close());
    const sizes: number[] = [];
    socket.on('message', (reply) => {
      decode(reply);
      sizes.push(reply.length);
    });
    for (const octets of fc.sample(mangled, 3000)) {
      await new Promise<void>((resolve) => socket.send(octets, port, '127.0.0.1', () => resolve()));
    }
    for (const octets of fc.sample(mangled, 50)) await sendTcpOnce(port, octets);
    expect(shown(await ask({ port, name: 'gone.to' }))).toMatchObject({ rcode: 'NXDOMAIN' });
    expect(Math.max(...sizes)).toBeLessThanOrEqual(512);
  });

  async function sendTcpOnce(port: number, octets: Uint8Array): Promise<void> {
    const good = streamEncode({ type: 'query', id: 9, questions: [{ type: 'A', name: 'gone.to' }] });
    const length = Buffer.alloc(2);
    length.writeUInt16BE(octets.length);
    // The framing is sound, so the question after the mangled message is answered.
    const answered = (got: Buffer) => frames(got).some((one) => one.length >= 2 && one.readUInt16BE(0) === 9);
    const got = await sendTcp(port, Buffer.concat([length, octets, good]), answered);
    expect(answered(got)).toBe(true);
  }

  function frames(got: Buffer): Buffer[] {
    const found: Buffer[] = [];
    for (let at = 0; at + 2 <= got.length; at += 2 + got.readUInt16BE(at))
      found.push(got.subarray(at + 2, at + 2 + got.readUInt16BE(at)));
    return found;
  }

  test('an answer is not answered', async () => {
    const { port } = await server();
    const reply = encode({ type: 'response', id: 7, questions: [{ type: 'A', name: 'gone.to' }] });
    expect(await sendUdp(port, reply, 300)).toBeUndefined();
  });
});
