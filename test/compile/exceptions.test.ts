import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import { isExcepted, type Part } from '../../src/compile/exceptions.ts';
import { zoneLookup } from '../../src/compile/lookup.ts';
import { trace } from '../../src/compile/trace.ts';
import { type DomainName, selfAndParents } from '../../src/core/name.ts';
import type { Order, Scope } from '../../src/core/order.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import { readOrders } from '../../src/read/orders.ts';
import { desk } from '../support/memory.ts';
import { record } from '../support/record.ts';

interface Line {
  readonly name: string;
  readonly scope: Scope;
}

interface Paper {
  readonly targets: readonly Line[];
  readonly exceptions: readonly Line[];
}

const moment = { asOf: { kind: 'day', day: '2026-01-01' }, settings: defaultSettings, territory: undefined } as const;

/** What a resolver that asks the allow zone first does with each name: blocked or not. */
function enforced(papers: readonly Paper[]): { blocked: (name: string) => boolean; held: (name: string) => boolean } {
  const records = papers.map(({ targets, exceptions }, index) => ({
    file: `${index}.yaml`,
    bytes: () => Buffer.from(record(`o${index}`, [...targets], { exceptions: [...exceptions] })),
  }));
  const { corpus, orders, unsound } = readOrders(records, desk());
  expect(unsound).toEqual([]);
  const { blocklist } = compile(corpus, orders, moment);
  const allow = zoneLookup(blocklist.allowZone);
  const block = zoneLookup(blocklist.blockZone);
  return {
    blocked: (name) => {
      const match = allow(name as DomainName) ?? block(name as DomainName);
      return match !== undefined && match.action.kind !== 'passthru';
    },
    held: (name) => trace(corpus, orders, { moment, name: name as DomainName }).some(({ holds }) => holds),
  };
}

/** Whether one order blocks a name, told the slow way: its narrowest line or exception that reaches the name decides. */
function asks({ targets, exceptions }: Paper, name: string): boolean {
  const reaches = (line: Line) =>
    line.name === name ? line.scope !== 'subdomains' : name.endsWith(`.${line.name}`) && line.scope !== 'exact';
  const longest = (lines: readonly Line[]) => Math.max(-1, ...lines.filter(reaches).map((line) => line.name.length));
  return longest(targets) > longest(exceptions);
}

const names = ['h.to', 'g.h.to', 'b.g.h.to', 'x.b.g.h.to', 'k.h.to'];
const scopes = fc.constantFrom<Scope>('subtree', 'exact', 'subdomains');
const paper = fc
  .record({
    targets: fc.uniqueArray(fc.record({ name: fc.constantFrom(...names), scope: scopes }), {
      minLength: 1,
      maxLength: 3,
      selector: ({ name }) => name,
    }),
    exceptions: fc.uniqueArray(fc.record({ name: fc.constantFrom(...names.slice(1)), scope: scopes }), {
      maxLength: 2,
      selector: ({ name }) => name,
    }),
  })
  // An exception lies below a line of its order that reaches down, and is none of its names.
  .map(({ targets, exceptions }) => ({
    targets,
    exceptions: exceptions.filter(
      ({ name }) =>
        !targets.some((line) => line.name === name) &&
        targets.some((line) => name.endsWith(`.${line.name}`) && line.scope !== 'exact'),
    ),
  }));

describe('exceptions of several orders', () => {
  test('law: a name is blocked just where some order blocks it and does not itself leave it free', () => {
    fc.assert(
      fc.property(fc.array(paper, { minLength: 1, maxLength: 3 }), (papers) => {
        const { blocked, held } = enforced(papers);
        for (const name of new Set(names.flatMap((one) => [...selfAndParents(one as DomainName), one, `q.${one}`]))) {
          const expected = papers.some((one) => asks(one, name));
          expect([name, blocked(name), held(name)]).toEqual([name, expected, expected]);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

test('an exception leaves free what it reaches, and no line below it', () => {
  const freed = (name: string, scope: Scope) => ({ exceptions: [{ name, scope }] }) as unknown as Order;
  const cases = [
    // The exception; the line that would block; the name and the part of it; whether it is free.
    ['good.host.to', 'subtree', 'host.to', 'good.host.to', 'self', true],
    ['good.host.to', 'subtree', 'host.to', 'good.host.to', 'below', true],
    ['good.host.to', 'subtree', 'host.to', 'a.good.host.to', 'self', true],
    ['good.host.to', 'exact', 'host.to', 'good.host.to', 'self', true],
    ['good.host.to', 'exact', 'host.to', 'good.host.to', 'below', false],
    ['good.host.to', 'exact', 'host.to', 'a.good.host.to', 'self', false],
    ['good.host.to', 'subdomains', 'host.to', 'good.host.to', 'self', false],
    ['good.host.to', 'subdomains', 'host.to', 'good.host.to', 'below', true],
    ['good.host.to', 'subdomains', 'host.to', 'a.good.host.to', 'self', true],
    ['good.host.to', 'subtree', 'host.to', 'host.to', 'self', false],
    ['good.host.to', 'subtree', 'host.to', 'bad.host.to', 'below', false],
    ['good.host.to', 'subtree', 'host.to', 'not-good.host.to', 'self', false],
    ['good.host.to', 'subtree', 'good.host.to', 'good.host.to', 'self', true],
    ['good.host.to', 'subtree', 'a.good.host.to', 'a.good.host.to', 'self', false],
    ['good.host.to', 'subtree', 'other.to', 'a.good.host.to', 'self', false],
  ] as const;
  const found = cases.map(([name, scope, listed, asked, part]) => {
    const of: { name: DomainName; part: Part } = { name: asked as DomainName, part };
    return [name, scope, listed, asked, part, isExcepted(freed(name, scope), listed as DomainName, of)];
  });
  expect(found).toEqual(cases);
  expect(
    isExcepted({ exceptions: [] } as unknown as Order, 'to' as DomainName, { name: 'to' as DomainName, part: 'self' }),
  ).toBe(false);
});
