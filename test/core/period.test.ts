import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFirstOfDay, showInstant } from '../../src/core/dates.ts';
import { endOfPeriod, periodWords } from '../../src/core/period.ts';

/** When a period ends, as text: the instant, then the day or "hour unknown". */
function end(within: string, date: string, timeZone = 'Europe/Rome'): string {
  const found = endOfPeriod(within, { date, timeZone });
  if (!found) return 'none';
  return [showInstant(found.at), found.day, found.isHourUnknown && 'hour unknown'].filter(Boolean).join(' ');
}

describe('a period in days or longer', () => {
  const cases = [
    [
      'ends with a day, and the day of the event does not count',
      'P3D',
      '2026-11-20',
      '2026-11-23T22:59:59Z 2026-11-23',
    ],
    ['runs from the day of a moment', 'P3D', '2026-11-20T23:30:00+01:00', '2026-11-23T22:59:59Z 2026-11-23'],
    ['takes that day by the clock of the place', 'P1D', '2026-11-20T23:30:00Z', '2026-11-22T22:59:59Z 2026-11-22'],
    ['does not skip a Sunday', 'P1W', '2026-11-22', '2026-11-29T22:59:59Z 2026-11-29'],
    ['of a month ends on the same date', 'P1M', '2026-02-11', '2026-03-11T22:59:59Z 2026-03-11'],
    ['of a month from 31 January ends with February', 'P1M', '2026-01-31', '2026-02-28T22:59:59Z 2026-02-28'],
    ['of a month from 31 January ends with a leap day', 'P1M', '2028-01-31', '2028-02-29T22:59:59Z 2028-02-29'],
    ['of a year from a leap day ends with February', 'P1Y', '2028-02-29', '2029-02-28T22:59:59Z 2029-02-28'],
    ['ends with a day of 23 hours', 'P1D', '2026-03-28', '2026-03-29T21:59:59Z 2026-03-29'],
    ['ends with a day of 25 hours', 'P1D', '2026-10-24', '2026-10-25T22:59:59Z 2026-10-25'],
    ['crosses a change of the clock', 'P2D', '2026-10-24', '2026-10-26T22:59:59Z 2026-10-26'],
    ['of no days ends with the day itself', 'P0D', '2026-11-20', '2026-11-20T22:59:59Z 2026-11-20'],
  ] as const;
  for (const [rule, within, date, expected] of cases) test(rule, () => expect(end(within, date)).toBe(expected));

  test('ends by the clock of its authority, east and west', () => {
    const zones = ['Pacific/Kiritimati', 'Asia/Kolkata', 'UTC', 'America/New_York', 'Pacific/Pago_Pago'];
    expect(zones.map((zone) => [zone, end('P1D', '2026-11-20', zone)])).toEqual([
      ['Pacific/Kiritimati', '2026-11-21T09:59:59Z 2026-11-21'],
      ['Asia/Kolkata', '2026-11-21T18:29:59Z 2026-11-21'],
      ['UTC', '2026-11-21T23:59:59Z 2026-11-21'],
      ['America/New_York', '2026-11-22T04:59:59Z 2026-11-21'],
      ['Pacific/Pago_Pago', '2026-11-22T10:59:59Z 2026-11-21'],
    ]);
  });

  test('law: ends with the last second of the n-th local day after', () => {
    const zones = ['Europe/Rome', 'America/St_Johns', 'America/Sao_Paulo', 'Asia/Beirut', 'Asia/Kathmandu', 'UTC'];
    const date = fc.date({ min: new Date('2000-01-01'), max: new Date('2037-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(date, fc.nat(800), fc.constantFrom(...zones), (from, days, timeZone) => {
        const found = endOfPeriod(`P${days}D`, { date: from.toISOString().slice(0, 10), timeZone });
        const expected = new Date(Date.parse(from.toISOString().slice(0, 10)) + days * 86_400_000);
        expect(found?.day).toBe(expected.toISOString().slice(0, 10));
        expect(isFirstOfDay((found?.at ?? 0) + 1000, timeZone)).toBe(true);
      }),
    );
  });
});

describe('a period with hours', () => {
  const cases = [
    ['runs from the moment', 'PT48H', '2026-11-20T09:30:00+01:00', '2026-11-22T08:30:00Z'],
    [
      'of minutes is that long while the clock goes forward',
      'PT30M',
      '2026-03-29T01:45:00+01:00',
      '2026-03-29T01:15:00Z',
    ],
    ['of minutes is that long while the clock goes back', 'PT30M', '2026-10-25T02:45:00+02:00', '2026-10-25T01:15:00Z'],
    ['is that long over a day of 23 hours', 'PT24H', '2026-03-28T12:00:00+01:00', '2026-03-29T11:00:00Z'],
    ['is that long over a day of 25 hours', 'PT24H', '2026-10-24T12:00:00+02:00', '2026-10-25T10:00:00Z'],
    [
      'runs from the first instant of a day whose hour is unknown',
      'PT48H',
      '2026-11-20',
      '2026-11-21T23:00:00Z hour unknown',
    ],
    ['has its days by the calendar', 'P1DT12H', '2026-10-24T12:00:00+02:00', '2026-10-25T23:00:00Z'],
  ] as const;
  for (const [rule, within, date, expected] of cases) test(rule, () => expect(end(within, date)).toBe(expected));
});

test('what says no time, or one that no calendar reaches, is none', () => {
  const none = [
    'PT',
    'P2DT',
    'P',
    '',
    '-P1D',
    'P1',
    '3 days',
    'P99999999D',
    'P99999999999999999999D',
    'P400000Y',
    'P9000Y',
  ];
  expect(none.filter((within) => end(within, '2026-11-20') !== 'none')).toEqual([]);
  expect(end('P1D', '2026-02-30')).toBe('none');
});

test('a fault of ours is not taken for a period that there is not', () => {
  const [none, start] = [5 as unknown as string, { date: '2026-11-20T09:30:00Z', timeZone: 'UTC' }];
  expect(() => endOfPeriod('PT1H', { ...start, timeZone: none })).toThrow(TypeError);
  expect(() => periodWords(none)).toThrow(TypeError);
});

test('a period in words', () => {
  const said = ['PT30M', 'PT1H', 'PT48H', 'P3D', 'P1W', 'P30M', 'P1Y', 'P1DT12H5M', 'P0D', 'PT'].map(periodWords);
  expect(said).toEqual([
    '30 minutes',
    '1 hour',
    '48 hours',
    '3 days',
    '1 week',
    '30 months',
    '1 year',
    '1 day, 12 hours and 5 minutes',
    'no time',
    'PT',
  ]);
});
