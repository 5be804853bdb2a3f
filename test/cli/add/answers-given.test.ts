import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { OrderRecord } from '../../../src/core/order.ts';
import { Scripted } from '../../support/conversation.ts';
import { record } from '../../support/record.ts';
import { type Workspace, workspace } from '../../support/workspace.ts';
import { filesOf, goOn, talk, write } from './talk.ts';

const flags: Readonly<Record<string, string>> = {
  '--instrument': 'court-order',
  '--authority': 'Tribunale di Milano',
  '--authority-kind': 'court',
  '--country': 'IT',
  '--case-number': 'unknown',
  '--applicant': 'unknown',
  '--respondent': 'Cloudflare, Inc.',
  '--legal-basis': 'unknown',
  '--service': 'dns-resolver',
  '--effect': 'block',
  '--territory': 'unknown',
  '--within': 'unknown',
  '--action': 'unknown',
  '--issued': '2022-07-11',
  '--served': 'unknown',
  '--effective': '2022-07-14',
  '--expires': 'unknown',
  '--published': 'unknown',
  '--penalty': 'unknown',
  '--mirrors': 'unknown',
  '--scope': 'subtree',
  '--notes': 'unknown',
  '--target': 'one.to',
  '--publication': 'public',
  '--confidence': 'primary',
  '--source': 'unknown',
  '--title': 'One site',
  '--id': 'it-one',
};

/** Everything on the command line but what these flags say: that is asked for. */
function allBut(...gone: readonly string[]): readonly string[] {
  return Object.entries(flags).flatMap(([flag, value]) => (gone.includes(flag) ? [] : [flag, value]));
}

function recordIn(space: Workspace, path = 'orders/it/it-one.yaml'): OrderRecord {
  return parse(space.read(path)) as OrderRecord;
}

function dateOf({ events }: OrderRecord, wanted: string): string | undefined {
  return events?.find(({ type }) => type === wanted)?.date;
}

test('with everything on the command line nothing is asked but whether it is right', async () => {
  const { status, transcript } = await talk(workspace(), write, ...allBut());
  expect([status, transcript.match(/^\? .*/gm)]).toEqual([0, ['? Is it right?']]);
});

describe('a date', () => {
  test('that could be two days is asked about, and a wrong one is refused in words', async () => {
    const space = workspace();
    const answers = [
      ['When was it decided', '31.2.2026'],
      ['When was it decided', 'soon'],
      ['When was it decided', '03/04/2026'],
      ['can be read in two ways', '3 April 2026'],
      ...write,
    ] as const;
    const { status, unused, transcript } = await talk(space, answers, ...allBut('--issued'));
    expect([status, unused]).toEqual([0, []]);
    expect(transcript.match(/^! .*/gm)).toEqual(
      Array(2).fill('! That is no date that can be read. Write it as 24.11.2026, 24 November 2026 or 2026-11-24.'),
    );
    expect(dateOf(recordIn(space), 'issued')).toBe('2026-04-03');
  });

  test.each([
    ['11/07/2022, 09:30', '11 July', '2022-07-11T09:30:00+02:00'],
    ['1.12.2022 at 9.05', '1 December', '2022-12-01T09:05:00+01:00'],
  ])('with a time is a moment by the clock of the court: %s', async (typed, day, date) => {
    const space = workspace();
    const which = [['can be read in two ways', day]] as const;
    const { status } = await talk(space, [['When was it decided', typed], ...which, ...write], ...allBut('--issued'));
    expect([status, dateOf(recordIn(space), 'issued')]).toEqual([0, date]);
  });

  test('today is today by the clock of the court', async () => {
    const space = workspace();
    // 25 November in Milan.
    space.now = Date.UTC(2026, 10, 24, 23, 30);
    await talk(space, [['When was it decided', 'today'], ...write], ...allBut('--issued'));
    expect(dateOf(recordIn(space), 'issued')).toBe('2026-11-25');
  });
});

