import { expect, test } from 'vitest';
import type { Answers } from '../../support/conversation.ts';
import { workspace } from '../../support/workspace.ts';
import {
  allOfMilan,
  datesOfMilan,
  dutyOfMilan,
  endOfMilan,
  namesOfMilan,
  paperOfMilan,
  restOfMilan,
} from './answers.ts';
import { filesOf, goOn, talk, write } from './talk.ts';

const recordOfMilan = 'orders/it/it-milano-2022-cloudflare.yaml';

test('from an empty folder to a written record', async () => {
  const space = workspace();
  const { transcript, ...rest } = await talk(space, allOfMilan);
  await expect(transcript).toMatchFileSnapshot('golden/milan-talk.txt');
  expect(rest).toMatchInlineSnapshot(`
    {
      "status": 0,
      "stderr": "Written: orders/it/it-milano-2022-cloudflare.yaml
    It lists 3 names and has been in force since 2022-07-14.
    Now run blocklist build, so that resolvers learn of it.
    ",
      "stdout": "",
      "unused": [],
    }
  `);
  await expect(space.read(recordOfMilan)).toMatchFileSnapshot('golden/milan.yaml');
  expect(filesOf(space)).toEqual([recordOfMilan]);
  expect((await space.run('check')).status).toBe(0);
});

test('whoever breaks off keeps every answer, and the next run goes on from there with the same result', async () => {
  const whole = workspace();
  await talk(whole, allOfMilan);
  for (const at of allOfMilan.keys()) {
    const space = workspace();
    const broken = await talk(space, allOfMilan.slice(0, at));
    const said = at === 0 ? 'Nothing was written.' : 'Your answers are kept in .blocklist/drafts/';
    expect([at, broken.status, broken.stderr.trim()]).toEqual([at, 130, expect.stringContaining(said)]);
    const next = await talk(space, [...(at === 0 ? [] : goOn), ...allOfMilan.slice(at)]);
    expect([at, next.status, next.unused, filesOf(space)]).toEqual([at, 0, [], [recordOfMilan]]);
    expect([at, space.read(recordOfMilan)]).toEqual([at, whole.read(recordOfMilan)]);
  }
});

const nothing: Answers = [
  ['What kind of paper', 'I do not know'],
  ['Which court or authority', ''],
  ['What is it?', 'A court'],
  ['In which country', ''],
  ['case number', ''],
  ['Who asked for it', ''],
  ['Who must obey it', ''],
  ['Which law', ''],
  ['Who must act', []],
  ['When was it decided', ''],
  ['When was it served', ''],
  ['any of this too', []],
  ['Where are the names', 'They are not known yet'],
  ['Who may see', 'I do not know'],
  ['How do you know', 'From memory or hearsay'],
  ['Where on the web', ''],
  ['What shall it be called', ''],
  ['short name', ''],
];

test('who knows nothing keeps a draft, and is asked only for what is missing the next time', async () => {
  const space = workspace();
  const first = await talk(space, nothing);
  expect([first.status, first.unused]).toEqual([0, []]);
  expect(first.stderr.replace(/[0-9a-f]{12}/, 'ID')).toMatchInlineSnapshot(`
    "This cannot be an order on record before you know: what kind of paper it is, which court or authority issued it, the country of the court or authority, who may see it.
    Your answers are kept in .blocklist/drafts/ID.json. Run blocklist add again to go on.
    "
  `);
  const again = await talk(space, [...goOn]);
  expect([again.status, again.transcript.split('\n').at(-9)]).toEqual([130, '? What kind of paper is it?']);
  const second = await talk(space, [
    ...goOn,
    ['What kind of paper', 'A voluntary agreement'],
    ['Which court or authority', 'CUII'],
    ['In which country', 'de'],
    ['Who may see', 'Everyone'],
    ['Is it right?', 'Yes, write it'],
  ]);
  expect([second.status, second.unused, filesOf(space)]).toEqual([0, [], ['orders/de/order.yaml']]);
  expect(space.read('orders/de/order.yaml')).toMatchInlineSnapshot(`
    "# yaml-language-server: $schema=../../.blocklist/schemas/order.schema.json
    schema: 1
    id: order
    title: "Order"
    instrument: voluntary-agreement
    authority: { name: "CUII", kind: court, country: "DE", timeZone: Europe/Berlin }
    events: []
    confidence: memory
    publication: public
    "
  `);
});

