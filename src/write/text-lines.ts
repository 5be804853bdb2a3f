/** Text that is put into another before the character at an offset, in UTF-16 code units. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** A text with insertions, and the lines in which they stand. */
export interface AppliedInsertions {
  readonly text: string;
  /** Number of the first, from 1. */
  readonly line: number;
  readonly lines: readonly string[];
}

/** The insertions must be in the order of their offsets. */
export function applied(text: string, insertions: readonly Insertion[]): AppliedInsertions {
  let [written, from, start, end] = ['', 0, -1, 0];
  for (const { at, text: more } of insertions) {
    written += text.slice(from, at);
    if (start === -1) start = written.length + (/^\r?\n/.exec(more)?.[0].length ?? 0);
    end = written.length + more.replace(/\r?\n$/, '').length;
    written += more;
    from = at;
  }
  written += text.slice(from);
  const firstLine = lineStart(written, start);
  const lines = written.slice(firstLine, lineEnd(written, end)).split(/\r?\n/);
  return { text: written, line: written.slice(0, firstLine).split('\n').length, lines };
}

/** Whole lines, to stand where a line begins or at the end of a text that has no line break there. */
export function insertedLines(text: string, at: number, lines: readonly string[]): Insertion {
  const lineBreak = lineBreakNear(text, at);
  const inserted = lines.join(lineBreak);
  const isLineStart = at === 0 || text[at - 1] === '\n';
  return { at, text: isLineStart ? inserted + lineBreak : lineBreak + inserted };
}

/** How the line before the offset ends, or in the first line that one. */
export function lineBreakNear(text: string, at: number): string {
  const before = at === 0 ? -1 : text.lastIndexOf('\n', at - 1);
  const end = before === -1 ? text.indexOf('\n', at) : before;
  return end > 0 && text[end - 1] === '\r' ? '\r\n' : '\n';
}

export function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end === -1) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

/** Where the line after the one at the offset starts; the end of the text where there is none. */
export function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}

/** The line at or after the offset that is no comment of this many columns of indentation or more. */
export function behindComments(text: string, from: number, columns: number): number {
  let at = from;
  while (columns > 0 && at < text.length) {
    const indentation = /^ *(?=#)/.exec(text.slice(at, nextLine(text, at)))?.[0];
    if (indentation === undefined || indentation.length < columns) break;
    at = nextLine(text, at);
  }
  return at;
}
