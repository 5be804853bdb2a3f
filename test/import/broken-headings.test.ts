import { expect, test } from 'vitest';
import type { Paper, PaperRow } from '../../src/import/paper.ts';
import { account, told } from './papers.ts';

/** Rows as a PDF has them; a cell that begins with ^ is the next line of the one above it. */
function pdfTable(...rows: readonly string[]): Paper {
  const all = rows.map((text, at): PaperRow => {
    const place = `page 1, line ${at + 1}`;
    const cells = text.split(';').map((cell, index) => {
      const column = `column ${index + 1}`;
      return cell.startsWith('^')
        ? { text: cell.slice(1), place: column, continues: true as const }
        : { text: cell, place: column };
    });
    return { place, cells };
  });
  return { format: 'pdf', parts: [{ name: 'page 1', kind: 'table', rows: all }], doubts: [], remarks: [] };
}

test('the lines of a heading are one heading', () => {
  const all = account(
    pdfTable('ADRESA;Datum', '^INTERNETOVÉ;^zveřejnění', '^STRÁNKY;', 'first.cz;26.07.2017', 'second.cz;27.07.2017'),
  );
  expect(all.summary).toBe('5 lines: 2 domains, 3 that name no site');
});

test('a name that goes on with a heading is not lost in it', () => {
  const all = account(
    pdfTable('ADRESA;Datum', '^STRÁNKY;^zveřejnění', '^first.cz;^26.07.2017', 'second.cz;27.07.2017'),
  );
  expect(told(all).slice(2)).toMatchInlineSnapshot(`
    [
      "page 1, line 3: first.cz {"from":"2017-07-26"}",
      "page 1, line 4: second.cz {"from":"2017-07-27"}",
    ]
  `);
});
