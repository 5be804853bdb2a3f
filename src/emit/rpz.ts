import { type Blocklist, eachLine, lineName, type Zone, type ZoneAction, type ZoneLine } from '../core/blocklist.ts';
import { counted } from '../core/text.ts';
import { encoded, type Fixed, type Writer } from '../names/index.ts';
import type { Format, FormatContext } from './format.ts';

// Resolvers drop or unload a zone for small faults (docs/resolvers.md), so every line is in the form that all of them
// take: relative owners and no $ORIGIN, absolute targets, SOA first, LF, no comments, one action an owner.

export const blockZone: Format = {
  ...zone((blocklist) => blocklist.blockZone),
  id: 'rpz',
  file: 'blocklist.rpz',
  title: 'Response policy zone with the blocked names',
  zone: 'block',
};

export const allowZone: Format = {
  ...zone((blocklist) => blocklist.allowZone),
  id: 'rpz-allow',
  file: 'allow.rpz',
  title: 'Response policy zone with the exceptions, to be listed before the other',
  zone: 'allow',
};

function zone(zoneIn: (blocklist: Blocklist) => Zone): Omit<Format, 'id' | 'file' | 'title' | 'zone'> {
  return {
    head: (_, context) => zoneHead(context),
    records: (blocklist, part, { out }) => writeZone(zoneIn(blocklist), part, out),
    tail: '',
    reachesBelow: true,
    readOwners,
    limits: (blocklist) => redirectLimits(zoneIn(blocklist), blocklist),
  };
}

/** Expire is 30 days: BIND unloads a policy when it runs out, and every name would be free. */
export function zoneHead({ serial, zone: { primary, contact, ttl } }: FormatContext): string {
  return `$TTL ${ttl}\n@ SOA ${primary}. ${contact}. ${serial} 3600 600 2592000 60\n@ NS ${primary}.\n`;
}

function writeZone(zoneToWrite: Zone, part: number, out: Writer): number {
  let count = 0;
  zoneToWrite.walk(part, (line) => {
    const { self, below } = line;
    const redirects = self?.kind === 'redirect' || below?.kind === 'redirect';
    const mayRedirect = !redirects || hostName.test(lineName(line));
    if (self) {
      for (const data of recordData(self, mayRedirect)) writeOwner(out, line).fixed(data);
      count += 1;
    }
    if (below) {
      for (const data of recordData(below, mayRedirect)) writeOwner(out.fixed(wildcard), line).fixed(data);
      count += 1;
    }
  });
  return count;
}

const wildcard = encoded('*.');

function writeOwner(out: Writer, { table, row, text }: ZoneLine): Writer {
  return text === undefined ? out.name(table, row) : out.text(text);
}

// BIND holds the owners of address records to the letters of host names and rejects the whole zone otherwise.
const hostName = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

function redirectLimits(zoneToWrite: Zone, { names }: Blocklist): readonly string[] {
  if (!names.rules.some(({ self, below }) => self?.kind === 'redirect' || below?.kind === 'redirect')) return [];
  let count = 0;
  eachLine(zoneToWrite, (line) => {
    if (line.self?.kind !== 'redirect' && line.below?.kind !== 'redirect') return;
    if (!hostName.test(lineName(line))) count += 1;
  });
  if (count === 0) return [];
  return [
    `${counted(count, 'name')} cannot have an address in BIND (RFC 952): an empty answer instead of the notice page.`,
  ];
}

const nxdomain = [encoded(' CNAME .\n')];
const nodata = [encoded(' CNAME *.\n')];
const passthru = [encoded(' CNAME rpz-passthru.\n')];

function redirectData(ipv4: string, ipv6: string | undefined): readonly Fixed[] {
  return [encoded(` A ${ipv4}\n`), ...(ipv6 === undefined ? [] : [encoded(` AAAA ${ipv6}\n`)])];
}

/** Policy actions as in draft-vixie-dnsop-dns-rpz section 3: what follows the owner, a line each. */
export function recordData(action: ZoneAction, mayRedirect: boolean): readonly Fixed[] {
  switch (action.kind) {
    case 'nxdomain':
      return nxdomain;
    case 'nodata':
      return nodata;
    case 'passthru':
      return passthru;
    case 'redirect':
      if (!mayRedirect) return nodata;
      return redirectData(action.ipv4, action.ipv6);
  }
}

export function* readOwners(text: string): Generator<string> {
  let last: string | undefined;
  for (const line of text.split('\n')) {
    const owner = /^([^\s$@]\S*) (?:CNAME|A|AAAA) \S+$/.exec(line)?.[1];
    if (owner === undefined && line !== '' && !/^(\$TTL|@ SOA|@ NS) /.test(line)) yield `not a record: ${line}`;
    if (owner !== undefined && owner !== last) yield owner;
    last = owner;
  }
}
