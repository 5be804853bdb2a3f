import { describe, expect, test } from 'vitest';
import type { DomainName } from '../../src/core/name.ts';
import { batches, hasRoom, sends } from '../../src/emit/nsupdate.ts';
import { readZone, type ZoneHead, type ZoneText } from '../../src/emit/zone-text.ts';

const zone = 'rpz.blocklist' as DomainName;

interface Head {
  readonly ttl?: number;
  readonly serial?: number;
  readonly primary?: string;
}

/** A zone as rpz.ts writes it. */
function text(records: readonly string[], { ttl = 300, serial = 5, primary = 'localhost.' }: Head = {}): string[] {
  const soa = `@ SOA ${primary} hostmaster.localhost. ${serial} 3600 600 2592000 60`;
  return [`$TTL ${ttl}`, soa, `@ NS ${primary}`, ...records];
}

function zoneOf(lines: readonly string[]): ZoneText {
  return readZone(lines.values());
}

function change(old: readonly string[], next: readonly string[]): readonly (readonly string[])[] {
  return [...batches({ old: zoneOf(old), next: zoneOf(next), zone })];
}

describe('the change from one zone to another', () => {
  test('is what goes, then what comes, owner by owner in the order of zones', () => {
    const old = text([
      'b.com CNAME .',
      '*.b.com CNAME .',
      'a.to CNAME .',
      'page.to A 192.0.2.1',
      'page.to AAAA ::1',
      'z.to CNAME .',
    ]);
    const next = text(['a.com CNAME .', 'b.com CNAME .', 'a.to CNAME *.', 'page.to A 192.0.2.1', 'y.to A 192.0.2.2']);
    expect(change(old, next)).toEqual([
      [
        'update add a.com.rpz.blocklist. 300 IN CNAME .',
        'update delete *.b.com.rpz.blocklist. IN CNAME .',
        'update delete a.to.rpz.blocklist. IN CNAME .',
        'update add a.to.rpz.blocklist. 300 IN CNAME *.',
        'update delete page.to.rpz.blocklist. IN A 192.0.2.1',
        'update delete page.to.rpz.blocklist. IN AAAA ::1',
        'update add page.to.rpz.blocklist. 300 IN A 192.0.2.1',
        'update add y.to.rpz.blocklist. 300 IN A 192.0.2.2',
        'update delete z.to.rpz.blocklist. IN CNAME .',
      ],
    ]);
  });

  test('from or to nothing is all of the other', () => {
    const some = ['a.to CNAME .', 'b.to CNAME .'];
    const said = (verb: string) => some.map((line) => `update ${verb} ${line.slice(0, 4)}.rpz.blocklist. `);
    expect(change(text(some), text([]))).toEqual([said('delete').map((start) => `${start}IN CNAME .`)]);
    expect(change(text([]), text(some))).toEqual([said('add').map((start) => `${start}300 IN CNAME .`)]);
  });

  test('of one address to another of the same name is a change', () => {
    expect(change(text(['a.to A 192.0.2.1']), text(['a.to A 192.0.2.2']))).toEqual([
      ['update delete a.to.rpz.blocklist. IN A 192.0.2.1', 'update add a.to.rpz.blocklist. 300 IN A 192.0.2.2'],
    ]);
  });

  test('of nothing but the serial is empty', () => {
    expect(change(text(['a.to CNAME .']), text(['a.to CNAME .'], { serial: 6 }))).toEqual([[]]);
  });

  test('of the TTL reaches every record', () => {
    expect(change(text(['a.to CNAME .']), text(['a.to CNAME .'], { ttl: 60 }))).toEqual([
      [
        'update add rpz.blocklist. 60 IN NS localhost.',
        'update delete a.to.rpz.blocklist. IN CNAME .',
        'update add a.to.rpz.blocklist. 60 IN CNAME .',
      ],
    ]);
  });

  test('of the name server adds the new one before the old one goes', () => {
    expect(change(text(['a.to CNAME .']), text(['a.to CNAME .'], { primary: 'ns.example.' }))).toEqual([
      ['update add rpz.blocklist. 300 IN NS ns.example.', 'update delete rpz.blocklist. IN NS localhost.'],
    ]);
  });

  test('is parted where one message could not hold it, never within an owner', () => {
    const owner = (at: number) => `${'x'.repeat(63)}.${String(at).padStart(4, '0')}.to CNAME .`;
    const all = Array.from({ length: 2 * 564 }, (_, at) => owner(at));
    const line = `update add ${owner(0).replace(' ', '.rpz.blocklist. 300 IN ')}`;
    const parts = change(text([]), text(all));
    const most = Math.floor(60_000 / (line.length + 4));
    expect(parts.map((part) => part.length)).toEqual([most, most, all.length - 2 * most].filter((count) => count > 0));
    expect(parts.flat().length).toBe(all.length);
    const pairs = all.map((one) => one.replace('CNAME .', 'A 192.0.2.1'));
    for (const part of change(text(all), text(pairs))) {
      expect(part.length % 2).toBe(0);
      expect(part.join('').length + 4 * part.length).toBeLessThanOrEqual(60_000);
    }
  });

  test('fills a message to its last octet', () => {
    // Two lines of 30,000 octets with what is spared, then one more.
    const line = (top: string, octets: number) =>
      `${top.padStart(octets - 'update add .rpz.blocklist. 300 IN CNAME .'.length - 4, 'a')} CNAME .`;
    const exact = change(text([]), text([line('.x', 30_000), line('.y', 30_000)]));
    expect(exact.map((part) => part.length)).toEqual([2]);
    const over = change(text([]), text([line('.x', 30_000), line('.y', 30_001)]));
    expect(over.map((part) => part.length)).toEqual([1, 1]);
  });
});

