import { describe, expect, test } from 'vitest';
import type { Paper, PaperChoices } from '../../src/import/paper.ts';
import { readPaper } from '../../src/import/registry.ts';
import { encoded, shown, texts, utf8 } from '../support/papers.ts';

async function lines(
  bytes: Uint8Array,
  choices: PaperChoices = {},
): Promise<{ paper: Paper; lines: (string | undefined)[] }> {
  const paper = await readPaper(bytes, 'list.txt', { choices });
  return { paper: paper as Paper, lines: texts(paper).map(([text]) => text) };
}

const czech = 'zveřejněných údajů\npříliš žluťoučký kůň\nexample.cz\n';
const polish = 'Rejestr stron służących do gier\nwpis z dnia źródła, część\nexample.pl\n';
const russian = 'Реестр запрещённых сайтов\nпример.рф\nexample.ru\n';
const french = 'Liste des sites concernés, à bloquer dès le 3 août\nexample.fr\n';
const spanish = 'Relación de páginas de España\nexample.es\n';

describe('letters', () => {
  test.each([
    ['windows-1250', czech],
    ['windows-1250', polish],
    ['windows-1251', russian],
    ['windows-1251', russian.toUpperCase()],
    ['windows-1252', french],
    ['windows-1252', spanish],
  ] as const)('%s is told by the language that it writes: %#', async (set, text) => {
    const { paper, lines: found } = await lines(encoded(text, set));
    expect(found).toEqual(text.trimEnd().split('\n'));
    expect(paper.doubts).toEqual([]);
  });

  test('what two character sets read alike is no question', async () => {
    const { paper, lines: found } = await lines(encoded('Gericht München\nmüller.de\n', 'windows-1252'));
    expect(found).toEqual(['Gericht München', 'müller.de']);
    expect(paper.doubts).toEqual([]);
  });

  test('what could be one letter or another is asked, with the line in each reading', async () => {
    const { paper } = await lines(encoded('first.example\ncafè.example\n', 'windows-1252'));
    expect(paper.doubts).toEqual([
      {
        about: 'encoding',
        question: 'The file does not say how its letters are written. Which of these lines reads right?',
        choices: expect.arrayContaining([
          expect.objectContaining({ value: 'windows-1250', example: 'cafč.example' }),
          expect.objectContaining({ value: 'windows-1252', example: 'cafè.example' }),
        ]),
        taken: expect.any(String),
      },
    ]);
  });

  test('the character set that a person has chosen wins, and nothing is asked', async () => {
    const bytes = encoded('cafè.example\n', 'windows-1252');
    const { paper, lines: found } = await lines(bytes, { encoding: 'windows-1250' });
    expect(found).toEqual(['cafč.example']);
    expect(paper.doubts).toEqual([]);
  });

  test('a broken letter in a text that is else Unicode does not make all its letters others', async () => {
    const bytes = Buffer.concat([utf8('příliš žluťoučký kůň\n'), Buffer.from([0xe9]), utf8('.example\n')]);
    const { paper, lines: found } = await lines(bytes);
    expect(found).toEqual(['příliš žluťoučký kůň', '\ufffd.example']);
    expect(paper.doubts.map(({ about, taken }) => ({ about, taken }))).toEqual([{ about: 'encoding', taken: 'utf-8' }]);
    expect(paper.remarks).toEqual(['1 character could not be read as Unicode (UTF-8); they show as � in the lines.']);
  });

  test.each([
    ['UTF-8 with a mark', Buffer.from('\ufeffa.example\nб.example\n')],
    ['UTF-16 with a mark', Buffer.from('\ufeffa.example\nб.example\n', 'utf16le')],
    ['UTF-16 without one', Buffer.from('a.example\nб.example\n', 'utf16le')],
    ['UTF-16 with the big end first', Buffer.from('\ufeffa.example\nб.example\n', 'utf16le').swap16()],
    ['UTF-16 with the big end first, without a mark', Buffer.from('a.example\nб.example\n', 'utf16le').swap16()],
  ])('%s', async (_, bytes) => {
    expect((await lines(bytes)).lines).toEqual(['a.example', 'б.example']);
  });
});

test('lines end with LF, CR LF or CR, and keep their numbers over empty ones', async () => {
  expect(shown(await readPaper(utf8('a.example\r\n\r\nb.example\rc.example\nd.example'), 'list.txt'))).toBe(
    `format: txt
text
  line 1: a.example
  line 3: b.example
  line 4: c.example
  line 5: d.example
`,
  );
});

test('a table with tabs that a spreadsheet saved as .txt is a table', async () => {
  expect(
    shown(await readPaper(Buffer.from('\ufeffSite\tListed\na.example\t03.04.2026\n', 'utf16le'), 'list.txt')),
  ).toBe(
    `format: csv
table
  line 1: Site | Listed
  line 2: a.example | 03.04.2026
`,
  );
});
