import { counted } from '../core/text.ts';
import { RowCount } from './caps.ts';
import { damaged } from './not-readable.ts';
import type { PaperCell, PaperFormat, PaperPart, PaperRow } from './paper.ts';
import { linkElsewhere, moreLinks, some } from './remarks.ts';
import { readWorkbook, type SheetEntry, type Workbook } from './xlsx-book.ts';
import { columnLetters, type Place, readSheet, type Sheet } from './xlsx-sheet.ts';
import { openZip, type Zip } from './zip.ts';

/** A workbook (ECMA-376 SpreadsheetML): every sheet, those too that are hidden, because nothing may hide. */
export const xlsx: PaperFormat = {
  id: 'xlsx',
  title: 'Excel workbook',
  endings: ['xlsx', 'xlsm', 'xltx', 'xltm'],
  read: async (bytes, { caps }) => {
    const zip = openZip(bytes, caps);
    const book = await readWorkbook(zip);
    const counts = { read: new RowCount(caps), made: new RowCount(caps) };
    const parts: PaperPart[] = [];
    const remarks: string[] = [];
    for (const entry of book.sheets) {
      const part = await partOf(zip, { entry, book, counts });
      remarks.push(...part.remarks);
      if (part.rows.length > 0) parts.push({ name: part.name, kind: 'table', rows: part.rows });
    }
    return { format: 'xlsx', parts, doubts: [], remarks };
  },
};

interface SheetPart {
  readonly name: string;
  readonly rows: readonly PaperRow[];
  readonly remarks: readonly string[];
}

/** Cells as they are read, and as they are told, with the empty ones between them. */
interface Counts {
  readonly read: RowCount;
  readonly made: RowCount;
}

async function partOf(
  zip: Zip,
  { entry, book, counts }: { entry: SheetEntry; book: Workbook; counts: Counts },
): Promise<SheetPart> {
  const name = `sheet "${entry.name}"`;
  if (!entry.file) return { name, rows: [], remarks: [`${capital(name)} holds a chart or the like and no cells.`] };
  if (!zip.names.includes(entry.file)) throw damaged('workbook');
  const sheet = await readSheet(zip, { file: entry.file, book, counted: (cells) => counts.read.add(cells) });
  const rows = rowsOf(sheet, { name, add: (cells) => counts.made.add(cells) });
  const hidden = entry.hidden ? [`${capital(name)} is hidden in the workbook; it was read all the same.`] : [];
  return { name, rows, remarks: [...hidden, ...remarksOf(sheet, name)] };
}

function rowsOf(sheet: Sheet, { name, add }: { name: string; add: (cells: number) => void }): PaperRow[] {
  const down = mergedDown(sheet);
  const numbers = [...new Set([...sheet.rows.keys(), ...down.keys()])].sort((one, other) => one - other);
  const empty: PaperCell[] = [];
  const emptyCell = (column: number) => {
    empty[column] ??= { text: '', place: `column ${columnLetters(column)}` };
    return empty[column];
  };
  return numbers.map((row) => {
    const texts = sheet.rows.get(row) ?? new Map<number, string>();
    const filled = down.get(row) ?? new Map<number, Place>();
    const last = Math.max(...texts.keys(), ...filled.keys());
    add(last);
    const cells = Array.from({ length: last }, (_, index): PaperCell => {
      const column = index + 1;
      const text = texts.get(column);
      if (text !== undefined) return { text, place: `cell ${nameOf({ row, column })}` };
      const first = filled.get(column);
      if (!first) return emptyCell(column);
      const place = `cell ${nameOf({ row, column })}, merged with ${nameOf(first)}`;
      return { text: sheet.rows.get(first.row)?.get(first.column) ?? '', place };
    });
    return { place: `${name}, row ${row}`, cells };
  });
}

/**
 * A cell that is merged over several rows says its text for each of them: a date beside five names is the date of all
 * five. Rows that hold nothing else stay away. Across columns a merged cell is a heading, and counts once.
 */
function mergedDown(sheet: Sheet): Map<number, Map<number, Place>> {
  const filled = new Map<number, Map<number, Place>>();
  for (const { from, to } of sheet.merged) {
    if (sheet.rows.get(from.row)?.get(from.column) === undefined) continue;
    for (const row of rowsBetween(sheet, from.row + 1, to.row)) {
      const cells = filled.get(row) ?? new Map<number, Place>();
      filled.set(row, cells.set(from.column, from));
    }
  }
  return filled;
}

function rowsBetween(sheet: Sheet, first: number, last: number): number[] {
  const rows: number[] = [];
  // A merged area can say a million rows where the sheet has ten.
  if (last - first < sheet.rows.size) {
    for (let row = first; row <= last; row++) if (sheet.rows.has(row)) rows.push(row);
  } else for (const row of sheet.rows.keys()) if (row >= first && row <= last) rows.push(row);
  return rows;
}

function remarksOf(sheet: Sheet, name: string): string[] {
  const of = capital(name);
  const links = sheet.links.flatMap(({ cell, address }) => {
    const shown = sheet.rows.get(cell.row)?.get(cell.column);
    const remark = shown && linkElsewhere(`${of}, cell ${nameOf(cell)},`, { shown, address });
    return remark ? [remark] : [];
  });
  const empty = sheet.withoutValue.map(nameOf);
  const hiddenRows = sheet.hiddenRows.filter((row) => sheet.rows.has(row));
  const used = new Set([...sheet.rows.values()].flatMap((row) => [...row.keys()]));
  const hiddenColumns = sheet.hiddenColumns.filter((column) => used.has(column));
  return [
    ...(hiddenRows.length
      ? [`${of} hides ${listed('row', hiddenRows.map(String))}; they were read all the same.`]
      : []),
    ...(hiddenColumns.length
      ? [`${of} hides ${listed('column', hiddenColumns.map(columnLetters))}; they were read all the same.`]
      : []),
    ...(sheet.merged.length ? [`${of} has ${counted(sheet.merged.length, 'merged cell')}.`] : []),
    ...(empty.length
      ? [
          `${of} has formulas without an outcome in ${listed('cell', empty)}: nothing could be read there. Open the workbook in Excel, save it, and use that file.`,
        ]
      : []),
    ...(sheet.hasNotes ? [`${of} has notes beside its cells; they were not read.`] : []),
    ...(sheet.hasDrawings ? [`${of} has pictures, charts or text boxes; they were not read.`] : []),
    ...some(links, moreLinks),
  ];
}

function listed(what: string, names: readonly string[]): string {
  const shown = names.slice(0, 10).join(', ');
  return `${names.length === 1 ? what : `${what}s`} ${shown}${names.length > 10 ? ` and ${names.length - 10} more` : ''}`;
}

function nameOf({ row, column }: Place): string {
  return `${columnLetters(column)}${row}`;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
