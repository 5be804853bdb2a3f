import type { PaperRow } from './paper.ts';
import type { XmlAttributes } from './xml-events.ts';

interface Cell {
  text: string;
  span: number;
  /** It goes on with the cell above it. */
  merged: boolean;
}

/** Columns that a table can have; Word allows 63. */
const widest = 1000;

/** One table of a document while it is read. */
export class DocxTable {
  readonly #rows: Cell[][] = [];
  readonly #dropped = new Set<Cell[]>();

  open(name: string, attributes: XmlAttributes): void {
    const row = this.#rows.at(-1);
    const cell = row?.at(-1);
    const value = attributes.get('val');
    if (name === 'tr') this.#rows.push([]);
    if (name === 'tc') row?.push({ text: '', span: 1, merged: false });
    if (name === 'gridSpan' && cell) cell.span = Math.min(Math.max(1, Number(value) || 1), widest);
    if (name === 'vMerge' && cell) cell.merged = value !== 'restart';
    // Cells that a row leaves out at its start still hold their columns.
    if (name === 'gridBefore' && row)
      for (let left = Math.min(Number(value) || 0, widest); left > 0; left--)
        row.unshift({ text: '', span: 1, merged: false });
  }

  /** A paragraph of the cell that is being read. */
  say(text: string): void {
    const cell = this.#rows.at(-1)?.at(-1);
    if (cell) cell.text += (cell.text === '' ? '' : '\n') + text;
  }

  /** The row that is being read is marked as deleted. */
  dropRow(): void {
    const row = this.#rows.at(-1);
    if (row) this.#dropped.add(row);
  }

  /** Rows of texts, one for each column, so that a column is a column in every row; a deleted row is an empty one. */
  texts(): string[][] {
    const above: string[] = [];
    return this.#rows.map((row) => {
      if (this.#dropped.has(row)) return [];
      const texts: string[] = [];
      for (const { text, span, merged } of row) {
        // A cell that is merged over several rows says its text for each of them.
        const own = merged ? (above[texts.length] ?? '') : text;
        above[texts.length] = own;
        texts.push(own);
        for (let further = 1; further < span && texts.length < widest; further++) texts.push('');
      }
      return texts;
    });
  }

  rows(table: string): PaperRow[] {
    return this.texts().flatMap((texts, index) => {
      if (texts.every((text) => text.trim() === '')) return [];
      const cells = texts.map((text, column) => ({ text, place: `column ${column + 1}` }));
      return [{ place: `${table}, row ${index + 1}`, cells }];
    });
  }
}
