import { expect, test } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import { subjectsOf } from '../../src/compile/subjects.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import { readOrders } from '../../src/read/orders.ts';
import { desk } from '../support/memory.ts';
import { record } from '../support/record.ts';

const moment = { asOf: { kind: 'day', day: '2026-11-24' }, settings: defaultSettings, territory: undefined } as const;
const day = 24 * 3_600_000;

function subjects(records: Readonly<Record<string, string>>): readonly string[] {
  const files = Object.entries(records).map(([file, text]) => ({ file, bytes: () => Buffer.from(text) }));
  const { corpus, orders } = readOrders(files, desk());
  const { blocklist } = compile(corpus, orders, moment);
  const wanted = { corpus, orders, moment, lately: 30 * day, earlier: [], isAbout: () => true, takes: () => true };
  return subjectsOf(blocklist, wanted)
    .map(({ kind, part, name, expected, orders: ids }) => {
      return `${part === 'self' ? name : `*.${name}`} ${kind} ${expected?.kind ?? 'free'} ${ids.join(',')}`;
    })
    .toSorted();
}

test('what is put to a resolver: names, what lies below, between and next to them, and what is free again', () => {
  const found = subjects({
    'a.yaml': record('a', ['host.to', 'deep.in.host.to'], { exceptions: ['help.host.to'] }),
    'b.yaml': record('b', [{ name: 'www.paper.no', scope: 'exact' }]),
    'c.yaml': record('c', [{ name: 'farm.to', scope: 'subdomains' }]),
    'd.yaml': record(
      'd',
      ['was.to', { name: 'long-ago.to', until: '2026-01-01' }, { name: 'late.to', until: '2026-11-20' }],
      {
        events: [
          { type: 'effective', date: '2020-01-01' },
          { type: 'lifted', date: '2026-11-22' },
        ],
      },
    ),
    'e.yaml': record('e', [{ name: 'host.to', scope: 'exact' }], {
      events: [
        { type: 'effective', date: '2020-01-01' },
        { type: 'expires', date: '2026-11-20' },
      ],
    }),
  });
  expect(found).toEqual([
    '*.deep.in.host.to listed nxdomain a',
    '*.farm.to listed nxdomain c',
    '*.help.host.to exception free a',
    '*.host.to listed nxdomain a',
    '*.in.host.to between nxdomain a',
    '*.late.to ended free d',
    '*.was.to ended free d',
    '*.www.paper.no neighbour free b',
    'deep.in.host.to listed nxdomain a',
    'farm.to neighbour free c',
    'help.host.to exception free a',
    'host.to listed nxdomain a',
    'in.host.to between nxdomain a',
    'late.to ended free d',
    'paper.no neighbour free b',
    'was.to ended free d',
    'www.paper.no listed nxdomain b',
  ]);
});

test('what another order holds is no free neighbour', () => {
  const found = subjects({
    'a.yaml': record('a', [{ name: 'x.host.to', scope: 'exact' }]),
    'b.yaml': record('b', [{ name: 'host.to', scope: 'exact' }]),
  });
  expect(found).toEqual([
    '*.host.to neighbour free b',
    '*.x.host.to neighbour free a',
    'host.to listed nxdomain b',
    'x.host.to listed nxdomain a',
  ]);
});
