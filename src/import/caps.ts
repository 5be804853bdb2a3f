import { counted } from '../core/text.ts';
import { tooLarge } from './not-readable.ts';
import type { Caps, PaperRow } from './paper.ts';

const mega = 1024 * 1024;

export const defaultCaps: Caps = { size: 50 * mega, unpacked: 200 * mega, ratio: 200, rows: 2_000_000 };

/** Cells of all rows together, empty ones too: a few rows with a cell far to the right hold millions of them. */
const cellsOfARow = 10;

/** Collects rows for as long as the paper stays within its bounds; throws NotReadable beyond. */
export class RowCount {
  #rows = 0;
  #cells = 0;
  readonly #caps: Caps;

  constructor(caps: Caps) {
    this.#caps = caps;
  }

  add(cells: number): void {
    this.#rows += 1;
    this.#cells += cells;
    if (this.#rows > this.#caps.rows)
      throw tooLarge(`The paper has more than ${counted(this.#caps.rows, 'row')}, which is more than can be read.`);
    if (this.#cells > this.#caps.rows * cellsOfARow)
      throw tooLarge('The paper has more cells, most of them perhaps empty, than can be read.');
  }

  /** The row itself, counted. */
  counted(row: PaperRow): PaperRow {
    this.add(row.cells.length);
    return row;
  }
}
