import { readDate } from './days.ts';
import { holdsName, isFilled, isHeading, isWide, strongRole } from './heading-words.ts';
import { type HeadingRole, headingRole, plainHeading } from './headings.ts';
import { mended } from './mend.ts';
import type { PaperFormatId } from './paper.ts';
import type { CleanCell, CleanRow } from './redact.ts';

/** The rows that head a table, as one. */
export interface Heading {
  /** The first and the last of its rows; both -1 where there is none. */
  readonly from: number;
  readonly to: number;
  readonly cells: readonly HeadingCell[];
  /** Whether it is in words that no dictionary has. */
  readonly guessed: boolean;
}

/** What stands above one column. */
export interface HeadingCell {
  /** All words, those of a group of columns first. */
  readonly text: string;
  /** Without those of the group. */
  readonly own: string;
  readonly role: HeadingRole;
}

/** What is known of a table besides its own rows. */
export interface HeadingHints {
  readonly format: PaperFormatId;
  /** Rows that stand at the top of most pages, by `rowKey`, with the number of pages. */
  readonly repeated: ReadonlyMap<string, number>;
}

const none: Heading = { from: -1, to: -1, cells: [], guessed: false };
const rowsLookedAt = 15;

/** The heading of a table whose first row is known to be it. */
export function firstRowAsHeading([row]: readonly CleanRow[]): Heading {
  return row ? headingOf([{ from: 0, to: 0, cells: row.cells, spans: false }]) : none;
}

/**
 * Of the rows above the first name, those that say most of what columns hold; of equals the last. With them go the lines
 * that their cells continue in, what stands there on most pages, and a row that heads groups of columns.
 */
export function findHeading(rows: readonly CleanRow[], hints: HeadingHints): Heading {
  const above = aboveNames(rows);
  const all = blocksOf(above, hints);
  const data = all.findIndex((block, at) => all.slice(0, at).some((heading) => isBelowNames(block, heading)));
  const blocks = data === -1 ? all : all.slice(0, data);
  const roles = blocks.map((block) =>
    isHeading(block) ? block.cells.filter(({ text }) => strongRole(text)).length : 0,
  );
  const most = Math.max(0, ...roles);
  const at = most > 0 ? roles.lastIndexOf(most) : unknownWords(rows, blocks);
  const base = blocks[at];
  if (!base) return none;
  return { ...headingOf(extended(blocks, { at, base, hints })), guessed: most === 0 };
}

