import { describe, expect, test } from 'vitest';
import { understand } from '../../src/import/understand.ts';
import { account, sheets, table, told } from './papers.ts';

describe('the column of the names', () => {
  test('is found by a heading of many languages', () => {
    const headings = [
      ...[
        'Domain',
        'URL',
        'site',
        'Website',
        'Adresa Internetové stránky',
        'AdresDomeny',
        'Adres domeny',
        'dominio',
        'Nome a dominio',
      ],
      ...[
        'Nom de domaine',
        'Domänen',
        'домен',
        'Сайт',
        'Указатель страницы сайта',
        "Доменне ім'я",
        'Webseite',
        'Sito web',
      ],
    ];
    // Both columns hold names, so that only the heading tells them apart.
    for (const heading of headings) {
      const { items } = account(table(`No;Note;${heading}`, '1;x.org;a.com', '2;y.org;b.com'));
      expect([heading, ...items.map(({ text }) => text)]).toEqual([heading, heading, 'a.com', 'b.com']);
    }
  });

  test('is found by what it holds where there is no heading, or one in unknown words', () => {
    expect(told(account(table('1;a.com;x', '2;b.com;y')))).toEqual(['line 1: a.com', 'line 2: b.com']);
    const unknown = table('Č;Položka;Pozn', '1;a.com;x', '2;b.com;y');
    expect(told(account(unknown))).toEqual(['line 1: heading', 'line 2: a.com', 'line 3: b.com']);
    expect(understand(unknown, {}).remarks[0]).toBe('Taken for the heading: "Č", "Položka", "Pozn".');
    // What may be a name with a slip is no heading.
    expect(told(account(table('1;exam ple,com;x', '2;a.com;y', '3;b.com;z')))[0]).toBe(
      'line 1: paper/prose? ple.com | example.com',
    );
  });

  test('is asked for where several could be it; what the person says counts', () => {
    const paper = table('Site;Mirror', 'a.com;b.com', 'c.com;d.com');
    expect(understand(paper, {}).doubts).toMatchInlineSnapshot(`
      [
        {
          "about": "column",
          "choices": [
            {
              "example": "a.com",
              "label": ""Site"",
              "value": "Site",
            },
            {
              "example": "b.com",
              "label": ""Mirror"",
              "value": "Mirror",
            },
            {
              "label": "all of them",
              "value": "1, 2",
            },
          ],
          "question": "Which column holds what is to be blocked?",
          "taken": "Site",
        },
      ]
    `);
    expect(told(account(paper, {}, { column: 'Mirror' }))).toEqual([
      'line 1: heading',
      'line 2: b.com',
      'line 3: d.com',
    ]);
    expect(told(account(paper, {}, { column: '1, 2' }))).toEqual([
      'line 1: heading',
      'line 2, name 1: a.com',
      'line 2, name 2: b.com',
      'line 3, name 1: c.com',
      'line 3, name 2: d.com',
    ]);
    expect(understand(paper, { column: 'Address' }).remarks).toEqual([
      'There is no column "Address".',
      'Not read: "Mirror" (names stand in it).',
    ]);
  });

  test('is the one with pages, not the one with their sites, until a person says so', () => {
    const paper = table('domain;url', 'a.com;http://a.com/page', 'b.com;http://b.com/');
    expect(understand(paper, {}).doubts.map(({ about, taken }) => [about, taken])).toEqual([['column', 'url']]);
  });

  test('has lines without a name in it counted, and asked about where another column has one', () => {
    expect(
      told(
        account(
          table(
            'Register of sites;;',
            'Site;Note;No',
            'a.com;x;1',
            ';;2',
            ';c.com;3',
            'd.com;;',
            'Total: 3;;',
            'Site;Note;No',
          ),
        ),
      ),
    ).toMatchInlineSnapshot(`
      [
        "line 1: no target",
        "line 2: heading",
        "line 3: a.com",
        "line 4: no target",
        "line 5: paper/other-column? c.com",
        "line 6: d.com",
        "line 7: paper/prose?",
        "line 8: heading",
      ]
    `);
  });
});

