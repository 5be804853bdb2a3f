import { ask, noTarget, offer } from './cell.ts';
import { type Column, type Columns, columnsOf, findColumns, holdsName, isFilled } from './columns.ts';
import { plainHeading } from './headings.ts';
import { withoutNumbers } from './numbering.ts';
import type { Doubt, PaperChoices } from './paper.ts';
import type { CleanCell, CleanPart, CleanRow } from './redact.ts';
import type { LaidPart, LaidRow } from './rows.ts';
import type { Dropped, Reading } from './understanding.ts';
import { tidy, wordKind } from './words.ts';

/** A part as it was laid out, and its columns, which a later part without a heading goes on with. */
export interface LaidTable extends LaidPart {
  readonly columns: Columns;
}

/** Lays out a table. Blank rows are left out. */
export function layTable(part: CleanPart, choices: PaperChoices, before: Columns | undefined): LaidTable {
  const filled = part.rows.filter(({ cells }) => cells.some(isFilled));
  const whole = withWholeHeadings(filled);
  const own = findColumns(whole.rows, choices, part.isHeaded ? 0 : undefined);
  const goesOn = own.headingAt === -1 && before !== undefined && before.all.length === own.all.length;
  const columns = goesOn ? { ...before, headingAt: -1 } : own;
  // Whatever else goes on in the next row is not put together here.
  const rows = own.headingAt !== -1 && whole.base === own.headingAt ? whole.rows : filled;
  const names = withoutNumbers(rows.map((row) => nameCell(row, columns, choices)));
  const heading = headingText(goesOn ? undefined : rows[own.headingAt]);
  const laid = rows.map((row, at): LaidRow => {
    const isHeading =
      at === columns.headingAt ||
      (rows === whole.rows && whole.continued.has(at)) ||
      (heading !== '' && headingText(row) === heading) ||
      repeats(row, columns);
    const name = (isHeading ? nameCell(filled[at] ?? row, columns, choices) : names[at]?.text) ?? '';
    const settled = isHeading
      ? ({ kind: 'heading' } as const)
      : (names[at]?.settled ?? plainReading(row, { at, name, columns }));
    return {
      place: row.place,
      setting: 'column',
      name: isText(name) ? name : elsewhere(row, columns).join(' '),
      listed: cellText(row, columns.listed),
      deleted: cellText(row, columns.deleted),
      ...(settled && { settled }),
    };
  });
  return {
    rows: laid,
    columns,
    doubts: goesOn ? [] : columnDoubts(part, columns, choices),
    dropped: droppedColumns(rows, columns),
    remarks: goesOn ? [] : columnRemarks(part, columns, choices),
  };
}

interface WholeHeadings {
  readonly rows: readonly CleanRow[];
  /** The row whose cells go on in the next ones; -1 where there is none. */
  readonly base: number;
  readonly continued: ReadonlySet<number>;
}

/** Rows in which a heading of several lines, which a PDF has as several rows, stands in the first of them. */
function withWholeHeadings(rows: readonly CleanRow[]): WholeHeadings {
  const base = rows.slice(0, rowsLookedAt).findIndex((row, at) => !isContinued(row) && isContinued(rows[at + 1]));
  if (base === -1) return { rows, base, continued: new Set() };
  const next = rows.findIndex((row, at) => at > base && !isContinued(row));
  const end = next === -1 ? rows.length : next;
  const lines = rows.slice(base, end);
  const width = Math.max(...lines.map(({ cells }) => cells.length));
  const cells = Array.from({ length: width }, (_, index): CleanCell => {
    const column = lines.flatMap((row) => row.cells[index] ?? []).filter(isFilled);
    return { text: column.map(({ text }) => text).join(' '), found: column.flatMap(({ found }) => found) };
  });
  const whole = rows.map((row, at) => {
    if (at < base || at >= end) return row;
    return { ...row, cells: at === base ? cells : [] };
  });
  return { rows: whole, base, continued: new Set(lines.slice(1).map((_, index) => base + 1 + index)) };
}

/** Where headings may stand. */
const rowsLookedAt = 15;

/** A row that goes on with the one above it and names nothing: no name may be lost in a heading. */
function isContinued(row: CleanRow | undefined): boolean {
  const filled = row?.cells.filter(isFilled) ?? [];
  return filled.length > 0 && filled.every(({ text, continues }) => continues && !holdsName(text));
}

function cellText(row: CleanRow, index: number | undefined): string {
  return index === undefined ? '' : (row.cells[index]?.text ?? '');
}

function isText(text: string): boolean {
  return text.trim() !== '';
}

function headingText(row: CleanRow | undefined): string {
  return row ? row.cells.map(({ text }) => plainHeading(text)).join('|') : '';
}

/** On a page that goes on with an earlier one the heading may stand again. */
function repeats({ cells }: CleanRow, { all }: Columns): boolean {
  const heads = all.some(({ heading }) => heading.trim() !== '');
  return heads && all.every(({ heading, index }) => plainHeading(heading) === plainHeading(cells[index]?.text ?? ''));
}

/**
 * The cell that names what is listed. The Russian register says for each entry whether it is a page (`default`), a site
 * (`domain`, `domain-mask`) or an address that is listed, and has a column for each.
 */
