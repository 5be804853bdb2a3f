import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { workspace } from '../../support/workspace.ts';
import { filesOf } from './talk.ts';

/** What cannot be left out where nobody is there to be asked. */
const least = [
  ...[
    '--instrument',
    'court-order',
    '--authority',
    'Tribunale di Milano',
    '--country',
    'IT',
    '--publication',
    'public',
  ],
  ...['--service', 'dns-resolver', '--effective', '2022-07-14', '--target', 'one.to'],
];

/** The record that a command line makes, and what was said. */
async function added(...argv: readonly string[]): Promise<{ readonly record: unknown; readonly stderr: string }> {
  const { status, stdout, stderr } = await workspace().run('add', '--dry-run', ...argv);
  expect([status, stderr]).toEqual([0, expect.any(String)]);
  return { record: parse(stdout), stderr };
}

describe('without a terminal', () => {
  test('what is missing is listed, and the exit status is 2', async () => {
    const space = workspace();
    expect(await space.run('add')).toMatchInlineSnapshot(`
      {
        "status": 2,
        "stderr": "There is nobody to ask here, so these are needed on the command line: --instrument, --authority, --country, --publication, --service, --from or --target (or --no-names).
      What nobody knows is "unknown". blocklist add --help explains each.
      ",
        "stdout": "",
      }
    `);
    expect(await space.run('add', ...least.slice(0, -4))).toMatchInlineSnapshot(`
      {
        "status": 2,
        "stderr": "There is nobody to ask here, so these are needed on the command line: --effective, --from or --target (or --no-names).
      What nobody knows is "unknown". blocklist add --help explains each.
      ",
        "stdout": "",
      }
    `);
    expect(filesOf(space)).toEqual([]);
  });

  test('an order cannot be on record before somebody knows some facts', async () => {
    const unknown = ['--instrument', '--country', '--authority', '--publication'].flatMap((flag) => [flag, 'unknown']);
    expect(await workspace().run('add', ...least.slice(8), ...unknown)).toMatchInlineSnapshot(`
      {
        "status": 2,
        "stderr": "This cannot be an order on record before you know: what kind of paper it is, which court or authority issued it, the country of the court or authority, who may see it.
      Nothing was written.
      ",
        "stdout": "",
      }
    `);
  });

  test('the least that is said makes a record, and says what it did', async () => {
    const space = workspace();
    expect(await space.run('add', ...least)).toMatchInlineSnapshot(`
      {
        "status": 0,
        "stderr": "1 line: 1 domain
      Written: orders/it/it-milano-2022.yaml
      It lists 1 name and has been in force since 2022-07-14.
      Now run blocklist build, so that resolvers learn of it.
      ",
        "stdout": "",
      }
    `);
    expect(filesOf(space)).toEqual(['orders/it/it-milano-2022.yaml']);
    expect(space.read('orders/it/it-milano-2022.yaml')).toMatchInlineSnapshot(`
      "# yaml-language-server: $schema=../../.blocklist/schemas/order.schema.json
      schema: 1
      id: it-milano-2022
      title: "Tribunale di Milano: one site"
      instrument: court-order
      authority: { name: "Tribunale di Milano", kind: court, country: "IT", timeZone: Europe/Rome }
      obligations:
        - { service: dns-resolver, effect: block }
      events:
        - { type: effective, date: "2022-07-14" }
      targets:
        - one.to
      publication: public
      "
    `);
  });

  test('a second order of the same court and year gets a name of its own', async () => {
    const space = workspace();
    await space.run('add', ...least);
    await space.run('add', ...least.slice(0, -1), 'two.to');
    expect(filesOf(space)).toEqual(['orders/it/it-milano-2022-2.yaml', 'orders/it/it-milano-2022.yaml']);
  });

  test('--dry-run prints the record and writes nothing', async () => {
    const space = workspace();
    const { status, stdout } = await space.run('add', '--dry-run', ...least);
    expect([status, filesOf(space)]).toEqual([0, []]);
    await space.run('add', ...least);
    expect(space.read('orders/it/it-milano-2022.yaml')).toBe(stdout);
  });
});

