import type { Line } from './pdf-lines.ts';
import type { Rule } from './pdf-page.ts';

/** A table whose borders are drawn: the places of its columns and rows. */
export interface Grid {
  /** Borders from left to right, and from top to bottom. */
  readonly columns: readonly number[];
  readonly rows: readonly number[];
}

/** Lines that touch, within the thickness of a line. */
const near = 3;

/** More lines than a page of tables has: a drawing. */
const drawing = 5000;

export function gridsOf(rules: readonly Rule[]): Grid[] {
  if (rules.length > drawing) return [];
  return groups(rules).flatMap((group) => {
    const columns = positions(group.filter(({ direction }) => direction === 'down'));
    const rows = positions(group.filter(({ direction }) => direction === 'across'));
    // A frame around a page, a box around some lines: no table.
    const isTable = columns.length > 1 && rows.length > 1 && (columns.length > 2 || rows.length > 3);
    return isTable ? [{ columns, rows }] : [];
  });
}

/** Whether the borders between rows are drawn, too. A table with a frame and a heading only has one row for each line. */
export function hasRuledRows(grid: Grid, lines: readonly Line[]): boolean {
  const counts = grid.rows.slice(1).map((_, row) => lines.filter((line) => rowOf(grid, line) === row).length);
  const most = Math.max(...counts);
  return most <= 12 && (most < 4 || counts.filter((count) => count > 0).length > 2);
}

/** The row of the grid that a line stands in; -1 above or below the grid. Letters stand above their base line. */
export function rowOf({ rows }: Grid, { y, size }: Line): number {
  return between(rows, y - size * 0.3);
}

/** The column that a stretch of a line stands in; -1 beside the grid. */
export function columnOf({ columns }: Pick<Grid, 'columns'>, { x, end }: { x: number; end: number }): number {
  return between(columns, (x + end) / 2);
}

function between(borders: readonly number[], at: number): number {
  const next = borders.findIndex((border) => border > at);
  return next <= 0 ? -1 : next - 1;
}

/** Rules that touch one another, directly or by others. */
function groups(rules: readonly Rule[]): Rule[][] {
  const left = new Set(rules);
  const found: Rule[][] = [];
  for (const start of rules) {
    if (!left.delete(start)) continue;
    const group = [start];
    for (const rule of group)
      for (const other of left)
        if (touch(rule, other)) {
          left.delete(other);
          group.push(other);
        }
    found.push(group);
  }
  return found;
}

function touch(one: Rule, other: Rule): boolean {
  if (one.direction === other.direction)
    return Math.abs(one.at - other.at) <= near && one.from <= other.to + near && other.from <= one.to + near;
  return (
    one.at >= other.from - near && one.at <= other.to + near && other.at >= one.from - near && other.at <= one.to + near
  );
}

function positions(rules: readonly Rule[]): number[] {
  const sorted = rules.map(({ at }) => at).sort((one, other) => one - other);
  return sorted.filter((at, index) => index === 0 || at - (sorted[index - 1] ?? 0) > near);
}
