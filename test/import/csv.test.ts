import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Paper } from '../../src/import/paper.ts';
import { readPaper } from '../../src/import/registry.ts';
import { encoded, sharedData, shown, texts, utf8 } from '../support/papers.ts';

async function table(text: string, delimiter?: string): Promise<string> {
  return shown(await readPaper(utf8(text), 'list.csv', { choices: { delimiter } }));
}

describe('a table as text', () => {
  test('in windows-1251 with semicolons', async () => {
    const text = 'Сайт;Дата внесения\r\nпример.рф;01.02.2026\r\nexample.ru;03.02.2026\r\n';
    expect(shown(await readPaper(encoded(text, 'windows-1251'), 'реестр.csv'))).toBe(
      `format: csv
table
  line 1: Сайт | Дата внесения
  line 2: пример.рф | 01.02.2026
  line 3: example.ru | 03.02.2026
`,
    );
  });

  test('keeps cells with delimiters, quotes and line ends in them, and the line that each record starts at', async () => {
    expect(await table('Site,Why\na.example,"one, ""two""\nthree"\n\nb.example,four\n')).toBe(
      `format: csv
table
  line 1: Site | Why
  line 2: a.example | one, "two"⏎three
  line 5: b.example | four
`,
    );
  });

  test('keeps rows that are longer or shorter than others', async () => {
    expect(await table('a.example;1;2\nb.example\nc.example;1;2;3\nd.example;1;2\n')).toBe(
      `format: csv
table
  line 1: a.example | 1 | 2
  line 2: b.example
  line 3: c.example | 1 | 2 | 3
  line 4: d.example | 1 | 2
`,
    );
  });

  test('takes the delimiter from a first line that says it, and counts that line', async () => {
    expect(await table('sep=;\na.example;x, y\n')).toBe('format: csv\ntable\n  line 2: a.example | x, y\n');
  });

  test('asks where two delimiters divide all lines alike, and obeys the answer', async () => {
    const text = 'a.example;1,5\nb.example;2,5\n';
    expect(await table(text)).toContain('doubt: delimiter: , of ,,;\n');
    expect(await table(text, ';')).toBe('format: csv\ntable\n  line 1: a.example | 1,5\n  line 2: b.example | 2,5\n');
  });

  test.each([
    ['never closed', 'a.example;1\n"b.example;2\nc.example;3\nd.example;4\n'],
    ['closed many rows below', 'a.example;1\n"b.example;2\nc.example;3\nd.example;4"\ne.example;5\n'],
    ['closed in the next row', 'a.example;1\n"b.example;2\nc.example";3;\nd.example;4\n'],
  ])('a quotation mark that is %s swallows no row', async (_, text) => {
    const paper = (await readPaper(utf8(text), 'list.csv')) as Paper;
    expect(paper.parts[0]?.rows).toHaveLength(text.trim().split('\n').length);
    expect(texts(paper).flat().join('\n')).toMatch(/a\.example.*b\.example.*c\.example.*d\.example/s);
    expect(paper.remarks).toEqual([expect.stringContaining('A quotation mark in this file is opened and not closed')]);
  });

  test('a table without quotation marks is what it is with them', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '.', ' ', 'ř', ',', '\t') }).map((text) => `x${text}`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 1 }), { minLength: 1 }), async (rows) => {
        const plain = rows.map((row) => row.join(';')).join('\n');
        const quoted = rows.map((row) => row.map((text) => `"${text}"`).join(';')).join('\n');
        expect(await table(plain, ';')).toBe(await table(quoted, ';'));
      }),
    );
  });

  test('the Czech register keeps every line', async () => {
    const paper = (await readPaper(sharedData('cz-mf/v41.csv'), 'v41.csv')) as Paper;
    expect(paper.doubts).toEqual([]);
    expect(paper.remarks).toEqual([]);
    expect(paper.parts[0]?.rows.slice(0, 2).map(({ cells }) => cells.map(({ text }) => text))).toEqual([
      [
        'Adresa Internetové stránky',
        'Datum zveřejnění údajů IS',
        'Výmaz zveřejněných údajů IS',
        'Jedinečný identifikátor platebního účtu',
        'Datum zveřejnění údajů PÚ',
        'Výmaz zveřejněných údajů PÚ',
      ],
      ['1xbet.com', '26.07.2017', '', '5990242/0800', '26.07.2017', '28.04.2021'],
    ]);
    expect(paper.parts[0]?.rows).toHaveLength(431);
  });
});
