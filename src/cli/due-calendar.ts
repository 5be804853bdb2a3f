import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import type { Deadline } from '../compile/deadlines.ts';
import { type AsOf, type Instant, instantFor } from '../core/dates.ts';
import { counted } from '../core/text.ts';
import { type CalendarEntry, calendarText } from '../emit/calendar.ts';
import { when } from './deadline-words.ts';
import { pathKind, shownPath } from './disk.ts';
import { CommandError } from './exit-codes.ts';
import type { Io } from './io.ts';
import { createOrReplace } from './safe-file.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Deadlines as a calendar. Calendars are shared: of an order that is not public they bear the id, and nothing else. */
export function calendarOf(deadlines: readonly Deadline[], asOf: AsOf): string {
  return calendarText({
    name: 'Court orders: deadlines',
    made: instantFor(asOf, 'UTC'),
    entries: deadlines.map(entryOf),
  });
}

function entryOf(deadline: Deadline): CalendarEntry {
  const { order, kind, key, what, at, day, penalty, notes } = deadline;
  const isPublic = order.record.publication === 'public';
  return {
    // A digest: the key tells what kind of deadline it is.
    uid: `${createHash('sha256').update(`${order.id} ${key}`).digest('hex').slice(0, 32)}@blocklist`,
    title: isPublic ? `${order.id}: ${what}` : order.id,
    description: isPublic
      ? [
          `Until ${when({ at, day, timeZone: order.timeZone }, 'UTC')}.`,
          ...notes,
          ...(penalty === undefined ? [] : [`If not: ${penalty}`]),
        ]
      : [],
    when: day === undefined ? { at } : { day },
    remind: kind === 'comply' ? reminder(deadline) : undefined,
  };
}

/** The morning before a day; two hours before a time of day, or ten minutes where no more than two hours were given. */
function reminder({ at, day, start = 0 }: Deadline): Instant {
  if (day !== undefined) return at + 1000 - 39 * hour;
  return at - (at - start > 2 * hour ? 2 * hour : 10 * minute);
}

interface CalendarFile {
  readonly text: string;
  /** How many dates it has. */
  readonly count: number;
}

/** Puts the calendar in the place of the old one: whoever reads it meanwhile gets one or the other, whole. */
export async function writeCalendar(file: string, { text, count }: CalendarFile, io: Io): Promise<void> {
  const path = shownPath(file, io.cwd);
  const folder = dirname(path);
  if (pathKind(folder, io.cwd) === undefined) {
    throw new CommandError(
      `There is no folder ${folder}, so ${path} was not written. Look at the spelling, or make it.`,
    );
  }
  await createOrReplace({ path, bytes: Buffer.from(text) }, io.cwd);
  io.stderr(`${path}: ${counted(count, 'date')}.\n`);
}