test('every flag has its place in the record', async () => {
  const { record } = await added(
    ...['--instrument', 'administrative-order', '--authority', 'AGCOM', '--authority-kind', 'administrative-authority'],
    ...['--country', 'Italy', '--time-zone', 'Europe/Rome', '--case-number', '1/22', '--case-number', '2/22'],
    ...['--ecli', 'ECLI:IT:TBMI:2022:1', '--legal-basis', 'L. 633/1941', '--applicant', 'A; B', '--applicant', 'C'],
    ...['--respondent', 'Cloudflare, Inc.', '--publication', 'restricted', '--confidence', 'secondary'],
    ...['--source', 'https://example.org/1', '--source', 'http://example.org/2', '--review', '31.3.2027'],
    ...['--notes', 'Look again', '--service', 'dns-resolver,isp-access', '--effect', 'block', '--territory', 'Italy'],
    ...['--territory', 'SM', '--within', '30min', '--clock', 'notified', '--redirect-ipv4', '192.0.2.1'],
    ...['--redirect-ipv6', '2001:db8::1', '--mirrors', 'on-notice', '--penalty', 'EUR 1', '--issued', '11 luglio 2022'],
    ...['--served', '13.7.2022 15:30', '--published', '2022-07-12', '--effective', '2022-07-14T00:00:00Z'],
    ...['--expires', '31.12.2027', '--scope', 'exact', '--target', 'one.to', '--target', 'two.to', '--id', 'x-1'],
    ...['--title', 'A v B'],
  );
  expect(record).toMatchInlineSnapshot(`
    {
      "authority": {
        "country": "IT",
        "kind": "administrative-authority",
        "name": "AGCOM",
        "timeZone": "Europe/Rome",
      },
      "caseNumbers": [
        "1/22",
        "2/22",
      ],
      "confidence": "secondary",
      "ecli": "ECLI:IT:TBMI:2022:1",
      "events": [
        {
          "date": "2022-07-11",
          "type": "issued",
        },
        {
          "date": "2022-07-12",
          "type": "published",
        },
        {
          "date": "2022-07-13T15:30:00+02:00",
          "type": "served",
        },
        {
          "date": "2022-07-14T00:00:00Z",
          "type": "effective",
        },
        {
          "date": "2027-12-31",
          "type": "expires",
        },
      ],
      "id": "x-1",
      "instrument": "administrative-order",
      "legalBasis": [
        "L. 633/1941",
      ],
      "notes": "Look again",
      "obligations": [
        {
          "action": "redirect",
          "comply": {
            "from": "notified",
            "within": "PT30M",
          },
          "effect": "block",
          "mirrors": "on-notice",
          "penalty": "EUR 1",
          "redirect": {
            "ipv4": "192.0.2.1",
            "ipv6": "2001:db8::1",
          },
          "service": "dns-resolver",
          "territory": [
            "IT",
            "SM",
          ],
        },
        {
          "comply": {
            "from": "notified",
            "within": "PT30M",
          },
          "effect": "block",
          "mirrors": "on-notice",
          "penalty": "EUR 1",
          "service": "isp-access",
          "territory": [
            "IT",
            "SM",
          ],
        },
      ],
      "parties": {
        "applicants": [
          "A; B",
          "C",
        ],
        "respondents": [
          "Cloudflare, Inc.",
        ],
      },
      "publication": "restricted",
      "review": "2027-03-31",
      "schema": 1,
      "scope": "exact",
      "sources": [
        {
          "kind": "secondary",
          "url": "https://example.org/1",
        },
        {
          "kind": "secondary",
          "url": "http://example.org/2",
        },
      ],
      "targets": [
        "one.to",
        "two.to",
      ],
      "title": "A v B",
    }
  `);
});

