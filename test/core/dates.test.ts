import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dayOf,
  instantFor,
  isFirstOfDay,
  isTimeZone,
  parseAsOf,
  showAsOf,
  showClock,
  showInstant,
  showLocal,
  showLocalEnd,
  spanOf,
} from '../../src/core/dates.ts';
import { RUNS } from '../support/runs.ts';

const hour = 3_600_000;

/** A day's ends in UTC and its length. */
function day(text: string, timeZone: string): string {
  const span = spanOf(text, timeZone);
  if (!span) return 'none';
  return `${showInstant(span.start)} ${showInstant(span.end)} ${(span.end - span.start) / hour} h`;
}

describe('a day by the clock of a place', () => {
  const days = [
    ['2026-03-28', 'Europe/Rome', '2026-03-27T23:00:00Z 2026-03-28T23:00:00Z 24 h'],
    ['2026-03-29', 'Europe/Rome', '2026-03-28T23:00:00Z 2026-03-29T22:00:00Z 23 h'],
    ['2026-10-25', 'Europe/Rome', '2026-10-24T22:00:00Z 2026-10-25T23:00:00Z 25 h'],
    // Their clocks go from 23:59 to 01:00: the day has no midnight.
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z 2018-11-05T02:00:00Z 23 h'],
    ['2022-03-27', 'Asia/Beirut', '2022-03-26T22:00:00Z 2022-03-27T21:00:00Z 23 h'],
    // The clock goes from 00:01 back to 23:01: midnight comes twice, and the day begins with the first.
    ['2010-11-07', 'America/St_Johns', '2010-11-07T02:30:00Z 2010-11-08T03:30:00Z 25 h'],
    ['2026-01-01', 'Pacific/Kiritimati', '2025-12-31T10:00:00Z 2026-01-01T10:00:00Z 24 h'],
    // Samoa crossed the date line: this day did not happen there.
    ['2011-12-29', 'Pacific/Apia', '2011-12-29T10:00:00Z 2011-12-30T10:00:00Z 24 h'],
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00Z 2011-12-30T10:00:00Z 0 h'],
    ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00Z 2011-12-31T10:00:00Z 24 h'],
    ['2024-02-29', 'UTC', '2024-02-29T00:00:00Z 2024-03-01T00:00:00Z 24 h'],
  ] as const;

  test('begins with its first instant and ends with the first of the next, however the clock is changed', () => {
    expect(days.map(([text, zone]) => [text, zone, day(text, zone)])).toEqual(days);
  });

  test('that the calendar does not have is none', () => {
    const wrong = ['2022-02-30', '2023-02-29', '2022-13-01', '2022-00-10', '2022-01-00', '2022-7-11', '20220711', ''];
    expect(wrong.filter((text) => spanOf(text, 'Europe/Rome'))).toEqual([]);
  });
});

describe('a moment', () => {
  test('is itself, by its distance from UTC and not by the clock of the place', () => {
    const moments = [
      ['2022-07-11T09:30:00+02:00', '2022-07-11T07:30:00Z'],
      ['2022-07-11T09:30-11:00', '2022-07-11T20:30:00Z'],
      ['2022-07-11T09:30:00.250Z', '2022-07-11T09:30:00.250Z'],
      ['2022-07-11T09:30:00.250+02:00', '2022-07-11T07:30:00.250Z'],
      ['2022-07-11T23:59:59-00:00', '2022-07-11T23:59:59Z'],
    ] as const;
    const read = moments.map(([text]) => {
      const span = spanOf(text, 'Asia/Tokyo');
      return [text, span?.start === span?.end && showInstant(span?.start ?? 0)];
    });
    expect(read).toEqual(moments);
  });

  test('a leap second is read as the second before it', () => {
    expect(spanOf('2016-12-31T23:59:60Z', 'UTC')?.start).toBe(Date.parse('2016-12-31T23:59:59Z'));
  });

  test('without a distance from UTC, or that no clock shows, is none', () => {
    const wrong = [
      '2022-07-11T09:30',
      '2022-07-11 09:30Z',
      '2022-07-11T09Z',
      '2022-07-11T24:00Z',
      '2022-07-11T09:60Z',
      '2022-07-11T09:30:61Z',
      '2022-02-30T09:30Z',
      '2022-07-11T09:30+25:00',
      '2022-07-11T09:30Z[Europe/Rome]',
      '2022-07-11T09:30:00Z\n',
      '2022-07-11T09:30Z[UTC]',
      '+02022-07-11T09:30Z',
      '2022-07-11T09:30:00.2501+02:00',
    ];
    expect(wrong.filter((text) => spanOf(text, 'Europe/Rome'))).toEqual([]);
  });
});

test('as of a day means noon by the clock of the authority', () => {
  const zones = [
    ['Europe/Rome', '2026-03-29T10:00:00Z'],
    ['Pacific/Kiritimati', '2026-03-28T22:00:00Z'],
    ['America/Los_Angeles', '2026-03-29T19:00:00Z'],
  ] as const;
  const asOf = parseAsOf('2026-03-29');
  expect(zones.map(([zone]) => [zone, asOf && showInstant(instantFor(asOf, zone))])).toEqual(zones);
});

