import { readPart, relationsOf } from './office.ts';
import { isTrue, type Workbook } from './xlsx-book.ts';
import { dateOf } from './xlsx-dates.ts';
import type { Zip } from './zip.ts';

/** A sheet's cells by row and column, both from 1, and what else there is to say of it. */
export interface Sheet {
  readonly rows: ReadonlyMap<number, ReadonlyMap<number, string>>;
  readonly hiddenRows: readonly number[];
  readonly hiddenColumns: readonly number[];
  readonly merged: readonly Area[];
  readonly links: readonly { readonly cell: Place; readonly address: string }[];
  /** Cells with a formula whose outcome is not in the file. */
  readonly withoutValue: readonly Place[];
  readonly hasNotes: boolean;
  readonly hasDrawings: boolean;
}

export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface Area {
  readonly from: Place;
  readonly to: Place;
}

/** A sheet while it is read. */
interface Draft {
  readonly rows: Map<number, Map<number, string>>;
  readonly hiddenRows: number[];
  readonly hiddenColumns: number[];
  readonly merged: Area[];
  readonly links: { readonly cell: Place; readonly address: string }[];
  readonly withoutValue: Place[];
  readonly hasNotes: boolean;
  readonly hasDrawings: boolean;
}

interface Cell extends Place {
  readonly type: string;
  readonly style: number;
  value: string;
  inline: string;
  formula: boolean;
}

/** Reads one sheet (ECMA-376 part 1, 18.3). `counted` is called for each row with its cells, and may throw. */
export async function readSheet(
  zip: Zip,
  { file, book, counted }: { file: string; book: Workbook; counted: (cells: number) => void },
): Promise<Sheet> {
  const relations = await relationsOf(zip, file);
  const kinds = [...relations.values()].map(({ type }) => type);
  const sheet: Draft = {
    rows: new Map(),
    hiddenRows: [],
    hiddenColumns: [],
    merged: [],
    links: [],
    withoutValue: [],
    hasNotes: kinds.includes('comments') || kinds.includes('threadedComment'),
    hasDrawings: kinds.includes('drawing'),
  };
  const path: string[] = [];
  let cell: Cell | undefined;
  let row = 0;
  let column = 0;
  await readPart(zip, file, {
    open: ({ name, attributes }) => {
      path.push(name);
      if (name === 'row') {
        row = whole(attributes.get('r')) ?? row + 1;
        column = 0;
        if (isTrue(attributes.get('hidden'))) sheet.hiddenRows.push(row);
      } else if (name === 'c') {
        const place = placeOf(attributes.get('r')) ?? { row, column: column + 1 };
        column = place.column;
        const style = whole(attributes.get('s')) ?? 0;
        cell = { ...place, type: attributes.get('t') ?? 'n', style, value: '', inline: '', formula: false };
      } else if (name === 'f' && cell) cell.formula = true;
      else around(sheet, { name, attributes, address: relations.get(attributes.get('id') ?? '')?.target });
    },
    text: (piece) => {
      const within = path.at(-1);
      if (!cell) return;
      if (within === 'v') cell.value += piece;
      if (within === 't' && !path.includes('rPh')) cell.inline += piece;
    },
    close: (name) => {
      path.pop();
      if (name === 'row') counted(sheet.rows.get(row)?.size ?? 0);
      if (name !== 'c' || !cell) return;
      keep(sheet, { cell, book });
      cell = undefined;
    },
  });
  return sheet;
}

interface Outside {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly address: string | undefined;
}

/** What a sheet says beside its cells. */
function around(sheet: Draft, { name, attributes, address }: Outside): void {
  if (name === 'col' && isTrue(attributes.get('hidden'))) {
    const last = Math.min(whole(attributes.get('max')) ?? 0, lastColumn);
    for (let column = whole(attributes.get('min')) ?? 1; column <= last; column++) sheet.hiddenColumns.push(column);
  }
  const area = areaOf(attributes.get('ref'));
  if (name === 'mergeCell' && area) sheet.merged.push(area);
  // A link without an address leads to another place in the workbook.
  if (name === 'hyperlink' && area && address) sheet.links.push({ cell: area.from, address });
}

function keep(sheet: Draft, { cell, book }: { cell: Cell; book: Workbook }): void {
  const text = textOf(cell, book);
  if (text === '') {
    if (cell.formula && cell.type !== 'str') sheet.withoutValue.push(cell);
    return;
  }
  const row = sheet.rows.get(cell.row) ?? new Map<number, string>();
  row.set(cell.column, text);
  sheet.rows.set(cell.row, row);
}

function textOf({ type, style, value, inline }: Cell, book: Workbook): string {
  if (type === 's') return book.texts[Number(value)] ?? '';
  if (type === 'inlineStr') return inline;
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  // ISO 8601, written by few.
  if (type === 'd') return value.replace(/T00:00(:00(\.0+)?)?Z?$/, '').replace('T', ' ');
  if (type !== 'n' || value === '') return value;
  return (book.isDate(style) ? dateOf(Number(value), book.from1904) : undefined) ?? numberOf(value);
}

/** Without the digits that only say how the number is kept: 0.10000000000000001 is 0.1. */
function numberOf(value: string): string {
  const number = Number(value);
  return Number.isFinite(number) && Math.abs(number) < 1e15 ? String(number) : value;
}

/** Columns that a sheet can have. */
const lastColumn = 16_384;
const lastRow = 1_048_576;

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : undefined;
}

function placeOf(reference: string | undefined): Place | undefined {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(reference ?? '') ?? [];
  if (!letters || !digits) return undefined;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column > lastColumn || Number(digits) > lastRow ? undefined : { row: Number(digits), column };
}

function areaOf(reference: string | undefined): Area | undefined {
  const [first, last] = (reference ?? '').split(':');
  const from = placeOf(first);
  const to = last === undefined ? from : placeOf(last);
  return from && to && { from, to };
}

/** `AB` for 28. */
export function columnLetters(column: number): string {
  const [before, last] = [Math.floor((column - 1) / 26), (column - 1) % 26];
  return (before > 0 ? columnLetters(before) : '') + String.fromCharCode(65 + last);
}
