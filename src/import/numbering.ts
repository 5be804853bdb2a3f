import { suffixOf } from '../core/suffix.ts';
import { readTarget } from '../core/target-text.ts';
import { ask, offer } from './cell.ts';
import type { Reading } from './understanding.ts';

const number =
  /^\s*(?:(?:\(\d{1,6}\)|\[\d{1,6}\]|\d{1,6}[.:]|\d{1,6}\s?[-–—]|№\s?\d{1,6}\.?|[a-z]\)|[*–—-])\s+|\d{1,6}\)\s*|[•·▪◦‣⁃●■]\s*)/i;

/** The text without the number or bullet before it. */
function withoutNumber(text: string): string {
  return text.replace(number, '');
}

interface Counted {
  readonly count: number;
  readonly sign: string;
  readonly rest: string;
}

function counted(text: string): Counted | undefined {
  const [, digits, sign, rest] = /^\s*(\d{1,6})(\s+|\.)(\S.*)$/s.exec(text) ?? [];
  if (digits === undefined || sign === undefined || rest === undefined) return undefined;
  return { count: Number(digits), sign: sign === '.' ? '.' : ' ', rest };
}

/**
 * Numbers that only their order tells from the text: `12 a.example` after `11 b.example`. Where one is stuck to a name
 * by its dot, the name could be 12.a.example as well: that is a question.
 */
export function withoutNumbers(
  texts: readonly string[],
): readonly { readonly text: string; readonly settled?: Reading }[] {
  const all = texts.map(withoutNumber);
  const numbers = texts.map(counted);
  return all.map((text, at) => {
    const own = numbers[at];
    if (own === undefined || text !== texts[at]) return { text };
    const goesOn = [-1, 1].some((step) => {
      const other = numbers[at + step];
      return other?.sign === own.sign && other.count === own.count + step && other.rest !== own.rest;
    });
    if (!goesOn) return { text };
    if (own.sign === ' ') return { text: own.rest };
    return isName(own.rest) ? { text, settled: stuck(text.trim(), own.rest.trim()) } : { text };
  });
}

function isName(text: string): boolean {
  const read = readTarget(text);
  if (read.kind !== 'name' && read.kind !== 'partial') return false;
  const suffix = suffixOf(read.kind === 'name' ? read.name : read.host);
  return suffix.listed && suffix.registrable !== undefined;
}

function stuck(text: string, rest: string): Reading {
  return ask('paper/numbering', 'The number may be that of the line.', [offer(rest), offer(text)]);
}
