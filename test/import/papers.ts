import { type Accounting, accountFor } from '../../src/import/account.ts';
import type { Account } from '../../src/import/items.ts';
import type { Paper, PaperChoices, PaperPart } from '../../src/import/paper.ts';
import { understand } from '../../src/import/understand.ts';

/** A paper of lines of text. */
export function lines(texts: readonly string[], format: Paper['format'] = 'txt'): Paper {
  return { format, parts: [textPart('', texts)], doubts: [], remarks: [] };
}

/** A document of pages. */
export function pages(...texts: readonly (readonly string[])[]): Paper {
  const parts = texts.map((page, at) => textPart(`page ${at + 1}`, page));
  return { format: 'pdf', parts, doubts: [], remarks: [] };
}

function textPart(name: string, texts: readonly string[]): PaperPart {
  const before = name === '' ? '' : `${name}, `;
  return {
    name,
    kind: 'text',
    rows: texts.map((text, at) => {
      const place = `${before}line ${at + 1}`;
      return { place, cells: [{ text, place }] };
    }),
  };
}

/** A table whose rows are written with `;` between the cells. */
export function table(...rows: readonly string[]): Paper {
  return { format: 'csv', parts: [tablePart('', rows)], doubts: [], remarks: [] };
}

export function sheets(parts: Readonly<Record<string, readonly string[]>>): Paper {
  return {
    format: 'xlsx',
    parts: Object.entries(parts).map(([name, rows]) => tablePart(name, rows)),
    doubts: [],
    remarks: [],
  };
}

function tablePart(name: string, rows: readonly string[]): PaperPart {
  const before = name === '' ? 'line' : `${name}, row`;
  return {
    name,
    kind: 'table',
    rows: rows.map((row, at) => ({
      place: `${before} ${at + 1}`,
      cells: row.split(';').map((text, index) => ({ text, place: `column ${index + 1}` })),
    })),
  };
}

export const nothingElse: Accounting = { existing: () => [], judge: () => [], answers: {} };

export function account(paper: Paper, accounting: Partial<Accounting> = {}, choices: PaperChoices = {}): Account {
  return accountFor(understand(paper, choices), { ...nothingElse, ...accounting });
}

/** Each line on one line: its place, what became of it, and what can be taken from it where it needs a person. */
export function told(of: Account): readonly string[] {
  return of.items.map((item) => `${item.at}: ${outcome(item)}`);
}

function outcome(item: Account['items'][number]): string {
  switch (item.verdict) {
    case 'accepted':
    case 'already-ordered': {
      const { at: _, name, ...more } = item.entry;
      const orders = item.verdict === 'already-ordered' ? ` also in ${item.orders.join(', ')}` : '';
      return `${name}${Object.keys(more).length > 0 ? ` ${JSON.stringify(more)}` : ''}${orders}`;
    }
    case 'duplicate':
      return `${item.name} as at ${item.of}`;
    case 'not-expressible':
      return `${item.written} kept, ${item.code}`;
    case 'needs-you': {
      const taken = item.choices.flatMap((one) => ('answer' in one && 'take' in one.answer ? [one.answer.take] : []));
      const names = taken.map((take) => [take].flat().join(' + ')).join(' | ');
      return item.together ? `with ${item.together}` : `${item.code}? ${names}`.trim();
    }
    case 'left-out':
      return `${item.name ?? item.text} left out: ${item.reason}`;
    case 'no-target':
      return item.heading ? 'heading' : 'no target';
  }
}
