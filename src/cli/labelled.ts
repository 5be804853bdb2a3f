import type { ChalkInstance } from 'chalk';
import stringWidth from 'string-width';
import { oneLine, shortened } from './table.ts';

/** Lines with a label to their left. */
export interface Labelled {
  readonly label: string;
  /** Hostile until they are shown. None: the label is not shown either. */
  readonly lines: readonly string[];
  readonly paint?: ((text: string) => string) | undefined;
}

export interface LabelStyle {
  readonly chalk: ChalkInstance;
  /** Characters in a line of the terminal; undefined: lines are neither broken nor shortened. */
  readonly columns: number | undefined;
}

const gap = 2;
/** Text beside a label never gets narrower than this. */
const narrowest = 24;

/** Labels in one column and their lines, broken between words, in another. */
export function labelledLines(parts: readonly Labelled[], { chalk, columns }: LabelStyle): readonly string[] {
  const shown = parts.filter(({ lines }) => lines.length > 0);
  const indent = Math.max(0, ...shown.map(({ label }) => stringWidth(oneLine(label)))) + gap;
  const width = columns === undefined ? undefined : Math.max(narrowest, columns - indent);
  return shown.flatMap(({ label, lines, paint = plain }) =>
    lines
      // What was harmless within a line can be a command to a log's reader at the start of one: so once more.
      .flatMap((line) => broken(oneLine(line), width).map(oneLine))
      .map((line, at) => {
        const head = at === 0 ? oneLine(label) : '';
        return `${chalk.bold(head)}${' '.repeat(indent - stringWidth(head))}${paint(line)}`.trimEnd();
      }),
  );
}

/** One line a part, shortened where it does not fit. */
export function oneLineEach(parts: readonly Labelled[], style: LabelStyle): readonly string[] {
  const { columns } = style;
  if (columns === undefined) return labelledLines(parts, style);
  const shown = parts.filter(({ lines }) => lines.length > 0);
  const indent = Math.max(0, ...shown.map(({ label }) => stringWidth(oneLine(label)))) + gap;
  const room = Math.max(narrowest, columns - indent);
  const short = shown.map((part) => ({ ...part, lines: part.lines.map((line) => shortened(oneLine(line), room)) }));
  return labelledLines(short, { ...style, columns: undefined });
}

function plain(text: string): string {
  return text;
}

/** A line broken between words, to a width in characters; a word that is longer than a line stays whole, so that it can be copied. */
export function broken(text: string, width: number | undefined): string[] {
  if (width === undefined || stringWidth(text) <= width) return [text];
  const lines: string[] = [];
  const indent = ' '.repeat(text.length - text.trimStart().length);
  let line = indent;
  for (const word of text.trimStart().split(' ')) {
    const longer = line === indent ? `${line}${word}` : `${line} ${word}`;
    if (line === indent || stringWidth(longer) <= width) line = longer;
    else {
      lines.push(line);
      line = `${indent}  ${word}`;
    }
  }
  return [...lines, line];
}
