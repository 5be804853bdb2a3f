import { RowCount } from './caps.ts';
import { decodeText } from './decode-text.ts';
import { countOutsideQuotes, delimiterOf } from './delimiter.ts';
import type { PaperFormat, PaperFormatId, PaperPart, PaperRow } from './paper.ts';

/** A table as text: RFC 4180, and what spreadsheets make of it in countries whose numbers have a comma. */
export const csv: PaperFormat = tableFormat({ id: 'csv', title: 'table as text (CSV)', endings: ['csv'] });
export const tsv: PaperFormat = tableFormat({ id: 'tsv', title: 'table as text with tabs', endings: ['tsv', 'tab'] });

function tableFormat(format: { id: PaperFormatId; title: string; endings: readonly string[] }): PaperFormat {
  return {
    ...format,
    read: async (bytes, { choices, caps }) => {
      const { text, doubts, remarks } = decodeText(bytes, { chosen: choices.encoding });
      // A first line that spreadsheets write to say what divides the columns, and that is no row.
      const [line, said] = /^sep=(.)\n/.exec(text) ?? [];
      const { found, doubt } = delimiterOf(line ? text.slice(line.length) : text);
      const delimiter = choices.delimiter ?? said ?? found.character ?? (format.id === 'tsv' ? '\t' : ',');
      const unsure = doubt && !choices.delimiter && !said ? [doubt] : [];
      const table = await tableOf(text.slice(line?.length ?? 0), { delimiter, firstLine: line ? 2 : 1 });
      const count = new RowCount(caps);
      const rows = table.records.map((record) => count.counted(rowOf(record)));
      const part: PaperPart = { name: '', kind: 'table', rows };
      return {
        format: format.id,
        parts: [part],
        doubts: [...doubts, ...unsure],
        remarks: [...remarks, ...table.remarks],
      };
    },
  };
}

interface CsvRecord {
  /** Where it starts. */
  readonly line: number;
  readonly cells: readonly string[];
}

interface Table {
  readonly records: readonly CsvRecord[];
  readonly remarks: readonly string[];
}

interface TableForm {
  readonly delimiter: string;
  /** The number of the text's first line in the file. */
  readonly firstLine: number;
}

function rowOf({ line, cells }: CsvRecord): PaperRow {
  const place = `line ${line}`;
  return {
    place,
    cells: cells.map((text, index) => ({ text, place: cells.length > 1 ? `column ${index + 1}` : place })),
  };
}

async function tableOf(text: string, form: TableForm): Promise<Table> {
  // Without quotation marks a line is a record; the library takes five times as long to find that out.
  if (!text.includes('"')) return { records: [...lineRecords(text, form)], remarks: [] };
  const { parse } = await import('csv-parse/sync');
  const options = { delimiter: form.delimiter, relax_column_count: true, relax_quotes: true } as const;
  const whole = whollyParsed(() => parse(text, { ...options, raw: true, info: true }) as unknown as RawRecord[]);
  if (whole && !swallowed(whole, form)) return { records: [...numbered(whole, form)], remarks: [] };
  const records: CsvRecord[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (!line.trim()) continue;
    const closed = countQuotes(line) % 2 === 0;
    const cells = closed ? whollyParsed(() => parse(line, options) as string[][])?.[0] : undefined;
    records.push({ line: form.firstLine + index, cells: cells ?? line.split(form.delimiter) });
  }
  return { records, remarks: [quoteRemark] };
}

function* lineRecords(text: string, { delimiter, firstLine }: TableForm): Generator<CsvRecord> {
  for (const [index, line] of text.split('\n').entries()) {
    const cells = line.split(delimiter);
    if (cells.some((cell) => cell.trim() !== '')) yield { line: firstLine + index, cells };
  }
}

const quoteRemark =
  'A quotation mark in this file is opened and not closed, or closed many lines below, so each line was read by itself. Quotation marks that stayed show in the cells.';

interface RawRecord {
  readonly record: readonly string[];
  readonly raw: string;
}

/** Undefined where quotes do not close, or close in the middle of a cell. */
function whollyParsed<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (String((error as { code?: unknown }).code).startsWith('CSV_')) return undefined;
    throw error;
  }
}

function* numbered(records: readonly RawRecord[], { firstLine }: TableForm): Generator<CsvRecord> {
  let line = firstLine;
  for (const { record, raw } of records) {
    if (record.some((cell) => cell.trim() !== '')) yield { line, cells: record };
    line += raw.split('\n').length - 1;
  }
}

/** A quotation mark that was never closed takes all lines up to the next one into its cell. */
function swallowed(records: readonly RawRecord[], { delimiter }: TableForm): boolean {
  const usual = usualLength(records);
  return records.some(({ record, raw }) => {
    const lines = raw.replace(/\n$/, '').split('\n');
    if (lines.length === 1) return false;
    if (record.length !== usual || lines.length > longestCell) return true;
    // Lines within a cell that look like rows by themselves.
    return usual > 1 && lines.slice(1, -1).some((line) => countOutsideQuotes(line, delimiter) >= usual - 1);
  });
}

/** Lines that somebody may have written into one cell. */
const longestCell = 20;

function usualLength(records: readonly RawRecord[]): number {
  const times = new Map<number, number>();
  for (const { record } of records) times.set(record.length, (times.get(record.length) ?? 0) + 1);
  return [...times].sort(([, one], [, other]) => other - one)[0]?.[0] ?? 1;
}

function countQuotes(line: string): number {
  return line.split('"').length - 1;
}
