import { describe, expect, test } from 'vitest';
import type { Paper, PaperRow } from '../../src/import/paper.ts';
import { readPaper } from '../../src/import/registry.ts';
import { at, pdfOf, sharedData, shown, texts } from '../support/papers.ts';

async function pages(...commands: readonly string[]): Promise<string> {
  return shown(await readPaper(pdfOf(commands), 'order.pdf'));
}

describe('a PDF', () => {
  test('gives its lines from top to bottom, whatever order they were drawn in', async () => {
    expect(
      await pages(at(50, 650, 'third.example') + at(50, 700, 'first.example') + at(50, 675, 'second.example')),
    ).toBe(
      `format: pdf
text page 1
  page 1, line 1: first.example
  page 1, line 2: second.example
  page 1, line 3: third.example
`,
    );
  });

  test('joins what touches, and divides what stands apart: by a space, or into cells', async () => {
    // Helvetica 10: `exam` is 21.12 wide, `exam ple` has a space of 2.78.
    const touching = at(50, 700, 'exam') + at(71.2, 700, 'ple.com') + at(200, 700, '03.04.2026');
    const words = at(50, 680, 'One') + at(72, 680, 'word');
    expect(await pages(touching + words)).toBe(
      `format: pdf
table page 1
  page 1, line 1: example.com | 03.04.2026
  page 1, line 2: One word
`,
    );
  });

  test('a name that is broken over two lines comes as two', async () => {
    expect(await pages(at(50, 700, 'exam-') + at(50, 688, 'ple.com'))).toBe(
      'format: pdf\ntext page 1\n  page 1, line 1: exam-\n  page 1, line 2: ple.com\n',
    );
  });

  test('bold letters drawn in two layers are read once', async () => {
    expect(await pages(at(50, 700, 'example.com') + at(50.4, 700, 'example.com'))).toBe(
      'format: pdf\ntext page 1\n  page 1, line 1: example.com\n',
    );
  });

  test('a table without borders keeps its columns where a cell is empty', async () => {
    const rows = [
      ['first.example', '01.02.2026', '05.06.2026'],
      ['a-rather-long-name.example', '', '05.06.2026'],
      ['third.example', '03.02.2026', ''],
    ];
    const commands = rows.map((row, index) =>
      row.map((text, column) => (text ? at(50 + column * 160, 700 - index * 12, text) : '')).join(''),
    );
    expect(await pages(commands.join(''))).toBe(
      `format: pdf
table page 1
  page 1, line 1: first.example | 01.02.2026 | 05.06.2026
  page 1, line 2: a-rather-long-name.example |  | 05.06.2026
  page 1, line 3: third.example | 03.02.2026
`,
    );
  });

  test('a cell with two lines in a table with borders says that the second goes on', async () => {
    const borders = [700, 670, 640, 610].map((y) => `50 ${y} m 350 ${y} l S\n`).join('');
    const sides = [50, 150, 350].map((x) => `${x} 700 m ${x} 610 l S\n`).join('');
    const text =
      at(55, 680, 'Site') +
      at(155, 680, 'Listed') +
      at(55, 658, 'very-long-') +
      at(55, 646, 'name.example') +
      at(155, 652, '01.02.2026') +
      at(55, 620, 'other.example') +
      at(155, 620, '03.02.2026');
    expect(await pages(borders + sides + text)).toBe(
      `format: pdf
table page 1
  page 1, line 1: Site | Listed
  page 1, line 2: very-long- | 01.02.2026
  page 1, line 4: ^name.example |
  page 1, line 5: other.example | 03.02.2026
`,
    );
  });

  test('a frame around the page is no table, and what stands beside a table is kept', async () => {
    const frame = '20 20 560 760 re S\n';
    const lines = [700, 680, 660].map((y) => `50 ${y} m 350 ${y} l S\n`).join('');
    const sides = [50, 150, 350].map((x) => `${x} 700 m ${x} 660 l S\n`).join('');
    const text =
      at(55, 750, 'a.example') +
      at(200, 750, '01.02.2026') +
      at(55, 735, 'b.example') +
      at(55, 685, 'c.example') +
      at(155, 685, '02.02.2026') +
      at(400, 685, 'new') +
      at(30, 665, '2') +
      at(55, 665, 'd.example');
    expect(await pages(frame + lines + sides + text)).toBe(
      `format: pdf
table page 1
  page 1, line 1: a.example | 01.02.2026
  page 1, line 2: b.example
  page 1, line 3: c.example | 02.02.2026 | new
  page 1, line 4: d.example |  | 2
`,
    );
  });

  test('one that is locked is told as such', async () => {
    const key = '(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa)';
    const locked = `/ID[(x)(x)]/Encrypt<</Filter/Standard/V 1/R 2/O${key}/U${key}/P -4>>`;
    const bytes = Buffer.from(pdfOf([at(50, 700, 'a.example')]))
      .toString('latin1')
      .replace('/Root 1 0 R', `/Root 1 0 R${locked}`);
    expect(shown(await readPaper(Buffer.from(bytes, 'latin1'), 'order.pdf'))).toContain(
      'unreadable: This PDF is locked',
    );
  });

  test('two columns of text are read one after the other', async () => {
    const left = [
      'The court orders the company',
      'named above to stop that the',
      'names in this list are found',
      'by its service, and that for',
      'as long as the order stands.',
    ];
    const right = [
      'The company must do so within',
      'two days after it was served',
      'with this order, and say that',
      'to the court, which may then',
      'publish the list in whole now',
    ];
    const commands = left.map(
      (text, index) => at(50, 700 - index * 12, text) + at(320, 700 - index * 12, right[index] ?? ''),
    );
    expect(
      texts(
        await readPaper(
          pdfOf([
            at(50, 720, 'A heading that stands over both of the columns of this page, from side to side') +
              commands.join(''),
          ]),
          'a.pdf',
        ),
      ).map(([text]) => text),
    ).toEqual(['A heading that stands over both of the columns of this page, from side to side', ...left, ...right]);
  });

  test('a page that was turned is read along its letters', async () => {
    const turned = (x: number, y: number, text: string) => `BT /F1 10 Tf 0 1 -1 0 ${x} ${y} Tm (${text}) Tj ET\n`;
    expect(
      await pages(
        turned(100, 50, 'first.example') + turned(100, 200, '01.02.2026') + turned(112, 50, 'second.example'),
      ),
    ).toBe(
      `format: pdf
table page 1
  page 1, line 1: first.example | 01.02.2026
  page 1, line 2: second.example
`,
    );
  });

  test('names the pages without text, and what to do where no page has any', async () => {
    const square = '10 10 100 100 re f\n';
    expect(await pages(at(50, 700, 'a.example'), square, square, at(50, 700, 'b.example'), square)).toContain(
      'remark: Pages 2 to 3, 5 have no text: empty, or a picture that cannot be read here.\n',
    );
    expect(await pages(square)).toContain('unreadable: No page of this PDF has text in it: its pages are pictures');
  });

  test('one that was cut off is refused, because the pages that are left would look like all of it', async () => {
    const whole = pdfOf([at(50, 700, 'a.example'), at(50, 700, 'b.example')]);
    expect(shown(await readPaper(whole.subarray(0, whole.length - 300), 'order.pdf'))).toContain(
      'unreadable: This PDF is damaged or not complete',
    );
  });
});

