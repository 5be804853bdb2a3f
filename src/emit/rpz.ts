import type { Blocklist, ZoneAction, ZoneEntry } from '../core/blocklist.ts';
import { counted } from '../core/text.ts';
import type { Format, FormatContext, FormatRecord } from './format.ts';

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

function zone(entries: (blocklist: Blocklist) => readonly ZoneEntry[]) {
  return {
    head: (_: Blocklist, context: FormatContext) => zoneHead(context),
    *records(blocklist: Blocklist) {
      for (const entry of entries(blocklist)) yield record(entry);
    },
    separator: '',
    tail: '',
    readOwners,
    reachesBelow: ({ name, owners }: FormatRecord) => owners.includes(`*.${name}`),
    limits: (blocklist: Blocklist) => redirectLimits(entries(blocklist)),
  };
}

/** Expire is 30 days: BIND unloads a policy when it runs out, and every name would be free. */
function zoneHead({ serial, zone: { primary, contact, ttl } }: FormatContext): string {
  return `$TTL ${ttl}\n@ SOA ${primary}. ${contact}. ${serial} 3600 600 2592000 60\n@ NS ${primary}.\n`;
}

function record({ name, self, below }: ZoneEntry): FormatRecord {
  const owners = [...(self ? [name] : []), ...(below ? [`*.${name}`] : [])];
  const text = [...(self ? lines(name, self) : []), ...(below ? lines(`*.${name}`, below) : [])].join('');
  return { name, owners, text };
}

// BIND holds the owners of address records to the letters of host names and rejects the whole zone otherwise.
const hostName = /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

function canRedirect(owner: string): boolean {
  return hostName.test(owner);
}

function redirectLimits(entries: readonly ZoneEntry[]): readonly string[] {
  const count = entries.filter(
    ({ name, self, below }) => !canRedirect(name) && (self?.kind === 'redirect' || below?.kind === 'redirect'),
  ).length;
  if (count === 0) return [];
  return [
    `${counted(count, 'name')} cannot have an address in BIND (RFC 952): an empty answer instead of the notice page.`,
  ];
}

/** Policy actions as in draft-vixie-dnsop-dns-rpz section 3. */
function lines(owner: string, action: ZoneAction): readonly string[] {
  switch (action.kind) {
    case 'nxdomain':
      return [`${owner} CNAME .\n`];
    case 'nodata':
      return [`${owner} CNAME *.\n`];
    case 'passthru':
      return [`${owner} CNAME rpz-passthru.\n`];
    case 'redirect':
      if (!canRedirect(owner)) return lines(owner, { kind: 'nodata' });
      return [`${owner} A ${action.ipv4}\n`, ...(action.ipv6 === undefined ? [] : [`${owner} AAAA ${action.ipv6}\n`])];
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
