import type { Glyphs, Rule } from './pdf-page.ts';

/** Text that stands together on a line: words with spaces between, up to a gap that is clearly wider than a space. */
export interface Span {
  readonly text: string;
  readonly x: number;
  readonly end: number;
}

export interface Line {
  /** From the top of the page, from 1. */
  readonly number: number;
  readonly y: number;
  /** Of its largest letters. */
  readonly size: number;
  readonly spans: readonly Span[];
}

/** All in parts of the letters' size. Letters of one word may lie a little apart; a space is about a quarter wide. */
const touching = 0.12;
const wide = 1;
const sameLine = 0.4;

/** The lines of a page from its pieces of text, which come in any order and any size. `after`: lines told already. */
export function linesOf(
  glyphs: readonly Glyphs[],
  { rules, after }: { readonly rules: readonly Rule[]; readonly after: number },
): Line[] {
  const lines: Glyphs[][] = [];
  for (const piece of glyphs.toSorted((one, other) => one.y - other.y)) {
    const line = lines.at(-1);
    const first = line?.[0];
    if (line && first && piece.y - first.y <= sameLine * Math.min(piece.size, first.size)) line.push(piece);
    else lines.push([piece]);
  }
  const down = rules.filter(({ direction }) => direction === 'down');
  return lines
    .map((pieces) => ({
      y: pieces[0]?.y ?? 0,
      size: Math.max(...pieces.map(({ size }) => size)),
      spans: spansOf(pieces, down),
    }))
    .filter(({ spans }) => spans.length > 0)
    .map((line, index) => ({ number: after + index + 1, ...line }));
}

function spansOf(pieces: readonly Glyphs[], down: readonly Rule[]): Span[] {
  const spans: { text: string; x: number; end: number }[] = [];
  let spaced = false;
  let before: Glyphs | undefined;
  for (const piece of pieces.toSorted((one, other) => one.x - other.x).flatMap(dividedBySpaces)) {
    const span = spans.at(-1);
    if (piece.text.trim() === '') {
      spaced = true;
      continue;
    }
    // Bold letters are sometimes drawn as two layers, one a little beside the other.
    if (before && before.text === piece.text && piece.x - before.x < 0.3 * piece.size) continue;
    const gap = span ? piece.x - span.end : 0;
    const apart = gap > wide * piece.size || ruleBetween(down, { from: span?.end ?? piece.x, to: piece.x, piece });
    if (!span || apart) spans.push({ text: piece.text, x: piece.x, end: piece.x + piece.width });
    else {
      span.text +=
        (spaced || gap > touching * piece.size) && !/\s$/.test(span.text) ? ` ${piece.text.trimStart()}` : piece.text;
      span.end = Math.max(span.end, piece.x + piece.width);
    }
    spaced = false;
    before = piece;
  }
  return spans.map(({ text, ...place }) => ({ text: text.trim(), ...place }));
}

/** Columns that are made with rows of spaces come as one piece. */
function dividedBySpaces(piece: Glyphs): Glyphs[] {
  if (!/\S\s{3,}\S/.test(piece.text)) return [piece];
  const letter = piece.width / piece.text.length;
  return [...piece.text.matchAll(/\S+(?:\s{1,2}\S+)*/g)].map(({ 0: text, index }) => ({
    ...piece,
    text,
    x: piece.x + index * letter,
    width: text.length * letter,
  }));
}

function ruleBetween(down: readonly Rule[], gap: { from: number; to: number; piece: Glyphs }): boolean {
  const middle = gap.piece.y - gap.piece.size * 0.3;
  return down.some(
    ({ at, from, to }) => at >= gap.from - 1 && at <= gap.to + 1 && gap.to > gap.from && from <= middle && to >= middle,
  );
}