test('what nobody knows is unknown, and the record says nothing of it', async () => {
  const optional = [
    ...['case-number', 'ecli', 'legal-basis', 'applicant', 'respondent', 'source', 'review', 'notes', 'territory'],
    ...['within', 'action', 'mirrors', 'penalty', 'issued', 'served', 'published', 'expires', 'title', 'id', 'clock'],
    ...['time-zone'],
  ];
  const { record } = await added(...least, ...optional.flatMap((flag) => [`--${flag}`, 'unknown']));
  expect(record).toMatchInlineSnapshot(`
    {
      "authority": {
        "country": "IT",
        "kind": "court",
        "name": "Tribunale di Milano",
      },
      "events": [
        {
          "date": "2022-07-14",
          "type": "effective",
        },
      ],
      "id": "it-milano-2022",
      "instrument": "court-order",
      "obligations": [
        {
          "effect": "block",
          "service": "dns-resolver",
        },
      ],
      "publication": "public",
      "schema": 1,
      "targets": [
        "one.to",
      ],
      "title": "Tribunale di Milano: one site",
    }
  `);
});

test('an order whose beginning nobody knows is a draft', async () => {
  const { record, stderr } = await added(...least, '--effective', 'unknown', '--issued', '2022-07-11');
  expect(record).toMatchObject({ events: [{ type: 'issued', date: '2022-07-11' }] });
  expect(stderr).toContain('order/draft');
});

test.each([
  ['30min', 'PT30M'],
  ['30 minutes', 'PT30M'],
  ['1 minute', 'PT1M'],
  ['48h', 'PT48H'],
  ['1 hour', 'PT1H'],
  ['72 Hours', 'PT72H'],
  ['3d', 'P3D'],
  ['1 day', 'P1D'],
  ['10 days', 'P10D'],
  ['2 weeks', 'P2W'],
  ['PT48H', 'PT48H'],
  ['P1DT12H', 'P1DT12H'],
  ['P1M', 'P1M'],
])('--within %s is %s', async (text, period) => {
  const { record } = await added(...least, '--within', text);
  expect(record).toMatchObject({ obligations: [{ comply: { within: period } }] });
});

test.each([
  ['Italy', 'IT'],
  ['italia', 'IT'],
  ['it', 'IT'],
  ['UK', 'GB'],
  ['United Kingdom', 'GB'],
  ['Deutschland', 'DE'],
  ['Česko', 'CZ'],
  ['Czech Republic', 'CZ'],
  ['European Union', 'EU'],
])('--country %s is %s', async (text, code) => {
  const { record } = await added(...least, '--country', text);
  expect(record).toMatchObject({ authority: { country: code } });
});

test.each([
  [['--issued', '03/04/2026']],
  [['--served', '03/04/2026 12:00']],
  [['--effective', '31.2.2026']],
  [['--expires', 'soon']],
  [['--review', '']],
  [['--within', 'soon']],
  [['--within', '3 months']],
  [['--country', 'Atlantis']],
  [['--territory', 'Atlantis']],
  [['--time-zone', 'Rome']],
  [['--source', 'example.org/x']],
  [['--redirect-ipv4', '1.2.3']],
  [['--redirect-ipv4', '192.0.2.1', '--redirect-ipv6', 'x']],
  [['--redirect-ipv6', '2001:db8::1']],
  [['--redirect-ipv4', '192.0.2.1', '--action', 'nxdomain']],
  [['--id', '../x']],
  [['--instrument', 'letter']],
  [['--service', 'dns-resolver,fax']],
  [['--from', 'x.txt']],
  [['--answers', 'none.json']],
])('what cannot be understood is refused in a sentence: %j', async (argv) => {
  const space = workspace();
  const { status, stdout, stderr } = await space.run('add', ...least, ...argv);
  expect([status, stdout, filesOf(space)]).toEqual([2, '', []]);
  expect(stderr).toMatchSnapshot();
});