describe('the time zone', () => {
  const cases = [
    ['Germany, whose two zones have one clock', 'DE', [], 'Europe/Berlin'],
    ['Argentina, whose twelve have one', 'AR', [], 'America/Buenos_Aires'],
    ['Spain', 'ES', [['several time zones', 'Madrid']], 'Europe/Madrid'],
    [
      'the United States',
      'US',
      [
        ['Which city', 'Gotham'],
        ['Which city', 'new york'],
      ],
      'America/New_York',
    ],
    ['the European Union', 'EU', [['Which city', 'Europe/Brussels']], 'Europe/Brussels'],
    ['a country of which it is not known', 'US', [['Which city', '']], undefined],
  ] as const;
  test.each(cases)('of %s', async (_, country, answers, zone) => {
    const space = workspace();
    const { status, unused } = await talk(
      space,
      [...answers, ...write],
      ...allBut('--country', '--id'),
      '--country',
      country,
      '--id',
      'one',
    );
    expect([status, unused]).toEqual([0, []]);
    expect(recordIn(space, `orders/${country.toLowerCase()}/one.yaml`).authority.timeZone).toBe(zone);
  });

  test('is asked for in words that need no knowledge of its names', async () => {
    const { transcript } = await talk(
      workspace(),
      [['Which city', 'Gotham']],
      ...allBut('--country', '--id'),
      '--country',
      'US',
    );
    expect(transcript).toMatchInlineSnapshot(`
      "? There are several time zones in the United States. Which city has the same clock as the court or authority?
        A large one near it, for example Juneau. Leave it empty if you do not know.
      > Gotham
      ! That city is not known. These are known there: Adak, Anchorage, Beulah, Boise, Center, Chicago, Denver, Detroit, Honolulu, Indianapolis, Juneau, Knox, Los Angeles, Louisville, Marengo, Menominee, Metlakatla, Monticello, New Salem, New York, Nome, Petersburg, Phoenix, Sitka, Tell City, Vevay, Vincennes, Winamac, Yakutat. Or write the time zone, as Europe/Brussels.
      ? There are several time zones in the United States. Which city has the same clock as the court or authority?
        A large one near it, for example Juneau. Leave it empty if you do not know."
    `);
  });
});

