import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answers, Blocklist, Zone, ZoneAction } from '../../src/core/blocklist.ts';
import type { DomainName } from '../../src/core/name.ts';
import type { Action } from '../../src/core/order.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import { express } from '../../src/emit/express.ts';
import { allowZone, blockZone } from '../../src/emit/rpz.ts';
import { NameTable } from '../../src/names/index.ts';

interface ZoneEntry extends Answers<ZoneAction> {
  readonly name: DomainName;
}

/** A blocklist whose zones say just the entries, every second one as a row of its table, the others as text. */
function zone(entries: readonly ZoneEntry[]): Blocklist {
  const table = new NameTable();
  const lines = entries.map(({ name, self, below }, index) =>
    index % 2 === 0
      ? { table, row: table.add(name, { line: 0, claim: 0 }), text: undefined, self, below }
      : { table, row: -1, text: name, self, below },
  );
  const both: Zone = { parts: 1, walk: (_, visit) => lines.forEach(visit) };
  const none = new Uint32Array();
  const rules = entries.map(({ self, below }) => ({ self: self as Action, below: below as Action, holders: [] }));
  const part = { table, before: 0, rows: none, rule: none, coveredBy: none };
  const names = { size: 0, rules, sizes: [], parts: 1, at: () => part };
  const nothing = { names, validUntil: undefined };
  const asOf = { kind: 'day', day: '2026-11-24' } as const;
  return { ...nothing, asOf, orders: [], published: nothing, blockZone: both, allowZone: both };
}

function written(blocklist: Blocklist, format = blockZone): string {
  const head = format.head(blocklist, { serial: 2_026_112_400, zone: defaultSettings.zone });
  return (
    head +
    express(format, { blocklist, zone: defaultSettings.zone })
      .map((line) => `${line}\n`)
      .join('') +
    format.tail
  );
}

function entry(name: string, self: ZoneAction | undefined, below: ZoneAction | undefined): ZoneEntry {
  return { name: name as DomainName, self, below };
}

const nxdomain = { kind: 'nxdomain' } as const;
const nodata = { kind: 'nodata' } as const;
const passthru = { kind: 'passthru' } as const;
const notice4 = { kind: 'redirect', ipv4: '192.0.2.80' } as const;
const notice = { kind: 'redirect', ipv4: '192.0.2.80', ipv6: '2001:db8::80' } as const;

describe('a response policy zone', () => {
  test('says each action at the name, below it, or both', () => {
    const small = zone([
      entry('both.to', nxdomain, nxdomain),
      entry('exact.to', nodata, undefined),
      entry('_below.to', undefined, nxdomain),
      entry('free.to', passthru, passthru),
      entry('notice.to', notice, notice4),
      entry('a.notice.to', nodata, notice),
      entry('xn--80ak6aa92e.com', nxdomain, undefined),
    ]);
    expect(written(small)).toBe(`$TTL 300
@ SOA localhost. hostmaster.localhost. 2026112400 3600 600 2592000 60
@ NS localhost.
both.to CNAME .
*.both.to CNAME .
exact.to CNAME *.
*._below.to CNAME .
free.to CNAME rpz-passthru.
*.free.to CNAME rpz-passthru.
notice.to A 192.0.2.80
notice.to AAAA 2001:db8::80
*.notice.to A 192.0.2.80
a.notice.to CNAME *.
*.a.notice.to A 192.0.2.80
*.a.notice.to AAAA 2001:db8::80
xn--80ak6aa92e.com CNAME .
`);
    expect([written(small, allowZone), blockZone.limits(small)]).toEqual([written(small), []]);
  });

  test('gives no address to a name that is not a host name (RFC 952), and says so: BIND would drop the whole zone', () => {
    const names = zone([
      entry('my_site.to', notice, notice),
      entry('-site.to', notice, undefined),
      entry('site-.to', nxdomain, notice),
      entry('_dmarc.to', nxdomain, nxdomain),
      entry('my-site.to', notice4, undefined),
    ]);
    expect(written(names).split('\n').slice(3)).toEqual([
      'my_site.to CNAME *.',
      '*.my_site.to CNAME *.',
      '-site.to CNAME *.',
      'site-.to CNAME .',
      '*.site-.to CNAME *.',
      '_dmarc.to CNAME .',
      '*._dmarc.to CNAME .',
      'my-site.to A 192.0.2.80',
      '',
    ]);
    expect(blockZone.limits(names)).toEqual([
      '3 names cannot have an address in BIND (RFC 952): an empty answer instead of the notice page.',
    ]);
  });

  test('of nothing is a head that loads', () => {
    expect(written(zone([]))).toBe(
      '$TTL 300\n@ SOA localhost. hostmaster.localhost. 2026112400 3600 600 2592000 60\n@ NS localhost.\n',
    );
  });
});

describe('reading a zone back', () => {
  test('tells every owner once in its order, and every line that is no record', () => {
    const text = `${written(zone([entry('a.to', notice, nxdomain)]))}b.to CNAME .\n$GENERATE 1-9 x$ CNAME .\n; c\nb.to CNAME .\n d.to A\n`;
    expect([...blockZone.readOwners(text)]).toEqual([
      'a.to',
      '*.a.to',
      'b.to',
      'not a record: $GENERATE 1-9 x$ CNAME .',
      'not a record: ; c',
      'b.to',
      'not a record:  d.to A',
    ]);
  });
});

const label = fc.string({ unit: fc.constantFrom(...'az09_-'), minLength: 1, maxLength: 5 });
const name = fc.oneof(
  fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.')),
  fc.constantFrom('cname', 'a', 'aaaa', 'soa', 'in', '300', 'ttl.to', '1.2.3.4.to', `${'x'.repeat(63)}.to`),
);
const action = fc.constantFrom<ZoneAction>(nxdomain, nodata, passthru, notice4, notice);
const entries = fc.uniqueArray(
  fc
    .tuple(name, fc.option(action, { nil: undefined }), fc.option(action, { nil: undefined }))
    .filter(([, self, below]) => self !== undefined || below !== undefined)
    .map((parts) => entry(...parts)),
  { selector: (one) => one.name, maxLength: 30 },
);

const canonical =
  /^(\*\.)?[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})* (CNAME (\.|\*\.|rpz-passthru\.)|A \d+\.\d+\.\d+\.\d+|AAAA [0-9a-f:]+)$/;

test('law: each owner is written once, each line in canonical form, and what is read back is what was to be written', () => {
  fc.assert(
    fc.property(entries, (list) => {
      const blocklist = zone(list);
      const owners = list.flatMap(({ name: one, self, below }) => [
        ...(self ? [one] : []),
        ...(below ? [`*.${one}`] : []),
      ]);
      const text = written(blocklist);
      expect([...blockZone.readOwners(text)]).toEqual(owners);
      expect(new Set(owners).size).toBe(owners.length);
      expect(text.endsWith('\n')).toBe(true);
      expect(
        text
          .split('\n')
          .slice(3, -1)
          .filter((line) => !canonical.test(line)),
      ).toEqual([]);
    }),
    { numRuns: 5000 },
  );
});

test('law: no owner has both an alias and an address', () => {
  fc.assert(
    fc.property(entries, (list) => {
      const lines = written(zone(list)).split('\n').slice(3, -1);
      for (const owner of new Set(lines.map((line) => line.split(' ')[0]))) {
        const types = lines.filter((line) => line.startsWith(`${owner} `)).map((line) => line.split(' ')[1]);
        expect([owner, types.join(' ')]).toEqual([owner, expect.stringMatching(/^(CNAME|A|A AAAA)$/)]);
      }
    }),
    { numRuns: 2000 },
  );
});
