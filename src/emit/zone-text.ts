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
  const [ttl] = nextMatch<[string]>(lines, /^\$TTL (\d+)$/);
  const [before, serial, after] = nextMatch<[string, string, string]>(
    lines,
    /^@ SOA (\S+ \S+) (\d+) (\d+ \d+ \d+ \d+)$/,
  );
  const [nameServer] = nextMatch<[string]>(lines, /^@ NS (\S+)$/);
  const head = { ttl: Number(ttl), serial: Number(serial), soa: [before, after] as const, nameServer };
  return { head, owners: owners(lines) };
}

function nextMatch<Groups extends readonly string[]>(lines: Iterator<string>, pattern: RegExp): Groups {
  const { value = '(the end)' } = lines.next();
  return groupsOf<Groups>(pattern, value);
}

/** The groups of a pattern that each take part in every match. */
function groupsOf<Groups extends readonly string[]>(pattern: RegExp, line: string): Groups {
  const match = pattern.exec(line);
  if (!match) throw new NotOurZone(`this line was not expected: ${line}`);
  return match.slice(1) as readonly string[] as Groups;
}

const record = /^([a-z0-9_*.-]+) ((?:CNAME|A|AAAA) [0-9a-z:.*-]+)$/;

function* owners(lines: Iterator<string>): Generator<ZoneOwner, undefined> {
  let last: { readonly owner: string; readonly records: string[] } | undefined;
  for (let line = lines.next(); !line.done; line = lines.next()) {
    const [owner, data] = groupsOf<[string, string]>(record, line.value);
    if (owner === last?.owner) last.records.push(data);
    else {
      if (last) yield last;
      last = { owner, records: [data] };
    }
  }
  if (last) yield last;
  return undefined;
}
