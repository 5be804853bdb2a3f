import { Temporal } from 'temporal-polyfill';
import { spanOf } from './dates.ts';

/**
 * What a date as people write it can mean: a day (`2026-11-24`), or with a time a moment (RFC 3339) by the clock of the
 * zone. One reading where it is clear, two where day and month can be changed round, none where it is no date.
 */
export function readWrittenDate(
  text: string,
  { timeZone, today }: { readonly timeZone: string; readonly today: string },
): readonly string[] {
  const trimmed = text.trim();
  // Longer than any date: what follows may cost more than its length.
  if (trimmed.length > 60) return [];
  if (spanOf(trimmed, timeZone)) return [trimmed];
  const [, dayText = trimmed, hour, minute] =
    /^(.*?)(?:[\s,]+|(?<=\d)T)(?:at\s+|h\s*)?(\d{1,2})[:.](\d{2})\s*h?$/i.exec(trimmed) ?? [];
  const days = [...new Set(daysOf(dayText.trim().toLowerCase(), today))].filter((day) => spanOf(day, timeZone));
  if (hour === undefined || minute === undefined) return days;
  return days.flatMap((day) => momentOf(`${day}T${hour.padStart(2, '0')}:${minute}`, timeZone) ?? []);
}

function daysOf(text: string, today: string): readonly string[] {
  const relative = relativeDays[text];
  if (relative !== undefined) return [Temporal.PlainDate.from(today).add({ days: relative }).toString()];
  const numbers = /^(\d{1,4})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{1,4})\.?$/.exec(text)?.slice(1);
  if (numbers) {
    const [first = '', second = '', third = ''] = numbers;
    if (first.length === 4) return [isoDay(first, second, third)];
    if (third.length !== 4) return [];
    return [isoDay(third, second, first), isoDay(third, first, second)].filter(isDay);
  }
  return namedMonthDay(text);
}

const relativeDays: Readonly<Record<string, number>> = { today: 0, yesterday: -1, tomorrow: 1 };

function isoDay(year: string, month: string, day: string): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function isDay(text: string): boolean {
  return spanOf(text, 'UTC') !== undefined;
}

/** `11 July 2022`, `July 11, 2022`, `11 luglio 2022`, `11. Juli 2022`. */
function namedMonthDay(text: string): readonly string[] {
  const words = text.split(/[\s.,]+|(?<=\d)(?:st|nd|rd|th|er|º)(?=\s)/).filter(Boolean);
  const year = words.find((word) => /^\d{4}$/.test(word));
  const day = words.find((word) => /^\d{1,2}$/.test(word));
  const months = new Set(words.flatMap((word) => monthOf(word) ?? []));
  const [month] = months;
  if (year === undefined || day === undefined || month === undefined || months.size > 1) return [];
  return [isoDay(year, String(month), day)].filter(isDay);
}

let monthNames: ReadonlyMap<string, number> | undefined;

function monthOf(word: string): number | undefined {
  monthNames ??= new Map(languages.flatMap(namesOfMonths));
  return monthNames.get(word.normalize('NFC'));
}

const languages = 'en it de fr es pt nl pl cs sk sv da fi nb hu ro sl hr bg el uk ru'.split(' ');

/** The months' names, alone and as they stand in a date. */
function namesOfMonths(language: string): (readonly [string, number])[] {
  return Array.from({ length: 12 }, (_, at) => at).flatMap((at) => {
    const first = new Date(Date.UTC(2026, at, 1));
    return (['long', 'short'] as const).flatMap((month) => {
      const alone = new Intl.DateTimeFormat(language, { month, timeZone: 'UTC' }).format(first);
      const inDate = new Intl.DateTimeFormat(language, { day: 'numeric', month, timeZone: 'UTC' })
        .formatToParts(first)
        .find(({ type }) => type === 'month')?.value;
      return [alone, inDate ?? alone]
        .map((name) => name.toLowerCase().replace(/\.$/, ''))
        .filter((name) => /^\p{L}+$/u.test(name))
        .map((name) => [name, at + 1] as const);
    });
  });
}

function momentOf(local: string, timeZone: string): string | undefined {
  try {
    const zoned = Temporal.PlainDateTime.from(local, { overflow: 'reject' }).toZonedDateTime(timeZone);
    return `${local}:00${zoned.offset}`;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
