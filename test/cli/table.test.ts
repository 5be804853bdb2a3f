import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { shortened, table } from '../../src/cli/table.ts';

const paintHead = (text: string) => text;

test('pads by what a terminal shows, not by characters', () => {
  const rows = [
    ['東京', '1'],
    ['e\u0301\u200d', '22'],
    ['plain', '333'],
  ];
  expect(table([{ head: 'Name' }, { head: 'N', align: 'right' }], rows, { width: undefined, paintHead })).toEqual([
    'Name     N',
    '東京     1',
    'e\u0301\u200d       22',
    'plain  333',
  ]);
});

test('leaves out columns with nothing in them, and colours a cell without its padding', () => {
  const rows = [
    [{ text: 'a', paint: (text: string) => `<${text}>` }, '', 'long'],
    ['bcd', '', 'x'],
  ];
  expect(table([{ head: 'A' }, { head: 'B' }, { head: 'C' }], rows, { width: undefined, paintHead })).toEqual([
    'A    C',
    '<a>    long',
    'bcd  x',
  ]);
});

test('law: a shortened text fits, and a text that fits is left alone', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, width) => {
      const short = shortened(text, width);
      expect(stringWidth(short)).toBeLessThanOrEqual(width);
      if (stringWidth(text) <= width) expect(short).toBe(text);
    }),
  );
});