describe('the names', () => {
  test.each([
    ['in single quotes', "'the order.txt'"],
    ['in double quotes', '"the order.txt"'],
    ['with backslashes', 'the\\ order.txt'],
    ['with spaces around', '  the order.txt '],
  ])('come from a file that was dragged into the window: %s', async (_, typed) => {
    const space = workspace({ 'the order.txt': 'one.to\n' });
    const answers = [
      ['Where are the names', 'In a file'],
      ['Which file', 'none.txt'],
      ['Which file', typed],
      ...write,
    ] as const;
    const { status, transcript } = await talk(space, answers, ...allBut('--target'));
    expect([status, transcript.match(/^! .*/gm)]).toEqual([0, ['! none.txt: it is not there (ENOENT).']]);
    expect(recordIn(space).targets).toEqual([{ name: 'one.to', at: 'line 1' }]);
    expect(recordIn(space).sources?.[0]?.file).toBe('the order.txt');
  });

  test('that need somebody are asked about one by one, and whoever stops goes on there', async () => {
    const space = workspace();
    const list = 'one.to\ngithub.io\nexam-\nple.com\nnot a name\n';
    const asked = [
      ['Where are the names', 'I paste'],
      ['Paste or type', list],
    ] as const;
    const first = await talk(space, [...asked, ['Question 1', 'Leave it out although']], ...allBut('--target'));
    const later = await talk(space, [
      ...goOn,
      ['Why?', 'no'],
      ['Why?', 'It is asked for at the court.'],
      ['Question 2', 'Stop here'],
    ]);
    const last = await talk(space, [...goOn, ['Question 1 of 1', 'Take exam-ple.com'], ...write]);
    expect([first.status, later.status, last.status]).toEqual([130, 130, 0]);
    expect(
      [first, later, last].map(({ transcript }) => transcript.split('This is the file')[0]).join('\n---\n'),
    ).toMatchInlineSnapshot(`
      "? Where are the names that must be blocked?
        - In a file (PDF, Word, Excel, CSV, text …)
        - I paste or type them
        - They are not known yet
      > I paste
      ? Paste or type the names, one on each line.
      > one.to
      github.io
      exam-
      ple.com
      not a name

      5 lines: 1 domain, 1 that names no site, 3 need you
      ? Question 1 of 2: line 2
        github.io
      github.io is an ending, not a site: whoever runs it lets anyone have a site below it, and all of them would be blocked.
        - Take it all the same
        - Write another name
        - Leave it out, because the court does not order it
        - Leave it out although it is ordered
        - Stop here and go on later (all answers are kept)
      > Leave it out although
      ? Why?
        In a sentence that a judge may read.
      ---
      ? There is an order that you began earlier.
        - Go on with: One site (kept 2026-11-24 12:00)
        - Begin a new one (the others are kept)
        - Throw one away
      > Go on with
      5 lines: 1 domain, 1 that names no site, 3 need you
      ? Why?
        In a sentence that a judge may read.
      > no
      ! Please write a sentence.
      ? Why?
        In a sentence that a judge may read.
      > It is asked for at the court.
      ? Question 2 of 2: line 3
        exam- ple.com
      A line ends here in a way that may have broken a name in two.
        - Take exam-ple.com
        - Take example.com
        - Take ple.com alone
        - Write the name
        - It is no name to block
        - Leave it out, because the court does not order it
        - Leave it out although it is ordered
        - Stop here and go on later (all answers are kept)
      > Stop here
      ---
      ? There is an order that you began earlier.
        - Go on with: One site (kept 2026-11-24 12:00)
        - Begin a new one (the others are kept)
        - Throw one away
      > Go on with
      5 lines: 1 domain, 1 left out, 1 that names no site, 2 need you
      ? Question 1 of 1: line 3
        exam- ple.com
      A line ends here in a way that may have broken a name in two.
        - Take exam-ple.com
        - Take example.com
        - Take ple.com alone
        - Write the name
        - It is no name to block
        - Leave it out, because the court does not order it
        - Leave it out although it is ordered
        - Stop here and go on later (all answers are kept)
      > Take exam-ple.com
      5 lines: 2 domains, 1 left out, 2 that name no site
      "
    `);
    const { targets, excluded } = recordIn(space);
    expect({ targets, excluded }).toMatchInlineSnapshot(`
      {
        "excluded": [
          {
            "by": "operator",
            "name": "github.io",
            "reason": "It is asked for at the court.",
          },
        ],
        "targets": [
          "one.to",
          "github.io",
          {
            "name": "exam-ple.com",
            "raw": "exam- ple.com",
          },
        ],
      }
    `);
  });

  test('of a file that has gone meanwhile are asked for again', async () => {
    const space = workspace({ 'paper.txt': 'one.to\n' });
    const file = [
      ['Where are the names', 'In a file'],
      ['Which file', 'paper.txt'],
    ] as const;
    await talk(space, file, ...allBut('--target'));
    rmSync(`${space.folder}/paper.txt`);
    const again = await talk(space, [...goOn, ['Where are the names', 'not known yet'], ...write]);
    expect([again.status, again.unused, recordIn(space).targets]).toEqual([0, [], undefined]);
    expect(again.transcript).toContain('paper.txt: it is not there (ENOENT).');
  });
});

describe('the short name', () => {
  test('that somebody takes in the last moment is asked for again, and theirs stays as it is', async () => {
    const space = workspace();
    const person = new Scripted([...write, ['short name', 'it-two'], ...write]);
    const theirs = record('it-one', ['theirs.to']);
    const choose = person.choose.bind(person);
    person.choose = async (question) => {
      const answer = await choose(question);
      if (filesOf(space).length === 0 || !filesOf(space).includes('orders/it/it-one.yaml'))
        space.write('orders/it/it-one.yaml', theirs);
      return answer;
    };
    const { status } = await space.answering(person).run('add', ...allBut());
    expect([status, person.unused]).toEqual([0, []]);
    expect(space.read('orders/it/it-one.yaml')).toBe(theirs);
    expect(recordIn(space, 'orders/it/it-two.yaml').id).toBe('it-two');
    expect(person.transcript.join('\n')).toContain('There is an order called it-one already.');
  });

  test('is not taken if an order of another country has it', async () => {
    const space = workspace({ 'orders/de/it-one.yaml': record('it-one', ['theirs.to']) });
    const { transcript, status } = await talk(
      space,
      [['short name', 'it-one'], ['short name', 'it-two'], ...write],
      ...allBut(),
    );
    expect([status, transcript.match(/.*already\./g)]).toEqual([
      0,
      ['There is an order called it-one already.', '! There is an order called it-one already.'],
    ]);
  });

  test.each(['../../x', 'Über', 'a b', 'x'.repeat(81)])('is no path and no sentence: %s', async (id) => {
    const space = workspace();
    const { status } = await talk(
      space,
      [['short name', id], ['short name', 'fine'], ...write],
      ...allBut('--id'),
      '--id',
      id,
    );
    expect([status, filesOf(space)]).toEqual([0, ['orders/it/fine.yaml']]);
  });
});

