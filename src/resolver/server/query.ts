import { flags, type Rcode, rcodes, types, udpSizes } from './protocol.ts';

/** A question as it came. */
export interface Query {
  readonly id: number;
  /** The bits that an answer repeats: RD and CD. */
  readonly flags: number;
  /** The question section, octet by octet as it was asked. */
  readonly question: Buffer;
  /**
   * The name in lower case, its labels parted by dots; empty for the root. Each octet that no name of a list has, be it
   * a dot inside a label, is a `*`, so that such a name has its parents and is equal to none that is listed.
   */
  readonly name: string;
  readonly type: number;
  readonly class: number;
  readonly edns: Edns | undefined;
}

export interface Edns {
  readonly version: number;
  /** Octets that the asker takes by UDP, within sense. */
  readonly size: number;
  readonly dnssecOk: boolean;
}

/** What one message from outside is. */
export type Received =
  | { readonly kind: 'query'; readonly query: Query }
  /** To be answered with a header alone. */
  | { readonly kind: 'fault'; readonly id: number; readonly flags: number; readonly rcode: Rcode }
  /** To be left without an answer: too short to tell, or itself an answer, so that two servers never talk for ever. */
  | { readonly kind: 'noise' };

class Malformed extends Error {}

const headerSize = 12;
const opcodeBits = 0x7800;

/**
 * Reads a message as a query (RFC 1035 4.1, RFC 6891). Whatever the octets are, it ends after one look at each and says
 * what they are. A library would decode names into text, where a dot inside a label and one between labels look the same.
 */
export function readQuery(message: Buffer): Received {
  if (message.length < headerSize) return { kind: 'noise' };
  const id = message.readUInt16BE(0);
  const bits = message.readUInt16BE(2);
  if ((bits & flags.response) !== 0) return { kind: 'noise' };
  const repeated = bits & (flags.desired | flags.unchecked);
  const fault = (rcode: Rcode): Received => ({ kind: 'fault', id, flags: repeated | (bits & opcodeBits), rcode });
  if ((bits & opcodeBits) !== 0) return fault(rcodes.notImp);
  // RFC 9619: one question, neither more nor less.
  if (message.readUInt16BE(4) !== 1) return fault(rcodes.formErr);
  try {
    return { kind: 'query', query: { id, flags: repeated, ...readBody(message) } };
  } catch (error) {
    if (error instanceof Malformed) return fault(rcodes.formErr);
    throw error;
  }
}

function readBody(message: Buffer): Omit<Query, 'id' | 'flags'> {
  const { name, end } = readName(message);
  if (end + 4 > message.length) throw new Malformed();
  const question = message.subarray(headerSize, end + 4);
  const [type, klass] = [message.readUInt16BE(end), message.readUInt16BE(end + 2)];
  return { question, name, type, class: klass, edns: readEdns(message, end + 4) };
}

/** The name of the question. It is the first of the message, so there is nothing that a pointer could lead back to. */
function readName(message: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = headerSize;
  for (;;) {
    const length = message[at];
    if (length === undefined || length > 63) throw new Malformed();
    at += 1;
    if (length === 0) break;
    if (at + length > message.length) throw new Malformed();
    labels.push(
      message
        .toString('latin1', at, at + length)
        .toLowerCase()
        .replace(/[^a-z0-9_-]/g, '*'),
    );
    at += length;
  }
  if (at - headerSize > 255) throw new Malformed();
  return { name: labels.join('.'), end: at };
}

/** The OPT record (RFC 6891 6.1) among the records after the question. */
function readEdns(message: Buffer, from: number): Edns | undefined {
  const before = message.readUInt16BE(6) + message.readUInt16BE(8);
  const all = before + message.readUInt16BE(10);
  let found: Edns | undefined;
  let at = from;
  for (let record = 0; record < all; record++) {
    const start = at;
    at = afterName(message, at);
    if (at + 10 > message.length) throw new Malformed();
    const isOpt = message.readUInt16BE(at) === types.opt;
    if (isOpt) {
      // It is one, it is of the root, and it stands in the additional section.
      if (found || message[start] !== 0 || record < before) throw new Malformed();
      found = ednsAt(message, at);
    }
    at += 10 + message.readUInt16BE(at + 8);
    if (at > message.length) throw new Malformed();
  }
  if (at !== message.length) throw new Malformed();
  return found;
}

function ednsAt(message: Buffer, at: number): Edns {
  return {
    size: Math.min(Math.max(message.readUInt16BE(at + 2), udpSizes.plain), udpSizes.edns),
    version: message[at + 5] ?? 0,
    dnssecOk: ((message[at + 6] ?? 0) & 0x80) !== 0,
  };
}

/** Where a name ends that nobody reads: with the root or with a pointer, which is not followed. */
function afterName(message: Buffer, from: number): number {
  let at = from;
  for (;;) {
    const length = message[at];
    if (length === undefined) throw new Malformed();
    if (length === 0) return at + 1;
    if (length >= 0xc0) return at + 2;
    if (length > 63) throw new Malformed();
    at += 1 + length;
  }
}
