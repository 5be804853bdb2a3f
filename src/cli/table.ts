import stringWidth from 'string-width';
import { harmless } from '../core/text.ts';

export interface Column {
  readonly head: string;
  readonly align?: 'left' | 'right';
  /** What becomes of it on a narrow terminal; without it, it keeps its width. */
  readonly narrows?: Narrowing;
}

export interface Narrowing {
  /** Columns narrow one after another, the lowest number first, until a line fits. */
  readonly turn: number;
  /** Characters; 0: it is left out whole. */
  readonly to: number;
  /** Whether it is left out where that is not enough. */
  readonly orGoes?: true;
}

export interface Cell {
  readonly text: string;
  /** Colours the finished cell. */
  readonly paint?: ((text: string) => string) | undefined;
}

export interface TableStyle {
  /** Characters in a line; undefined: nothing is shortened. */
  readonly width: number | undefined;
  readonly paintHead: (text: string) => string;
}

const gap = '  ';
const cut = '…';

/** Rows as lines in columns, by the width that a terminal gives each character; columns with nothing in them are left out. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly (Cell | string)[])[],
  { width, paintHead }: TableStyle,
): readonly string[] {
  const cells = rows.map((row) => row.map(harmlessCell));
  const whole = columns.map(({ head }, at) => {
    const widest = Math.max(0, ...batches(cells.map((row) => widthOf(row[at]?.text ?? ''))));
    return widest === 0 ? 0 : Math.max(widest, widthOf(head));
  });
  const widths = width === undefined ? whole : fitting(columns, whole, width);
  const heads = columns.map(({ head }) => ({ text: head, paint: paintHead }));
  return [heads, ...cells].map((row) => lineOf(row, columns, widths));
}

function harmlessCell(cell: Cell | string): Cell {
  return typeof cell === 'string' ? { text: oneLine(cell) } : { ...cell, text: oneLine(cell.text) };
}

/** Harmless text without tabs, whose width only the terminal knows. */
export function oneLine(text: string): string {
  return harmless(text).replaceAll('\t', ' ');
}

/** The largest number of each thousand: a call takes only so many arguments. */
function batches(numbers: readonly number[]): number[] {
  const most: number[] = [];
  for (let from = 0; from < numbers.length; from += 1000) most.push(Math.max(...numbers.slice(from, from + 1000)));
  return most;
}

function fitting(columns: readonly Column[], whole: readonly number[], width: number): readonly number[] {
  const widths = [...whole];
  const excess = () => widths.reduce((sum, one) => sum + (one === 0 ? 0 : one + gap.length), -gap.length) - width;
  const turns = columns
    .flatMap(({ narrows }, at) => (narrows ? [{ ...narrows, at }] : []))
    .sort((a, b) => a.turn - b.turn);
  for (const { at, to, orGoes } of turns) {
    const now = widths[at] ?? 0;
    if (excess() <= 0) break;
    widths[at] = to === 0 ? 0 : Math.min(now, Math.max(to, now - excess()));
    if (orGoes && excess() > 0) widths[at] = 0;
  }
  return widths;
}

function lineOf(row: readonly Cell[], columns: readonly Column[], widths: readonly number[]): string {
  const shown = row.flatMap(({ text, paint = plain }, at) => {
    const width = widths[at] ?? 0;
    if (width === 0) return [];
    const short = shortened(text, width);
    const pad = ' '.repeat(width - widthOf(short));
    return [columns[at]?.align === 'right' ? pad + paint(short) : paint(short) + pad];
  });
  return shown.join(gap).trimEnd();
}

function plain(text: string): string {
  return text;
}

/** Columns of a terminal. Nearly all text is plain, and the library takes a hundred times as long. */
function widthOf(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : stringWidth(text);
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The text within so many columns of a terminal, with an ellipsis where some of it is left out. */
export function shortened(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let short = '';
  let used = widthOf(cut);
  for (const { segment } of graphemes.segment(text)) {
    used += widthOf(segment);
    if (used > width) break;
    short += segment;
  }
  return `${short}${cut}`;
}
