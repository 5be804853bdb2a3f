import type { Deadline, UnknownDeadline } from '../compile/deadlines.ts';
import { type AsOf, instantFor, showAsOf } from '../core/dates.ts';
import { counted, harmless } from '../core/text.ts';
import { builtWords, distance, when } from './deadline-words.ts';
import type { ShownDue } from './due.ts';
import { broken } from './labelled.ts';
import { momentWords } from './moment-words.ts';

const week = 7 * 86_400_000;

/** The list for people, by the authority's clock, and by the reader's where that one shows something else. */
export function dueText(shown: ShownDue, { readerZone, columns }: Page): string {
  const { deadlines, built, unknown, build, asOf, days } = shown;
  const reading = { asOf, readerZone };
  const soon = ({ at, order }: Deadline) => at <= instantFor(asOf, order.timeZone) + week;
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
      build ? `Passed, and built for ${momentWords(build.asOf, readerZone)}: ${builtWords(build.label)}.` : '',
      built,
      reading,
    ),
    unknown.length === 0 ? [] : ['Cannot be worked out', ...unknown.flatMap(unknownLines)],
    remarks(shown),
  ].filter((lines) => lines.length > 0);
  const head = `Deadlines on ${momentWords(showAsOf(asOf), readerZone)}`;
  // What was harmless within a line can be a command to a log's reader at the start of one: so once more.
  const onPage = (line: string) => broken(harmless(line), columns).map(harmless);
  return `${[[head], ...sections].map((lines) => lines.flatMap(onPage).join('\n')).join('\n\n')}\n`;
}

export interface Page {
  readonly readerZone: string;
  /** Characters in a line; undefined: lines are not broken. */
  readonly columns: number | undefined;
}

interface Reading {
  readonly asOf: AsOf;
  readonly readerZone: string;
}

function section(title: string, deadlines: readonly Deadline[], reading: Reading): readonly string[] {
  return deadlines.length === 0 ? [] : [title, ...deadlines.flatMap((one) => deadlineLines(one, reading))];
}

function deadlineLines(deadline: Deadline, { asOf, readerZone }: Reading): readonly string[] {
  const { order, at, day, what, penalty, notes } = deadline;
  const { id, timeZone } = order;
  return [
    `  ${when({ at, day, timeZone }, readerZone)}: ${distance(at, instantFor(asOf, timeZone))}`,
    `    ${id}: ${what}`,
    ...notes.map((note) => `    ${note}`),
    ...(penalty === undefined ? [] : [`    If not: ${penalty}`]),
  ];
}

function unknownLines({ order, what, reason, penalty }: UnknownDeadline): readonly string[] {
  return [`  ${order.id}: ${what}`, `    ${reason}`, ...(penalty === undefined ? [] : [`    If not: ${penalty}`])];
}

function remarks({ deadlines, built, unknown, days, later, older }: ShownDue): readonly string[] {
  const nothing = deadlines.length + built.length + unknown.length === 0;
  return [
    ...(nothing ? [`Nothing is due within ${counted(days, 'day')}.`] : []),
    ...(later === 0 ? [] : [`${later} more ${later === 1 ? 'lies' : 'lie'} further ahead: --days 1000 looks further.`]),
    ...(older === 0 ? [] : [`${counted(older, 'time')} to obey passed more than 30 days ago: not listed here.`]),
  ];
}
