import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answersOf } from '../../src/compile/answer.ts';
import { compile } from '../../src/compile/compile.ts';
import { zoneLookup } from '../../src/compile/lookup.ts';
import { trace } from '../../src/compile/trace.ts';
import type { DomainName } from '../../src/core/name.ts';
import type { OrderRecord, Scope } from '../../src/core/order.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import { readOrders } from '../../src/read/orders.ts';
import { desk } from '../support/memory.ts';
import { record } from '../support/record.ts';

const moment = { asOf: { kind: 'day', day: '2026-01-01' }, settings: defaultSettings, territory: undefined } as const;
const names = ['h.to', 'g.h.to', 'b.g.h.to', 'x.b.g.h.to', 'k.h.to', 'a.com', 'm.de', 'z.ru'];
const asked = [
  ...names,
  'to',
  'q.b.g.h.to',
  '*.k.h.to',
  'a*.h.to',
  'y.x.b.g.h.to',
  'hh.to',
  'x.a.com',
  'b.g.h.to',
  'z.ru',
  'a.com',
];

const line = fc.record({
  name: fc.constantFrom(...names),
  scope: fc.constantFrom<Scope>('subtree', 'exact', 'subdomains'),
});
const action = fc.constantFrom('nxdomain', 'nodata', 'redirect');
const paper = fc.record({
  targets: fc.uniqueArray(line, { minLength: 1, maxLength: 6, selector: ({ name }) => name }),
  exceptions: fc.uniqueArray(line, { maxLength: 2, selector: ({ name }) => name }),
  action,
});

type Paper = typeof paper extends fc.Arbitrary<infer T> ? T : never;

function written({ targets, exceptions, action: kind }: Paper): {
  targets: OrderRecord['targets'];
  more: Partial<OrderRecord>;
} {
  const reached = exceptions.filter(
    ({ name }) =>
      !targets.some((one) => one.name === name) &&
      targets.some((one) => name.endsWith(`.${one.name}`) && one.scope !== 'exact'),
  );
  const redirect = kind === 'redirect' && { redirect: { ipv4: '192.0.2.1' } };
  const obligations = [{ service: 'dns-resolver', effect: 'block', action: kind, ...redirect }];
  return { targets, more: { exceptions: reached, obligations } as Partial<OrderRecord> };
}

test('law: a name is answered as its zones answer it, in the name of the orders that hold it, in however many parts', () => {
  fc.assert(
    fc.property(fc.array(paper, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 9 }), (papers, most) => {
      const records = papers.map((one, index) => {
        const { targets, more } = written(one);
        return { file: `${index}.yaml`, bytes: () => Buffer.from(record(`o${index}`, targets, more)) };
      });
      const { corpus, orders, unsound } = readOrders(records, desk({}, most));
      expect(unsound).toEqual([]);
      const { blocklist } = compile(corpus, orders, moment);
      const [allow, block] = [zoneLookup(blocklist.allowZone), zoneLookup(blocklist.blockZone)];
      const answers = answersOf(blocklist, corpus);
      for (const name of asked as DomainName[]) {
        const match = allow(name) ?? block(name);
        const action = match?.action.kind === 'passthru' ? undefined : match?.action;
        const answer = answers(name);
        expect([name, answer?.action]).toEqual([name, action]);
        if (!answer) continue;
        const holding = trace(corpus, orders, { moment, name }).filter(({ holds }) => holds);
        expect([name, answer.orders.map(({ id }) => id).sort()]).toEqual([
          name,
          [...new Set(holding.map(({ order }) => order.id))].sort(),
        ]);
      }
    }),
  );
});
