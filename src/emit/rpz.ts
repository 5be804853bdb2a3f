import type { Blocklist, Zone, ZoneAction } from '../core/blocklist.ts';
import { counted } from '../core/text.ts';
import type { Row, Writer } from '../names/index.ts';
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
    records: (blocklist, out) => writeZone(zoneIn(blocklist), blocklist, out),
    tail: '',
    reachesBelow: true,
    readOwners,
    limits: (blocklist) => redirectLimits(zoneIn(blocklist), blocklist),
  };
}

/** Expire is 30 days: BIND unloads a policy when it runs out, and every name would be free. */
function zoneHead({ serial, zone: { primary, contact, ttl } }: FormatContext): string {
  return `$TTL ${ttl}\n@ SOA ${primary}. ${contact}. ${serial} 3600 600 2592000 60\n@ NS ${primary}.\n`;
}

function writeZone(zoneToWrite: Zone, { table }: Blocklist, out: Writer): number {
  let count = 0;
  zoneToWrite.each(({ row, text, self, below }) => {
    const redirects = self?.kind === 'redirect' || below?.kind === 'redirect';
    const mayRedirect = !redirects || hostName.test(text ?? table.nameAt(row));
    if (self) {
      for (const data of recordData(self, mayRedirect)) writeOwner(out, row, text).fixed(data);
      count += 1;
    }
    if (below) {
      for (const data of recordData(below, mayRedirect)) writeOwner(out.fixed('*.'), row, text).fixed(data);
      count += 1;
    }
  });
  return count;
}

function writeOwner(out: Writer, row: Row, text: string | undefined): Writer {
  return text === undefined ? out.name(row) : out.text(text);
}

// BIND holds the owners of address records to the letters of host names and rejects the whole zone otherwise.
const hostName = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

function redirectLimits(zoneToWrite: Zone, { table, names }: Blocklist): readonly string[] {
  if (!names.rules.some(({ self, below }) => self?.kind === 'redirect' || below?.kind === 'redirect')) return [];
  let count = 0;
  zoneToWrite.each(({ row, text, self, below }) => {
    if (self?.kind !== 'redirect' && below?.kind !== 'redirect') return;
    if (!hostName.test(text ?? table.nameAt(row))) count += 1;
  });
  if (count === 0) return [];
  return [
    `${counted(count, 'name')} cannot have an address in BIND (RFC 952): an empty answer instead of the notice page.`,
  ];
}

const nxdomain = [' CNAME .\n'];
const nodata = [' CNAME *.\n'];
const passthru = [' CNAME rpz-passthru.\n'];

/** Policy actions as in draft-vixie-dnsop-dns-rpz section 3: what follows the owner, a line each. */
function recordData(action: ZoneAction, mayRedirect: boolean): readonly string[] {
  switch (action.kind) {
    case 'nxdomain':
      return nxdomain;
    case 'nodata':
      return nodata;
    case 'passthru':
      return passthru;
    case 'redirect':
      if (!mayRedirect) return nodata;
      return [` A ${action.ipv4}\n`, ...(action.ipv6 === undefined ? [] : [` AAAA ${action.ipv6}\n`])];
  }
}

function* readOwners(text: string): Generator<string> {
  let last: string | undefined;
  for (const line of text.split('\n')) {
    const owner = /^([^\s$@]\S*) (?:CNAME|A|AAAA) \S+$/.exec(line)?.[1];
    if (owner === undefined && line !== '' && !/^(\$TTL|@ SOA|@ NS) /.test(line)) yield `not a record: ${line}`;
    if (owner !== undefined && owner !== last) yield owner;
    last = owner;
  }
}
