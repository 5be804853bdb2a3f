import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import { causesOf, type JudgedRecords } from '../../src/compile/difference/causes.ts';
import { compareNames, type NameChange, type NameChanges } from '../../src/compile/difference/names.ts';
import { recordsSide } from '../../src/compile/difference/records-side.ts';
import { type BuiltZones, zonesSide } from '../../src/compile/difference/zones-side.ts';
import { type ZoneEntry, zoneLookup } from '../../src/compile/lookup.ts';
import { trace } from '../../src/compile/trace.ts';
import { eachLine, lineName, type Zone } from '../../src/core/blocklist.ts';
import { type DomainName, isBelow } from '../../src/core/name.ts';
import type { OrderRecord } from '../../src/core/order.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import { readOrders } from '../../src/read/orders.ts';
import { type Paper, recordOf } from '../read/outcome.ts';
import { desk } from '../support/memory.ts';

const moment = { asOf: { kind: 'day', day: '2026-01-01' }, settings: defaultSettings, territory: undefined } as const;

const effective = { type: 'effective', date: '2020-01-01' } as const;
const begun: OrderRecord['events'] = [effective];
const lives: readonly OrderRecord['events'][] = [
  begun,
  [effective, { type: 'lifted', date: '2025-01-01' }],
  [effective, { type: 'expires', date: '2027-01-01' }],
  [effective, { type: 'stayed', date: '2024-01-01' }],
  [{ type: 'effective', date: '2028-01-01' }],
  [],
];
const labels = ['a', 'b', 'www'];
const listed = fc
  .array(fc.constantFrom(...labels), { minLength: 1, maxLength: 3 })
  .map((all) => `${all.join('.')}.org`);
const target = fc.record(
  {
    name: listed,
    scope: fc.constantFrom('exact' as const, 'subtree' as const, 'subdomains' as const),
    until: fc.constantFrom('2024-01-01', '2026-12-31', '2027-12-31'),
  },
  { requiredKeys: ['name', 'scope'] },
);
const paper: fc.Arbitrary<Paper> = fc.record({
  targets: fc.array(target, { maxLength: 8 }),
  // Most exceptions lie below no name of their order, and a record with errors says nothing.
  exceptions: fc.oneof(
    { weight: 5, arbitrary: fc.constant<string[]>([]) },
    fc.array(listed, { minLength: 1, maxLength: 2 }),
  ),
  events: fc.oneof(fc.constant(begun), fc.constantFrom(...lives)),
  amendments: fc.array(
    fc.record({ date: fc.constantFrom('2021-01-01', '2022-01-01'), remove: fc.array(listed, { maxLength: 2 }) }),
    { maxLength: 1 },
  ),
});
const papers = fc.array(paper, { maxLength: 3 });
/** Two states of which the second has some of the orders of the first as they are. */
const twoStates = fc
  .tuple(papers, papers, fc.nat({ max: 3 }))
  .map(([before, others, kept]) => [before, [...before.slice(0, kept), ...others.slice(kept)]] as const);

/** Where names come in many parts, as where they are more than memory holds. */
const fewInMemory = 4;

function stateOf(all: readonly Paper[], most = fewInMemory): JudgedRecords {
  const read = readOrders(
    all.map((one, number) => recordOf(one, `order-${number}`)),
    desk({}, most),
  );
  const { corpus, orders, unsound } = read;
  return {
    corpus,
    orders,
    judged: [...orders, ...unsound],
    moment,
    byId: new Map(orders.map((one) => [one.id, one])),
    unread: new Set(),
  };
}

function exceptionsOf(states: readonly JudgedRecords[]): ReadonlySet<DomainName> {
  return new Set(states.flatMap(({ orders }) => orders.flatMap((order) => order.exceptions.map(({ name }) => name))));
}

function compare(base: JudgedRecords, head: JudgedRecords): NameChanges {
  return compareNames({ base: recordsSide(base), head: recordsSide(head), more: exceptionsOf([base, head]) });
}

interface Reach {
  readonly self: boolean;
  readonly below: boolean;
}

