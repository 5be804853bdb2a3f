import { isTimeZone, parseAsOf, showLocal } from '../core/dates.ts';
import type { Io } from './io.ts';

/** The moment that an answer is about, by the clock of a place: `2026-11-24`, or `2026-11-24 13:00 (Europe/Rome)`. */
export function momentWords(asOf: string, timeZone: string): string {
  const moment = parseAsOf(asOf);
  if (moment?.kind !== 'moment') return asOf;
  return `${showLocal(moment.instant, timeZone)} ${timeZone === 'UTC' ? 'UTC' : `(${timeZone})`}`;
}

/** The clock of whoever reads the answer. A system may name a zone that nobody knows. */
export function readerZone({ timeZone }: Io): string {
  const zone = timeZone?.() ?? 'UTC';
  return isTimeZone(zone) ? zone : 'UTC';
}
