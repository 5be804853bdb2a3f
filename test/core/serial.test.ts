import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateSerial, isAfter, serialAfter } from '../../src/core/serial.ts';
import { RUNS } from '../support/runs.ts';

const highest = 4_294_967_295;
const half = 2_147_483_648;
const serials = fc.integer({ min: 0, max: highest });
const hundredPairs = fc.array(fc.tuple(serials, serials), { minLength: 100, maxLength: 100 });

function plus(serial: number, step: number): number {
  return (serial + step) % (highest + 1);
}

describe('serial number arithmetic (RFC 1982)', () => {
  test('a serial is after those of the half circle behind it', () => {
    const cases = [
      [1, 0, true],
      [0, 1, false],
      [0, 0, false],
      [0, highest, true],
      [44, 4_294_967_290, true],
      [half - 1, 0, true],
      [half, 0, false],
      [0, half, false],
      [half + 1, 0, false],
      [2_026_112_400, 2_026_112_399, true],
    ] as const;
    expect(cases.map(([next, previous]) => [next, previous, isAfter(next, previous)])).toEqual(cases);
  });

  test('law: of two serials just one is after the other, unless they are equal or half a circle apart', () => {
    fc.assert(
      fc.property(hundredPairs, (pairs) => {
        const wrong = pairs.filter(([a, b]) => {
          const incomparable = a === b || Math.abs(a - b) === half;
          return Number(isAfter(a, b)) + Number(isAfter(b, a)) !== (incomparable ? 0 : 1);
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: RUNS / 10 },
    );
  });

  test('law: going on by less than half a circle is after, wherever the circle is cut', () => {
    fc.assert(
      fc.property(hundredPairs, (pairs) => {
        const wrong = pairs.filter(([serial, far]) => {
          const step = (far % (half - 1)) + 1;
          return !isAfter(plus(serial, step), serial) || isAfter(serial, plus(serial, step));
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: RUNS / 10 },
    );
  });
});

test('law: the distance of two serials as a signed number of 32 bits says which comes after', () => {
  fc.assert(
    fc.property(hundredPairs, (pairs) => {
      const wrong = pairs.filter(([a, b]) => {
        const distance = Number(BigInt.asIntN(32, BigInt(a) - BigInt(b)));
        return isAfter(a, b) !== distance > 0;
      });
      expect(wrong).toEqual([]);
    }),
    { numRuns: RUNS / 100 },
  );
});

describe('the serial of the next build', () => {
  test('is the preferred one where that is a step forward, else one more; zero is stepped over', () => {
    const cases = [
      [2_026_112_400, 2_026_112_500, 2_026_112_500],
      [2_026_112_500, 2_026_112_500, 2_026_112_501],
      [2_026_112_599, 2_026_112_500, 2_026_112_600],
      [1, 2_026_112_400, 2_026_112_400],
      [4_000_000_000, 2_026_112_400, 4_000_000_001],
      [highest, 2_026_112_400, 2_026_112_400],
      [highest, 4_000_000_000, 1],
    ] as const;
    expect(cases.map(([previous, preferred]) => [previous, preferred, serialAfter(previous, preferred)])).toEqual(
      cases,
    );
  });

  test('is not zero even where zero is preferred', () => {
    expect(serialAfter(highest, 0)).toBe(1);
  });

  test('law: it is a serial of 32 bits, not zero, and always after the previous one', () => {
    fc.assert(
      fc.property(hundredPairs, (pairs) => {
        const wrong = pairs.filter(([previous, preferred]) => {
          const next = serialAfter(previous, preferred || 1);
          return !isAfter(next, previous) || !Number.isInteger(next) || next < 1 || next > highest;
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: RUNS / 10 },
    );
  });
});

describe('the serial of a day (RFC 1912 2.2)', () => {
  test('law: builds one after the other only go forward, whatever the clock says, and reach the day when it is ahead', () => {
    const days = fc.array(fc.integer({ min: Date.UTC(1970, 0), max: Date.UTC(4200, 0) }), {
      minLength: 1,
      maxLength: 50,
    });
    fc.assert(
      fc.property(serials, days, (start, instants) => {
        let serial = start;
        const wrong = instants.filter((instant) => {
          const [before, day] = [serial, dateSerial(instant)];
          serial = serialAfter(before, day);
          return !isAfter(serial, before) || (isAfter(day, before) && serial !== day);
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: RUNS / 50 },
    );
  });

  test('is the day in UTC and two zeros, from its first instant to its last', () => {
    const moments = [
      '2026-11-24T00:00:00.000Z',
      '2026-11-24T23:59:59.999Z',
      '2026-11-25T00:00:00Z',
      '2000-01-01T12:00Z',
    ];
    const expected = [2_026_112_400, 2_026_112_400, 2_026_112_500, 2_000_010_100];
    expect(moments.map((moment) => dateSerial(Date.parse(moment)))).toEqual(expected);
  });

  test('fits into 32 bits for every day that --as-of takes', () => {
    const days = ['0000-01-01', '4294-12-31', '4295-01-01', '9999-12-31'];
    expect(days.filter((day) => !(dateSerial(Date.parse(day)) <= highest))).toEqual([]);
  });
});
