import type { Doubt } from './paper.ts';

const candidates = [',', ';', '\t', '|'] as const;
const names: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };

/** Lines that are looked at. */
const looked = 500;

export interface Delimiter {
  /** One character; undefined where no line is divided. */
  readonly character: string | undefined;
  /** Cells of the most frequent kind of line. */
  readonly cells: number;
  /** From 0 to 1: lines that are divided into so many cells. */
  readonly share: number;
}

/** What divides the lines of a text into cells, by what divides most of them alike; and a doubt where two things do. */
export function delimiterOf(text: string): { readonly found: Delimiter; readonly doubt: Doubt | undefined } {
  const lines = firstLines(text);
  const ranked = candidates.map((character) => weigh(lines, character)).sort((one, other) => other.share - one.share);
  const usable = ranked.filter(({ share }) => share > 0);
  const [best, second] = usable;
  if (!best) return { found: { character: undefined, cells: 1, share: 1 }, doubt: undefined };
  const unclear = second !== undefined && (best.share < 0.5 || second.share >= 0.8);
  return { found: best, doubt: unclear ? doubtBetween(usable, lines) : undefined };
}

function doubtBetween(usable: readonly Delimiter[], lines: readonly string[]): Doubt {
  const choices = usable.map(({ character = '' }) => {
    const line = lines.find((candidate) => countOutsideQuotes(candidate, character) > 0) ?? '';
    const example = line.slice(0, 120).split(character).join('  |  ');
    return { value: character, label: `a ${names[character] ?? character}`, example };
  });
  return {
    about: 'delimiter',
    question: 'What stands between the columns of this list?',
    choices,
    taken: usable[0]?.character ?? '',
  };
}

function weigh(lines: readonly string[], character: string): Delimiter {
  const times = new Map<number, number>();
  for (const line of lines) {
    const count = countOutsideQuotes(line, character);
    times.set(count, (times.get(count) ?? 0) + 1);
  }
  times.delete(0);
  const [cells = 0, most = 0] = [...times].sort(([, one], [, other]) => other - one)[0] ?? [];
  return { character, cells: cells + 1, share: lines.length ? most / lines.length : 0 };
}

export function countOutsideQuotes(line: string, character: string): number {
  let count = 0;
  let quoted = false;
  for (const char of line) {
    if (char === '"') quoted = !quoted;
    else if (!quoted && char === character) count += 1;
  }
  return count;
}

function firstLines(text: string): string[] {
  const head = text.slice(0, 1 << 20).split('\n', looked);
  return head.filter((line) => line.trim() !== '').map((line) => line.slice(0, 10_000));
}