test('what would be an error is not written: a change is offered, and helps', async () => {
  const space = workspace();
  const answers = [
    ['What shall it be called', 'Ask jane.doe@example.org v Cloudflare'],
    ['It cannot be written like this', 'Change an answer'],
    ['Which answer', 'The title'],
    ['What shall it be called', 'Doe v Cloudflare'],
    ...write,
  ] as const;
  const { status, transcript } = await talk(space, answers, ...allBut('--title'));
  expect(status).toBe(0);
  expect(recordIn(space).title).toBe('Doe v Cloudflare');
  const offer = transcript.slice(transcript.indexOf('publication: public'), transcript.indexOf('> Change'));
  expect(offer).toMatchInlineSnapshot(`
    "publication: public
    1 line: 1 domain
    error This holds what looks like an e-mail address. text/personal-data
      orders/it/it-one.yaml:4:8
      4 │ title: "Ask jane.doe@example.org v Cloudflare"
        │        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      → Take it out.

    1 error.
    It lists 1 name and has been in force since 2022-07-14.
    ? It cannot be written like this. What now?
      - Change an answer
      - Keep it for later
    "
  `);
});

describe('hostile answers', () => {
  const esc = String.fromCharCode(27);
  const hidden = [`${esc}]0;title${String.fromCharCode(7)}`, '\u202eright to left', '\u009b2J', 'a\u2028b', '\u0000'];

  test.each(hidden)('that hold what nobody sees are refused, and do not reach the terminal (%j)', async (text) => {
    const space = workspace();
    const answers = [['Who must obey', text], ['Who must obey', 'Cloudflare, Inc.'], ...write] as const;
    const { status, transcript, stderr } = await talk(space, answers, ...allBut('--respondent'));
    const said = transcript.split('\n').filter((line) => !line.startsWith('>'));
    expect([status, said.join('\n').includes(text), stderr.includes(text)]).toEqual([0, false, false]);
    expect(transcript).toContain('There is a character in it that nobody sees (U+');
  });

  test.each(hidden)('are no danger on the command line (%j)', async (text) => {
    const space = workspace();
    const { status, transcript, stderr } = await talk(
      space,
      [['It cannot be written', 'Keep it']],
      ...allBut('--title'),
      '--title',
      text,
    );
    expect([status, transcript.includes(text), stderr.includes(text)]).toEqual([0, false, false]);
    expect(filesOf(space)).toEqual([expect.stringMatching(/^\.blocklist\/drafts\//)]);
  });

  test.each([
    '# 12',
    '&Co v Bar',
    '!Yahoo v X',
    '*.example',
    'NO',
    '0123',
    '2022-07-11',
    '%YAML 1.1',
    '"',
    "it's",
    '{a: b}',
    '- x',
    'a: b',
    ':x',
    '<<',
    '~',
    '`',
    '@x',
    '| y',
  ])('that mean something to YAML are text: %s', async (text) => {
    const space = workspace();
    const asked = [['Who must obey', `${text};Second`], ['What shall it be called', text], ...write] as const;
    expect((await talk(space, asked, ...allBut('--respondent', '--title'))).status).toBe(0);
    const { title, parties } = recordIn(space);
    expect([title, parties?.respondents]).toEqual([text, [text, 'Second']]);
  });
});

test('an order that binds others says so before it is written', async () => {
  const space = workspace({ 'blocklist.config.yaml': 'operator: { names: ["Resolver, Inc."] }\n' });
  const { stderr, transcript } = await talk(space, write, ...allBut());
  const reason = /Nothing is blocked by it here, because .*/;
  expect([reason.exec(transcript)?.[0], reason.exec(stderr)?.[0]]).toMatchInlineSnapshot(`
    [
      "Nothing is blocked by it here, because it binds Cloudflare, Inc., not Resolver, Inc.",
      "Nothing is blocked by it here, because it binds Cloudflare, Inc., not Resolver, Inc.",
    ]
  `);
});
