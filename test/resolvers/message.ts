import { randomInt } from 'node:crypto';
import type { DecodedPacket, OptAnswer, Packet, Answer as PacketRecord, RecordType } from 'dns-packet';
import { decode, encode, RECURSION_DESIRED } from 'dns-packet';

/** HTTPS (RFC 9460) is unknown to dns-packet 5 and goes by its number. */
export type QueryType = RecordType | 'HTTPS';

type Rcode = 'NOERROR' | 'FORMERR' | 'SERVFAIL' | 'NXDOMAIN' | 'NOTIMP' | 'REFUSED';

/** A resource record in presentation form; rdata that dns-packet does not read is in hexadecimal. */
export interface ResourceRecord {
  readonly name: string;
  readonly type: QueryType;
  readonly ttl: number;
  readonly data: string;
}

/** RFC 8914. */
export interface ExtendedError {
  readonly code: number;
  readonly text: string;
}

export interface Message {
  readonly rcode: Rcode;
  readonly answers: readonly ResourceRecord[];
  readonly authorities: readonly ResourceRecord[];
  readonly extendedErrors: readonly ExtendedError[];
}

interface Question {
  readonly name: string;
  readonly type: QueryType;
  readonly dnssecOk: boolean;
}

const RCODES: readonly Rcode[] = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];
const EXTENDED_ERROR_OPTION = 15;
const UDP_PAYLOAD = 1232;

/** A query with a random id. Throws for a name that has no wire form: dns-packet would send a broken one. */
export function encodeQuery({ name, type, dnssecOk }: Question): Buffer {
  const labels = name.replace(/\.$/, '').split('.');
  const isTooLong = Buffer.byteLength(labels.join('.')) > 253 || labels.some((label) => Buffer.byteLength(label) > 63);
  if (isTooLong || (name !== '.' && labels.includes(''))) throw new RangeError(`not a domain name: ${name}`);
  const options: OptAnswer = {
    type: 'OPT',
    name: '.',
    udpPayloadSize: UDP_PAYLOAD,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: dnssecOk ? 0x8000 : 0,
    flag_do: dnssecOk,
    options: [],
  };
  return encode({
    type: 'query',
    id: randomInt(0x10000),
    flags: RECURSION_DESIRED,
    questions: [{ name, type: wireType(type) }],
    additionals: [options],
  });
}

/** The response to this query, or null for bytes that answer another one. Throws when they cannot be read. */
export function decodeResponse(query: Buffer, bytes: Buffer): DecodedPacket | null {
  if (bytes.length < 12 || bytes.readUInt16BE(0) !== query.readUInt16BE(0)) return null;
  const packet = decode(bytes);
  const [asked] = decode(query).questions ?? [];
  const [echoed] = packet.questions ?? [];
  if (!packet.flag_qr || asked === undefined || echoed === undefined) return null;
  return asked.name.toLowerCase() === echoed.name.toLowerCase() && asked.type === echoed.type ? packet : null;
}

export function readMessage(packet: DecodedPacket): Message {
  const code = (packet.flags ?? 0) & 0x0f;
  const rcode = RCODES[code];
  if (rcode === undefined) throw new Error(`unexpected response code ${code}`);
  return {
    rcode,
    answers: (packet.answers ?? []).flatMap(readRecord),
    authorities: (packet.authorities ?? []).flatMap(readRecord),
    extendedErrors: readExtendedErrors(packet),
  };
}

function readExtendedErrors({ additionals = [] }: Packet): readonly ExtendedError[] {
  return additionals.flatMap((record) => {
    if (record.type !== 'OPT') return [];
    return record.options.flatMap(({ code, data }) => {
      const option: number = code;
      if (option !== EXTENDED_ERROR_OPTION || data === undefined) return [];
      return [{ code: data.readUInt16BE(0), text: data.toString('utf8', 2).replace(/\0$/, '') }];
    });
  });
}

function readRecord(record: PacketRecord): readonly ResourceRecord[] {
  if (record.type === 'OPT') return [];
  const { name, type, ttl = 0, data } = record;
  return [{ name, type: readType(type), ttl, data: presentation(data) }];
}

function presentation(data: Exclude<PacketRecord, OptAnswer>['data']): string {
  if (typeof data === 'string') return data;
  if (Buffer.isBuffer(data)) return data.toString('hex');
  if (Array.isArray(data)) return data.map((part) => part.toString()).join(' ');
  return Object.values(data).map(String).join(' ');
}

function wireType(type: QueryType): RecordType {
  return type === 'HTTPS' ? ('UNKNOWN_65' as RecordType) : type;
}

function readType(type: string): QueryType {
  return type === 'UNKNOWN_65' ? 'HTTPS' : (type as RecordType);
}
