import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alarmOf } from '../../src/compile/guards/alarm.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import { readTarget } from '../../src/core/target-text.ts';
import { ListScanner, NameTable } from '../../src/names/index.ts';
import { RUNS } from '../support/runs.ts';

const alarm = alarmOf(defaultSettings);

interface Scanned {
  readonly plain: readonly (readonly [line: number, name: string])[];
  readonly other: readonly (readonly [line: number, text: string])[];
  readonly lines: number;
}

/** Scans a list that comes in chunks of some size. */
function scan(bytes: Uint8Array, chunk: number = bytes.length || 1): Scanned {
  const table = new NameTable();
  const other: [number, string][] = [];
  const onOther = (line: number, text: Uint8Array) => void other.push([line, Buffer.from(text).toString('latin1')]);
  const scanner = new ListScanner({ table, claim: 1, alarm, onOther, onAlarm: () => {} });
  for (let at = 0; at < bytes.length; at += chunk) {
    const piece = Buffer.from(bytes.subarray(at, at + chunk));
    scanner.push(piece);
    // A chunk is gone when the next one comes.
    piece.fill('x');
  }
  scanner.end();
  const plain = Array.from({ length: table.size }, (_, row) => [table.lineOf(row), table.nameAt(row)] as const);
  return { plain, other, lines: scanner.lines };
}

describe('the lines of a list', () => {
  test('are plain names, or are handed over as they stand; empty lines and comments are neither', () => {
    const text = [
      'blocked.to',
      '  Blocked.PRO\t\r',
      '',
      '# a comment',
      'https://www.site.to/',
      'HTTP://Site.To',
      'site.to.',
      'site.to/',
      'https://site.to/page',
      'xn--e1afmkfd.to',
      'single',
      '1.2.3.4',
      'name.0x1f',
      'a..b.to',
      '.a.to',
      'пример.рф',
      `${'a'.repeat(63)}.to`,
      `${'a'.repeat(64)}.to`,
      `${'a.'.repeat(126)}to`,
      'two names.to',
      '*.a.to',
      'last.to',
    ].join('\n');
    expect(scan(Buffer.from(text, 'utf8'))).toMatchSnapshot();
  });

  test('law: what is read does not depend on where chunks end', () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 40 }), (list, chunk) => {
        const bytes = Buffer.from(list.join('\n'), 'utf8');
        expect(scan(bytes, chunk)).toEqual(scan(bytes));
      }),
      { numRuns: RUNS / 50 },
    );
  });

  test('law: a plain name is just what the reading of text makes of the line', () => {
    fc.assert(
      fc.property(lines, (line) => {
        const bytes = Buffer.from(line, 'utf8');
        for (const [, name] of scan(bytes).plain) {
          expect([line, readTarget(line)]).toEqual([line, { kind: 'name', name, wildcard: false }]);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('law: a plain name in ASCII, alone on its line, never takes the slow way', () => {
    fc.assert(
      fc.property(names, (name) => {
        expect(scan(Buffer.from(name)).plain).toEqual([[1, name.toLowerCase()]]);
      }),
      { numRuns: RUNS / 5 },
    );
  });
});

const label = fc.stringMatching(/^[a-zA-Z0-9_]([a-zA-Z0-9_-]{0,8}[a-zA-Z0-9])?$/).filter((one) => !/^xn--/i.test(one));
const names = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 4 }), fc.constantFrom('to', 'com', 'co.uk', 'Pro'))
  .map(([labels, top]) => [...labels, top].join('.'));
const piece = fc.constantFrom(
  ...['a', 'B', '9', '-', '_', '.', '..', 'xn--', 'xn--e1afmkfd', 'to', '.com', '1', '0x1', 'x'.repeat(62)],
  ...[
    'http://',
    'HTTPS://',
    'hxxp://',
    'htp://',
    '/',
    '/p',
    '?',
    '#',
    ':',
    ':80',
    ':443',
    '@',
    '*',
    '*.',
    '[.]',
    '[x]',
  ],
  ...[' ', '\t', '\r', 'é', 'ß', 'я', '。', '\u00ad', '\u200b', '\ufeff', '\0', '\u001b', '%41', '(dot)', 'omissis'],
);
const lines = fc
  .oneof(
    fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
    fc.tuple(piece, names, piece).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 30 }),
  )
  .filter((line) => !line.includes('\n'));
const lists = fc.array(lines, { maxLength: 12 });