describe('dates', () => {
  test('are found by their headings and written year first', () => {
    const paper = table('Domain;Listed on;Removed', 'a.com;26.07.2017;', 'b.com;1.2.2018;3.4.2019', 'c.com;—;');
    expect(understand(paper, {}).doubts).toEqual([]);
    expect(told(account(paper))).toMatchInlineSnapshot(`
      [
        "line 1: heading",
        "line 2: a.com {"from":"2017-07-26"}",
        "line 3: b.com {"from":"2018-02-01","deleted":"2019-04-03"}",
        "line 4: c.com",
      ]
    `);
  });

  test('that no column calls so are asked about', () => {
    expect(understand(table('a.com;26.07.2017;', 'b.com;27.07.2017;28.07.2018'), {}).doubts).toMatchInlineSnapshot(`
      [
        {
          "about": "listedColumn",
          "choices": [
            {
              "example": "26.07.2017",
              "label": "column 2",
              "value": "2",
            },
            {
              "label": "none of them",
              "value": "none",
            },
          ],
          "question": "Which column says from which day a name is listed?",
          "taken": "2",
        },
        {
          "about": "deletedColumn",
          "choices": [
            {
              "example": "28.07.2018",
              "label": "column 3",
              "value": "3",
            },
            {
              "label": "none of them",
              "value": "none",
            },
          ],
          "question": "Which column says on which day a name was taken off the list?",
          "taken": "3",
        },
      ]
    `);
  });

  test('that cannot be read, or end before they begin, need a person, who may write them', () => {
    const paper = table(
      'Domain;Listed;Deleted',
      'a.com;soon;',
      'b.com;26.07.2017;25.07.2017',
      'c.com;31.02.2017;',
      'd.com;27.07.2017;',
    );
    expect(told(account(paper))).toMatchInlineSnapshot(`
      [
        "line 1: heading",
        "line 2: paper/date? a.com",
        "line 3: paper/date? b.com",
        "line 4: paper/date? c.com",
        "line 5: d.com {"from":"2017-07-27"}",
      ]
    `);
    const answers = { 'line 2': { take: 'a.com', from: '2017-07-01' }, 'line 3': { take: 'b.com' } };
    expect(told(account(paper, { answers })).slice(1, 3)).toEqual([
      'line 2: a.com {"from":"2017-07-01"}',
      'line 3: b.com',
    ]);
  });

  test('of an account are not read as those of the site', () => {
    const told2 = told(
      account(
        table('Site;Listed;Deleted;Account;Listed;Deleted', 'a.com;26.07.2017;;5990242/0800;26.07.2017;28.04.2021'),
      ),
    );
    expect(told2).toEqual(['line 1: heading', 'line 2: a.com {"from":"2017-07-26"}']);
    // To the right of the account, and the only ones on the line.
    const object = told(
      account(table('Object;Domain;Account;Reason;Listed;Deleted', 'x;a.com;5990242/0800;y;26.07.2017;28.04.2021')),
    );
    expect(object[1]).toBe('line 2: a.com {"from":"2017-07-26","deleted":"2021-04-28"}');
  });
});

test('a short word in a heading says what a date is for only where it stands alone', () => {
  const of = (heading: string) => told(account(table(`Domain;${heading}`, 'a.com;26.07.2017')))[1];
  expect(of('Valid to')).toBe('line 2: a.com {"deleted":"2017-07-26"}');
  expect(of('Valid from')).toBe('line 2: a.com {"from":"2017-07-26"}');
  expect(of('Reported to')).toBe('line 2: a.com {"from":"2017-07-26"}');
  expect(understand(table('Domain;Reported to', 'a.com;26.07.2017'), {}).doubts.map(({ about }) => about)).toEqual([
    'listedColumn',
  ]);
});

