import type { Place } from './diagnostic.ts';

/** One file's text with the offsets at which its lines start. */
export interface SourceText {
  /** As shown to people: relative where it can be, `/` between folders. */
  readonly file: string;
  readonly text: string;
  readonly lineStarts: readonly number[];
}

/** Lines end with LF or CRLF, so that a checkout on Windows has the same lines and columns. */
export function sourceText(file: string, text: string): SourceText {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { file, text, lineStarts };
}

/** The place of `[start, end)`, offsets in UTF-16 code units; cut at the end of its first line. */
export function placeAt(source: SourceText, start: number, end: number): Place {
  const index = lineIndex(source.lineStarts, start);
  const lineStart = source.lineStarts[index] ?? 0;
  const text = lineText(source, index);
  const column = Math.min(start - lineStart, text.length) + 1;
  const endColumn = Math.max(Math.min(end - lineStart, text.length) + 1, column);
  return { file: source.file, line: index + 1, column, endColumn, text };
}

/** The line from its first to its last character. */
export function wholeLine(source: SourceText, index: number): Place {
  const text = lineText(source, index);
  return { file: source.file, line: index + 1, column: 1, endColumn: text.length + 1, text };
}

export function lineText(source: SourceText, index: number): string {
  const start = source.lineStarts[index] ?? 0;
  const next = source.lineStarts[index + 1];
  const line = source.text.slice(start, next === undefined ? undefined : next - 1);
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

function lineIndex(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
