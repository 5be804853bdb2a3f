import type { Deadline, UnknownDeadline } from '../compile/deadlines.ts';
import { type AsOf, type Instant, instantFor, showAsOf, showClock } from '../core/dates.ts';
import { counted, harmless } from '../core/text.ts';
import type { ShownDue } from './due.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The list for people, by the authority's clock, and by the reader's where that one shows something else. */
export function dueText(shown: ShownDue, readerZone: string): string {
  const { deadlines, built, unknown, build, asOf, days } = shown;
  const reading = { asOf, readerZone };
  const soon = ({ at, order }: Deadline) => at <= instantFor(asOf, order.timeZone) + 7 * day;
  const ahead = deadlines.filter(({ state }) => state === 'ahead');
  const sections = [
    section(
      'Overdue',
      deadlines.filter(({ state }) => state === 'overdue'),
      reading,
    ),
    section(
      'Today',
      deadlines.filter(({ state }) => state === 'today'),
      reading,
    ),
    section('In the next 7 days', ahead.filter(soon), reading),
    section(
      `Later, up to ${counted(days, 'day')} ahead`,
      ahead.filter((one) => !soon(one)),
      reading,
    ),
    section(
      `Passed; ${build?.label}/ was built for ${build?.asOf} and blocks the names. Whether your resolvers load it is not known here.`,
      built,
      reading,
    ),
    unknown.length === 0 ? [] : ['Cannot be worked out', ...unknown.flatMap(unknownLines)],
    remarks(shown),
  ].filter((lines) => lines.length > 0);
  const head = `Deadlines as of ${showAsOf(asOf)}.`;
  return `${[[head], ...sections].map((lines) => lines.map(harmless).join('\n')).join('\n\n')}\n`;
}

interface Reading {
  readonly asOf: AsOf;
  readonly readerZone: string;
}

function section(title: string, deadlines: readonly Deadline[], reading: Reading): readonly string[] {
  return deadlines.length === 0 ? [] : [title, ...deadlines.flatMap((one) => deadlineLines(one, reading))];
}

function deadlineLines(deadline: Deadline, { asOf, readerZone }: Reading): readonly string[] {
  const { order, at, what, penalty, notes } = deadline;
  return [
    `  ${when(deadline, readerZone)}: ${distance(at, instantFor(asOf, order.timeZone))}`,
    `    ${order.id}: ${what}`,
    ...notes.map((note) => `    ${note}`),
    ...(penalty === undefined ? [] : [`    If not: ${penalty}`]),
  ];
}

function unknownLines({ order, what, reason, penalty }: UnknownDeadline): readonly string[] {
  return [`  ${order.id}: ${what}`, `    ${reason}`, ...(penalty === undefined ? [] : [`    If not: ${penalty}`])];
}

/** `the end of 2026-11-27, Europe/Rome (2026-11-27 22:59 UTC)`. */
export function when({ at, day, order: { timeZone } }: Deadline, readerZone: string): string {
  const [theirs, ours] = [showClock(at, timeZone), showClock(at, readerZone)];
  const shown = day === undefined ? `${theirs} ${timeZone}` : `the end of ${day}, ${timeZone}`;
  return theirs === ours ? shown : `${shown} (${ours} ${readerZone})`;
}

/** `in 3 hours`, `2 days ago`; what is left is never rounded up. */
export function distance(at: Instant, now: Instant): string {
  const left = Math.abs(at - now);
  if (left < minute) return at < now ? 'just now' : 'in less than a minute';
  const [size, unit] = left < hour ? [minute, 'minute'] : left < 2 * day ? [hour, 'hour'] : [day, 'day'];
  const words = counted(Math.floor(left / size), unit);
  return at < now ? `${words} ago` : `in ${words}`;
}

function remarks({ deadlines, built, unknown, days, later, older }: ShownDue): readonly string[] {
  const nothing = deadlines.length + built.length + unknown.length === 0;
  return [
    ...(nothing ? [`Nothing is due within ${counted(days, 'day')}.`] : []),
    ...(later === 0 ? [] : [`${later} more ${later === 1 ? 'lies' : 'lie'} further ahead: --days looks further.`]),
    ...(older === 0 ? [] : [`${counted(older, 'time')} to obey passed more than 30 days ago; not listed.`]),
  ];
}
