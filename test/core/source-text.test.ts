import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineText, placeAt, sourceText, wholeLine } from '../../src/core/source-text.ts';

const source = sourceText('a.yaml', 'id: x\n\ntitle: "Ä💩"\nlast');

describe('a place in a text', () => {
  test('has its line and its columns in UTF-16 code units, counted from 1', () => {
    const places = [
      [0, 2, { line: 1, column: 1, endColumn: 3, text: 'id: x' }],
      [4, 5, { line: 1, column: 5, endColumn: 6, text: 'id: x' }],
      [6, 6, { line: 2, column: 1, endColumn: 1, text: '' }],
      [14, 19, { line: 3, column: 8, endColumn: 13, text: 'title: "Ä💩"' }],
      [20, 24, { line: 4, column: 1, endColumn: 5, text: 'last' }],
    ] as const;
    const found = places.map(([start, end]) => [start, end, placeAt(source, start, end)]);
    expect(found).toEqual(places.map(([start, end, place]) => [start, end, { file: 'a.yaml', ...place }]));
  });

  test('is cut at the end of its first line, and stays in the text', () => {
    expect(placeAt(source, 4, 12)).toMatchObject({ line: 1, column: 5, endColumn: 6 });
    expect(placeAt(source, 5, 6)).toMatchObject({ line: 1, column: 6, endColumn: 6 });
    expect(placeAt(source, 99, 100)).toMatchObject({ line: 4, column: 5, endColumn: 5 });
    expect(placeAt(sourceText('a', ''), 0, 1)).toEqual({ file: 'a', line: 1, column: 1, endColumn: 1, text: '' });
  });

  test('of a whole line is from its first character to its last', () => {
    expect(wholeLine(source, 2)).toEqual({ file: 'a.yaml', line: 3, column: 1, endColumn: 13, text: 'title: "Ä💩"' });
  });
});

test('a line ends with LF or CRLF; a carriage return inside it is not an end', () => {
  const lines = sourceText('a', 'one\r\ntwo\nthr\ree\r\n\r\n');
  expect(lines.lineStarts.map((_, index) => lineText(lines, index))).toEqual(['one', 'two', 'thr\ree', '', '']);
});

test('lines that were cut out of a text still count', () => {
  const cuts = [
    { after: 0, missing: 5 },
    { after: 2, missing: 7 },
  ];
  const short = sourceText('a', 'one\ntwo\nthree\nfour', cuts);
  expect([0, 1, 2, 3].map((index) => wholeLine(short, index).line)).toEqual([1, 7, 8, 11]);
  expect(placeAt(short, 4, 7)).toEqual({ file: 'a', line: 7, column: 1, endColumn: 4, text: 'two' });
});

const lines = fc.array(fc.string({ unit: fc.constantFrom(...'ab: "💩\t') }), { maxLength: 8 });

test('law: every character has the same line and column with LF and with CRLF', () => {
  fc.assert(
    fc.property(lines, (list) => {
      const [unix, windows] = ['\n', '\r\n'].map((end) => {
        const text = sourceText('a', list.join(end));
        return list.map((line, index) => {
          const start = text.lineStarts[index] ?? 0;
          return [...line].map((_, at) => placeAt(text, start + at, start + at + 1));
        });
      });
      expect(windows).toEqual(unix);
    }),
    { numRuns: 2000 },
  );
});

test('law: the columns of a place cut just its characters out of its line', () => {
  fc.assert(
    fc.property(lines, fc.nat({ max: 60 }), fc.nat({ max: 20 }), (list, start, length) => {
      const text = sourceText('a', list.join('\n'));
      const place = placeAt(text, start, start + length);
      const marked = text.text.slice(start, start + length).split('\n')[0];
      expect(place.text.slice(place.column - 1, place.endColumn - 1)).toBe(marked);
      expect(place.text).toBe(list[place.line - 1] ?? '');
    }),
    { numRuns: 5000 },
  );
});