/** Rows at the top of most pages, with the number of pages. Other papers than PDFs keep the lines of a cell together. */
export function repeatedRows(tables: readonly (readonly CleanRow[])[], format: PaperFormatId): Map<string, number> {
  const counts = new Map<string, number>();
  if (format !== 'pdf') return counts;
  for (const rows of tables) {
    for (const key of new Set(aboveNames(rows).filter(isHeading).map(rowKey)))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return new Map([...counts].filter(([, count]) => count > 1 && count * 2 > tables.length));
}

/** The words of a row, in whatever columns. */
function rowKey({ cells }: Pick<CleanRow, 'cells'>): string {
  return cells
    .filter(isFilled)
    .map(({ text }) => plainHeading(text))
    .join('|');
}

function aboveNames(rows: readonly CleanRow[]): readonly CleanRow[] {
  const top = rows.slice(0, rowsLookedAt);
  const firstName = top.findIndex(({ cells }) => cells.some(({ text }) => holdsName(text)));
  return firstName === -1 ? top : top.slice(0, firstName);
}

/** Rows that are one row of a heading. */
interface Block {
  readonly from: number;
  readonly to: number;
  readonly cells: readonly CleanCell[];
  /** Whether an empty cell belongs to the one before it. */
  readonly spans: boolean;
}

function blocksOf(above: readonly CleanRow[], { repeated }: HeadingHints): readonly Block[] {
  // Two pages may begin with the same slip, so that takes three.
  const isFixed = (row: CleanRow) => isHeading(row) && (repeated.get(rowKey(row)) ?? 0) > 2;
  const starts: number[] = [];
  for (const [at, row] of above.entries()) {
    const first = above[starts.at(-1) ?? at] ?? row;
    const goesOn = isContinued(row) || (isWide(first) && isFixed(first) && isFixed(row));
    if (at === 0 || !goesOn) starts.push(at);
  }
  return starts.map((from, index) => {
    const to = (starts[index + 1] ?? above.length) - 1;
    return { from, to, cells: joined(above.slice(from, to + 1)), spans: false };
  });
}

/** Words that are in no dictionary: they head a table of several columns if nothing below them is alike. */
function unknownWords(rows: readonly CleanRow[], blocks: readonly Block[]): number {
  const at = blocks.findIndex(isWide);
  const block = blocks[at];
  if (!block) return -1;
  const below = rows.slice(block.to + 1, block.to + 6);
  const isData = ({ text }: CleanCell) => holdsName(text) || readDate(text).kind !== 'none';
  const hasSlip = block.cells.some(({ text }) => mended(text).length > 0);
  const isAlone = below.length >= 2 && below.every(({ cells }) => cells.some(isData));
  return isHeading(block) && !hasSlip && isAlone ? at : -1;
}

interface Base {
  readonly at: number;
  readonly base: Block;
  readonly hints: HeadingHints;
}

/** The base with what belongs to it above and below. */
function extended(blocks: readonly Block[], { at, base, hints }: Base): readonly Block[] {
  const { format, repeated } = hints;
  const above = blocks[at - 1];
  const below = blocks[at + 1];
  // What stands in the middle above several columns of a PDF is put into one of them by its place.
  const canSpan = format !== 'pdf';
  if (above && isHeading(above) && isWide(above)) {
    if (repeated.has(rowKey(above))) return [above, base];
    if (canSpan && isGroup(above, base)) return [{ ...above, spans: true }, base];
  }
  return below && canSpan && isHeading(below) && isGroup(base, below) && namesNothing(base, below)
    ? [{ ...base, spans: true }, below]
    : [base];
}

/** Whether a row has something in the column of names that no heading says, and so may be a name with a slip. */
function isBelowNames(row: Block, heading: Block): boolean {
  if (!isHeading(heading) || row.cells.some(({ text }) => headingRole(text) === 'names')) return false;
  // A title, which stands above all columns, has more words.
  const isTitle = (at: number) => !isWide(heading) && plainHeading(textAt(heading, at)).split(' ').length > 2;
  return promised(heading).some(
    (at) => !isTitle(at) && textAt(row, at) !== '' && headingRole(textAt(row, at)) === undefined,
  );
}

/** The columns that a heading promises names in. */
function promised({ cells }: Block): readonly number[] {
  return cells.flatMap(({ text }, at) => (headingRole(text) === 'names' ? [at] : []));
}

/** Whether the upper row heads several columns of the lower one at once, and both say what columns hold. */
function isGroup(upper: Block, lower: Block): boolean {
  const first = upper.cells.findIndex(isFilled);
  const isSpanned = lower.cells.some((cell, at) => at > first && isFilled(cell) && !textAt(upper, at));
  const isShort = upper.cells.every(({ text }) => text.trim().length <= longestGroup);
  return (
    isWide(upper) &&
    isSpanned &&
    isShort &&
    [upper, lower].every(({ cells }) => cells.some(({ text }) => strongRole(text)))
  );
}

const longestGroup = 60;

/** Whether a row below a heading is empty, or the same again in a merged cell, where the heading promises names. */
function namesNothing(heading: Block, row: Block): boolean {
  const isEmpty = (at: number) => ['', textAt(heading, at)].includes(textAt(row, at));
  return promised(heading).length > 0 && promised(heading).every(isEmpty);
}

function headingOf(blocks: readonly Block[]): Heading {
  const width = Math.max(...blocks.map(({ cells }) => cells.length));
  const cells = Array.from({ length: width }, (_, column): HeadingCell => {
    const texts = blocks.map((block) => textAbove(block, column, blocks));
    const text = joinedTexts(texts);
    const own = texts.findLast((one) => one !== '') ?? '';
    const role = headingRole(text);
    // A group says whose its columns are; what they hold they say themselves.
    return { text, own, role: role !== 'personal' && strongRole(own) ? headingRole(own) : role };
  });
  return { from: blocks[0]?.from ?? -1, to: blocks.at(-1)?.to ?? -1, cells, guessed: false };
}

/** The text of a column in one row of the heading, which may stand to the left of it. */
function textAbove(block: Block, column: number, blocks: readonly Block[]): string {
  const base = blocks.at(-1);
  const text = textAt(block, column);
  if (base && base !== block && !block.spans) return adds(text, textAt(base, column)) ? text : '';
  if (text !== '' || !block.spans || !blocks.some((other) => textAt(other, column) !== '')) return text;
  return block.cells.slice(0, column).findLast(isFilled)?.text.trim() ?? '';
}

function textAt({ cells }: Block, column: number): string {
  return cells[column]?.text.trim() ?? '';
}

/** Rows as one. What heads several columns of a PDF stands in one of them by chance, and counts only where it is needed. */
function joined(rows: readonly CleanRow[]): readonly CleanCell[] {
  return rows.slice(0, -1).reduceRight((below: readonly CleanCell[], { cells }) => {
    const width = Math.max(cells.length, below.length);
    const pairs = Array.from({ length: width }, (_, at) => [cells[at] ?? noCell, below[at] ?? noCell] as const);
    const isOfGroups = pairs.some(([upper, lower]) => !isFilled(upper) && isFilled(lower));
    return pairs.map(([upper, lower]): CleanCell => {
      if (isOfGroups && !adds(upper.text, lower.text)) return lower;
      return { text: joinedTexts([upper.text, lower.text]), found: [...upper.found, ...lower.found] };
    });
  }, rows.at(-1)?.cells ?? []);
}

function adds(upper: string, lower: string): boolean {
  return headingRole(upper) === 'personal' || !strongRole(lower);
}

const noCell: CleanCell = { text: '', found: [] };

/** A cell that is merged over several rows says its text once; a hyphen at the end of a line is of the line. */
function joinedTexts(texts: readonly string[]): string {
  return texts
    .map((text) => text.trim())
    .filter((text, at, all) => text !== '' && text !== all[at - 1])
    .join(' ')
    .replace(/(?<=\p{Ll})- (?=\p{Ll})/gu, '');
}

/** A row that goes on with the one above it and names nothing: no name may be lost in a heading. */
function isContinued({ cells }: CleanRow): boolean {
  const filled = cells.filter(isFilled);
  return filled.length > 0 && filled.every(({ text, continues }) => continues && !holdsName(text));
}