test('as of a day is shown as that day', () => {
  expect(parseAsOf('2026-03-29')).toEqual({ kind: 'day', day: '2026-03-29' });
  expect(showAsOf({ kind: 'day', day: '2026-03-29' })).toBe('2026-03-29');
});

test('a day is worked out once, and what has been worked out never fills the memory', () => {
  const first = spanOf('2026-03-29', 'Europe/Rome');
  spanOf('2026-03-30', 'Europe/Rome');
  expect(spanOf('2026-03-29', 'Europe/Rome')).toBe(first);
  for (let number = 0; number < 20_000; number++) spanOf(`no day ${number}`, 'UTC');
  expect(spanOf('2026-03-29', 'Europe/Rome')).not.toBe(first);
  expect(spanOf('2026-03-29', 'Europe/Rome')).toEqual(first);
});

test('a fault of ours is not taken for a date or a place that there is not', () => {
  const noPlace = 5 as unknown as string;
  expect(() => spanOf('2022-07-11', noPlace)).toThrow(TypeError);
  expect(() => isTimeZone(noPlace)).toThrow(TypeError);
});

test('as of a moment means that moment everywhere', () => {
  const asOf = parseAsOf('2026-03-29T12:00:00+02:00');
  expect(asOf).toEqual({ kind: 'moment', instant: Date.parse('2026-03-29T10:00:00Z') });
  expect(asOf && [instantFor(asOf, 'Asia/Tokyo'), showAsOf(asOf)]).toEqual([
    Date.parse('2026-03-29T10:00:00Z'),
    '2026-03-29T10:00:00Z',
  ]);
});

test('as-of text that is neither is undefined', () => {
  expect(['today', '2026-02-30', '2026-11', '1700000000'].map(parseAsOf)).toEqual(Array(4).fill(undefined));
});

test('a time zone is a region and city or UTC, never a bare offset', () => {
  const given = ['Europe/Rome', 'UTC', 'Etc/GMT+5', '+02:00', 'GMT+1', 'Z', 'Europe/Atlantis', 'Europe/Rome ', ''];
  expect(given.filter(isTimeZone)).toEqual(['Europe/Rome', 'UTC', 'Etc/GMT+5']);
});

test('people see the day alone where it begins at that instant, and an end as the last day', () => {
  const shown = ['2022-07-10T22:00:00Z', '2022-07-11T07:30:00Z', '2026-03-29T22:00:00Z'].map((moment) => {
    const instant = Date.parse(moment);
    return [showLocal(instant, 'Europe/Rome'), showLocalEnd(instant, 'Europe/Rome')];
  });
  expect(shown).toEqual([
    ['2022-07-11', 'the end of 2022-07-10'],
    ['2022-07-11 09:30', '2022-07-11 09:30'],
    ['2026-03-30', 'the end of 2026-03-29'],
  ]);
});

const zones = Intl.supportedValuesOf('timeZone');
const clocks = new Map(
  zones.map((timeZone) => [timeZone, new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })]),
);
const someDay = fc.integer({ min: Date.UTC(1970, 0, 1) / 86_400_000, max: Date.UTC(2060, 0, 1) / 86_400_000 });

function dayText(number: number): string {
  return new Date(number * 86_400_000).toISOString().slice(0, 10);
}

test('law: in every zone a day ends with the instant that begins the next, and begins when the clock first shows it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), someDay, (zone, number) => {
      const [today, next] = [spanOf(dayText(number), zone), spanOf(dayText(number + 1), zone)];
      const clock = clocks.get(zone);
      if (!today || !next || !clock) throw new Error(zone);
      expect(today.end).toBe(next.start);
      if (today.start === today.end) return;
      expect(clock.format(today.start)).toBe(dayText(number));
      expect(clock.format(today.start - 1) < dayText(number)).toBe(true);
    }),
    { numRuns: RUNS },
  );
});

describe('an instant by the clock of a place', () => {
  test('lies in the day that the clock shows', () => {
    const instant = Date.parse('2026-11-20T23:30:00Z');
    const days = ['Pacific/Kiritimati', 'Europe/Rome', 'UTC', 'America/New_York'].map((zone) => dayOf(instant, zone));
    expect(days).toEqual(['2026-11-21', '2026-11-21', '2026-11-20', '2026-11-20']);
  });

  test('begins a day only as its first, also where the day has no midnight or two', () => {
    const firsts = [
      ['2026-11-19T23:00:00Z', 'Europe/Rome', true],
      ['2026-11-19T23:00:01Z', 'Europe/Rome', false],
      ['2018-11-04T03:00:00Z', 'America/Sao_Paulo', true],
      ['2010-11-07T02:30:00Z', 'America/St_Johns', true],
      ['2010-11-07T03:30:00Z', 'America/St_Johns', false],
    ] as const;
    expect(firsts.map(([at, zone]) => [at, zone, isFirstOfDay(Date.parse(at), zone)])).toEqual(firsts);
  });

  test('has the time of day at midnight too, and says which where the clock shows it twice', () => {
    const shown = ['2026-11-19T23:00:00Z', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T02:30:00Z'];
    expect(shown.map((at) => showClock(Date.parse(at), 'Europe/Rome'))).toEqual([
      '2026-11-20 00:00',
      '2026-10-25 02:30 (UTC+02:00)',
      '2026-10-25 02:30 (UTC+01:00)',
      '2026-10-25 03:30',
    ]);
  });
});
