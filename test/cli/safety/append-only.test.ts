import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventRecord, OrderRecord } from '../../../src/core/order.ts';
import { record } from '../../support/record.ts';
import { RUNS } from '../../support/runs.ts';
import { type Workspace, workspace } from '../../support/workspace.ts';

// A trial is some builds: a thousandth of what laws take.
// Records to which is only ever added, built again and again at moments that go forward and back.

interface Kept {
  readonly targets: readonly string[];
  readonly events: readonly EventRecord[];
  readonly amendments: NonNullable<OrderRecord['amendments']>;
}

const names = ['a.to', 'www.a.to', 'b.to', 'x.y.b.to', 'c.to'];
const ids = ['it-one', 'it-two', 'it-three'];
const begun: readonly EventRecord[] = [{ type: 'effective', date: '2020-01-01' }];

const id = fc.constantFrom(...ids);
const list = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 });
const day = fc.integer({ min: 1, max: 28 }).map((number) => `2021-01-${String(number).padStart(2, '0')}`);
const type = fc.constantFrom<EventRecord['type']>(
  'stayed',
  'stay-lifted',
  'lifted',
  'annulled',
  'expires',
  'appealed',
  'effective',
);

/** What is added to a record; a new one where there is none of this id. */
type Addition = (orders: Map<string, Kept>) => void;

const addition: fc.Arbitrary<Addition> = fc.oneof(
  fc.tuple(id, list).map(
    ([one, targets]): Addition =>
      (orders) => {
        const known = orders.get(one);
        if (!known) orders.set(one, { targets, events: begun, amendments: [] });
        else orders.set(one, { ...known, targets: [...new Set([...known.targets, ...targets])] });
      },
  ),
  fc.tuple(id, type, day).map(
    ([one, event, date]): Addition =>
      (orders) => {
        const known = orders.get(one);
        if (known) orders.set(one, { ...known, events: [...known.events, { type: event, date }] });
      },
  ),
  fc.tuple(id, day, list, fc.constantFrom('add', 'remove')).map(
    ([one, date, changed, way]): Addition =>
      (orders) => {
        const known = orders.get(one);
        if (known) orders.set(one, { ...known, amendments: [...known.amendments, { date, [way]: changed }] });
      },
  ),
);

const moment = fc.integer({ min: 1, max: 40 }).map((number) => {
  return new Date(Date.UTC(2020, 11, 30 + number)).toISOString().slice(0, 10);
});
const step = fc.record({ additions: fc.array(addition, { minLength: 1, maxLength: 3 }), asOf: moment });

function write(space: Workspace, orders: ReadonlyMap<string, Kept>): void {
  for (const [one, { targets, events, amendments }] of orders)
    space.write(`orders/${one}.yaml`, record(one, [...targets], { events: [...events], amendments: [...amendments] }));
}

/** The codes of the safety stops of a run; undefined where the records have errors. */
function stopsOf({
  status,
  stderr,
}: {
  readonly status: number;
  readonly stderr: string;
}): readonly string[] | undefined {
  if (status === 1) return undefined;
  const told = [...stderr.matchAll(/ (stop\/[a-z-]+)$/gm)].map(([, code = '']) => code);
  expect(status).toBe(told.length === 0 ? 0 : 4);
  return told;
}

const first: ReadonlyMap<string, Kept> = new Map([
  ['it-base', { targets: ['base.to'], events: begun, amendments: [] }],
  ['it-one', { targets: ['a.to', 'b.to'], events: begun, amendments: [] }],
]);
const anyNumber = { 'blocklist.config.yaml': 'safety: { fewerNames: 100, moreNames: 1000000 }\n' };
const build = (space: Workspace, asOf: string) => space.run('build', '--as-of', asOf, '--format', 'rpz,rpz-allow');

test('whatever is added to records, and whatever the moment, nothing counts as lost', async () => {
  const property = fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 7 }), async (steps) => {
    const [space, orders] = [workspace(anyNumber), new Map(first)];
    write(space, orders);
    await build(space, '2021-01-01');
    for (const { additions, asOf } of steps) {
      const before = new Map(orders);
      for (const add of additions) add(orders);
      write(space, orders);
      const stops = stopsOf(await build(space, asOf));
      if (stops) expect(stops).toEqual([]);
      // What has errors was never built, so it may be taken back.
      else for (const one of orders.keys()) orders.set(one, before.get(one) ?? (orders.get(one) as Kept));
    }
  });
  await fc.assert(property, { numRuns: RUNS / 1000 });
});

