import { counted } from '../core/text.ts';
import { joinReadings } from './breaks.ts';
import { ask, breakReason, noTarget, readCell } from './cell.ts';
import type { Columns } from './columns.ts';
import { dateOrders, dayIn, type Orders, readDate } from './days.ts';
import type { Doubt, Paper, PaperChoices } from './paper.ts';
import { type CleanPart, withoutPersons } from './redact.ts';
import { type LaidPart, type LaidRow, oneLine } from './rows.ts';
import { layTable } from './table-part.ts';
import { layText } from './text-part.ts';
import type { Days, Dropped, Offer, PaperLine, Reading, Understanding } from './understanding.ts';
import { tidy, wordKind } from './words.ts';

/**
 * Tells what each line of a paper says. Personal data is taken out before anything else is looked at; what can be read in
 * two ways is a doubt, or a question at its line, and is never settled in silence.
 */
export function understand(paper: Paper, choices: PaperChoices): Understanding {
  const parts = withoutPersons(paper);
  const laid = layParts(parts, choices);
  const rows = laid.flatMap((part) => part.rows);
  const texts = rows.filter(({ settled }) => !settled).flatMap(({ listed, deleted }) => [listed, deleted]);
  const { orders, doubts } = dateOrders(texts, choices.dateOrder);
  const readings = read(laid, paper);
  const lines = rows.map((row, at): PaperLine => line(row, readings[at] ?? noTarget(''), orders));
  const timed = texts.some((text) => isTimed(text));
  return {
    lines,
    blank: parts.reduce((sum, part) => sum + part.rows.length, 0) - lines.length,
    doubts: [...firstOfEach(laid.flatMap((part) => part.doubts)), ...firstOfEach(doubts)],
    dropped: [...together(laid.flatMap((part) => part.dropped)), ...patterns(laid)],
    remarks: [
      ...laid.flatMap((part) => part.remarks),
      ...(timed ? ['Times of day in the dates were left aside: a name counts from the whole day.'] : []),
    ],
  };
}

function layParts(parts: readonly CleanPart[], choices: PaperChoices): readonly LaidPart[] {
  let before: Columns | undefined;
  return parts.map((part) => {
    if (choices.parts && part.name !== '' && !choices.parts.includes(part.name)) return leftAside(part);
    if (part.kind === 'text') return layText(part, choices);
    const laid = layTable(part, choices, before);
    before = laid.columns;
    return laid;
  });
}

function leftAside(part: CleanPart): LaidPart {
  const rows = part.rows.filter(({ cells }) => cells.some(({ text }) => text.trim() !== ''));
  const settled = noTarget(`It stands in a part that was left aside: ${part.name}.`);
  const laid = rows.map(
    ({ place }) => ({ place, setting: 'column', name: '', listed: '', deleted: '', settled }) as const,
  );
  return { rows: laid, doubts: [], dropped: [], remarks: [] };
}

function line(row: LaidRow, reading: Reading, orders: Orders): PaperLine {
  const { place } = row;
  const words = oneLine(row.name);
  const text = [row.name, row.listed, row.deleted]
    .map(oneLine)
    .filter((part) => part !== '')
    .join(' · ');
  if (reading.kind !== 'entries' && reading.kind !== 'question') return { place, text, words, reading, days: {} };
  const from = dayOf(row.listed, orders);
  const deleted = dayOf(row.deleted, orders);
  const days: Days = { ...(from && { from }), ...(deleted && { deleted }) };
  const wrong = [from === undefined ? row.listed : '', deleted === undefined ? row.deleted : ''].filter(
    (one) => one.trim() !== '',
  );
  const [first] = wrong.map(oneLine);
  if (first !== undefined)
    return { place, text, words, reading: undated(reading, `${first} is not a date that can be read.`), days };
  if (from && deleted && deleted < from) {
    return {
      place,
      text,
      words,
      reading: undated(reading, `It was taken off the list on ${deleted}, before it was listed on ${from}.`),
      days: {},
    };
  }
  return { place, text, words, reading, days };
}

/** The day; empty where the cell says that there is none; undefined where it says something else. */
function dayOf(text: string, orders: Orders): string | undefined {
  if (/^[\s./–—-]*$/.test(text)) return '';
  return dayIn(readDate(text), orders);
}

