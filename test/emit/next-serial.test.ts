import { describe, expect, test } from 'vitest';
import { nextSerial } from '../../src/emit/next-serial.ts';

const today = Date.parse('2026-11-24T12:00:00Z');
const known = { serial: 2_026_112_400, digest: 'as it was' };

describe('the serial of a zone', () => {
  test('is the one given by hand, whatever is known', () => {
    expect(nextSerial('as it was', { serial: 7, today, known })).toBe(7);
    expect(nextSerial('otherwise', { serial: 0, today, known: undefined })).toBe(0);
  });

  test('is that of today for a zone that was never built', () => {
    expect(nextSerial('as it was', { serial: undefined, today, known: undefined })).toBe(2_026_112_400);
  });

  test('stays while the content stays, however many days go by', () => {
    expect(nextSerial('as it was', { serial: undefined, today: today + 86_400_000, known })).toBe(2_026_112_400);
  });

  test('moves when the content moves, to the day of the build or by one', () => {
    expect(nextSerial('otherwise', { serial: undefined, today, known })).toBe(2_026_112_401);
    expect(nextSerial('otherwise', { serial: undefined, today: today + 86_400_000, known })).toBe(2_026_112_500);
  });

  test('moves where it is not known any more what the last one held', () => {
    expect(nextSerial('as it was', { serial: undefined, today, known: { serial: 2_026_112_400 } })).toBe(2_026_112_401);
  });
});