/** First cells with their dates: the lines of a cell joined by `+`, as nobody but a person may join them. */
function names(paper: Paper, isName: (text: string) => boolean): string[] {
  const rows = paper.parts.flatMap(({ rows }) => rows);
  return rows.flatMap((row, index) => {
    const [cell] = row.cells;
    if (!cell || cell.continues || !isName(dateOf(row))) return [];
    const [next] = rows[index + 1]?.cells ?? [];
    return [`${next?.continues ? `${cell.text}+${next.text}` : cell.text} ${dateOf(row)}`];
  });
}

function dateOf({ cells }: PaperRow): string {
  return (cells[1]?.text ?? '').replaceAll(/\s/g, '').replaceAll(/\b0/g, '');
}

describe('the Czech register', () => {
  const isDate = (text: string) => /^\d+\.\d+\.\d{4}$/.test(text);

  test('as a PDF holds what it holds as a table, but for a name that is broken over two lines', async () => {
    const [fromPdf, fromCsv] = (await Promise.all([
      readPaper(sharedData('cz-mf/v41.pdf'), 'v41.pdf'),
      readPaper(sharedData('cz-mf/v41.csv'), 'v41.csv'),
    ])) as [Paper, Paper];
    const expected = names(fromCsv, isDate).map((line) => line.replace(/\s+/g, ' '));
    expect(expected).toHaveLength(430);
    expect(names(fromPdf, isDate)).toEqual(
      expected.map((line) => line.replace('boomerang-casino.com', 'boomerang-+casino.com')),
    );
    expect(fromPdf.remarks).toEqual([]);
  });

  test('in its fifth edition', async () => {
    const paper = (await readPaper(sharedData('cz-mf/v5.pdf'), 'v5.pdf')) as Paper;
    await expect(shown(paper)).toMatchFileSnapshot('golden/cz-mf-v5.txt');
  });
});
