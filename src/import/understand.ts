import { markBreaks, markLetterheads } from './across-lines.ts';
import { ask, noTarget, readCell } from './cell.ts';
import { dateOrders, dayIn, type Orders, readDate } from './days.ts';
import { holdsName } from './heading-words.ts';
import { headingRole } from './headings.ts';
import type { Doubt, Paper, PaperChoices } from './paper.ts';
import { type CleanPart, withoutPersons } from './redact.ts';
import { type LaidPart, type LaidRow, oneLine } from './rows.ts';
import { layTables } from './tables.ts';
import { layText } from './text-part.ts';
import type { Days, Dropped, Offer, PaperLine, Reading, Understanding } from './understanding.ts';

/**
 * Tells what each line of a paper says. Personal data is taken out before anything else is looked at; what can be read in
 * two ways is a doubt, or a question at its line, and is never settled in silence.
 */
export function understand(paper: Paper, choices: PaperChoices): Understanding {
  const parts = withoutPersons(paper);
  const laid = layParts(parts, { choices, format: paper.format });
  const rows = laid.flatMap((part) => part.rows);
  const texts = rows.filter(({ settled }) => !settled).flatMap(({ listed, deleted }) => [listed, deleted]);
  const { orders, doubts } = dateOrders(texts, choices.dateOrder);
  const readings = read(laid, paper);
  const lines = rows.map((row, at): PaperLine => line(row, readings[at] ?? noTarget(''), orders));
  const unread = rows.filter((row, at) => readings[at]?.kind === 'continued' && hasUnreadDate(row, orders));
  const timed = texts.some((text) => isTimed(text));
  return {
    lines,
    blank: parts.reduce((sum, part) => sum + part.rows.length, 0) - lines.length,
    doubts: [...firstOfEach(laid.flatMap((part) => part.doubts)), ...firstOfEach(doubts)],
    dropped: [...together(laid.flatMap((part) => part.dropped)), ...patterns(laid)],
    remarks: [
      ...new Set(laid.flatMap((part) => part.remarks)),
      ...unread.map(({ place }) => `A date at ${place} could not be read and was left aside.`),
      ...(timed ? ['Times of day in the dates were left aside: a name counts from the whole day.'] : []),
    ],
  };
}

interface Read {
  readonly choices: PaperChoices;
  readonly format: Paper['format'];
}

function layParts(parts: readonly CleanPart[], { choices, format }: Read): readonly LaidPart[] {
  const hasLists = parts.some((part) => part.kind === 'text' && hasName(part));
  const whyAside = (part: CleanPart) => {
    if (choices.parts && part.name !== '' && !choices.parts.includes(part.name))
      return `It stands in a part that was left aside: ${part.name}.`;
    return hasLists && part.isHeaded && !hasName(part) ? 'It stands beside the lists and names no site.' : undefined;
  };
  const tables = layTables(
    parts.filter((part) => part.kind === 'table' && whyAside(part) === undefined),
    { choices, format },
  );
  return parts.map((part) => {
    const why = whyAside(part);
    if (why !== undefined) return leftAside(part, why);
    return tables.get(part) ?? layText(part, choices);
  });
}

/** Whether some word in it could name a site, or some heading promises that. */
function hasName({ kind, rows }: CleanPart): boolean {
  return rows.some(({ cells }, at) =>
    cells.some(({ text }) => (kind === 'table' && at === 0 ? headingRole(text) === 'names' : holdsName(text))),
  );
}

function leftAside(part: CleanPart, why: string): LaidPart {
  const rows = part.rows.filter(({ cells }) => cells.some(({ text }) => text.trim() !== ''));
  const settled = noTarget(why);
  const laid = rows.map(
    ({ place }) => ({ place, setting: 'column', name: '', listed: '', deleted: '', settled }) as const,
  );
  return { rows: laid, doubts: [], dropped: [], remarks: [] };
}

function line(row: LaidRow, reading: Reading, orders: Orders): PaperLine {
  const texts = [row.name, row.listed, row.deleted].map(oneLine);
  const [words = '', listed = '', deletedText = ''] = texts;
  const base = { place: row.place, text: texts.filter((part) => part !== '').join(' · '), words };
  if (reading.kind === 'heading' || reading.kind === 'no-target') return { ...base, reading, days: {} };
  const from = dayOf(listed, orders);
  const deleted = dayOf(deletedText, orders);
  const days: Days = { ...(from && { from }), ...(deleted && { deleted }) };
  // Its problem is told at the line that it goes on with.
  if (reading.kind === 'continued') return { ...base, reading, days };
  if (from === undefined || deleted === undefined) {
    const unread = from === undefined ? listed : deletedText;
    return { ...base, reading: undated(reading, `${unread} is not a date that can be read.`), days };
  }
  if (from !== '' && deleted !== '' && deleted <= from) {
    const reason =
      deleted === from
        ? `It was listed and taken off the list on one day, ${from}.`
        : `It was taken off the list on ${deleted}, before it was listed on ${from}.`;
    return { ...base, reading: undated(reading, reason), days: {} };
  }
  return { ...base, reading, days };
}

/** The day; empty where the cell says that there is none; undefined where it says something else. */
function dayOf(text: string, orders: Orders): string | undefined {
  if (/^[\s./–—-]*$/.test(text)) return '';
  return dayIn(readDate(text), orders);
}

function hasUnreadDate({ listed, deleted }: LaidRow, orders: Orders): boolean {
  return dayOf(listed, orders) === undefined || dayOf(deleted, orders) === undefined;
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