describe('personal data', () => {
  const paper = table(
    'Domain;Owner;E-mail;Účet;Listed;Note',
    'a.com;John Doe;john@a.com;5990242/0800;26.07.2017;x',
    'b.com call +420 777 123 456;Jane Roe;jane@b.com;CZ42 0800 0000 0000 0251 7492;27.07.2017;',
    'info@c.com;;;;28.07.2017;',
    'd.com DE38512308000000056972;;;;29.07.2017;',
  );

  test('is dropped by column and by pattern, and said so', () => {
    const { dropped, remarks } = understand(paper, {});
    expect({ dropped, remarks }).toMatchInlineSnapshot(`
      {
        "dropped": [
          {
            "count": 2,
            "kind": "column",
            "what": ""Owner"",
          },
          {
            "count": 2,
            "kind": "column",
            "what": ""E-mail"",
          },
          {
            "count": 2,
            "kind": "column",
            "what": ""Účet"",
          },
          {
            "count": 1,
            "kind": "pattern",
            "what": "telephone number",
          },
          {
            "count": 1,
            "kind": "pattern",
            "what": "e-mail address",
          },
          {
            "count": 1,
            "kind": "pattern",
            "what": "bank account number",
          },
        ],
        "remarks": [
          "Not read: "Note".",
        ],
      }
    `);
    expect(told(account(paper))).toMatchInlineSnapshot(`
      [
        "line 1: heading",
        "line 2: a.com {"from":"2017-07-26"}",
        "line 3: paper/prose? b.com",
        "line 4: text/personal-data?",
        "line 5: paper/prose? d.com",
      ]
    `);
  });

  test('shows nowhere', () => {
    const all = JSON.stringify([understand(paper, {}), account(paper)]);
    expect(all).not.toMatch(/john|jane|Doe|Roe|777|5990242|0800|2517|3851|info@/);
  });

  test('is not taken to be what only sounds like it', () => {
    const paper = table('Name;Address', 'John Doe;a.com', 'Jane Roe;b.com');
    expect(told(account(paper))).toEqual(['line 1: heading', 'line 2: a.com', 'line 3: b.com']);
    expect(understand(paper, {}).dropped).toEqual([{ kind: 'column', what: '"Name"', count: 2 }]);
    expect(told(account(table('Account;Reason', 'https://t.me/a;x', 'https://t.me/b;y')))).toEqual([
      'line 1: heading',
      'line 2: https://t.me/a kept, domain/url-part',
      'line 3: https://t.me/b kept, domain/url-part',
    ]);
  });

  test('is known by what a column without a heading holds', () => {
    const { dropped } = understand(table('a.com;5990242/0800', 'b.com;MT80STBA19116000000001031000591', 'c.com;'), {});
    expect(dropped).toEqual([{ kind: 'column', what: 'column 2', count: 2 }]);
  });
});

test('sheets have columns of their own, and one without a heading goes on with those before', () => {
  const paper = sheets({
    'sheet "One"': ['Domain;Listed', 'a.com;26.07.2017'],
    'sheet "Two"': ['Added;Site', '27.07.2017;b.com'],
    'sheet "Three"': ['28.07.2017;c.com'],
    'sheet "Notes"': ['see d.com;'],
  });
  expect(told(account(paper, {}, { parts: ['sheet "One"', 'sheet "Two"', 'sheet "Three"'] }))).toMatchInlineSnapshot(`
    [
      "sheet "One", row 1: heading",
      "sheet "One", row 2: a.com {"from":"2017-07-26"}",
      "sheet "Two", row 1: heading",
      "sheet "Two", row 2: b.com {"from":"2017-07-27"}",
      "sheet "Three", row 1: c.com {"from":"2017-07-28"}",
      "sheet "Notes", row 1: no target",
    ]
  `);
});