test('what the command line says is not asked for', async () => {
  const space = workspace();
  const flags = {
    '--instrument': 'court-order',
    '--authority': 'Tribunale di Milano',
    '--authority-kind': 'court',
    '--country': 'Italy',
    '--case-number': 'unknown',
    '--applicant': 'unknown',
    '--respondent': 'Cloudflare, Inc.',
    '--legal-basis': 'unknown',
    '--service': 'dns-resolver',
    '--effect': 'block',
    '--territory': 'IT',
    '--within': '48h',
    '--action': 'nxdomain',
    '--issued': '2022-07-11',
    '--served': 'unknown',
    '--effective': '2022-07-14',
    '--expires': '2027-12-31',
    '--notes': 'unknown',
    '--target': 'kickasstorrents.to',
    '--publication': 'public',
    '--confidence': 'primary',
    '--source': 'https://example.org/x',
    '--title': 'One site',
    '--id': 'it-one',
  };
  const given = Object.entries(flags).flat();
  const asked = await talk(
    space,
    [
      ['any of this too', []],
      ['Is it right?', 'Yes, write it'],
    ],
    ...given,
  );
  expect([asked.status, asked.unused]).toEqual([0, []]);
  expect(asked.transcript.split('? Is it right?')[0]).toMatchInlineSnapshot(`
    "? Does the paper say any of this too?
      - A date of publication
      - What disobedience costs
      - That later names of the same sites are covered too
      - That only the names themselves are meant, not names below them such as www
    > 
    1 line: 1 domain
    This is the file orders/it/it-one.yaml:

    # yaml-language-server: $schema=../../.blocklist/schemas/order.schema.json
    schema: 1
    id: it-one
    title: "One site"
    instrument: court-order
    authority: { name: "Tribunale di Milano", kind: court, country: "IT", timeZone: Europe/Rome }
    parties:
      respondents: ["Cloudflare, Inc."]
    obligations:
      - { service: dns-resolver, effect: block, territory: ["IT"], action: nxdomain, comply: { within: PT48H } }
    events:
      - { type: issued, date: "2022-07-11" }
      - { type: effective, date: "2022-07-14" }
      - { type: expires, date: "2027-12-31" }
    targets:
      - kickasstorrents.to
    sources:
      - { url: "https://example.org/x", kind: primary }
    confidence: primary
    publication: public
    1 line: 1 domain
    It lists 1 name and has been in force since 2022-07-14.
    "
  `);
});

/** The talk about Milan up to the finished file. */
const untilOffer = allOfMilan.slice(0, -1);
const change = (label: string): Answers => [
  ['Is it right?', 'Change an answer'],
  ['Which answer', label],
];

test('every answer can be given anew, and the rest stays', async () => {
  const whole = workspace();
  await talk(whole, allOfMilan);
  const changes: readonly (readonly [string, Answers])[] = [
    ['The kind of paper', paperOfMilan.slice(0, 1)],
    ['The court or authority', paperOfMilan.slice(1, 2)],
    ['What the court or authority is', paperOfMilan.slice(2, 3)],
    ['The country', [...paperOfMilan.slice(3, 4), ...dutyOfMilan.slice(2, 4), ...datesOfMilan.slice(1, 3)]],
    ['The time zone', datesOfMilan.slice(1, 3)],
    ['The case number', paperOfMilan.slice(4, 5)],
    ['Who asked for it', paperOfMilan.slice(5, 6)],
    ['Who must obey it', paperOfMilan.slice(6, 7)],
    ['The law', paperOfMilan.slice(7)],
    ['Who must act', dutyOfMilan.slice(0, 2)],
    ['What must be done', dutyOfMilan.slice(1, 2)],
    ['Where', dutyOfMilan.slice(2, 4)],
    ['How long they have', dutyOfMilan.slice(4, 7)],
    ['What people see', dutyOfMilan.slice(7)],
    ['The dates', datesOfMilan],
    ['What else the paper says', restOfMilan],
    ['The names', namesOfMilan],
    ['Who may see the order', endOfMilan.slice(0, 1)],
    ['How it is known', endOfMilan.slice(1, 2)],
    ['Where it is on the web', endOfMilan.slice(2, 3)],
    ['The title', endOfMilan.slice(3, 4)],
    ['The short name', endOfMilan.slice(4, 5)],
    ['None of them', []],
  ];
  const space = workspace();
  const all = changes.flatMap(([label, answers]) => [...change(label), ...answers]);
  const { status, unused, transcript } = await talk(space, [...untilOffer, ...all, ...write]);
  expect([status, unused]).toEqual([0, []]);
  expect(space.read(recordOfMilan)).toBe(whole.read(recordOfMilan));
  const offered = /\? Which answer shall be changed\?\n((?: {2}- .*\n)+)/.exec(transcript)?.[1] ?? '';
  expect(offered.replaceAll('  - ', '').trim().split('\n').sort()).toEqual(changes.map(([label]) => label).sort());
});

test('an answer that is taken back is not in the record any more', async () => {
  const space = workspace();
  const { status } = await talk(space, [
    ...untilOffer,
    ...change('What else the paper says'),
    ['any of this too', []],
    ...change('Who must act'),
    ['Who must act', ['Internet access providers']],
    ['What must they do', 'Block the names'],
    ...change('The names'),
    ['Where are the names', 'I paste or type them'],
    ['Paste or type', 'other.to'],
    ['What shall it be called', ''],
    ...write,
  ]);
  expect(status).toBe(0);
  expect(space.read(recordOfMilan)).toMatchInlineSnapshot(`
    "# yaml-language-server: $schema=../../.blocklist/schemas/order.schema.json
    schema: 1
    id: it-milano-2022-cloudflare
    title: "Sony Music Entertainment Italy S.p.A. and others v Cloudflare, Inc.: one site"
    instrument: court-order
    authority: { name: "Tribunale di Milano", kind: court, country: "IT", timeZone: Europe/Rome }
    caseNumbers: ["R.G. 15659/2022", "R.G. 15660/2022"]
    legalBasis: ["L. 633/1941 art. 156"]
    parties:
      applicants: ["Sony Music Entertainment Italy S.p.A.", "Universal Music Italia S.r.l."]
      respondents: ["Cloudflare, Inc."]
    obligations:
      - { service: isp-access, effect: block, territory: ["IT", "SM"], comply: { within: P10D, from: served } }
    events:
      - { type: issued, date: "2022-07-11" }
      - { type: served, date: "2022-07-12T15:30:00+02:00" }
      - { type: effective, date: "2022-07-14" }
    targets:
      - other.to
    sources:
      - { url: "https://example.org/milano.pdf", kind: primary }
    confidence: primary
    publication: public
    "
  `);
});
