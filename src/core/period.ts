import { Temporal } from 'temporal-polyfill';
import { dayOf, type Instant, spanOf } from './dates.ts';
import { counted } from './text.ts';

/** What starts a period. */
export interface PeriodStart {
  /** A day such as `2026-11-20`, or a moment such as `2026-11-20T09:30:00+01:00`. */
  readonly date: string;
  /** The clock by which days are counted. */
  readonly timeZone: string;
}

/** When a period is over. */
export interface PeriodEnd {
  /** The last second that belongs to it. */
  readonly at: Instant;
  /** The day that it ends with, by that clock; undefined where it ends at a time of day. */
  readonly day: string | undefined;
  /** It is counted in hours, and only the day of its start is known: the first instant of that day was taken. */
  readonly isHourUnknown: boolean;
}

/**
 * When a period that an order gives (ISO 8601: `PT48H`, `P3D`, `P1M`) is over; undefined where it says no time, or where
 * no calendar reaches that far.
 *
 * Periods in days, weeks, months or years end with the last instant of a day by the authority's clock. The day of the
 * event does not count, and where a month has no such day it is the month's last: article 3(1) and (2) of Regulation (EEC,
 * Euratom) 1182/71, taken for courts outside the European Union too. Its rules that give more time are left out, so that
 * nobody is told a day that is too late: a period that ends on a Saturday, a Sunday or a holiday does not run on here
 * (article 3(4) and (5)), and the hour of the event counts (article 3(1)).
 *
 * Periods with hours or minutes run from the moment of the event; a change of the clock neither lengthens nor shortens
 * them. Days before hours (`P1DT12H`) go by the calendar.
 */
export function endOfPeriod(within: string, { date, timeZone }: PeriodStart): PeriodEnd | undefined {
  const start = spanOf(date, timeZone);
  const period = readPeriod(within);
  if (!start || !period) return undefined;
  try {
    if (hasTimeOfDay.test(within)) {
      const from = Temporal.Instant.fromEpochMilliseconds(start.start).toZonedDateTimeISO(timeZone);
      return { at: from.add(period).epochMilliseconds, day: undefined, isHourUnknown: !date.includes('T') };
    }
    const day = Temporal.PlainDate.from(dayOf(start.start, timeZone)).add(period).toString();
    const end = spanOf(day, timeZone)?.end;
    return end === undefined ? undefined : { at: end - second, day, isHourUnknown: false };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const second = 1000;
const hasTimeOfDay = /T/;
const units = ['years', 'months', 'weeks', 'days', 'hours', 'minutes'] as const;

/** `48 hours`, `1 day and 12 hours`; the text itself where it is no period. */
export function periodWords(within: string): string {
  const period = readPeriod(within);
  if (!period) return within;
  const said = units.filter((unit) => period[unit] > 0).map((unit) => counted(period[unit], unit.slice(0, -1)));
  return said.join(', ').replace(/, ([^,]*)$/, ' and $1') || 'no time';
}

function readPeriod(text: string): Temporal.Duration | undefined {
  try {
    const period = Temporal.Duration.from(text);
    return period.sign < 0 ? undefined : period;
  } catch (error) {
    // ISO 8601 wants at least one number; `P` and `PT` have none.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
