import { describe, expect, test } from 'vitest';
import type { Blocklist } from '../../src/core/blocklist.ts';
import type { OrderRecord } from '../../src/core/order.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import { express } from '../../src/emit/express.ts';
import type { Format } from '../../src/emit/format.ts';
import { formats } from '../../src/emit/registry.ts';
import { Writer } from '../../src/names/index.ts';
import { compiled } from '../support/compiled.ts';
import { record } from '../support/record.ts';

const { zone } = defaultSettings;

function asking(action: 'nodata' | 'redirect', ipv6?: string): Pick<OrderRecord, 'obligations'> {
  const redirect = { ipv4: '192.0.2.80', ...(ipv6 !== undefined && { ipv6 }) };
  return {
    obligations: [{ service: 'dns-resolver', effect: 'block', action, ...(action === 'redirect' && { redirect }) }],
  };
}

const papers = {
  list: record(
    'list',
    [
      'both.to',
      { name: 'exact.to', scope: 'exact' },
      { name: 'lower.to', scope: 'subdomains' },
      'a.both.to',
      { name: 'self.to', scope: 'exact' },
      { name: 'below.to', scope: 'subdomains' },
      { name: 'none-then-empty.to', scope: 'exact' },
      { name: 'empty-then-none.to', scope: 'subdomains' },
      { name: 'page-then-none.to', scope: 'subdomains' },
      'xn--mll-hoa.to',
      'xn--ab-w2t.to',
      'host.to',
      '-dash.x.to',
      { name: '_srv.to', scope: 'exact' },
    ],
    {
      caseNumbers: ['R.G. 1/2026'],
      ecli: 'ECLI:IT:TEST:2026:1',
      legalBasis: ['L. 633/1941 art. 156'],
      exceptions: [
        'good.host.to',
        { name: 'fine.host.to', scope: 'exact' },
        { name: 'under.host.to', scope: 'subdomains' },
      ],
    },
  ),
  other: record('other', ['b.good.host.to', 'both.to', { name: 'lower.to', scope: 'exact' }], {
    title: 'Applicant "A", of Milan; v Respondent',
    events: [
      { type: 'effective', date: '2020-01-01' },
      { type: 'expires', date: '2030-06-30' },
    ],
  }),
  page: record(
    'page',
    [
      'page.to',
      'a_b.to',
      { name: 'only.page.to', scope: 'exact' },
      'x.both.to',
      { name: 'page-then-none.to', scope: 'exact' },
      { name: 'page-then-empty.to', scope: 'exact' },
      { name: 'empty-then-page.to', scope: 'subdomains' },
      { name: 'self-page.to', scope: 'exact' },
    ],
    {
      ...asking('redirect', '2001:db8::80'),
    },
  ),
  page4: record('page4', ['four.to', { name: 'up.four.to', scope: 'subdomains' }], asking('redirect')),
  empty: record(
    'empty',
    [
      'empty.to',
      { name: 'alone.page.to', scope: 'exact' },
      'y.page.to',
      { name: 'none-then-empty.to', scope: 'subdomains' },
      { name: 'empty-then-none.to', scope: 'exact' },
      { name: 'page-then-empty.to', scope: 'subdomains' },
      { name: 'empty-then-page.to', scope: 'exact' },
      { name: 'self-empty.to', scope: 'exact' },
    ],
    asking('nodata'),
  ),
  sealed: record('sealed', ['secret.to', 'both.to', 'exact.to'], { publication: 'sealed' }),
};

const head = { serial: 2_026_010_100, zone };

function written(format: Format, blocklist: Blocklist): { readonly text: string; readonly count: number } {
  const chunks: Buffer[] = [];
  const out = new Writer((chunk) => chunks.push(Buffer.from(chunk)));
  out.text(format.head(blocklist, head));
  let count = 0;
  for (let part = 0; part < blocklist.names.parts; part++) count += format.records(blocklist, part, { out, zone });
  out.text(format.tail);
  out.end();
  return { text: Buffer.concat(chunks).toString('utf8'), count };
}

