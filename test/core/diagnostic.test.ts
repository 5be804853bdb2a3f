import { describe, expect, test } from 'vitest';
import { codes } from '../../src/core/codes.ts';
import { byText, diagnostic, hasErrors, inReadingOrder, type Place } from '../../src/core/diagnostic.ts';

function place(file: string, line: number, column: number): Place {
  return { file, line, column, endColumn: column + 1, text: 'text' };
}

describe('a diagnostic', () => {
  test("takes its severity and its advice from its code's page", () => {
    expect(diagnostic('domain/wildcard', { message: 'm', place: place('a.yaml', 1, 2) })).toEqual({
      code: 'domain/wildcard',
      severity: 'warning',
      message: 'm',
      help: codes['domain/wildcard'].next,
      place: { file: 'a.yaml', line: 1, column: 2, endColumn: 3, text: 'text' },
    });
  });

  test('keeps advice of its own and related places', () => {
    const related = [{ message: 'first here', place: place('a.yaml', 1, 1) }];
    expect(diagnostic('order/duplicate-target', { message: 'm', help: 'h', related })).toEqual({
      code: 'order/duplicate-target',
      severity: 'note',
      message: 'm',
      help: 'h',
      related,
    });
  });

  test('has no key for what it has not', () => {
    const bare = diagnostic('stop/empty', { message: 'm', place: undefined, related: [] });
    expect(Object.keys(bare)).toEqual(['code', 'severity', 'message', 'help']);
  });
});

test('only errors are errors', () => {
  const [note, warning, error] = (['order/excluded', 'domain/wildcard', 'stop/empty'] as const).map((code) =>
    diagnostic(code, { message: 'm' }),
  );
  if (!note || !warning || !error) throw new Error();
  expect([hasErrors([]), hasErrors([note, warning]), hasErrors([note, error])]).toEqual([false, false, true]);
});

test('reading order is file, line, column, then code; what has no place comes first, and equals keep their order', () => {
  const inOrder = [
    diagnostic('yaml/syntax', { message: '1' }),
    diagnostic('yaml/syntax', { message: '2', place: place('B.yaml', 9, 1) }),
    diagnostic('yaml/syntax', { message: '3', place: place('a.yaml', 2, 9) }),
    diagnostic('domain/idna', { message: '4', place: place('a.yaml', 10, 1) }),
    diagnostic('yaml/syntax', { message: '5', place: place('a.yaml', 10, 1) }),
    diagnostic('yaml/syntax', { message: '6', place: place('a.yaml', 10, 1) }),
    diagnostic('domain/idna', { message: '7', place: place('a.yaml', 10, 2) }),
    diagnostic('domain/idna', { message: '8', place: place('à.yaml', 1, 1) }),
  ];
  const given = Object.freeze([...inOrder.slice(4), ...inOrder.slice(0, 4).reverse()]);
  expect(inReadingOrder(given).map(({ message }) => message)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
});

test('text is compared by code units, the same on every machine', () => {
  expect(['ä', 'b', 'Z', 'a', 'ab', '', 'a'].sort(byText)).toEqual(['', 'Z', 'a', 'a', 'ab', 'b', 'ä']);
});
