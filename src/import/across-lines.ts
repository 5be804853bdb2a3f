import { joinReadings } from './breaks.ts';
import { ask, breakReason, separate, together } from './cell.ts';
import type { Paper } from './paper.ts';
import type { LaidPart, LaidRow } from './rows.ts';
import type { Offer, Reading } from './understanding.ts';
import { tidy, wordKind } from './words.ts';

/** What pages have at their edges again and again is hardly a target: one question for all of them. */
export function markLetterheads(laid: readonly LaidPart[], { format }: Paper, readings: Reading[]): void {
  if (format !== 'pdf' && format !== 'docx') return;
  const edges = laid.map(({ rows }) => rows.filter((_, at) => at < edgeRows || at >= rows.length - edgeRows));
  const pages = new Map<string, number>();
  for (const rows of edges)
    for (const name of new Set(rows.map((row) => row.name))) pages.set(name, (pages.get(name) ?? 0) + 1);
  const atEdge = new Set(edges.flat());
  const asked = new Map<string, string>();
  laid
    .flatMap((part) => part.rows)
    .forEach((row, at) => {
      const reading = readings[at];
      if (reading?.kind !== 'entries' || !atEdge.has(row) || (pages.get(row.name) ?? 0) < 2) return;
      const of = asked.get(row.name);
      asked.set(row.name, of ?? row.place);
      const take = reading.entries.map(({ written }) => written);
      const offers = [{ label: take.join(' and '), take }];
      readings[at] = of
        ? { kind: 'continued', of }
        : ask('paper/letterhead', 'It stands at the edge of several pages.', offers);
    });
}

const edgeRows = 2;
const mostJoined = 4;

/** Lines that may be one name, broken: one question for all of them. */
export function markBreaks(rows: readonly LaidRow[], readings: Reading[]): void {
  const open = rows.flatMap((_, at) => (mayBreak(readings[at]) ? [at] : []));
  for (let at = 0; at + 1 < open.length; at += 1) {
    const found = findBreak(open.slice(at, at + mostJoined).map((row) => ({ row, text: rows[row]?.name ?? '' })));
    const [first, ...others] = found?.rows ?? [];
    if (found === undefined || first === undefined) continue;
    readings[first] = ask('paper/line-break', breakReason, found.offers);
    for (const other of others) readings[other] = { kind: 'continued', of: rows[first]?.place ?? '' };
    at += others.length;
  }
}

function mayBreak(reading: Reading | undefined): boolean {
  if (reading?.kind === 'question') return !['paper/numbering', 'paper/letterhead'].includes(reading.question.code);
  return (
    reading?.kind === 'entries' || (reading?.kind === 'no-target' && reading.why !== 'It is the number of a page.')
  );
}

interface OpenRow {
  readonly row: number;
  readonly text: string;
}

interface Break {
  readonly rows: readonly number[];
  readonly offers: readonly Offer[];
}

/** The break at the first of these rows, over as many of them as it takes. */
function findBreak(open: readonly OpenRow[]): Break | undefined {
  const lines = open.map(({ text }) => tidy(text.replace(/[\r\n]+/g, ' ')));
  const whole = lines.findIndex((text) => !/^\S+-$/.test(text));
  // Hyphens at the end of several rows, one after the other: the name goes on to the first row without.
  const texts = lines.slice(0, whole > 1 ? whole + 1 : 2);
  const joined = whole > 1 ? joinedOfSeveral(texts) : inProse(texts);
  if (joined.length === 0) return undefined;
  const words = texts.map((text) => text.split(/\s+/).map(tidy));
  const isTarget = (text: string) => wordKind(text.replace(/\.$/, '')) === 'target';
  // What else stands on these lines is taken along.
  const before = (words[0] ?? []).slice(0, -1).filter(isTarget);
  const after = (words.at(-1) ?? []).slice(1).filter(isTarget);
  const apart = words.flat().filter(isTarget);
  return {
    rows: open.slice(0, texts.length).map(({ row }) => row),
    offers: [
      ...joined.map((name) => together([...before, name, ...after])),
      ...(apart.length === 0 ? [] : [separate(apart)]),
    ],
  };
}

function joinedOfSeveral(texts: readonly string[]): readonly string[] {
  const bare = texts.map((text) => text.replace(/-$/, '')).join('');
  const joined = joinReadings(texts.slice(0, -1).join(''), texts.at(-1) ?? '');
  return [...new Set([...joined, bare])].filter((text) => joined.length > 0 && wordKind(text) === 'target');
}

/** In prose only a hyphen or a slash at the end of a line tells of a break, and only before what looks like a name. */
function inProse([first = '', second = '']: readonly string[]): readonly string[] {
  if (!/\s/.test(first) && !/\s/.test(second)) return joinReadings(first, second);
  const end = first.split(/\s+/).at(-1) ?? '';
  const start = tidy(second.split(/\s+/)[0] ?? '');
  if (!/[\p{L}\p{N}][-/]$/u.test(end) || (end.endsWith('-') && !start.includes('.'))) return [];
  if (end.endsWith('/') && !/[./?=&#_%\d]/.test(start)) return [];
  return joinReadings(end, start);
}
