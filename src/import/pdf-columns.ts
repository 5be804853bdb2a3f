import type { Line, Span } from './pdf-lines.ts';

/**
 * The stretches of a page that are read one after the other: where a text is set in two columns, the left one first,
 * then the right one. Where a table stands, its lines stay whole, with an empty cell where a column is.
 */
export function sections(lines: readonly Line[]): Line[][] {
  const gutter = gutterOf(lines);
  if (gutter === undefined) return [aligned(lines)];
  const found: Line[][] = [];
  let left: Line[] = [];
  let right: Line[] = [];
  const tell = () => {
    found.push(left, right);
    left = [];
    right = [];
  };
  for (const line of lines) {
    if (line.spans.some(({ x, end }) => x < gutter && end > gutter)) {
      tell();
      found.push([line]);
      continue;
    }
    const [before, after] = [line.spans.filter(({ end }) => end <= gutter), line.spans.filter(({ x }) => x >= gutter)];
    if (before.length > 0) left.push({ ...line, spans: before });
    if (after.length > 0) right.push({ ...line, spans: after });
  }
  tell();
  return found.filter((section) => section.length > 0);
}

/** Lines that a column of text has at least, on both sides. */
const fewest = 5;

/** Where the gap between two columns of text is; undefined where there is none, or where it divides a table. */
function gutterOf(lines: readonly Line[]): number | undefined {
  const pairs = lines.filter(({ spans }) => spans.length === 2);
  if (pairs.length < fewest) return undefined;
  const ends = pairs.map(({ spans }) => spans[0]?.end ?? 0);
  const starts = pairs.map(({ spans }) => spans[1]?.x ?? 0);
  const [end, start] = [Math.max(...ends), Math.min(...starts)];
  if (start <= end) return undefined;
  const sides = [pairs.flatMap(({ spans }) => spans[0] ?? []), pairs.flatMap(({ spans }) => spans[1] ?? [])];
  return sides.every(isProse) ? (end + start) / 2 : undefined;
}

/** Lines of words that mostly fill their column; the cells of a table are shorter, or of very different lengths. */
function isProse(spans: readonly Span[]): boolean {
  const widths = spans.map(({ x, end }) => end - x).sort((one, other) => one - other);
  const median = widths[Math.floor(widths.length / 2)] ?? 0;
  const words = spans.filter(({ text }) => text.split(' ').length > 2).length;
  return median > 0.7 * (widths.at(-1) ?? 0) && words > spans.length * 0.7;
}

/** Lines of a table without borders: what stands below one another gets the same column, with empty cells between. */
function aligned(lines: readonly Line[]): Line[] {
  const columns = columnsOf(lines.filter(({ spans }) => spans.length > 1).flatMap(({ spans }) => spans));
  if (columns.length < 2) return [...lines];
  return lines.map((line) => {
    const places = line.spans.map((span) => columns.findIndex(({ x, end }) => span.x >= x - 1 && span.end <= end + 1));
    const isRow = places.every((place, index) => place >= 0 && !places.slice(0, index).includes(place));
    if (!isRow) return line;
    const last = Math.max(...places);
    const spans = Array.from({ length: last + 1 }, (_, column) => line.spans[places.indexOf(column)] ?? nothing);
    return { ...line, spans };
  });
}

const nothing: Span = { text: '', x: 0, end: 0 };

/** Strips that hold all these spans, with nothing between them from the top to the bottom. */
function columnsOf(spans: readonly Span[]): { readonly x: number; readonly end: number }[] {
  const columns: { x: number; end: number }[] = [];
  for (const { x, end } of spans.toSorted((one, other) => one.x - other.x)) {
    const column = columns.at(-1);
    if (column && x <= column.end) column.end = Math.max(column.end, end);
    else columns.push({ x, end });
  }
  return columns;
}
