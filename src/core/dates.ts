import { Temporal } from 'temporal-polyfill';

/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

/**
 * The moment a build describes. A day means noon of that day by each authority's own clock, so that every order in
 * force on that date counts, wherever its court sits.
 */
export type AsOf =
  | { readonly kind: 'moment'; readonly instant: Instant }
  | { readonly kind: 'day'; readonly day: string };

/** A day's two ends by one clock: `start` at its first instant, `end` at the next day's first. */
export interface Span {
  readonly start: Instant;
  readonly end: Instant;
}

const dayText = /^\d{4}-\d{2}-\d{2}$/;
const momentText = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** What has been worked out, by its question: records by the thousand ask the same ones, and Temporal is slow. */
class Known<Answer> {
  readonly #answers = new Map<string, Answer>();

  of(question: string, answer: () => Answer): Answer {
    if (this.#answers.has(question)) return this.#answers.get(question) as Answer;
    // Questions come from files: a hostile one must not fill the memory.
    if (this.#answers.size >= mostKnown) this.#answers.clear();
    const found = answer();
    this.#answers.set(question, found);
    return found;
  }
}

const mostKnown = 20_000;
const spans = new Known<Span | undefined>();
const starts = new Known<Instant>();
const zones = new Known<boolean>();
const noons = new Known<Instant>();

/**
 * Reads `2022-07-11` as a whole day in the zone, a moment (RFC 3339) as itself; undefined where it is neither or there
 * is no such day. A day that a clock change shortens or lengthens keeps its true ends.
 */
export function spanOf(text: string, timeZone: string): Span | undefined {
  if (text.length > longestMoment) return undefined;
  return spans.of(`${timeZone} ${text}`, () => readSpan(text, timeZone));
}

/** `2022-07-11T09:30:00.000+02:00`, in characters. */
const longestMoment = 29;

function readSpan(text: string, timeZone: string): Span | undefined {
  try {
    if (dayText.test(text)) {
      const day = Temporal.PlainDate.from(text);
      return { start: firstInstant(day, timeZone), end: firstInstant(day.add({ days: 1 }), timeZone) };
    }
    if (!momentText.test(text)) return undefined;
    const instant = Temporal.Instant.from(text).epochMilliseconds;
    return { start: instant, end: instant };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function firstInstant(day: Temporal.PlainDate, timeZone: string): Instant {
  return starts.of(`${timeZone} ${day.toString()}`, () => day.toZonedDateTime(timeZone).epochMilliseconds);
}

export function isTimeZone(name: string): boolean {
  return zones.of(name, () => readsTimeZone(name));
}

function readsTimeZone(name: string): boolean {
  try {
    Temporal.PlainDate.from('2000-01-01').toZonedDateTime(name);
    return /^[A-Za-z]/.test(name);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** A moment to the second, as it is written: `now` in milliseconds since 1970. */
export function momentAt(now: number): AsOf {
  return { kind: 'moment', instant: Math.floor(now / 1000) * 1000 };
}

/** Reads what `--as-of` takes: a day or a moment. */
export function parseAsOf(text: string): AsOf | undefined {
  const span = spanOf(text, 'UTC');
  if (span === undefined) return undefined;
  return dayText.test(text) ? { kind: 'day', day: text } : { kind: 'moment', instant: span.start };
}

export function instantFor(asOf: AsOf, timeZone: string): Instant {
  if (asOf.kind === 'moment') return asOf.instant;
  const { day } = asOf;
  return noons.of(`${timeZone} ${day}`, () => {
    return Temporal.PlainDateTime.from(`${day}T12:00`).toZonedDateTime(timeZone).epochMilliseconds;
  });
}

export function showAsOf(asOf: AsOf): string {
  return asOf.kind === 'day' ? asOf.day : showInstant(asOf.instant);
}

/** RFC 3339 in UTC, to the second where that says it all. */
export function showInstant(instant: Instant): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** The day that an instant lies in, by the clock of a place: `2022-07-11`. */
export function dayOf(instant: Instant, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** Whether a day begins with the instant, by the clock of a place. */
export function isFirstOfDay(instant: Instant, timeZone: string): boolean {
  return spanOf(dayOf(instant, timeZone), timeZone)?.start === instant;
}

/** For people, by the clock of a place: `2022-07-11`, or `2022-07-11 09:30` where the day does not begin then. */
export function showLocal(instant: Instant, timeZone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  const day = local.toPlainDate();
  if (firstInstant(day, timeZone) === instant) return day.toString();
  return `${day.toString()} ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}

/**
 * For people, always with the time of day: `2022-07-11 09:30`; an hour that the clock shows twice says which one it is,
 * `2026-10-25 02:30 (UTC+01:00)`.
 */
export function showClock(instant: Instant, timeZone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  const shown = local.toPlainDateTime();
  const which = (disambiguation: 'earlier' | 'later') =>
    shown.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds;
  const offset = which('earlier') === which('later') ? '' : ` (UTC${local.offset})`;
  return `${shown.toPlainDate().toString()} ${shown.toPlainTime().toString({ smallestUnit: 'minute' })}${offset}`;
}

/** How far the clock of a place is from UTC, for people: `UTC+01:00`, or `UTC`. */
export function offsetAt(instant: Instant, timeZone: string): string {
  const { offset } = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  return offset === '+00:00' ? 'UTC' : `UTC${offset}`;
}

/** The end of a span for people: the last day that belongs to it, or the time of day. */
export function showLocalEnd(end: Instant, timeZone: string): string {
  const shown = showLocal(end, timeZone);
  if (!dayText.test(shown)) return shown;
  return `the end of ${Temporal.PlainDate.from(shown).subtract({ days: 1 }).toString()}`;
}
