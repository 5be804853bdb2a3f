import type { PaperCell, PaperRow } from './paper.ts';
import { sections } from './pdf-columns.ts';
import type { Line, Span } from './pdf-lines.ts';
import { columnOf, type Grid, hasRuledRows, rowOf } from './pdf-tables.ts';

/** The rows of a page in the order that they are read in. */
export function rowsOfPage(
  lines: readonly Line[],
  { grids, page }: { grids: readonly Grid[]; page: string },
): PaperRow[] {
  const rows: PaperRow[] = [];
  let free: Line[] = [];
  const told = new Set<Line>();
  const tellFree = () => {
    rows.push(...sections(free).flatMap((section) => section.map((line) => freeRow(line, page))));
    free = [];
  };
  const tables = grids.filter((grid) => grid.columns.length > 2 || hasRuledRows(grid, lines));
  for (const line of lines) {
    if (told.has(line)) continue;
    const grid = tables.find((candidate) => stands(candidate, line));
    if (!grid) {
      free.push(line);
      continue;
    }
    tellFree();
    const inside = lines.filter((candidate) => !told.has(candidate) && stands(grid, candidate));
    for (const row of ruledLines(inside, grid)) rows.push(...ruledRow(row, { grid, page }));
    for (const each of inside) told.add(each);
  }
  tellFree();
  return rows;
}

function stands(grid: Grid, line: Line): boolean {
  return rowOf(grid, line) >= 0 && line.spans.some((span) => columnOf(grid, span) >= 0);
}

function freeRow({ number, spans }: Line, page: string): PaperRow {
  const place = `${page}, line ${number}`;
  return {
    place,
    cells: spans.map(({ text }, index) => ({ text, place: spans.length > 1 ? `column ${index + 1}` : place })),
  };
}

/** Lines that stand in one row of the table. */
function ruledLines(lines: readonly Line[], grid: Grid): Line[][] {
  if (!hasRuledRows(grid, lines)) return lines.map((line) => [line]);
  const rows = new Map<number, Line[]>();
  for (const line of lines) {
    const row = rowOf(grid, line);
    rows.set(row, [...(rows.get(row) ?? []), line]);
  }
  return [...rows.values()];
}

/**
 * A row of a table as one row for each line of its fullest cell: the first lines of all cells, then the second ones,
 * which are marked, because nobody can tell here whether a name goes on in them.
 */
function ruledRow(lines: readonly Line[], { grid, page }: { grid: Grid; page: string }): PaperRow[] {
  const columns = grid.columns.length - 1;
  const beside: PaperCell[] = [];
  const inside = Array.from({ length: columns }, (): PaperCell[] => []);
  for (const line of lines) {
    for (const [column, texts] of byColumn(line.spans, grid)) {
      // What stands beside the table, such as a number in the margin, gets a column after the others.
      const cell = column < 0 ? beside : inside[column];
      const continues = cell !== undefined && cell.length > 0;
      cell?.push({
        text: texts.join(' '),
        place: `${page}, line ${line.number}, ${column < 0 ? 'beside the table' : `column ${column + 1}`}`,
        ...(continues ? { continues } : {}),
      });
    }
  }
  const cells = beside.length > 0 ? [...inside, beside] : inside;
  const height = Math.max(...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, index) => {
    const row = cells.map((cell, column) => cell[index] ?? { text: '', place: `column ${column + 1}` });
    const number = Math.min(...cells.flatMap((cell) => cell[index]?.place.match(/line (\d+)/)?.[1] ?? []).map(Number));
    return { place: `${page}, line ${number}`, cells: row };
  });
}

function byColumn(spans: readonly Span[], grid: Grid): Map<number, string[]> {
  const columns = new Map<number, string[]>();
  for (const span of spans) {
    const column = columnOf(grid, span);
    columns.set(column, [...(columns.get(column) ?? []), span.text]);
  }
  return columns;
}