/** The whole of what a format makes of a blocklist: its file, then what it says of it. */
function whole(format: Format, blocklist: Blocklist): string {
  const { text, count } = written(format, blocklist);
  const owners = [...format.readOwners(text)];
  const lines = [
    `${format.id}: ${format.title}`,
    `${format.file}, ${count} entries${format.onRequest ? ', on request' : ''}${format.reachesBelow ? ', with names below' : ''}`,
    ...format.limits(blocklist).map((limit) => `It cannot say: ${limit}`),
    `Read back: ${owners.join(' ')}`,
  ];
  return `${text.replaceAll('\r\n', '<CR>\n')}--- end of file\n${lines.join('\n')}\n`;
}

describe('what orders ask for, in all its kinds, as each format says it', () => {
  const { blocklist } = compiled(Object.values(papers));
  for (const format of formats)
    test(format.id, async () => {
      await expect(whole(format, blocklist)).toMatchFileSnapshot(`golden/formats/${format.id}.txt`);
    });
});

describe('the file of nothing at all', () => {
  const { blocklist } = compiled([]);
  for (const format of formats)
    test(format.id, async () => {
      await expect(whole(format, blocklist)).toMatchFileSnapshot(`golden/formats/empty-${format.id}.txt`);
    });
});

test('a list that every format can say whole has no limits but those of lists of bare names', () => {
  const { blocklist } = compiled([record('one', ['a.to', 'b.a.to', 'c.to'])]);
  const said = formats.flatMap((format) => format.limits(blocklist).map((limit) => [format.id, limit]));
  expect(said).toEqual([
    ['hosts', 'A hosts file cannot block the names below a name (such as www), as asked for by 3 of 3.'],
    ['domains', 'A plain list cannot block the names below a name (such as www), as asked for by 3 of 3.'],
  ]);
  const exact = compiled([record('one', [{ name: 'a.to', scope: 'exact' }])]).blocklist;
  expect(formats.filter(({ id }) => id === 'hosts' || id === 'domains').flatMap(({ limits }) => limits(exact))).toEqual(
    [],
  );
});

test('what a format says does not depend on how many parts the names are in', () => {
  const inParts = compiled(Object.values(papers), { most: 2 }).blocklist;
  const inOne = compiled(Object.values(papers)).blocklist;
  expect(inParts.names.parts).toBeGreaterThan(3);
  for (const format of formats) expect(whole(format, inParts)).toBe(whole(format, inOne));
});

test('what is said of a few names can be shown without what stands around it', () => {
  const { blocklist } = compiled([record('one', ['a.to', 'xn--mll-hoa.to'])]);
  const said = formats.map((format) => [format.id, express(format, { blocklist, zone })]);
  expect(Object.fromEntries(said)).toMatchInlineSnapshot(`
    {
      "adblock": [
        "||a.to^",
        "||xn--mll-hoa.to^",
      ],
      "csv": [
        "a.to,,subtree,nxdomain,one,Applicant v Respondent (one),2019-12-31T23:00:00Z,,Tribunale di Milano,IT",
        "xn--mll-hoa.to,müll.to,subtree,nxdomain,one,Applicant v Respondent (one),2019-12-31T23:00:00Z,,Tribunale di Milano,IT",
      ],
      "dnsmasq": [
        "server=/a.to/",
        "server=/xn--mll-hoa.to/",
      ],
      "domains": [
        "a.to",
        "xn--mll-hoa.to",
      ],
      "hosts": [
        "0.0.0.0 a.to",
        ":: a.to",
        "0.0.0.0 xn--mll-hoa.to",
        ":: xn--mll-hoa.to",
      ],
      "json": [
        "{"name":"a.to","scope":"subtree","action":"nxdomain","orders":["one"]}",
        "{"name":"xn--mll-hoa.to","unicode":"müll.to","scope":"subtree","action":"nxdomain","orders":["one"]}",
      ],
      "rpz": [
        "a.to CNAME .",
        "*.a.to CNAME .",
        "xn--mll-hoa.to CNAME .",
        "*.xn--mll-hoa.to CNAME .",
      ],
      "rpz-allow": [],
      "rpz-knot6": [
        "a.to CNAME .",
        "*.a.to CNAME .",
        "xn--mll-hoa.to CNAME .",
        "*.xn--mll-hoa.to CNAME .",
      ],
      "unbound": [
        "local-zone: "a.to" always_nxdomain",
        "local-zone: "xn--mll-hoa.to" always_nxdomain",
      ],
    }
  `);
});

