import { ask, noTarget, offer } from './cell.ts';
import { type Column, type Columns, columnsOf } from './columns.ts';
import type { Heading } from './heading-rows.ts';
import { plainHeading } from './headings.ts';
import { withoutNumbers } from './numbering.ts';
import type { Doubt, PaperChoices } from './paper.ts';
import type { CleanRow } from './redact.ts';
import type { LaidPart, LaidRow } from './rows.ts';
import type { Dropped, Reading } from './understanding.ts';
import { tidy, wordKind } from './words.ts';

/** A table with what was found out about it. */
export interface Table {
  /** Those that are not blank. */
  readonly rows: readonly CleanRow[];
  readonly heading: Heading;
  readonly columns: Columns;
  /** The parts for which doubts and remarks about the columns are told here; none where that was done before. */
  readonly tells: readonly string[];
}

/** Lays out a table. */
export function layTable(table: Table, choices: PaperChoices): LaidPart {
  const { rows, heading, columns, tells } = table;
  const names = withoutNumbers(rows.map((row) => nameCell(row, columns, choices)));
  const headings = headingRows(table);
  const laid = rows.map((row, at): LaidRow => {
    const isHeading = headings.has(at) || repeats(row, columns);
    const name = (isHeading ? nameCell(row, columns, choices) : names[at]?.text) ?? '';
    const settled = isHeading
      ? ({ kind: 'heading' } as const)
      : (names[at]?.settled ?? plainReading(row, { isAbove: at < heading.from, name, columns }));
    return {
      place: row.place,
      setting: 'column',
      name: isText(name) ? name : elsewhere(row, columns).join(' '),
      listed: cellText(row, columns.listed),
      deleted: cellText(row, columns.deleted),
      ...(settled && { settled }),
    };
  });
  const told = { columns, choices, parts: tells };
  return {
    rows: laid,
    doubts: tells.length === 0 ? [] : columnDoubts(told),
    dropped: droppedColumns(rows.slice(heading.to + 1), columns),
    remarks: tells.length === 0 ? [] : columnRemarks(told, heading.guessed),
  };
}

/** The rows of the heading, and those further down where it stands again as a whole. */
function headingRows({ rows, heading: { from, to } }: Table): ReadonlySet<number> {
  if (to === -1) return new Set();
  const texts = rows.slice(from, to + 1).map(headingText);
  if (texts.every((text) => text === '')) return new Set([from]);
  const all = rows.map(headingText);
  const starts = all.flatMap((_, at) => (texts.every((text, line) => all[at + line] === text) ? [at] : []));
  return new Set(starts.flatMap((at) => texts.map((_, line) => at + line)));
}

function cellText(row: CleanRow, index: number | undefined): string {
  return index === undefined ? '' : (row.cells[index]?.text ?? '');
}

function isText(text: string): boolean {
  return text.trim() !== '';
}

function headingText({ cells }: CleanRow): string {
  return cells.map(({ text }) => plainHeading(text)).join('|');
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
  /** It stands above the heading. */
  readonly isAbove: boolean;
  readonly name: string;
  readonly columns: Columns;
}

function plainReading(row: CleanRow, { isAbove, name, columns }: RowAt): Reading | undefined {
  if (isAbove) return noTarget('It stands above the heading of the table and names no site.');
  if (name.trim() !== '') return undefined;
  const found = elsewhere(row, columns);
  if (found.length === 0) return noTarget('The column of the names is empty on this line.');
  return ask('paper/other-column', 'The name stands in another column than on the other lines.', found.map(offer));
}

function droppedColumns(body: readonly CleanRow[], columns: Columns): readonly Dropped[] {
  return columns.personal
    .map((index): Dropped => {
      const count = body.filter(({ cells }) => (cells[index]?.text ?? '').trim() !== '').length;
      return { kind: 'column', what: columns.all[index]?.title ?? '', count };
    })
    .filter(({ count }) => count > 0);
}

/** Columns, and the parts that have them. */
interface Told {
  readonly columns: Columns;
  readonly choices: PaperChoices;
  readonly parts: readonly string[];
}

function columnDoubts({ columns, choices, parts }: Told): readonly Doubt[] {
  const where = whereOf(parts);
  const suffix = where === '' ? '' : ` (${where})`;
  const typed = choices.column === undefined && ending(columns, 'block type') !== undefined;
  const none = { value: 'none', label: 'none of them' };
  const doubts: Doubt[] = [];
  if (columns.nameCandidates.length > 1 && !typed) {
    doubts.push({
      about: 'column',
      question: `Which column holds what is to be blocked?${suffix}`,
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
      question: `Which column says ${what}?${suffix}`,
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

function columnRemarks({ columns, choices, parts }: Told, isGuessed: boolean): readonly string[] {
  const place = whereOf(parts);
  const where = place === '' ? '' : ` in ${place}`;
  const asked = [...columnsOf(choices.column), choices.listedColumn, choices.deletedColumn].filter(
    (choice) => choice !== 'none',
  );
  const titles = new Set(
    columns.all.flatMap(({ heading, ownHeading, index }) => [
      ...[heading, ownHeading].map(plainHeading),
      String(index + 1),
    ]),
  );
  const missing = asked.filter((choice) => choice !== undefined && !titles.has(plainHeading(choice)));
  const used = new Set([...columns.names, columns.listed, columns.deleted, ...columns.personal]);
  const typed = ending(columns, 'block type') !== undefined && choices.column === undefined;
  const unused = typed ? [] : columns.all.filter(({ index, filled }) => filled > 0 && !used.has(index));
  const heading = columns.all.map(({ title }) => title).join(', ');
  return [
    ...(isGuessed ? [`Taken for the heading${where}: ${heading}.`] : []),
    ...missing.map((choice) => `There is no column "${choice}"${where}.`),
    ...(unused.length > 0
      ? [
          `Not read${where}: ${unused.map(({ title, names }) => (names > 0 ? `${title} (names stand in it)` : title)).join(', ')}.`,
        ]
      : []),
  ];
}

/** `page 1`, or `page 1 and 87 other pages`. */
function whereOf([first = '', ...others]: readonly string[]): string {
  if (others.length === 0) return first;
  const kind = /^\p{L}+/u.exec(first)?.[0] ?? 'part';
  return `${first} and ${others.length === 1 ? `1 other ${kind}` : `${others.length} other ${kind}s`}`;
}