const head = (serial: number, more: Head = {}): ZoneHead => zoneOf(text([], { serial, ...more })).head;

describe('the sends of a change', () => {
  test('each ask for the SOA that the one before it left, and the last one brings the new serial', () => {
    const all = [['update add a'], ['update add b', 'update add c'], []];
    const next = head(9, { ttl: 60, primary: 'ns.example.' });
    const said = [...sends(all, { old: head(5), next, zone, count: 3 })];
    const soa = (primary: string, serial: number) => `${primary} hostmaster.localhost. ${serial} 3600 600 2592000 60`;
    const send = (before: string, updates: readonly string[], after: string) =>
      [
        'zone rpz.blocklist.',
        `prereq yxrrset rpz.blocklist. IN SOA ${before}`,
        ...updates,
        `update add rpz.blocklist. 60 IN SOA ${after}`,
        'send\n',
      ].join('\n');
    expect(said).toEqual([
      send(soa('localhost.', 5), ['update add a'], soa('ns.example.', 6)),
      send(soa('ns.example.', 6), ['update add b', 'update add c'], soa('ns.example.', 7)),
      send(soa('ns.example.', 7), [], soa('ns.example.', 9)),
    ]);
  });

  test('need a serial each between the old one and the new one', () => {
    const rooms = [
      [5, 6, 1, true],
      [5, 6, 2, false],
      [5, 7, 2, true],
      [5, 8, 4, false],
      [5, 9, 4, true],
      [4_294_967_295, 1, 1, true],
      [4_294_967_295, 2, 2, true],
      [4_294_967_295, 1, 2, false],
      [6, 5, 1, false],
    ] as const;
    const found = rooms.map(([old, next, count]) => [
      old,
      next,
      count,
      hasRoom({ old: head(old), next: head(next), count }),
    ]);
    expect(found).toEqual(rooms);
  });
});

describe('a zone that is read', () => {
  test('is its head and its owners, each with all its records', () => {
    const read = zoneOf(
      text(['a.to A 192.0.2.1', 'a.to AAAA 2001:db8::1', '*.a.to CNAME rpz-passthru.', '_b-1.to CNAME *.']),
    );
    const { head: found, owners } = read;
    expect(found).toEqual({
      ttl: 300,
      serial: 5,
      soa: ['localhost. hostmaster.localhost.', '3600 600 2592000 60'],
      nameServer: 'localhost.',
    });
    const all: unknown[] = [];
    for (let one = owners.next(); !one.done; one = owners.next()) all.push(one.value);
    expect(all).toEqual([
      { owner: 'a.to', records: ['A 192.0.2.1', 'AAAA 2001:db8::1'] },
      { owner: '*.a.to', records: ['CNAME rpz-passthru.'] },
      { owner: '_b-1.to', records: ['CNAME *.'] },
    ]);
    expect(zoneOf(text([])).owners.next()).toEqual({ done: true, value: undefined });
  });

  test('is refused with its line where it is none of ours', () => {
    const [ttl = '', soa = '', ns = ''] = text([]);
    const heads = [
      [[], '(the end)'],
      [['$TTL 300 ', soa, ns], '$TTL 300 '],
      [['; $TTL 300', soa, ns], '; $TTL 300'],
      [['$TTL 3x', soa, ns], '$TTL 3x'],
      [[ttl, ns, soa], ns],
      [[ttl, `x${soa}`, ns], `x${soa}`],
      [[ttl, `${soa} 1`, ns], `${soa} 1`],
      [[ttl, soa.replace('localhost.', ''), ns], soa.replace('localhost.', '')],
      [[ttl, soa.replace(' 5 ', ' x '), ns], soa.replace(' 5 ', ' x ')],
      [[ttl, soa], '(the end)'],
      [[ttl, soa, `${ns} x`], `${ns} x`],
      [[ttl, soa, `x${ns}`], `x${ns}`],
    ] as const;
    const said = (lines: readonly string[]) => {
      try {
        return String(zoneOf(lines).owners.next().value);
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
    };
    expect(heads.map(([lines]) => said(lines))).toEqual(heads.map(([, line]) => `this line was not expected: ${line}`));
    const records = [
      '',
      ' a.to CNAME .',
      'a.to CNAME . x',
      'a.to  CNAME .',
      'a.to TXT x',
      'A.to CNAME .',
      'a.to A 1;2',
      'a.to CNAME',
    ];
    expect(records.map((line) => said(text([line])))).toEqual(
      records.map((line) => `this line was not expected: ${line}`),
    );
  });
});
