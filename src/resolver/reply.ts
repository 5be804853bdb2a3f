import type { Answer, DecodedPacket } from 'dns-packet';
import { decode } from 'dns-packet';

/** What a resolver answered, as far as it tells a block from the name's own answer. */
export interface Answered {
  readonly kind: 'answered';
  /** NOERROR, NXDOMAIN …, or RCODE17 where the code has no name here. */
  readonly rcode: string;
  /** Addresses of the type that was asked for. */
  readonly addresses: readonly string[];
  /** The names that the answer is about: the one that was asked for, then where CNAME records lead. */
  readonly chain: readonly string[];
  readonly texts: readonly string[];
  readonly authority: readonly StartOfZone[];
  readonly additional: readonly StartOfZone[];
  readonly extendedErrors: readonly ExtendedError[];
}

/** An SOA record. */
export interface StartOfZone {
  readonly zone: string;
  readonly primary: string;
  readonly serial: number;
}

/** RFC 8914. */
export interface ExtendedError {
  readonly code: number;
  readonly text: string;
}

/** closed: nothing listens there. cut-off: the connection ended before the answer. */
export interface NoAnswer {
  readonly kind: 'no-answer';
  readonly why: 'timed-out' | 'closed' | 'cut-off' | 'unreadable';
}

export type Reply = Answered | NoAnswer;

const rcodes = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];
const extendedErrorOption = 15;

/** The answer to this query; undefined for bytes that answer another one. Throws what `decode` throws. */
export function answerTo(query: Buffer, bytes: Buffer): DecodedPacket | undefined {
  if (bytes.length < headerLength || bytes.readUInt16BE(0) !== query.readUInt16BE(0)) return undefined;
  const isResponse = (bytes.readUInt8(2) & 0x80) !== 0;
  return isResponse && questionOf(bytes) === questionOf(query) ? decode(bytes) : undefined;
}

const headerLength = 12;
const longestLabel = 63;

/** The octets of the question, in lower case: a name as labels without pointers, its type and class (RFC 1035 4.1.2). */
function questionOf(bytes: Buffer): string | undefined {
  let end = headerLength;
  for (let length = bytes[end]; length !== 0; length = bytes[end]) {
    if (length === undefined || length > longestLabel) return undefined;
    end += length + 1;
  }
  return bytes.toString('latin1', headerLength, end + 5).toLowerCase();
}

export function readAnswer(packet: DecodedPacket): Answered {
  const { answers = [], authorities = [], additionals = [] } = packet;
  const [asked] = packet.questions ?? [];
  const code = ((packet.flags ?? 0) & 0x0f) | (extendedCode(additionals) << 4);
  return {
    kind: 'answered',
    rcode: rcodes[code] ?? `RCODE${code}`,
    addresses: answers.flatMap((one) =>
      (one.type === 'A' || one.type === 'AAAA') && one.type === asked?.type ? [plainAddress(one.data)] : [],
    ),
    chain: chainOf(asked?.name ?? '', answers),
    texts: answers.flatMap((one) => (one.type === 'TXT' ? [[one.data].flat().map(String).join('')] : [])),
    authority: authorities.flatMap(startOfZone),
    additional: additionals.flatMap(startOfZone),
    extendedErrors: additionals.flatMap(extendedErrorsOf),
  };
}

/** An address in the one form that compares (RFC 5952). */
export function plainAddress(address: string): string {
  return address.includes(':') ? new URL(`http://[${address}]/`).hostname.slice(1, -1) : address;
}

function extendedCode(additionals: readonly Answer[]): number {
  const [options] = additionals.filter((one) => one.type === 'OPT');
  return options?.type === 'OPT' ? options.extendedRcode : 0;
}

function chainOf(name: string, answers: readonly Answer[]): readonly string[] {
  const chain = [plainName(name)];
  for (const one of answers) if (one.type === 'CNAME') chain.push(plainName(one.data));
  return chain;
}

function startOfZone(one: Answer): StartOfZone[] {
  if (one.type !== 'SOA') return [];
  return [{ zone: plainName(one.name), primary: plainName(one.data.mname), serial: one.data.serial ?? 0 }];
}

function extendedErrorsOf(one: Answer): ExtendedError[] {
  if (one.type !== 'OPT') return [];
  return one.options.flatMap(({ code, data }) => {
    const option: number = code;
    if (option !== extendedErrorOption || data === undefined || data.length < 2) return [];
    return [{ code: data.readUInt16BE(0), text: data.toString('utf8', 2).replace(/\0$/, '') }];
  });
}

/** In lower case, without the dot at the end; the root is empty. */
function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
