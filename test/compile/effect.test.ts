import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import { type Effect, effectOf, type Reading } from '../../src/compile/effect.ts';
import { zoneLookup } from '../../src/compile/lookup.ts';
import { type DomainName, isBelow } from '../../src/core/name.ts';
import type { OrderRecord } from '../../src/core/order.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import { readOrders } from '../../src/read/orders.ts';
import { type Paper, paper, recordOf } from '../read/outcome.ts';
import { desk } from '../support/memory.ts';

const moment = { asOf: { kind: 'day', day: '2026-01-01' }, settings: defaultSettings, territory: undefined } as const;
const over: OrderRecord['events'] = [
  { type: 'effective', date: '2020-01-01' },
  { type: 'lifted', date: '2025-01-01' },
];

function read(papers: readonly Paper[]): Reading {
  return readOrders(
    papers.map((one, number) => recordOf(one, `order-${number}`)),
    desk(),
  );
}

/** What lifting the first order does. */
function lifting(papers: readonly Paper[]): Effect {
  const [first, ...others] = papers;
  const after = read([{ ...first, events: over }, ...others]);
  return effectOf({ before: read(papers), after, moment, of: { id: 'order-0' }, most: 1000 });
}

test('a name that another order reaches by a shorter one stays blocked', () => {
  const effect = lifting([{ targets: ['www.a.org', 'b.org'] }, { targets: ['a.org'] }]);
  expect(effect.freed).toEqual({ count: 1, names: ['b.org'] });
  expect(effect.kept).toEqual({ count: 1, names: [{ name: 'www.a.org', orders: ['order-1'] }] });
});

test('a name of which another order holds itself alone frees the names below', () => {
  const effect = lifting([{ targets: ['a.org'] }, { targets: [{ name: 'a.org', scope: 'exact' }] }]);
  expect(effect.narrowed).toEqual({ count: 1, names: [{ name: 'a.org', orders: ['order-1'] }] });
  expect([effect.freed.count, effect.kept.count, effect.gained.count]).toEqual([0, 0, 0]);
});

test('a name that another order leaves free below its own is freed', () => {
  const effect = lifting([{ targets: ['www.a.org'] }, { targets: ['a.org'], exceptions: ['www.a.org'] }]);
  expect(effect.freed.names).toEqual(['www.a.org']);
});

/** Whether a name is blocked, as the zones have it. */
function blockedBy({ corpus, orders }: Reading): (name: DomainName) => boolean {
  const { blockZone, allowZone } = compile(corpus, orders, moment).blocklist;
  const [blocked, allowed] = [zoneLookup(blockZone), zoneLookup(allowZone)];
  return (name) => !allowed(name) && blocked(name) !== undefined;
}

const labels = ['a', 'b', 'www', 'archive'];
const names = labels.flatMap((one) =>
  [`${one}.org`, ...labels.flatMap((two) => [`${two}.${one}.org`, `www.${two}.${one}.org`])].map(
    (name) => name as DomainName,
  ),
);

test('no name is freed that is not told, by itself or by one above it, and what is told is so', () => {
  let freed = 0;
  fc.assert(
    fc.property(fc.array(paper, { minLength: 1, maxLength: 4 }), (papers) => {
      const effect = lifting(papers);
      const was = blockedBy(read(papers));
      const is = blockedBy(read([{ ...papers[0], events: over }, ...papers.slice(1)]));
      const told = [...effect.freed.names, ...effect.narrowed.names.map(({ name }) => name)];
      for (const name of names.filter((one) => was(one) && !is(one))) {
        freed += 1;
        expect(told.some((one) => one === name || isBelow(name, one))).toBe(true);
      }
      for (const name of effect.freed.names) expect([name, is(name)]).toEqual([name, false]);
      for (const { name, orders } of effect.kept.names) {
        expect([name, is(name), orders.length > 0]).toEqual([name, was(name), is(name)]);
      }
      expect(effect.gained.count).toBe(0);
    }),
    { numRuns: 60 },
  );
  expect(freed).toBeGreaterThan(0);
});