describe('a build of an earlier day than the last loses nothing that was freed by that later day', () => {
  const listed: Kept = {
    targets: ['a.to'],
    events: begun,
    amendments: [{ date: '2021-01-05', add: ['b.to'] }],
  };
  const freed: readonly (readonly [string, Kept])[] = [
    ['by a stay', { ...listed, events: [...begun, { type: 'stayed', date: '2021-01-06' }] }],
    ['by an end', { ...listed, events: [...begun, { type: 'lifted', date: '2021-01-06' }] }],
    ['by an amendment', { ...listed, amendments: [...listed.amendments, { date: '2021-01-06', remove: ['b.to'] }] }],
  ];
  for (const [how, after] of freed) {
    test(how, async () => {
      const space = workspace(anyNumber);
      write(space, new Map([['it-one', listed]]));
      expect((await build(space, '2021-01-06')).status).toBe(0);
      write(space, new Map([['it-one', after]]));
      expect(stopsOf(await build(space, '2021-01-04'))).toEqual([]);
    });
  }

  test('but what was taken out of the record is lost, on whatever day', async () => {
    const space = workspace(anyNumber);
    write(space, new Map([['it-one', { ...listed, targets: ['a.to', 'c.to'] }]]));
    expect((await build(space, '2021-01-06')).status).toBe(0);
    write(space, new Map([['it-one', { ...listed, events: [...begun, { type: 'stayed', date: '2021-01-06' }] }]]));
    expect(stopsOf(await build(space, '2021-01-04'))).toEqual(['stop/freed-without-event']);
  });
});

test('whatever an order holds that is taken out of its record, counts as lost', async () => {
  const property = fc.asyncProperty(
    fc.array(addition, { maxLength: 4 }),
    moment,
    fc.nat(),
    async (additions, asOf, pick) => {
      const [space, orders] = [workspace(anyNumber), new Map(first)];
      for (const add of additions) add(orders);
      write(space, orders);
      fc.pre(stopsOf(await build(space, asOf)) !== undefined);
      const held = (await holds(space, asOf)).filter(([one, name]) => isOnlyLine(name, orders.get(one)));
      fc.pre(held.length > 0);
      const [one = '', name = ''] = held[pick % held.length] ?? [];
      const known = orders.get(one) as Kept;
      orders.set(one, { ...known, targets: known.targets.filter((other) => other !== name) });
      write(space, orders);
      const stops = stopsOf(await build(space, asOf));
      // An amendment that takes off what is not listed is an error of its own.
      fc.pre(stops !== undefined);
      expect(stops?.filter((code) => ['stop/freed-without-event', 'stop/hold-lost'].includes(code))).not.toEqual([]);
    },
  );
  await fc.assert(property, { numRuns: RUNS / 1000 });
});

/** Whether an order has a name in its list alone, and nothing above it. */
function isOnlyLine(name: string, known: Kept | undefined): boolean {
  const added = known?.amendments.flatMap(({ add }) => (Array.isArray(add) ? add.map(String) : [])) ?? [];
  const others = [...(known?.targets ?? []).filter((other) => other !== name), ...added];
  return (
    known?.targets.includes(name) === true && !others.some((other) => other === name || name.endsWith(`.${other}`))
  );
}

interface Explained {
  readonly orders: readonly { readonly id: string; readonly target: string; readonly holds: boolean }[];
}

/** Which order holds which name by a line of its own. */
async function holds(space: Workspace, asOf: string): Promise<readonly (readonly [order: string, name: string])[]> {
  const found: (readonly [string, string])[] = [];
  for (const name of names) {
    const { orders } = JSON.parse((await space.run('explain', name, '--as-of', asOf, '--json')).stdout) as Explained;
    found.push(...orders.filter((one) => one.holds && one.target === name).map((one) => [one.id, name] as const));
  }
  return found;
}