describe('a file that was not written by us', () => {
  const strange = [
    '',
    '# x',
    'a.to',
    '*.b.to ',
    ' c.to',
    '! y',
    'server=/d.to/',
    'server=/*.e.to/#',
    'server=/f.to/#/',
  ];
  const more = ['||g.to^', '||*.h.to^', '@@||i.to^', '@@|j.to^', '|k.to^', '||l.to', 'm.to^', '@@n.to', 'o.to CNAME .'];
  const zones = ['  local-zone: "p.to" static', '  local-zone: "q.to" transparent', ' local-zone: "r.to" static'];
  const data = [
    '  local-data: "s.to 300 IN A 192.0.2.1"',
    '  local-data: "t.to 300 IN MX 1 x"',
    'server:',
    '0.0.0.0 u.to',
  ];
  const rest = [':: u.to', '0.0.0.0', '"\'-v.to",,subtree,nxdomain', 'w.to,,exact,nodata', 'x.to,,subdomains,nodata'];
  const text = [...strange, ...more, ...zones, ...data, ...rest, ''];
  test('is read line by line, and what is none of ours is told', () => {
    const read = formats
      .filter(({ id }) => id !== 'json')
      .map((format) => [format.id, [...format.readOwners(text.join(format.id === 'csv' ? '\r\n' : '\n'))]]);
    expect(Object.fromEntries(read)).toMatchInlineSnapshot(`
      {
        "adblock": [
          "not a pattern: # x",
          "a.to",
          "not a pattern: *.b.to ",
          "not a pattern:  c.to",
          "not a pattern: ! y",
          "not a pattern: server=/d.to/",
          "not a pattern: server=/*.e.to/#",
          "not a pattern: server=/f.to/#/",
          "g.to",
          "*.g.to",
          "*.h.to",
          "i.to",
          "*.i.to",
          "j.to",
          "k.to",
          "not a pattern: ||l.to",
          "not a pattern: m.to^",
          "n.to",
          "not a pattern: o.to CNAME .",
          "not a pattern:   local-zone: "p.to" static",
          "not a pattern:   local-zone: "q.to" transparent",
          "not a pattern:  local-zone: "r.to" static",
          "not a pattern:   local-data: "s.to 300 IN A 192.0.2.1"",
          "not a pattern:   local-data: "t.to 300 IN MX 1 x"",
          "not a pattern: server:",
          "not a pattern: 0.0.0.0 u.to",
          "not a pattern: :: u.to",
          "0.0.0.0",
          "not a pattern: "'-v.to",,subtree,nxdomain",
          "not a pattern: w.to,,exact,nodata",
          "not a pattern: x.to,,subdomains,nodata",
        ],
        "csv": [
          "# x",
          "*.# x",
          "a.to",
          "*.a.to",
          "*.b.to ",
          "*.*.b.to ",
          " c.to",
          "*. c.to",
          "! y",
          "*.! y",
          "server=/d.to/",
          "*.server=/d.to/",
          "server=/*.e.to/#",
          "*.server=/*.e.to/#",
          "server=/f.to/#/",
          "*.server=/f.to/#/",
          "||g.to^",
          "*.||g.to^",
          "||*.h.to^",
          "*.||*.h.to^",
          "@@||i.to^",
          "*.@@||i.to^",
          "@@|j.to^",
          "*.@@|j.to^",
          "|k.to^",
          "*.|k.to^",
          "||l.to",
          "*.||l.to",
          "m.to^",
          "*.m.to^",
          "@@n.to",
          "*.@@n.to",
          "o.to CNAME .",
          "*.o.to CNAME .",
          "  local-zone: "p.to" static",
          "*.  local-zone: "p.to" static",
          "  local-zone: "q.to" transparent",
          "*.  local-zone: "q.to" transparent",
          " local-zone: "r.to" static",
          "*. local-zone: "r.to" static",
          "  local-data: "s.to 300 IN A 192.0.2.1"",
          "*.  local-data: "s.to 300 IN A 192.0.2.1"",
          "  local-data: "t.to 300 IN MX 1 x"",
          "*.  local-data: "t.to 300 IN MX 1 x"",
          "server:",
          "*.server:",
          "0.0.0.0 u.to",
          "*.0.0.0.0 u.to",
          ":: u.to",
          "*.:: u.to",
          "0.0.0.0",
          "*.0.0.0.0",
          "-v.to",
          "*.-v.to",
          "w.to",
          "*.x.to",
        ],
        "dnsmasq": [
          "not a server: # x",
          "not a server: a.to",
          "not a server: *.b.to ",
          "not a server:  c.to",
          "not a server: ! y",
          "d.to",
          "*.e.to",
          "not a server: server=/f.to/#/",
          "not a server: ||g.to^",
          "not a server: ||*.h.to^",
          "not a server: @@||i.to^",
          "not a server: @@|j.to^",
          "not a server: |k.to^",
          "not a server: ||l.to",
          "not a server: m.to^",
          "not a server: @@n.to",
          "not a server: o.to CNAME .",
          "not a server:   local-zone: "p.to" static",
          "not a server:   local-zone: "q.to" transparent",
          "not a server:  local-zone: "r.to" static",
          "not a server:   local-data: "s.to 300 IN A 192.0.2.1"",
          "not a server:   local-data: "t.to 300 IN MX 1 x"",
          "not a server: server:",
          "not a server: 0.0.0.0 u.to",
          "not a server: :: u.to",
          "not a server: 0.0.0.0",
          "not a server: "'-v.to",,subtree,nxdomain",
          "not a server: w.to,,exact,nodata",
          "not a server: x.to,,subdomains,nodata",
        ],
        "domains": [
          "# x",
          "a.to",
          "*.b.to ",
          " c.to",
          "! y",
          "server=/d.to/",
          "server=/*.e.to/#",
          "server=/f.to/#/",
          "||g.to^",
          "||*.h.to^",
          "@@||i.to^",
          "@@|j.to^",
          "|k.to^",
          "||l.to",
          "m.to^",
          "@@n.to",
          "o.to CNAME .",
          "  local-zone: "p.to" static",
          "  local-zone: "q.to" transparent",
          " local-zone: "r.to" static",
          "  local-data: "s.to 300 IN A 192.0.2.1"",
          "  local-data: "t.to 300 IN MX 1 x"",
          "server:",
          "0.0.0.0 u.to",
          ":: u.to",
          "0.0.0.0",
          ""'-v.to",,subtree,nxdomain",
          "w.to,,exact,nodata",
          "x.to,,subdomains,nodata",
        ],
        "hosts": [
          "",
          "CNAME",
          "u.to",
        ],
        "rpz": [
          "not a record: # x",
          "not a record: a.to",
          "not a record: *.b.to ",
          "not a record:  c.to",
          "not a record: ! y",
          "not a record: server=/d.to/",
          "not a record: server=/*.e.to/#",
          "not a record: server=/f.to/#/",
          "not a record: ||g.to^",
          "not a record: ||*.h.to^",
          "not a record: @@||i.to^",
          "not a record: @@|j.to^",
          "not a record: |k.to^",
          "not a record: ||l.to",
          "not a record: m.to^",
          "not a record: @@n.to",
          "o.to",
          "not a record:   local-zone: "p.to" static",
          "not a record:   local-zone: "q.to" transparent",
          "not a record:  local-zone: "r.to" static",
          "not a record:   local-data: "s.to 300 IN A 192.0.2.1"",
          "not a record:   local-data: "t.to 300 IN MX 1 x"",
          "not a record: server:",
          "not a record: 0.0.0.0 u.to",
          "not a record: :: u.to",
          "not a record: 0.0.0.0",
          "not a record: "'-v.to",,subtree,nxdomain",
          "not a record: w.to,,exact,nodata",
          "not a record: x.to,,subdomains,nodata",
        ],
        "rpz-allow": [
          "not a record: # x",
          "not a record: a.to",
          "not a record: *.b.to ",
          "not a record:  c.to",
          "not a record: ! y",
          "not a record: server=/d.to/",
          "not a record: server=/*.e.to/#",
          "not a record: server=/f.to/#/",
          "not a record: ||g.to^",
          "not a record: ||*.h.to^",
          "not a record: @@||i.to^",
          "not a record: @@|j.to^",
          "not a record: |k.to^",
          "not a record: ||l.to",
          "not a record: m.to^",
          "not a record: @@n.to",
          "o.to",
          "not a record:   local-zone: "p.to" static",
          "not a record:   local-zone: "q.to" transparent",
          "not a record:  local-zone: "r.to" static",
          "not a record:   local-data: "s.to 300 IN A 192.0.2.1"",
          "not a record:   local-data: "t.to 300 IN MX 1 x"",
          "not a record: server:",
          "not a record: 0.0.0.0 u.to",
          "not a record: :: u.to",
          "not a record: 0.0.0.0",
          "not a record: "'-v.to",,subtree,nxdomain",
          "not a record: w.to,,exact,nodata",
          "not a record: x.to,,subdomains,nodata",
        ],
        "rpz-knot6": [
          "not a record: # x",
          "not a record: a.to",
          "not a record: *.b.to ",
          "not a record:  c.to",
          "not a record: ! y",
          "not a record: server=/d.to/",
          "not a record: server=/*.e.to/#",
          "not a record: server=/f.to/#/",
          "not a record: ||g.to^",
          "not a record: ||*.h.to^",
          "not a record: @@||i.to^",
          "not a record: @@|j.to^",
          "not a record: |k.to^",
          "not a record: ||l.to",
          "not a record: m.to^",
          "not a record: @@n.to",
          "o.to",
          "not a record:   local-zone: "p.to" static",
          "not a record:   local-zone: "q.to" transparent",
          "not a record:  local-zone: "r.to" static",
          "not a record:   local-data: "s.to 300 IN A 192.0.2.1"",
          "not a record:   local-data: "t.to 300 IN MX 1 x"",
          "not a record: server:",
          "not a record: 0.0.0.0 u.to",
          "not a record: :: u.to",
          "not a record: 0.0.0.0",
          "not a record: "'-v.to",,subtree,nxdomain",
          "not a record: w.to,,exact,nodata",
          "not a record: x.to,,subdomains,nodata",
        ],
        "unbound": [
          "not a local zone: # x",
          "not a local zone: a.to",
          "not a local zone: *.b.to ",
          "not a local zone:  c.to",
          "not a local zone: ! y",
          "not a local zone: server=/d.to/",
          "not a local zone: server=/*.e.to/#",
          "not a local zone: server=/f.to/#/",
          "not a local zone: ||g.to^",
          "not a local zone: ||*.h.to^",
          "not a local zone: @@||i.to^",
          "not a local zone: @@|j.to^",
          "not a local zone: |k.to^",
          "not a local zone: ||l.to",
          "not a local zone: m.to^",
          "not a local zone: @@n.to",
          "not a local zone: o.to CNAME .",
          "p.to",
          "*.p.to",
          "q.to",
          "not a local zone:  local-zone: "r.to" static",
          "not a local zone:   local-data: "t.to 300 IN MX 1 x"",
          "not a local zone: server:",
          "not a local zone: 0.0.0.0 u.to",
          "not a local zone: :: u.to",
          "not a local zone: 0.0.0.0",
          "not a local zone: "'-v.to",,subtree,nxdomain",
          "not a local zone: w.to,,exact,nodata",
          "not a local zone: x.to,,subdomains,nodata",
        ],
      }
    `);
  });
});
