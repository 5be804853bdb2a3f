import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  charactersThatAreNotText,
  codePoint,
  counted,
  harmless,
  harmlessJson,
  plainSigns,
} from '../../src/core/text.ts';
import { RUNS } from '../support/runs.ts';

/** Control characters, line ends and marks of direction by their Unicode properties, and halves of characters. */
const harmful = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}\ufeff]/u;

const hostile = fc.string({
  unit: fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    fc.constantFrom(
      '\u001b',
      '\r',
      '\n',
      '\r\n',
      '\0',
      '\u009b',
      '\u202e',
      '\u2028',
      '\ufeff',
      '\ud83d',
      '\t',
      '💩',
      'a',
    ),
  ),
});

const cases: Readonly<Record<string, readonly (readonly [text: string, shown: string])[]>> = {
  'what is text stays as it is': [
    ['', ''],
    ['Società X v. Y – “quoted” 日本 💩', 'Società X v. Y – “quoted” 日本 💩'],
    ['a\tb', 'a\tb'],
  ],
  'control characters are named': [
    ['a\0b', 'a<U+0000>b'],
    ['\u001b[31mred\u001b[0m', '<U+001B>[31mred<U+001B>[0m'],
    ['\u001b]8;;https://x.to\u0007link', '<U+001B>]8;;https://x.to<U+0007>link'],
    ['\u007f\u0085\u009b', '<U+007F><U+0085><U+009B>'],
  ],
  'line ends of every kind are named': [
    ['a\nb', 'a<U+000A>b'],
    ['a\r\nb', 'a<U+000D><U+000A>b'],
    ['a\rb', 'a<U+000D>b'],
    ['a\u2028b\u2029c', 'a<U+2028>b<U+2029>c'],
  ],
  'marks of direction are named': [
    ['\u202eabc\u202c', '<U+202E>abc<U+202C>'],
    ['\u2066a\u2069\u200e\u200f\u061c', '<U+2066>a<U+2069><U+200E><U+200F><U+061C>'],
  ],
  'half a character is named, a whole one stays': [
    ['a\ud83db', 'a<U+D83D>b'],
    ['a\udca9b', 'a<U+DCA9>b'],
    ['a\ud83d\udca9b', 'a💩b'],
  ],
  'the byte order mark is named': [['\ufeffa', '<U+FEFF>a']],
  'code points that never stand for a character are named, on every plane': [
    ['\ufffe\uffff', '<U+FFFE><U+FFFF>'],
    ['\ufdd0', '<U+FDD0>'],
    ['\u{1fffe}', '<U+1FFFE>'],
  ],
};

describe('text that is shown to people', () => {
  for (const [rule, rows] of Object.entries(cases)) {
    test(rule, () => expect(rows.map(([text]) => [text, harmless(text)])).toEqual(rows));
  }

  test('law: it is one line without anything harmful, and making it so again changes nothing', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = harmless(text);
        expect(harmful.test(shown.replaceAll('\t', ''))).toBe(false);
        expect(harmless(shown)).toBe(shown);
      }),
      { numRuns: RUNS },
    );
  });
});

test('law: JSON keeps every character of the text, and has nothing harmful in it', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const json = harmlessJson(JSON.stringify([text], null, 2));
      expect(JSON.parse(json)).toEqual([text]);
      expect(harmful.test(json.replaceAll('\n', ''))).toBe(false);
    }),
    { numRuns: RUNS },
  );
});

test('what is not text is found with its offset; a line end of two characters is text', () => {
  expect([...charactersThatAreNotText('ab\0\t\r\n\u202e\n\r💩\ud800')]).toEqual([
    { char: '\0', index: 2 },
    { char: '\u202e', index: 6 },
    { char: '\r', index: 8 },
    { char: '\ud800', index: 11 },
  ]);
});

test('a code point has at least four digits', () => {
  expect(['\0', '\u00ad', '\u{1f4a9}', '\ud800'].map(codePoint)).toEqual(['U+0000', 'U+00AD', 'U+1F4A9', 'U+D800']);
});

test('one is singular, everything else plural', () => {
  expect([counted(0, 'name'), counted(1, 'name'), counted(2, 'name'), counted(2, 'entry', 'entries')]).toEqual([
    '0 names',
    '1 name',
    '2 names',
    '2 entries',
  ]);
});

test('signs of full width, spaces and dashes become ASCII, and nothing moves', () => {
  expect(plainSigns('Ｔｅｌ．：\u00a0０６\u2011１２＠ａ、é💩')).toBe('Tel.: 06-12＠a、é💩');
  fc.assert(
    fc.property(hostile, (text) => plainSigns(text).length === text.length),
    { numRuns: RUNS / 10 },
  );
});
