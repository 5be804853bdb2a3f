import { expect, test } from 'vitest';
import { type CodePage, codes, isCode } from '../../src/core/codes.ts';

const pages: readonly (readonly [code: string, page: CodePage])[] = Object.entries(codes);

/** The codes of the pages that break a rule. */
function breaking(rule: (page: CodePage, code: string) => boolean): string[] {
  return pages.filter(([code, page]) => !rule(page, code)).map(([code]) => code);
}

test('codes are sorted, so that each is found where it is looked for', () => {
  expect(pages.map(([code]) => code)).toEqual(pages.map(([code]) => code).sort());
});

test('a code is an area and a matter in small letters', () => {
  expect(
    breaking((_, code) =>
      /^(build|domain|input|order|paper|schema|stop|text|yaml|zones)\/[a-z]+(-[a-z]+)*$/.test(code),
    ),
  ).toEqual([]);
});

test('every code has a title that is a phrase, without a full stop', () => {
  expect(breaking(({ title }) => /^[A-Z].*[^.]$/.test(title))).toEqual([]);
});

test('every title is its own', () => {
  const titles = pages.map(([, { title }]) => title);
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
});

test('every code says why in whole sentences', () => {
  expect(breaking(({ why }) => /^[A-Z].*\.$/.test(why))).toEqual([]);
});

test('every error and every warning says what to do next; a note may have nothing', () => {
  const sentences = /^[A-Z].*\.$/;
  expect(breaking(({ severity, next }) => sentences.test(next) || (severity === 'note' && next === ''))).toEqual([]);
});

test('a page is plain text of one line', () => {
  expect(breaking(({ title, why, next }) => /^[\x20-\x7e]*$/.test(title + why + next))).toEqual([]);
});

test('what every object has is not a code', () => {
  expect(['domain/idna', 'domain/none', '', 'toString', '__proto__'].filter(isCode)).toEqual(['domain/idna']);
});
