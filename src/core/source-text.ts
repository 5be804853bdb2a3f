import type { Place } from './diagnostic.ts';

/** Whole lines of a file that its text here lacks. */
export interface Cut {
  /** Index of the line of the text after which they stood. */
  readonly after: number;
  /** How many lines of the file the text lacks up to here. */
  readonly missing: number;
}

/** One file's text with the offsets at which its lines start. */
export interface SourceText {
  /** As shown to people: relative where it can be, `/` between folders. */
  readonly file: string;
  readonly text: string;
  readonly lineStarts: readonly number[];
  /** In the order of the file; places count their lines. */
  readonly cuts: readonly Cut[];
}

/** Lines end with LF or CRLF, so that a checkout on Windows has the same lines and columns. */
export function sourceText(file: string, text: string, cuts: readonly Cut[] = []): SourceText {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { file, text, lineStarts, cuts };
}

/** The place of `[start, end)`, offsets in UTF-16 code units; cut at the end of its first line. */
export function placeAt(source: SourceText, start: number, end: number): Place {
  const index = lineIndex(source.lineStarts, start);
  const lineStart = source.lineStarts[index] ?? 0;
  const text = lineText(source, index);
  const column = Math.min(start - lineStart, text.length) + 1;
  const endColumn = Math.max(Math.min(end - lineStart, text.length) + 1, column);
  return { file: source.file, line: lineNumber(source, index), column, endColumn, text };
}

/** The line from its first to its last character. */
export function wholeLine(source: SourceText, index: number): Place {
  const text = lineText(source, index);
  return { file: source.file, line: lineNumber(source, index), column: 1, endColumn: text.length + 1, text };
}

export function lineText(source: SourceText, index: number): string {
  const start = source.lineStarts[index] ?? 0;
  const next = source.lineStarts[index + 1];
  const line = source.text.slice(start, next === undefined ? undefined : next - 1);
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** From 1, in the file. */
function lineNumber({ cuts }: SourceText, index: number): number {
  const before = lastThat(cuts, ({ after }) => after < index);
  return index + 1 + (cuts[before]?.missing ?? 0);
}

function lineIndex(lineStarts: readonly number[], offset: number): number {
  return Math.max(
    0,
    lastThat(lineStarts, (start) => start <= offset),
  );
}

/** Index of the last one that passes, where none passes after one that does not; -1 where none does. */
function lastThat<One>(all: readonly One[], passes: (one: One) => boolean): number {
  let low = -1;
  let high = all.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (passes(all[middle] as One)) low = middle;
    else high = middle - 1;
  }
  return low;
}
