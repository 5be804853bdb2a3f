import { describe, expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import type { Paper } from '../../src/import/paper.ts';
import { readPaper } from '../../src/import/registry.ts';
import { understand } from '../../src/import/understand.ts';
import { sharedData } from '../support/papers.ts';
import { account, sheets, table, told } from './papers.ts';

/** Tables without drawn borders, one a page. */
function tablesOfPages(...pages: readonly (readonly string[])[]): Paper {
  return { ...sheets(Object.fromEntries(pages.map((page, at) => [`page ${at + 1}`, page]))), format: 'pdf' };
}

const lines = [
  ';Datum;;;Datum;',
  'ADRESA;Zveřejnění údajů;Výmaz;JEDINEČNÝ IDENTIFIKÁTOR;Zveřejnění údajů;Výmaz',
  'INTERNETOVÉ;;zveřejněných;PLATEBNÍHO ÚČTU;;zveřejněných',
  'STRÁNKY;;údajů;;;údajů',
];

describe('lines of a heading at the top of most pages', () => {
  const paper = tablesOfPages(
    ...[1, 2, 3].map((page) => [
      ...lines,
      ...(page === 3 ? ['boomerang-;26.07.2017;;;;', 'casino.com;;;;;'] : []),
      `a${page}.com;26.07.2017;28.07.2019;5990242/0800;26.07.2017;`,
    ]),
  );

  test('are one heading, and a broken name below them stays a question', () => {
    expect(told(account(paper))).toEqual([
      ...[1, 2, 3, 4].map((row) => `page 1, row ${row}: heading`),
      'page 1, row 5: a1.com {"from":"2017-07-26","deleted":"2019-07-28"}',
      ...[1, 2, 3, 4].map((row) => `page 2, row ${row}: heading`),
      'page 2, row 5: a2.com {"from":"2017-07-26","deleted":"2019-07-28"}',
      ...[1, 2, 3, 4].map((row) => `page 3, row ${row}: heading`),
      'page 3, row 5: paper/line-break? boomerang-casino.com | boomerangcasino.com | casino.com',
      'page 3, row 6: with page 3, row 5',
      'page 3, row 7: a3.com {"from":"2017-07-26","deleted":"2019-07-28"}',
    ]);
  });

  test('tell whose dates are the account’s, and that is said once', () => {
    const { dropped, doubts, remarks } = understand(paper, {});
    expect({ dropped, doubts, remarks }).toEqual({
      dropped: [
        { kind: 'column', what: '"JEDINEČNÝ IDENTIFIKÁTOR PLATEBNÍHO ÚČTU"', count: 3 },
        { kind: 'column', what: '"Zveřejnění údajů"', count: 3 },
      ],
      doubts: [],
      remarks: [],
    });
  });

  test('may go on in one column alone', () => {
    const page = (name: string) => ['ADRESA;Zapsáno', 'INTERNETOVÉ;', 'STRÁNKY;', `${name};26.07.2017`];
    const all = told(account(tablesOfPages(page('a.com'), page('b.com'), page('c.com'))));
    expect(all.filter((line) => !line.endsWith(': heading'))).toEqual(
      ['a', 'b', 'c'].map((name, at) => `page ${at + 1}, row 4: ${name}.com {"from":"2017-07-26"}`),
    );
  });

  test('are no heading where two pages alone begin so: both may be the same slip', () => {
    const page = (name: string) => ['Domain;Listed', 'exam-;26.07.2017', name, 'x.com;', 'y.com;'];
    const [, first, , , , , second] = told(account(tablesOfPages(page('ple.com;'), page('ple.org;'))));
    expect([first, second]).toEqual([
      'page 1, row 2: paper/line-break? exam-ple.com | example.com | ple.com',
      'page 2, row 2: paper/line-break? exam-ple.org | example.org | ple.org',
    ]);
  });
});

test('pages with the same heading share their columns, and are told of once', () => {
  // By itself the second page has names in the first column alone.
  const paper = tablesOfPages(
    ['Domain;Mirror;Reason', 'a.com;b.com;x', 'c.com;d.com;x'],
    ['Domain;Mirror;Reason', 'e.com;;x', 'f.com;;x'],
    ['Domain;Mirror;Reason', 'g.com;h.com;x'],
  );
  const choices = { column: 'Mirror' };
  expect(told(account(paper, {}, choices)).filter((line) => line.startsWith('page 2'))).toEqual([
    'page 2, row 1: heading',
    'page 2, row 2: paper/other-column? e.com',
    'page 2, row 3: paper/other-column? f.com',
  ]);
  expect(understand(paper, choices).remarks).toEqual([
    'Not read in page 1 and 2 other pages: "Domain" (names stand in it), "Reason".',
  ]);
  expect(understand(paper, {}).doubts.map(({ question }) => question)).toEqual([
    'Which column holds what is to be blocked? (page 1 and 2 other pages)',
  ]);
});

describe('a row that heads groups of columns', () => {
  test('says whose the columns below it are', () => {
    const paper = table(
      'Site;;;Account;;',
      'address;listed;deleted;number;listed;deleted',
      'a.com;26.07.2017;;12345;27.07.2017;28.07.2018',
      'b.com;26.07.2017;29.07.2018;;;',
    );
    expect(told(account(paper))).toEqual([
      'line 1: heading',
      'line 2: heading',
      'line 3: a.com {"from":"2017-07-26"}',
      'line 4: b.com {"from":"2017-07-26","deleted":"2018-07-29"}',
    ]);
    const { dropped, doubts, remarks } = understand(paper, {});
    expect(dropped.map(({ what }) => what)).toEqual(['"Account number"', '"Account listed"', '"Account deleted"']);
    expect([doubts, remarks]).toEqual([[], []]);
  });

  test('may say more than the row below it, and the same again in merged cells', () => {
    const below = told(
      account(
        table('No;Domain;Account;;Dates;', ';;number;bank;listed;deleted', '1;a.com;123;x;27.07.2017;28.07.2018'),
      ),
    );
    const merged = told(
      account(
        table(
          'Register;;;;',
          'No;Domain;Dates;;Note',
          'No;Domain;listed;deleted;Note',
          '1;a.com;27.07.2017;28.07.2018;',
        ),
      ),
    );
    const entry = 'a.com {"from":"2017-07-27","deleted":"2018-07-28"}';
    expect(below).toEqual(['line 1: heading', 'line 2: heading', `line 3: ${entry}`]);
    expect(merged).toEqual(['line 1: no target', 'line 2: heading', 'line 3: heading', `line 4: ${entry}`]);
  });

  test('is read from the merged cells of a workbook', async () => {
    const rows = [
      [
        { value: 'Domain', rowSpan: 2 },
        { value: 'Site', columnSpan: 2 },
        null,
        { value: 'Account', columnSpan: 2 },
        null,
      ],
      [null, 'listed', 'deleted', 'number', 'listed'],
      ['a.com', '26.07.2017', '28.07.2018', '12345', '27.07.2017'],
    ].map((row) => row.map((cell) => (typeof cell === 'string' ? { value: cell } : cell)));
    const paper = await readPaper(await writeExcelFile(rows).toBuffer(), 'list.xlsx');
    if ('message' in paper) throw new Error(paper.message);
    expect(told(account(paper)).map((line) => line.replace(/^.*?: /, ''))).toEqual([
      'heading',
      'heading',
      'a.com {"from":"2017-07-26","deleted":"2018-07-28"}',
    ]);
    expect(understand(paper, {}).dropped.map(({ what }) => what)).toEqual(['"Account number"', '"Account listed"']);
  });

  test('is no group, nor part of the heading, where the column of names has something in it', () => {
    expect(told(account(table('Domain;Dates;', 'online;listed;deleted', 'casino.com;27.07.2017;'))).slice(1)).toEqual([
      'line 2: paper/date? onlinecasino.com | casino.com',
      'line 3: with line 2',
    ]);
  });

  test('is no row with a word in the column of names that heads nothing', () => {
    expect(told(account(table('Domain;Status', 'online;listed', 'casino.com;listed'))).slice(1)).toEqual([
      'line 2: paper/line-break? onlinecasino.com | casino.com',
      'line 3: with line 2',
    ]);
    expect(
      told(account(table('Register of sites;;', 'No;Address of site;Listed', '1;a.com;27.07.2017'))).slice(1),
    ).toEqual(['line 2: heading', 'line 3: a.com {"from":"2017-07-27"}']);
  });

  test('has columns that a person may call by their own heading', () => {
    const paper = table('Site;;Other;', 'address;listed;mirror;noted', 'a.com;27.07.2017;b.com;x', 'c.com;;d.com;');
    expect(told(account(paper, {}, { column: 'mirror' })).slice(2)).toEqual([
      'line 3: b.com {"from":"2017-07-27"}',
      'line 4: d.com',
    ]);
  });
});

test('the Czech register as a PDF has the names and the days of the same register as CSV', async () => {
  const paper = await readPaper(sharedData('cz-mf/v41.pdf'), 'v41.pdf');
  if ('message' in paper) throw new Error(paper.message);
  const { items } = account(paper);
  const fromPdf = items.flatMap((item) =>
    item.verdict === 'accepted' ? [[item.entry.name, item.entry.from, item.entry.deleted].join(' ').trim()] : [],
  );
  const day = (text = '') => text.trim().split('.').toReversed().join('-');
  const [, ...rows] = new TextDecoder('windows-1250').decode(sharedData('cz-mf/v41.csv')).trim().split('\r\n');
  const fromCsv = rows.map((row) => {
    const [name = '', listed, deleted] = row.split(';');
    return [name.trim().toLowerCase(), day(listed), day(deleted)].join(' ').trim();
  });
  expect(fromPdf).toEqual(fromCsv.filter((row) => !row.startsWith('boomerang-casino.com ')));
  const asked = items.filter((item) => item.verdict === 'needs-you' && item.together === undefined);
  expect(asked.map(({ at, text }) => [at, text])).toEqual([['page 37, line 12', 'boomerang- casino.com']]);
  const understood = understand(paper, {});
  expect([understood.doubts, understood.remarks]).toEqual([[], []]);
  expect(understood.dropped.filter(({ kind }) => kind === 'column')).toEqual([
    { kind: 'column', what: '"JEDINEČNÝ IDENTIFIKÁTOR PLATEBNÍHO ÚČTU"', count: 7 },
    { kind: 'column', what: '"Zveřejnění údajů"', count: 7 },
    { kind: 'column', what: '"Výmaz zveřejněných údajů"', count: 2 },
  ]);
});
