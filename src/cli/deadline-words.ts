import type { Deadline } from '../compile/deadlines.ts';
import { type Instant, showClock } from '../core/dates.ts';
import { counted } from '../core/text.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** When something is due, by the clock of an authority. */
export interface DueTime extends Pick<Deadline, 'at' | 'day'> {
  readonly timeZone: string;
}

/** `the end of 2026-11-27, Europe/Rome (2026-11-27 22:59 UTC)`. */
export function when({ at, day, timeZone }: DueTime, readerZone: string): string {
  const [theirs, ours] = [showClock(at, timeZone), showClock(at, readerZone)];
  const shown = day === undefined ? `${theirs} ${timeZone}` : `the end of ${day}, ${timeZone}`;
  return theirs === ours ? shown : `${shown} (${ours} ${readerZone})`;
}

/** For a line with little room, next to the distance: `2026-11-27`, or `2026-11-27 10:30` by the authority's clock. */
export function shortWhen({ at, day, timeZone }: DueTime): string {
  return day ?? showClock(at, timeZone);
}

/** `in 3 hours`, `2 days ago`; what is left is never rounded up. */
export function distance(at: Instant, now: Instant): string {
  const left = Math.abs(at - now);
  if (left < minute) return at < now ? 'just now' : 'in less than a minute';
  const [size, unit] = left < hour ? [minute, 'minute'] : left < 2 * day ? [hour, 'hour'] : [day, 'day'];
  const words = counted(Math.floor(left / size), unit);
  return at < now ? `${words} ago` : `in ${words}`;
}

/** What is said of names that were to be blocked by now, and that the files of the last build block. */
export function builtWords(folder: string): string {
  return `the files in ${folder}/ block the names; whether your resolvers load them is not known here`;
}
