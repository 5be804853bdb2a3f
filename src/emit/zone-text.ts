/** What a zone says of itself, as rpz.ts writes it. */
export interface ZoneHead {
  /** Seconds, of every record. */
  readonly ttl: number;
  readonly serial: number;
  /** The SOA record's data before and after the serial. */
  readonly soa: readonly [string, string];
  readonly nameServer: string;
}

/** All records of one owner, in the order of the file. */
export interface ZoneOwner {
  readonly owner: string;
  /** Type and data, as `CNAME .`. */
  readonly records: readonly string[];
}

/** A zone file that is read from its start to its end, once. */
export interface ZoneText {
  readonly head: ZoneHead;
  readonly owners: Iterator<ZoneOwner, undefined>;
}

/** A zone file is none of ours; the message says which line. */
export class NotOurZone extends Error {}

/** Reads the lines of a zone that rpz.ts has written, and nothing more than that. */
export function readZone(lines: Iterator<string>): ZoneText {
  const ttl = nextMatch(lines, /^\$TTL (\d+)$/);
  const soa = nextMatch(lines, /^@ SOA (\S+ \S+) (\d+) (\d+ \d+ \d+ \d+)$/);
  const [nameServer = ''] = nextMatch(lines, /^@ NS (\S+)$/);
  const [before = '', serial, after = ''] = soa;
  const head = { ttl: Number(ttl[0]), serial: Number(serial), soa: [before, after] as const, nameServer };
  return { head, owners: owners(lines) };
}

function nextMatch(lines: Iterator<string>, pattern: RegExp): readonly string[] {
  const { value } = lines.next();
  const match = pattern.exec(value ?? '');
  if (!match) throw new NotOurZone(`this line was not expected: ${value ?? '(the end)'}`);
  return match.slice(1);
}

const record = /^([a-z0-9_*.-]+) ((?:CNAME|A|AAAA) [0-9a-z:.*-]+)$/;

function* owners(lines: Iterator<string>): Generator<ZoneOwner, undefined> {
  let owner: string | undefined;
  let records: string[] = [];
  for (let line = lines.next(); !line.done; line = lines.next()) {
    const [, name, data] = record.exec(line.value) ?? [];
    if (name === undefined || data === undefined) throw new NotOurZone(`this line was not expected: ${line.value}`);
    if (name === owner) records.push(data);
    else {
      if (owner !== undefined) yield { owner, records };
      owner = name;
      records = [data];
    }
  }
  if (owner !== undefined) yield { owner, records };
  return undefined;
}
