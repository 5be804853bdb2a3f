import fc from 'fast-check';
import { toASCII } from 'tr46';
import { describe, expect, test } from 'vitest';
import { canonicalKey, type DomainName, isBelow, parseName, selfAndParents, unicodeName } from '../../src/core/name.ts';
import { RUNS } from '../support/runs.ts';

function parsed(text: string): DomainName | undefined {
  const result = parseName(text);
  return result.ok ? result.name : undefined;
}

const ascii = fc.constantFrom(...'abcxyzABCXYZ0129-_');
const asciiLabel = fc.oneof(
  fc.string({ unit: ascii, minLength: 1, maxLength: 12 }),
  fc.string({ unit: ascii, minLength: 60, maxLength: 66 }),
  fc.string({ unit: ascii, maxLength: 8 }).map((text) => `xn--${text}`),
);
const asciiName = fc.oneof(
  { weight: 9, arbitrary: fc.array(asciiLabel, { maxLength: 6 }).map((labels) => labels.join('.')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii' }) },
);

/** One label out of letters that IDNA keeps as they are, so that the written name is the one shown. */
const alphabets = ['абвгдежз', 'αβγδςω', 'ßäöüéñabc', 'あいうカキク', '例子测试', 'אבגדה', 'مثالب', '한국어', 'कखग'];
const idnLabel = fc
  .constantFrom(...alphabets)
  .chain((letters) => fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 10 }));
const idn = fc.array(idnLabel, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));

const anyText = fc.oneof(
  asciiName,
  idn,
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(...'aZ1-_.。．ß\u0301\u200d\u00adéאم١例Ⅷ℀💩ﬀK'), maxLength: 12 }),
);

describe('reading a name', () => {
  test('law: what is accepted is made of allowed labels, within the lengths', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const name = parsed(text);
        if (name === undefined) return;
        expect(name.length).toBeLessThanOrEqual(253);
        expect(name.split('.').filter((label) => !/^[a-z0-9_-]{1,63}$/.test(label))).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test('law: a name that has been read reads as itself, and so does what people are shown of it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const name = parsed(text);
        if (name === undefined) return;
        expect([parsed(name), parsed(`${name}.`), parsed(unicodeName(name))]).toEqual([name, name, name]);
      }),
      { numRuns: RUNS / 5 },
    );
  });

  test('law: a name of ASCII letters reads just as tr46 reads it', () => {
    fc.assert(
      fc.property(asciiName, (text) => {
        const options = { checkBidi: true, checkJoiners: true, checkHyphens: false, useSTD3ASCIIRules: false };
        const full = toASCII(text.replace(/\.$/, ''), options) ?? '';
        const held = full.length <= 253 && full.split('.').every((label) => /^[a-z0-9_-]{1,63}$/.test(label));
        expect(parsed(text)).toBe(held ? full : undefined);
      }),
      { numRuns: RUNS / 5 },
    );
  });

  test('law: an internationalised name is shown as it was written', () => {
    fc.assert(
      fc.property(idn, (text) => {
        const name = parsed(text);
        expect(name && unicodeName(name)).toBe(text);
      }),
      { numRuns: RUNS / 20, examples: [['例子.测试'], ['אב.גד'], ['faß.ς']] },
    );
  });
});

const label = fc.string({ unit: fc.constantFrom(...'-09_ab'), minLength: 1, maxLength: 3 });
const names = fc
  .array(label, { minLength: 1, maxLength: 5 })
  .map((labels) => parsed(labels.join('.')) ?? ('a' as DomainName));

/** RFC 4034 6.1, word by word: labels from the right, as octets; a missing one first. */
function canonicalOrder(a: DomainName, b: DomainName): number {
  const [left, right] = [a.split('.').reverse(), b.split('.').reverse()];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [one, other] = [left[at], right[at]];
    if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
    const difference = Buffer.compare(Buffer.from(one), Buffer.from(other));
    if (difference !== 0) return difference;
  }
  return 0;
}

function sorted(list: readonly DomainName[]): DomainName[] {
  const keyed = list.map((name) => ({ name, key: canonicalKey(name) }));
  return keyed.sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1)).map(({ name }) => name);
}

describe('names above and below', () => {
  test('a name and its parents, the name itself first', () => {
    expect([...selfAndParents('a.b.co.uk' as DomainName)]).toEqual(['a.b.co.uk', 'b.co.uk', 'co.uk', 'uk']);
    expect([...selfAndParents('uk' as DomainName)]).toEqual(['uk']);
  });

  test('excluding t.co touches nothing of microsoft.com, and no name lies below itself', () => {
    const pairs = [
      ['a.t.co', 't.co', true],
      ['b.a.t.co', 't.co', true],
      ['t.co', 't.co', false],
      ['t.co', 'a.t.co', false],
      ['microsoft.co', 't.co', false],
      ['microsoft.com', 't.co', false],
      ['at.co', 't.co', false],
    ] as const;
    expect(pairs.map(([name, of]) => [name, of, isBelow(name as DomainName, of as DomainName)])).toEqual(pairs);
  });

  test('law: below means a longer list of labels with the same end', () => {
    fc.assert(
      fc.property(names, names, (name, parent) => {
        const parents = [...selfAndParents(name)].slice(1);
        expect(isBelow(name, parent)).toBe(parents.includes(parent));
        expect(parents.every((one) => isBelow(name, one))).toBe(true);
      }),
      { numRuns: RUNS / 5 },
    );
  });

  test('the example of RFC 4034 6.1', () => {
    const inOrder = ['example', 'a.example', 'yljkjljk.a.example', 'z.a.example', 'zabc.a.example', 'z.example'];
    expect(sorted([...inOrder].reverse() as DomainName[])).toEqual(inOrder);
  });

  test('law: the order of keys is canonical order (RFC 4034 6.1)', () => {
    fc.assert(
      fc.property(fc.array(names, { maxLength: 20 }), (list) => {
        expect(sorted(list)).toEqual([...list].sort(canonicalOrder));
      }),
      { numRuns: RUNS / 20 },
    );
  });

  test('law: a name comes before everything below it, and nothing else comes in between', () => {
    fc.assert(
      fc.property(fc.uniqueArray(names, { maxLength: 20 }), (list) => {
        const order = sorted([...new Set(list.flatMap((name) => [...selfAndParents(name)]))]);
        for (const [index, name] of order.entries()) {
          const below = order.filter((one) => isBelow(one, name));
          expect(order.slice(index + 1, index + 1 + below.length)).toEqual(below);
        }
      }),
      { numRuns: RUNS / 50 },
    );
  });
});
