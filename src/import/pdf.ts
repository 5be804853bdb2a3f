import { RowCount } from './caps.ts';
import { NotReadable } from './not-readable.ts';
import type { PaperFormat, PaperPart } from './paper.ts';
import { openPdf, type PageContent } from './pdf-file.ts';
import { linesOf } from './pdf-lines.ts';
import { glyphsByDirection, rulesOf } from './pdf-page.ts';
import { rowsOfPage } from './pdf-rows.ts';
import { gridsOf } from './pdf-tables.ts';

/** A PDF with text in it. Letters come with their places on the page alone: lines, columns and tables are found again. */
export const pdf: PaperFormat = {
  id: 'pdf',
  title: 'PDF',
  endings: ['pdf'],
  read: async (bytes, { caps }) => {
    const file = await openPdf(bytes);
    try {
      const count = new RowCount(caps);
      const pages: Page[] = [];
      for (let number = 1; number <= file.pages; number++) {
        const page = pageOf(await file.page(number), number);
        for (const { cells } of page.part.rows) count.add(cells.length);
        pages.push(page);
      }
      if (pages.every(({ part }) => part.rows.length === 0)) throw new NotReadable(isPicture);
      const parts = pages.flatMap(({ part }) => (part.rows.length > 0 ? [part] : []));
      return { format: 'pdf', parts, doubts: [], remarks: [...remarksOf(pages), ...(await file.remarks())] };
    } finally {
      await file.close();
    }
  },
};

const isPicture =
  'No page of this PDF has text in it: its pages are pictures, as a scanner makes them. Ask the sender for the file that it was printed from, or let a program recognise the text (OCR), check every name, and use that file.';

interface Page extends Pick<PageContent, 'hasFaults' | 'hasNotes'> {
  readonly number: number;
  readonly part: PaperPart;
  readonly hasTurnedText: boolean;
  /** Letters without a meaning: a font that only says how they look. */
  readonly hasUnknownLetters: boolean;
}

function pageOf(content: PageContent, number: number): Page {
  const name = `page ${number}`;
  const directions = [...glyphsByDirection(content.runs)].sort(([, one], [, other]) => other.length - one.length);
  let line = 0;
  const rows = directions.flatMap(([turn, glyphs], index) => {
    // Borders belong to the text that most of the page is.
    const { drawing, commands } = content;
    const rules = index === 0 && drawing ? rulesOf(drawing, { commands, turn }) : [];
    const lines = linesOf(glyphs, { rules, after: line });
    line += lines.length;
    return rowsOfPage(lines, { grids: gridsOf(rules), page: name });
  });
  const text = content.runs.map(({ str }) => str).join('');
  const unknown = text.match(/[\p{Co}\p{Cc}\ufffd]/gu)?.length ?? 0;
  return {
    number,
    part: { name, kind: rows.some(({ cells }) => cells.length > 1) ? 'table' : 'text', rows },
    hasTurnedText: directions.length > 1,
    hasUnknownLetters: unknown > text.length / 10,
    hasFaults: content.hasFaults,
    hasNotes: content.hasNotes,
  };
}

function remarksOf(pages: readonly Page[]): string[] {
  const about = (which: (page: Page) => boolean, say: (pages: string, isOne: boolean) => string) => {
    const numbers = pages.filter(which).map(({ number }) => number);
    return numbers.length > 0
      ? [say(`${numbers.length === 1 ? 'Page' : 'Pages'} ${ranges(numbers)}`, numbers.length === 1)]
      : [];
  };
  return [
    ...about(
      ({ part }) => part.rows.length === 0,
      (which, isOne) => `${which} ${isOne ? 'has' : 'have'} no text: empty, or a picture that cannot be read here.`,
    ),
    ...about(
      ({ hasFaults }) => hasFaults,
      (which) => `${which} could be read only in part. Compare what was read with the paper, line by line.`,
    ),
    ...about(
      ({ hasUnknownLetters }) => hasUnknownLetters,
      (which) =>
        `${which} may show other letters than were read, because the PDF does not say what its letters mean. Compare them with the paper.`,
    ),
    ...about(
      ({ hasTurnedText }) => hasTurnedText,
      (which, isOne) => `${which} ${isOne ? 'has' : 'have'} text in another direction; it comes after the other lines.`,
    ),
    ...about(
      ({ hasNotes }) => hasNotes,
      (which, isOne) => `${which} ${isOne ? 'has' : 'have'} notes, stamps or fields of a form; they were not read.`,
    ),
  ];
}

/** `1, 3 to 5`. */
function ranges(numbers: readonly number[]): string {
  const found: [number, number][] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`)).join(', ');
}
