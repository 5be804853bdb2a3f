import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type DecodedPacket, decode, encode, type Packet, streamEncode } from 'dns-packet';

/** Puts octets to 127.0.0.1 by UDP; undefined where no answer comes in time (milliseconds). */
export async function sendUdp(port: number, message: Uint8Array, timeout = 3000): Promise<Buffer | undefined> {
  const socket = createSocket('udp4');
  try {
    socket.send(message, port, '127.0.0.1');
    const [reply] = (await once(socket, 'message', { signal: AbortSignal.timeout(timeout) })) as [Buffer];
    return reply;
  } catch {
    return undefined;
  } finally {
    socket.close();
  }
}

/** Puts octets to 127.0.0.1 by TCP, as they are; answers with all that came until the server or the time ended it. */
export async function sendTcp(port: number, octets: Uint8Array, until: (got: Buffer) => boolean): Promise<Buffer> {
  const socket = connect(port, '127.0.0.1');
  let got = Buffer.alloc(0);
  const timer = setTimeout(() => socket.destroy(), 3000);
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    got = Buffer.concat([got, chunk]);
    if (until(got)) socket.destroy();
  });
  socket.write(octets);
  await once(socket, 'close');
  clearTimeout(timer);
  return got;
}

export interface Asked {
  readonly port: number;
  readonly name: string;
  readonly type?: string;
  readonly class?: string;
  /** Without EDNS if false. */
  readonly edns?: boolean;
  readonly transport?: 'udp' | 'tcp';
}

export async function ask(asked: Asked): Promise<DecodedPacket> {
  const { port, name, type = 'A', edns = true, transport = 'udp' } = asked;
  const packet = {
    type: 'query',
    id: 4711,
    flags: 0x100,
    questions: [{ name, type, class: asked.class ?? 'IN' }],
    additionals: edns ? [{ type: 'OPT', name: '.', udpPayloadSize: 1232, flags: 0, options: [] }] : [],
  } as unknown as Packet;
  const reply = transport === 'udp' ? await sendUdp(port, encode(packet)) : await byTcp(port, packet);
  if (!reply) throw new Error(`no answer for ${name}`);
  const answer = decode(reply);
  if (answer.id !== 4711) throw new Error('the answer to another question');
  return answer;
}

async function byTcp(port: number, packet: Packet): Promise<Buffer> {
  const whole = (got: Buffer) => got.length >= 2 && got.length >= 2 + got.readUInt16BE(0);
  return (await sendTcp(port, streamEncode(packet), whole)).subarray(2);
}

/** What an answer comes to, with its extended error as `code text`. */
export function shown(answer: DecodedPacket): Record<string, unknown> {
  const { rcode, answers = [], authorities = [], additionals = [] } = answer as DecodedPacket & { rcode: string };
  const opt = additionals.find(({ type }) => type === 'OPT') as
    | { options?: { code: number; data: Buffer }[] }
    | undefined;
  const error = opt?.options?.find(({ code }) => code === 15)?.data;
  return {
    rcode,
    ...(answers.length > 0 && { answers: answers.map((one) => `${one.type} ${'data' in one ? one.data : ''}`) }),
    ...(authorities.length > 0 && { authorities: authorities.map(({ name, type }) => `${name} ${type}`) }),
    ...(error && { error: `${error.readUInt16BE(0)} ${error.subarray(2)}`.trim() }),
  };
}
