import { type StructuredError, structuredText } from '../../core/extra-text.ts';
import { flags, internet, type Rcode, rcodes, types, udpSizes } from './protocol.ts';
import type { Query } from './query.ts';

/** One record of an answer. Its owner is the name that was asked for: one above it would tell which name a sealed order lists. */
export interface Resource {
  readonly type: number;
  readonly data: Buffer;
}

/** Why an answer is not the usual one (RFC 8914). */
export interface Extended {
  readonly code: number;
  /** For people; cut to what fits. An object goes out as JSON, of which nothing is cut through. */
  readonly text: string | StructuredError;
}

export interface Reply {
  readonly rcode: Rcode;
  readonly answers?: readonly Resource[];
  readonly authorities?: readonly Resource[];
  readonly extended?: Extended | undefined;
  readonly truncated?: true;
}

/** Seconds for which others may keep an answer: whoever tries things out wants to see a change soon. */
const timeToLive = 60;

/** A reply to a query. Each of those that this server makes itself fits into 512 octets. */
export function replyTo(query: Query, reply: Reply, recursion: boolean): Buffer {
  const { answers = [], authorities = [] } = reply;
  const records = [...answers, ...authorities].map(encodeRecord);
  const size = headerSize + query.question.length + records.reduce((sum, { length }) => sum + length, 0);
  const opt = query.edns ? [encodeOpt(query.edns.dnssecOk, reply, udpSizes.plain - size)] : [];
  const header = Buffer.alloc(headerSize);
  header.writeUInt16BE(query.id, 0);
  const bits =
    flags.response | query.flags | (recursion ? flags.available : 0) | (reply.truncated ? flags.truncated : 0);
  header.writeUInt16BE(bits | (reply.rcode & 15), 2);
  for (const [at, count] of [1, answers.length, authorities.length, opt.length].entries())
    header.writeUInt16BE(count, 4 + 2 * at);
  return Buffer.concat([header, query.question, ...records, ...opt]);
}

/** For what is no question that can be repeated. */
export function headerReply({ id, flags: bits, rcode }: { id: number; flags: number; rcode: Rcode }): Buffer {
  const header = Buffer.alloc(headerSize);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(flags.response | bits | (rcode & 15), 2);
  return header;
}

const headerSize = 12;

function encodeRecord({ type, data }: Resource): Buffer {
  const head = Buffer.alloc(12);
  // A pointer to the name in the question (RFC 1035 4.1.4).
  head.writeUInt16BE(0xc000 | headerSize, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(internet, 4);
  head.writeUInt32BE(timeToLive, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

const optSize = 11;
const extendedSize = 6;

/** OPT (RFC 6891 6.1.2) with the extended error, its text cut to the room that there is (RFC 8914 3). */
function encodeOpt(dnssecOk: boolean, { rcode, extended }: Reply, room: number): Buffer {
  const text = extended ? fitting(extended.text, Math.max(0, room - optSize - extendedSize)) : Buffer.alloc(0);
  const options = Buffer.alloc(extended ? extendedSize : 0);
  if (extended) {
    options.writeUInt16BE(15, 0);
    options.writeUInt16BE(2 + text.length, 2);
    options.writeUInt16BE(extended.code, 4);
  }
  const head = Buffer.alloc(optSize);
  head.writeUInt16BE(types.opt, 1);
  head.writeUInt16BE(udpSizes.edns, 3);
  head.writeUInt8(rcode >> 4, 5);
  head.writeUInt16BE(dnssecOk ? 0x8000 : 0, 7);
  head.writeUInt16BE(options.length + text.length, 9);
  return Buffer.concat([head, options, text]);
}

function fitting(text: Extended['text'], most: number): Buffer {
  return typeof text === 'string' ? cut(text, most) : Buffer.from(structuredText(text, most));
}

/** UTF-8, without half a character at its end. */
function cut(text: string, most: number): Buffer {
  const whole = Buffer.from(text);
  if (whole.length <= most) return whole;
  let end = most;
  while (end > 0 && ((whole[end] ?? 0) & 0xc0) === 0x80) end--;
  return whole.subarray(0, end);
}

function wireName(name: string): Buffer {
  const labels = name.split('.').map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`, 'latin1'));
  return Buffer.concat([...labels, Buffer.alloc(1)]);
}

/** Serial, refresh, retry, expire and minimum (RFC 1035 3.3.13); only the last one matters here. */
const numbers = Buffer.alloc(20);
for (const [at, value] of [1, 3600, 600, 86400, timeToLive].entries()) numbers.writeUInt32BE(value, 4 * at);

/** The record that says for how long a name does not exist (RFC 2308 3). */
export const startOfAuthority: Resource = {
  type: types.soa,
  data: Buffer.concat([wireName('localhost'), wireName('hostmaster.localhost'), numbers]),
};

/** What RFC 8482 4.2 says to whoever asks for everything. */
export const notEverything: Resource = {
  type: types.hinfo,
  data: Buffer.from('\u0007RFC8482\u0000', 'latin1'),
};

/** A reply of one's own making, or of an upstream, that is longer than the asker takes: only that it is (RFC 2181 9). */
export function tooLong(query: Query, recursion: boolean): Buffer {
  return replyTo(query, { rcode: rcodes.noError, truncated: true }, recursion);
}
