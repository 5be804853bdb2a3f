import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountFor } from '../../src/import/account.ts';
import { accountTable } from '../../src/import/account-table.ts';
import type { Answer } from '../../src/import/answers.ts';
import type { Paper } from '../../src/import/paper.ts';
import { understand } from '../../src/import/understand.ts';
import { nothingElse } from './papers.ts';

const persons = [
  ...['john.doe@mail.example', 'info@court.it', 'jane [at] mail [dot] example', 'x_1@b.co.uk'],
  ...['+420 777 123 456', '+49 (0) 30 1234567', '+390212345678', '00420 777 123 456', '777 123 456'],
  ...[
    'CZ42 0800 0000 0000 0251 7492',
    'MT80STBA19116000000001031000591',
    'DE38512308000000056972',
    '5990242/0800',
    'de89370400440532013000',
  ],
];

const words = [
  ...[
    'a.com',
    'b.com',
    'https://c.com/',
    'd.com/page',
    '*.e.com',
    'exam-',
    'ple.com',
    'exam',
    'tps://f.com',
    '1.2.3.4',
    'label.*',
    '[xxx]',
  ],
  ...[
    'Domain',
    'URL',
    'Account',
    'Listed',
    'Deleted',
    'E-mail',
    'Owner',
    'the site',
    'Page 3',
    '12.',
    '•',
    '26.07.2017',
    '03/04/2026',
    'soon',
  ],
  ...[
    '',
    ' ',
    ',',
    ';',
    '/',
    '.',
    '-',
    '…',
    '\n',
    '\t=x',
    '<',
    '"',
    '«g.com»',
    'москва.рф',
    'gооgle.com',
    '\u0000',
    '\u200b',
    'S.p.A.',
  ],
];

const cell = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...words) },
      { weight: 2, arbitrary: fc.constantFrom(...persons) },
      { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(' '));

const papers: fc.Arbitrary<Paper> = fc
  .record({
    format: fc.constantFrom('txt', 'csv', 'xlsx', 'docx', 'pdf'),
    parts: fc.array(
      fc.record({
        kind: fc.constantFrom('table', 'text'),
        cells: fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 12 }),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ format, parts }) => ({
    format,
    doubts: [],
    remarks: [],
    parts: parts.map(({ kind, cells }, part) => ({
      name: `part ${part + 1}`,
      kind,
      rows: cells.map((texts, row) => {
        const place = `part ${part + 1}, row ${row + 1}`;
        return { place, cells: texts.map((text) => ({ text, place })) };
      }),
    })),
  }));

const answers: fc.Arbitrary<Answer> = fc.oneof(
  fc.constantFrom<Answer>({ take: 'a.com' }, { take: ['a.com', 'not a name', '1.2.3.4'] }, { take: [] }),
  fc.constantFrom<Answer>({ accept: 'On page 3.' }, { leaveOut: 'Withdrawn.', by: 'court' }, { noTarget: true }),
);

/** Answers at some of the lines of a paper. */
const answered = papers.chain((paper) => {
  const places = paper.parts.flatMap(({ rows }) => rows.map(({ place }) => place));
  const some =
    places.length === 0 ? fc.constant({}) : fc.dictionary(fc.constantFrom(...places), answers, { maxKeys: 4 });
  return some.map((decided) => ({ paper, decided }));
});

test('every line of a paper is accounted for once, in its order, and the totals balance', () => {
  fc.assert(
    fc.property(answered, ({ paper, decided }) => {
      const understanding = understand(paper, {});
      const account = accountFor(understanding, { ...nothingElse, answers: decided });
      const rows = paper.parts.flatMap((part) => part.rows);
      const filled = rows.filter(({ cells }) => cells.some(({ text }) => text.trim() !== '')).map(({ place }) => place);
      expect(understanding.lines.map(({ place }) => place)).toEqual(filled);
      expect(understanding.blank + filled.length).toBe(rows.length);
      const places = account.items.map(({ at }) => at.replace(/, name \d+$/, ''));
      expect(places.filter((place, at) => place !== places[at - 1])).toEqual(filled);
      expect(account.lines).toBe(rows.length);
      const total = Object.values(account.totals).reduce((sum, count) => sum + count, 0);
      expect(total).toBe(account.items.length + understanding.blank);
      expect(accountFor(understand(paper, {}), { ...nothingElse, answers: decided })).toEqual(account);
    }),
    { numRuns: 200 },
  );
});

test('nothing that tells of a person is in what comes out', () => {
  const bare = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  fc.assert(
    fc.property(answered, ({ paper, decided }) => {
      const understanding = understand(paper, {});
      const account = accountFor(understanding, { ...nothingElse, answers: decided });
      const texts = [JSON.stringify([understanding, account]), accountTable(account)];
      expect(
        persons.filter((person) => texts.some((text) => text.includes(person) || bare(text).includes(bare(person)))),
      ).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test('no name is taken without an answer that does not stand so on its line', () => {
  fc.assert(
    fc.property(papers, (paper) => {
      const account = accountFor(understand(paper, {}), nothingElse);
      const rows = new Map(paper.parts.flatMap((part) => part.rows).map((row) => [row.place, row.cells]));
      for (const item of account.items) {
        if (item.verdict !== 'accepted' || item.entry.name.includes('xn--')) continue;
        const written = (rows.get(item.at.replace(/, name \d+$/, '')) ?? [])
          .map(({ text }) => text.toLowerCase())
          .join(' ');
        expect(written).toContain(item.entry.name);
      }
    }),
    { numRuns: 200 },
  );
});

test('no line of text with a name on it is passed over', () => {
  const names = [
    'a.com',
    'b.com',
    'https://c.com/',
    'd.com/page',
    '*.e.com',
    '1.2.3.4',
    '«g.com»',
    'москва.рф',
    'gооgle.com',
  ];
  fc.assert(
    fc.property(papers, (paper) => {
      const { items } = accountFor(understand(paper, {}), nothingElse);
      const passed = new Set(items.flatMap(({ verdict, at }) => (verdict === 'no-target' ? [at] : [])));
      const rows = paper.parts.flatMap(({ kind, rows }) => (kind === 'text' ? rows : []));
      const over = rows
        .filter(({ place }) => passed.has(place))
        .flatMap(({ cells }) => cells.map(({ text }) => text.split(/\s+/)));
      expect(over.flat().filter((word) => names.includes(word))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