function isTimed(text: string): boolean {
  const date = readDate(text);
  return date.kind !== 'none' && date.timed;
}

/** The names are offered as they would be taken; without the date, they are held as long as the order. */
function undated(reading: Extract<Reading, { kind: 'entries' | 'question' }>, reason: string): Reading {
  const take = reading.kind === 'entries' ? reading.entries.map(({ written }) => written) : [];
  const offers: readonly Offer[] =
    reading.kind === 'entries'
      ? [{ label: `${take.join(' and ')}, without that date`, take }]
      : reading.question.offers;
  const also = reading.kind === 'question' ? ` ${reading.question.reason}` : '';
  return ask('paper/date', reason + also, offers);
}

function read(laid: readonly LaidPart[], paper: Paper): readonly Reading[] {
  const rows = laid.flatMap((part) => part.rows);
  const readings = rows.map(({ settled, name, setting }) => settled ?? readCell(name, setting));
  markLetterheads(laid, paper, readings);
  markBreaks(rows, readings);
  return readings;
}

/** What pages have at their edges again and again is hardly a target: one question for all of them. */
function markLetterheads(laid: readonly LaidPart[], { format }: Paper, readings: Reading[]): void {
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

function markBreaks(rows: readonly LaidRow[], readings: Reading[]): void {
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

/** The break at the first of these rows, over as many of them as it takes. */
function findBreak(
  open: readonly OpenRow[],
): { readonly rows: readonly number[]; readonly offers: readonly Offer[] } | undefined {
  const words = open.map(({ text }) => tidy(text.replace(/[\r\n]+/g, ' ')));
  const last = words.findIndex((word) => !/^\S+-$/.test(word));
  // Hyphens at the end of several rows, one after the other: the name goes on to the first row without.
  const rows = last > 1 ? open.slice(0, last + 1) : open.slice(0, 2);
  const texts = words.slice(0, rows.length);
  const joined = last > 1 ? joinReadings(texts.slice(0, -1).join(''), texts.at(-1) ?? '') : inProse(texts);
  if (joined.length === 0) return undefined;
  const without = last > 1 ? texts.map((text) => text.replace(/-$/, '')).join('') : undefined;
  const readings = [...new Set([...joined, ...(without === undefined ? [] : [without])])].filter(
    (one) => wordKind(one) === 'target',
  );
  const apart = texts
    .flatMap((text) => text.split(/\s+/).map(tidy))
    .filter((text) => wordKind(text.replace(/\.$/, '')) === 'target');
  const separate = apart.length === 0 ? [] : [{ label: `${apart.join(' and ')}, each by itself`, take: apart }];
  return {
    rows: rows.map(({ row }) => row),
    offers: [...readings.map((name) => ({ label: name, take: [name] })), ...separate],
  };
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

function firstOfEach(doubts: readonly Doubt[]): readonly Doubt[] {
  return doubts.filter((doubt, at) => doubts.findIndex(({ about }) => about === doubt.about) === at);
}

/** Columns of one name on several sheets or pages are one. */
function together(dropped: readonly Dropped[]): readonly Dropped[] {
  const counts = new Map<string, number>();
  for (const { what, count } of dropped) counts.set(what, (counts.get(what) ?? 0) + count);
  return [...counts].map(([what, count]) => ({ kind: 'column', what, count }));
}

/** Counted in what is shown: what stood in columns that are never shown is dropped with them. */
function patterns(laid: readonly LaidPart[]): readonly Dropped[] {
  const counts = new Map<string, number>();
  for (const { name, listed, deleted } of laid.flatMap((part) => part.rows)) {
    for (const [, kind = ''] of `${name} ${listed} ${deleted}`.matchAll(
      /\[(e-mail address|telephone number|bank account number)\]/g,
    )) {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  }
  return [...counts].map(([what, count]) => ({ kind: 'pattern', what, count }));
}

/** `9 cells of "Account"`, for people. */
export function showDropped({ kind, what, count }: Dropped): string {
  return kind === 'column'
    ? `${counted(count, 'cell')} of ${what}`
    : counted(count, what, `${what}es`.replace(/([^s])es$/, '$1s'));
}