function nameCell(row: CleanRow, columns: Columns, choices: PaperChoices): string {
  const type = choices.column === undefined ? ending(columns, 'block type') : undefined;
  if (type === undefined)
    return columns.names
      .map((index) => cellText(row, index))
      .filter(isText)
      .join('\n');
  const cells = (heading: string) => cellText(row, ending(columns, heading)?.index);
  const kind = cellText(row, type.index).trim().toLowerCase();
  if (kind.startsWith('domain')) return cells('domain');
  const address = cells('ip') || cells('ip subnet');
  if (kind === 'ip') return address;
  return cells('url') || cells('domain') || address;
}

function ending({ all }: Columns, words: string): Column | undefined {
  return all.find(({ heading }) => ` ${plainHeading(heading)}`.endsWith(` ${words}`));
}

/** What reads as a target in the columns that are not read. */
function elsewhere(row: CleanRow, columns: Columns): readonly string[] {
  const aside = new Set([...columns.names, columns.listed, columns.deleted, ...columns.personal]);
  const others = row.cells.filter((_, index) => !aside.has(index)).map(({ text }) => tidy(text));
  return [...new Set(others.filter((text) => wordKind(text) === 'target'))];
}

interface RowAt {
  readonly at: number;
  readonly name: string;
  readonly columns: Columns;
}

function plainReading(row: CleanRow, { at, name, columns }: RowAt): Reading | undefined {
  if (at < columns.headingAt) return noTarget('It stands above the heading of the table and names no site.');
  if (name.trim() !== '') return undefined;
  const found = elsewhere(row, columns);
  if (found.length === 0) return noTarget('The column of the names is empty on this line.');
  return ask('paper/other-column', 'The name stands in another column than on the other lines.', found.map(offer));
}

function droppedColumns(rows: readonly CleanRow[], columns: Columns): readonly Dropped[] {
  const body = rows.slice(columns.headingAt + 1);
  return columns.personal
    .map((index): Dropped => {
      const count = body.filter(({ cells }) => (cells[index]?.text ?? '').trim() !== '').length;
      return { kind: 'column', what: columns.all[index]?.title ?? '', count };
    })
    .filter(({ count }) => count > 0);
}

function columnDoubts(part: CleanPart, columns: Columns, choices: PaperChoices): readonly Doubt[] {
  const where = part.name === '' ? '' : ` (${part.name})`;
  const typed = choices.column === undefined && ending(columns, 'block type') !== undefined;
  const none = { value: 'none', label: 'none of them' };
  const doubts: Doubt[] = [];
  if (columns.nameCandidates.length > 1 && !typed) {
    doubts.push({
      about: 'column',
      question: `Which column holds what is to be blocked?${where}`,
      choices: [
        ...columns.nameCandidates.map((index) => choiceOf(columns, index)),
        { value: columns.nameCandidates.map((index) => index + 1).join(', '), label: 'all of them' },
      ],
      taken: choiceOf(columns, columns.names[0] ?? 0).value,
    });
  }
  const dates = [
    ['listedColumn', columns.listed, columns.listedCandidates, 'from which day a name is listed'],
    ['deletedColumn', columns.deleted, columns.deletedCandidates, 'on which day a name was taken off the list'],
  ] as const;
  for (const [about, taken, candidates, what] of dates) {
    const [only] = candidates;
    const said = only !== undefined && ['listed', 'deleted'].includes(columns.all[only]?.role ?? '');
    if (taken === undefined || only === undefined || (candidates.length === 1 && said)) continue;
    doubts.push({
      about,
      question: `Which column says ${what}?${where}`,
      choices: [...candidates.map((index) => choiceOf(columns, index)), none],
      taken: choiceOf(columns, taken).value,
    });
  }
  return doubts;
}

/** A column by its heading, which holds for other sheets as well; by its number where it has none of its own. */
function choiceOf({ all }: Columns, index: number): Doubt['choices'][number] {
  const column = all[index];
  const alone = all.filter(({ heading }) => plainHeading(heading) === plainHeading(column?.heading ?? '')).length === 1;
  const value = alone && column?.heading.trim() ? column.heading.trim() : String(index + 1);
  return { value, label: column?.title ?? '', example: (column?.example ?? '').slice(0, 200) };
}

function columnRemarks(part: CleanPart, columns: Columns, choices: PaperChoices): readonly string[] {
  const where = part.name === '' ? '' : ` in ${part.name}`;
  const asked = [...columnsOf(choices.column), choices.listedColumn, choices.deletedColumn].filter(
    (choice) => choice !== 'none',
  );
  const titles = new Set(columns.all.flatMap(({ heading, index }) => [plainHeading(heading), String(index + 1)]));
  const missing = asked.filter((choice) => choice !== undefined && !titles.has(plainHeading(choice)));
  const used = new Set([...columns.names, columns.listed, columns.deleted, ...columns.personal]);
  const typed = ending(columns, 'block type') !== undefined && choices.column === undefined;
  const unused = typed ? [] : columns.all.filter(({ index, filled }) => filled > 0 && !used.has(index));
  const heading = columns.all.map(({ title }) => title).join(', ');
  return [
    ...(columns.headingGuessed ? [`Taken for the heading${where}: ${heading}.`] : []),
    ...missing.map((choice) => `There is no column "${choice}"${where}.`),
    ...(unused.length > 0
      ? [
          `Not read${where}: ${unused.map(({ title, names }) => (names > 0 ? `${title} (names stand in it)` : title)).join(', ')}.`,
        ]
      : []),
  ];
}
