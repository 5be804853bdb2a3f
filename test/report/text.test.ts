import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Diagnostic, diagnostic } from '../../src/core/diagnostic.ts';
import { text } from '../../src/report/text.ts';

/** What each character of a line becomes, and how many cells of a terminal that takes. */
const shown: Readonly<Record<string, readonly [string, number]>> = {
  a: ['a', 1],
  é: ['é', 1],
  '\t': [' ', 1],
  例: ['例', 2],
  '💩': ['💩', 2],
  '\0': ['<U+0000>', 8],
  '\u001b': ['<U+001B>', 8],
  '\u202e': ['<U+202E>', 8],
};
const characters = fc.array(fc.constantFrom(...Object.keys(shown)), { maxLength: 12 });

function rendered(characters: readonly string[]): string {
  return characters.map((character) => shown[character]?.[0]).join('');
}

function cells(characters: readonly string[]): number {
  return characters.reduce((sum, character) => sum + (shown[character]?.[1] ?? 0), 0);
}

/** The line of the record and the line of carets below it, as the report shows them. */
function frame(line: string, column: number, endColumn: number): readonly [line: string, carets: string] {
  const place = { file: 'a.yaml', line: 42, column, endColumn, text: line };
  const report = text.render([diagnostic('yaml/syntax', { message: 'm', place })], { colour: false, version: '1' });
  const [first = '', second = ''] = report.split('\n').slice(2, 4);
  expect([first.slice(0, 7), second.slice(0, 7)]).toEqual(['  42 │ ', '     │ ']);
  return [first.slice(7), second.slice(7)];
}

describe('the line of a finding', () => {
  test('law: it is shown whole, and the carets stand under the marked characters', () => {
    fc.assert(
      fc.property(characters, characters, characters, (before, marked, after) => {
        fc.pre(![...before, ...marked, ...after].every((character) => character === '\t'));
        const column = before.join('').length + 1;
        const line = [before, marked, after].map((part) => part.join('')).join('');
        expect(frame(line, column, column + marked.join('').length)).toEqual([
          rendered([...before, ...marked, ...after]),
          `${' '.repeat(cells(before))}${'^'.repeat(Math.max(1, cells(marked)))}`,
        ]);
      }),
      { numRuns: 5000 },
    );
  });

  test('of a long line the part around the place is shown, with what is cut off on either side', () => {
    const line = `${'a'.repeat(150)}HERE${'b'.repeat(150)}`;
    expect(frame(line, 151, 155)).toEqual([`…${'a'.repeat(20)}HERE${'b'.repeat(76)}…`, `${' '.repeat(21)}^^^^`]);
    expect(frame(line, 1, 3)).toEqual([`${'a'.repeat(100)}…`, '^^']);
    expect(frame(line, 303, 305)).toEqual([`…${'b'.repeat(22)}`, `${' '.repeat(21)}^^`]);
  });

  test('of a long place the carets end where the shown line ends', () => {
    const [line, carets] = frame(`${'a'.repeat(150)}${'B'.repeat(500)}`, 151, 651);
    expect([line, carets]).toEqual([`…${'a'.repeat(20)}${'B'.repeat(80)}…`, ' '.repeat(21) + '^'.repeat(80)]);
  });

  test('a long line is never cut inside a character', () => {
    const [line] = frame(`${'💩'.repeat(50)}a${'💩'.repeat(100)}`, 112, 114);
    expect(line).not.toContain('<U+');
  });

  test('is left out where it is empty', () => {
    const place = { file: 'a.yaml', line: 1, column: 1, endColumn: 1, text: ' ' };
    const finding = diagnostic('schema/missing', { message: '"id" is missing.', place });
    expect(text.render([finding], { colour: false, version: '1' })).toBe(
      'error "id" is missing. schema/missing\n  a.yaml:1:1\n  → Add it.\n\n1 error.\n',
    );
  });
});

describe('many findings', () => {
  function many(code: Diagnostic['code'], file: string, count: number): Diagnostic[] {
    const place = { file, line: 1, column: 1, endColumn: 2, text: 'x' };
    return Array.from({ length: count }, (_, index) => diagnostic(code, { message: `#${index}`, help: '', place }));
  }

  /** Each finding and each line that counts the rest, without the places. */
  function lines(list: readonly Diagnostic[]): string[] {
    const report = text.render(list, { colour: false, version: '1' });
    return report.split('\n').filter((line) => /^(error|warning|note|\d| {2}…)/.test(line));
  }

  test('of one code in one file are cut at 20 warnings and 3 notes, with the number of the rest', () => {
    expect(lines([...many('domain/wildcard', 'a', 22), ...many('domain/wildcard', 'b', 1)])).toEqual([
      ...Array.from({ length: 20 }, (_, index) => `warning #${index} domain/wildcard`),
      '  … and 2 more like this in the file; --report json shows all',
      'warning #0 domain/wildcard',
      '23 warnings.',
    ]);
    expect(lines(many('order/excluded', 'a', 4))).toEqual([
      'note #0 order/excluded',
      'note #1 order/excluded',
      'note #2 order/excluded',
      '  … and 1 more like this in the file; --report json shows all',
      '4 notes.',
    ]);
  });

  test('errors all show, and are counted first', () => {
    const report = lines([...many('order/excluded', 'a', 1), ...many('domain/idna', 'a', 50)]);
    expect([report.length, report.at(-1)]).toEqual([52, '50 errors, 1 note.']);
  });
});

test('colour changes nothing but the colour', () => {
  const place = { file: 'a.yaml', line: 1, column: 3, endColumn: 4, text: 'a b' };
  const list = [diagnostic('yaml/syntax', { message: 'm', place }), diagnostic('order/excluded', { message: 'n' })];
  const [plain, coloured] = [false, true].map((colour) => text.render(list, { colour, version: '1' }));
  expect(coloured).toContain('\u001b[');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are made of them
  expect(coloured?.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain);
});