/** What the zones of a state say, asked as a resolver asks. */
function reachIn({ corpus, orders }: JudgedRecords): (name: DomainName) => Reach {
  const { allowZone, blockZone } = compile(corpus, orders, moment).blocklist;
  const [allowed, blocked] = [zoneLookup(allowZone), zoneLookup(blockZone)];
  const isBlocked = (name: DomainName) => {
    const match = allowed(name) ?? blocked(name);
    return match !== undefined && match.action.kind !== 'passthru';
  };
  return (name) => ({ self: isBlocked(name), below: isBlocked(`*.${name}` as DomainName) });
}

const universe = labels.flatMap((one) =>
  [
    `${one}.org`,
    ...labels.flatMap((two) => [`${two}.${one}.org`, ...labels.map((three) => `${three}.${two}.${one}.org`)]),
  ].map((name) => name as DomainName),
);

function namesOf({ changes }: NameChanges, ...kinds: readonly NameChange['kind'][]): readonly DomainName[] {
  return changes.filter(({ kind }) => kinds.includes(kind)).flatMap(({ names }) => names);
}

test('between a state and itself there is no difference', () => {
  fc.assert(
    fc.property(papers, (all) => {
      const state = stateOf(all);
      expect(compare(state, stateOf(all)).changes).toEqual([]);
      expect(compare(state, state).changes).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('what was blocked, without what is freed and with what is added, is just what is blocked, as the zones have it', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(twoStates, ([before, after]) => {
      const [base, head] = [stateOf(before), stateOf(after)];
      const found = compare(base, head);
      const [was, is] = [reachIn(base), reachIn(head)];
      const told = [base, head].flatMap(({ corpus }) => corpusNames(corpus));
      const names = [...new Set([...told, ...exceptionsOf([base, head])])];
      const blocked = (reach: (name: DomainName) => Reach) =>
        names.filter((name) => reach(name).self || reach(name).below);
      const [freed, added] = [new Set(namesOf(found, 'freed')), namesOf(found, 'added')];
      const expected = [...blocked(was).filter((name) => !freed.has(name)), ...added];
      expect(expected.toSorted()).toEqual(blocked(is).toSorted());
      expect([found.before, found.after]).toEqual([blocked(was).length, blocked(is).length]);
      for (const { kind, names: all } of found.changes) {
        seen.add(kind);
        for (const name of all) expect([name, kind, kindIn(was(name), is(name))]).toEqual([name, kind, kindIs(kind)]);
      }
      // Of every name there is, listed or not.
      const less = namesOf(found, 'freed', 'narrowed');
      const more = namesOf(found, 'added', 'extended', 'narrowed', 'kept');
      for (const name of universe) {
        const reaches = (one: DomainName) => one === name || isBelow(name, one);
        if (was(name).self && !is(name).self) expect([name, less.some(reaches)]).toEqual([name, true]);
        if (!was(name).self && is(name).self) expect([name, more.some(reaches)]).toEqual([name, true]);
      }
    }),
    { numRuns: 300 },
  );
  for (const kind of ['added', 'freed', 'kept', 'narrowed']) expect(seen).toContain(kind);
});

/** Names with a line that says something; one that ended a name does not any more. */
function corpusNames({ names, claims }: JudgedRecords['corpus']): readonly DomainName[] {
  const all: DomainName[] = [];
  for (let part = 0; part < names.count; part++) {
    const table = names.at(part);
    for (let row = 0; row < table.size; row++)
      if (claims[table.claimOf(row)]) all.push(table.nameAt(row) as DomainName);
  }
  return all;
}

/** What becomes of the extent of a name. */
function kindIn(was: Reach, is: Reach): 'freed' | 'added' | 'less' | 'not less' {
  if (!is.self && !is.below) return 'freed';
  if (!was.self && !was.below) return 'added';
  return (was.self && !is.self) || (was.below && !is.below) ? 'less' : 'not less';
}

function kindIs(kind: NameChange['kind']): ReturnType<typeof kindIn> {
  if (kind === 'freed' || kind === 'added') return kind;
  return kind === 'narrowed' ? 'less' : 'not less';
}

interface AskedState {
  readonly state: JudgedRecords;
  readonly name: DomainName;
}

function holding({ state, name }: AskedState): readonly string[] {
  const traces = trace(state.corpus, state.orders, { moment, name });
  return [...new Set(traces.flatMap(({ order, holds }) => (holds ? [order.id] : [])))];
}

/** Those that hold the name, or what lies below it. */
function holdingAny({ state, name }: AskedState): readonly string[] {
  const all = [name, `*.${name}` as DomainName].flatMap((one) => holding({ state, name: one }));
  return [...new Set(all)].sort();
}

function told(blocking: NameChange['before']): readonly string[] {
  return (blocking?.holders ?? []).map(({ order }) => order).sort();
}

/** Two states of the same names, drawn at random, and what becomes of them. */
function eachChange(check: (change: NameChange, base: JudgedRecords, head: JudgedRecords) => void): void {
  fc.assert(
    fc.property(twoStates, ([before, after]) => {
      const [base, head] = [stateOf(before, 1 << 20), stateOf(after, 1 << 20)];
      for (const change of compare(base, head).changes) check(change, base, head);
    }),
    { numRuns: 200 },
  );
}

test('whoever is said to hold a name does, and nobody else', () => {
  eachChange(({ names, before, after }, base, head) => {
    for (const name of names) {
      if (before) expect(told(before)).toEqual(holdingAny({ state: base, name }));
      if (after) expect(told(after)).toEqual(holdingAny({ state: head, name }));
    }
  });
});

test('whoever is said to hold a name no longer, or now, does so in just the part that is said, and each has a place', () => {
  eachChange((change, base, head) => {
    const [first] = change.names;
    for (const [all, has, lacks] of [
      [change.lost, base, head],
      [change.gained, head, base],
    ] as const) {
      for (const { order, part } of all) {
        const name = (part === 'self' ? first : `*.${first}`) as DomainName;
        const holds = [has, lacks].map((state) => holding({ state, name }).includes(order));
        expect([name, order, holds]).toEqual([name, order, [true, false]]);
      }
    }
    const causes = causesOf(change, { base, head });
    expect(causes.length).toBeGreaterThan(0);
    for (const { order, place, reason, what } of causes) {
      expect([order, place?.file]).toEqual([order, `${order}.yaml`]);
      expect([what, reason === undefined]).toEqual([what, what === 'still' && reason === undefined]);
    }
  });
});

/** A zone as it is read back from its file. */
function entriesOf(zone: Zone): readonly ZoneEntry[] {
  const entries: ZoneEntry[] = [];
  eachLine(zone, (line) => entries.push({ name: lineName(line), self: line.self, below: line.below }));
  return entries;
}

function builtFrom({ corpus, orders }: JudgedRecords): BuiltZones {
  const { allowZone, blockZone } = compile(corpus, orders, moment).blocklist;
  const [blocked, allowed] = [entriesOf(blockZone), entriesOf(allowZone)];
  return { allowed, blocked: () => blocked.values() as Iterator<ZoneEntry, undefined> };
}

test('the zones of a build and the records that it was made of make no difference; other records make the same as ever', () => {
  fc.assert(
    fc.property(twoStates, ([before, after]) => {
      const [base, head] = [stateOf(before), stateOf(after)];
      const zones = builtFrom(base);
      const more = new Set([...exceptionsOf([base, head]), ...zones.allowed.map(({ name }) => name)]);
      const built = () => zonesSide(zones);
      expect(compareNames({ base: built(), head: recordsSide(base), more }).changes).toEqual([]);
      expect(compareNames({ base: built(), head: built(), more }).changes).toEqual([]);
      const [found, whole] = [
        compareNames({ base: built(), head: recordsSide(head), more }),
        compareNames({ base: recordsSide(base), head: recordsSide(head), more }),
      ];
      // A zone has names of its own, such as those that close holes.
      const ofLists = new Set([base, head].flatMap(({ corpus }) => corpusNames(corpus)));
      const ours = (one: NameChanges, kind: 'freed' | 'added') =>
        namesOf(one, kind)
          .filter((name) => ofLists.has(name))
          .toSorted();
      expect(ours(found, 'added')).toEqual(
        ours(whole, 'added').filter((name) => namesOf(found, 'added').includes(name)),
      );
      for (const name of namesOf(found, 'freed')) expect(reachIn(head)(name)).toEqual({ self: false, below: false });
    }),
    { numRuns: 150 },
  );
});
