import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile, type Moment } from '../../src/compile/compile.ts';
import { cutLists } from '../../src/compile/cuts.ts';
import { zoneLookup } from '../../src/compile/lookup.ts';
import type { Blocklist } from '../../src/core/blocklist.ts';
import { eachLine, lineName } from '../../src/core/blocklist.ts';
import { cutZones } from '../../src/core/cut-zones.ts';
import { type DomainName, selfAndParents } from '../../src/core/name.ts';
import type { OrderRecord } from '../../src/core/order.ts';
import { type Cut, type CutBy, defaultSettings } from '../../src/core/settings.ts';
import { readOrders } from '../../src/read/orders.ts';
import { desk } from '../support/memory.ts';
import { record } from '../support/record.ts';

const place = { file: 'blocklist.config.yaml', line: 1, column: 1, endColumn: 1, text: '' };
const asOf = { kind: 'day', day: '2026-01-01' } as const;

function cut(by: CutBy, index = 0): Cut {
  return { name: `rpz.cut${index}` as DomainName, by, text: undefined, place };
}

interface Paper {
  readonly targets: readonly Line[];
  readonly exceptions: readonly Line[];
  readonly authority: string;
  readonly territory: readonly string[] | undefined;
  readonly publication: OrderRecord['publication'];
  readonly action: 'nxdomain' | 'nodata';
}

interface Line {
  readonly name: string;
  readonly scope: 'subtree' | 'exact' | 'subdomains';
}

function recordOf(paper: Paper, id: string) {
  const { targets, exceptions, authority, territory, publication, action } = paper;
  const duty = { service: 'dns-resolver', effect: 'block', action } as const;
  const text = record(id, [...targets], {
    ...(exceptions.length > 0 && { exceptions: [...exceptions] }),
    authority: { name: authority, kind: 'court', country: 'IT', timeZone: 'Europe/Rome' },
    obligations: [territory ? { ...duty, territory: [...territory] } : duty],
    publication,
  });
  return { file: `${id}.yaml`, bytes: () => Buffer.from(text) };
}

function read(papers: readonly Paper[], most?: number) {
  const records = papers.map((paper, index) => recordOf(paper, `o${index}`));
  const result = readOrders(records, desk({}, most));
  expect(result.unsound).toEqual([]);
  return result;
}

const names = ['h.to', 'g.h.to', 'b.g.h.to', 'x.b.g.h.to', 'k.h.to', 'other.to', 'a.other.to'];
const line = fc.record({
  name: fc.constantFrom(...names),
  scope: fc.constantFrom<Line['scope']>('subtree', 'exact', 'subdomains'),
});
const some = (most: number) => fc.uniqueArray(line, { maxLength: most, selector: ({ name }) => name });
const courts = ['Milano', 'Roma', 'Paris'];
const paper: fc.Arbitrary<Paper> = fc
  .record({
    targets: fc.uniqueArray(line, { minLength: 1, maxLength: 4, selector: ({ name }) => name }),
    exceptions: some(2),
    authority: fc.constantFrom(...courts),
    territory: fc.constantFrom(undefined, ['IT'], ['FR'], ['EU'], ['IT', 'GB']),
    publication: fc.constantFrom<OrderRecord['publication']>('public', 'public', 'restricted', 'sealed'),
    action: fc.constantFrom('nxdomain' as const, 'nodata' as const),
  })
  // An exception lies below a line of its order that reaches down, and is none of its names.
  .map((one) => ({
    ...one,
    exceptions: one.exceptions.filter(
      ({ name }) =>
        !one.targets.some((target) => target.name === name) &&
        one.targets.some((target) => name.endsWith(`.${target.name}`) && target.scope !== 'exact'),
    ),
  }));
const by: fc.Arbitrary<CutBy> = fc.oneof(
  fc.record({ kind: fc.constant('territory' as const), value: fc.constantFrom('IT', 'FR', 'EU', 'GB', 'US') }),
  fc.record({ kind: fc.constant('authority' as const), value: fc.constantFrom(...courts, 'Nobody') }),
  fc.record({ kind: fc.constant('order' as const), value: fc.constantFrom('o0', 'o1', 'o2', 'o3', 'none') }),
);
const settingsOf = (kinds: readonly CutBy[]) => ({ ...defaultSettings, cuts: kinds.map(cut) });

const queries = [...new Set(names.flatMap((one) => [...selfAndParents(one as DomainName), `q.${one}`, `q.r.${one}`]))];

function answers(zones: readonly Blocklist['blockZone'][]): readonly string[] {
  const lookups = zones.map(zoneLookup);
  return queries.map((name) => {
    // A resolver asks one zone after another; the first with anything for the name decides.
    for (const lookup of lookups) {
      const match = lookup(name as DomainName);
      if (match) return `${name} ${match.action.kind}`;
    }
    return `${name} free`;
  });
}

function linesOf(zone: Blocklist['blockZone']): readonly string[] {
  const lines: string[] = [];
  eachLine(zone, (one) => lines.push(`${lineName(one)} ${JSON.stringify([one.self, one.below])}`));
  return lines;
}

function built(papers: readonly Paper[], kinds: readonly CutBy[], most?: number) {
  const { corpus, orders } = read(papers, most);
  const moment: Moment = { asOf, settings: settingsOf(kinds), territory: undefined };
  const whole = compile(corpus, orders, moment).blocklist;
  const lists = cutLists(whole, { corpus, orders, moment });
  return { corpus, orders, moment, whole, lists };
}

describe('zones that are cut out', () => {
  test('law: the parts of a zone, asked one after another in whatever order, answer as the whole', () => {
    fc.assert(
      fc.property(
        fc.array(paper, { minLength: 1, maxLength: 4 }),
        fc.array(by, { minLength: 1, maxLength: 4 }),
        fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
        (papers, kinds, most) => {
          const { whole, lists } = built(papers, kinds, most);
          const parts = lists.filter(({ zones }) => zones.cut !== 'territory').map(({ blocklist }) => blocklist);
          if (parts.length === 0) return;
          const expected = answers([whole.allowZone, whole.blockZone]);
          const zones = parts.map(({ blockZone }) => blockZone);
          expect(answers([whole.allowZone, ...zones])).toEqual(expected);
          expect(answers([whole.allowZone, ...zones.toReversed()])).toEqual(expected);
          // Not a line is said twice, changed or lost.
          expect(zones.flatMap(linesOf).sort()).toEqual([...linesOf(whole.blockZone)].sort());
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('law: whatever a part refuses, an order of it blocks, or the exceptions free it before', () => {
    fc.assert(
      fc.property(
        fc.array(paper, { minLength: 1, maxLength: 4 }),
        fc.array(
          by.filter(({ kind }) => kind !== 'territory'),
          { minLength: 1, maxLength: 3 },
        ),
        (papers, kinds) => {
          const { whole, lists } = built(papers, kinds);
          const allowed = zoneLookup(whole.allowZone);
          for (const { zones, blocklist } of lists) {
            if (zones.cut !== 'part') continue;
            const { kind, value } = zones.of.by;
            const ours = papers.filter((one, index) =>
              kind === 'order' ? value === `o${index}` : one.authority === value && one.publication === 'public',
            );
            const lookup = zoneLookup(blocklist.blockZone);
            for (const name of queries.filter((one) => lookup(one as DomainName) && !allowed(one as DomainName)))
              expect([value, name, ours.some((one) => reaches(one, name))]).toEqual([value, name, true]);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('law: the zone of a territory is a build of just the orders that hold there', () => {
    fc.assert(
      fc.property(
        fc.array(paper, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('IT', 'FR', 'EU', 'GB', 'US'),
        (papers, value) => {
          const { lists } = built(papers, [{ kind: 'territory', value }]);
          const { corpus, orders } = read(papers);
          const there = orders.filter((_, index) => holdsIn(papers[index]?.territory, value));
          const alone = compile(corpus, there, { asOf, settings: defaultSettings, territory: undefined }).blocklist;
          const [list] = lists;
          expect(list && [linesOf(list.blocklist.allowZone), linesOf(list.blocklist.blockZone)]).toEqual([
            linesOf(alone.allowZone),
            linesOf(alone.blockZone),
          ]);
        },
      ),
      { numRuns: 3000 },
    );
  });

  const paperOf = (targets: readonly Line[], more: Partial<Paper> = {}): Paper => ({
    targets,
    exceptions: [],
    authority: 'Milano',
    territory: undefined,
    publication: 'public',
    action: 'nxdomain',
    ...more,
  });
  const subtree = (name: string): Line => ({ name, scope: 'subtree' });
  const zonesOf = (papers: readonly Paper[], kinds: readonly CutBy[]) =>
    built(papers, kinds).lists.map(({ blocklist }) => linesOf(blocklist.blockZone).map((one) => one.split(' ')[0]));

  test('a name below a wildcard stays with it, whoever orders it', () => {
    const papers = [
      paperOf([subtree('h.to')]),
      paperOf([subtree('x.g.h.to'), subtree('other.to')], { action: 'nodata' }),
    ];
    expect(zonesOf(papers, [{ kind: 'order', value: 'o1' }])).toEqual([['other.to'], ['h.to', 'g.h.to', 'x.g.h.to']]);
  });

  test('a name below an exact one goes to its own part', () => {
    const papers = [paperOf([{ name: 'h.to', scope: 'exact' }]), paperOf([subtree('k.h.to')])];
    expect(zonesOf(papers, [{ kind: 'order', value: 'o1' }])).toEqual([['k.h.to'], ['h.to']]);
  });

  test('an order that accounts for a part of a name alone does not answer for the rest of it', () => {
    const papers = [paperOf([{ name: 'h.to', scope: 'exact' }]), paperOf([subtree('h.to')])];
    expect(zonesOf(papers, [{ kind: 'order', value: 'o0' }])).toEqual([[], ['h.to']]);
  });

  test('a sealed order goes to no part by authority, and to one that names it', () => {
    const papers = [paperOf([subtree('h.to')], { publication: 'sealed' }), paperOf([subtree('other.to')])];
    expect(zonesOf(papers, [{ kind: 'authority', value: 'Milano' }])).toEqual([['other.to'], ['h.to']]);
    expect(zonesOf(papers, [{ kind: 'order', value: 'o0' }])).toEqual([['h.to'], ['other.to']]);
  });

  test('the first part of the configuration takes a name that two could', () => {
    const papers = [paperOf([subtree('h.to')]), paperOf([subtree('h.to')])];
    const kinds: CutBy[] = [
      { kind: 'order', value: 'o1' },
      { kind: 'authority', value: 'Milano' },
    ];
    expect(zonesOf(papers, kinds)).toEqual([['h.to'], [], []]);
  });

  test('without parts there is no rest', () => {
    const settings = settingsOf([{ kind: 'territory', value: 'IT' }]);
    expect(cutZones(settings).map(({ cut: kind }) => kind)).toEqual(['territory']);
  });
});

/** Told the slow way. */
function reaches({ targets }: Paper, name: string): boolean {
  return targets.some((target) =>
    target.name === name ? target.scope !== 'subdomains' : target.scope !== 'exact' && name.endsWith(`.${target.name}`),
  );
}

function holdsIn(territory: Paper['territory'], place: string): boolean {
  const members = ['IT', 'FR'];
  const covers = (outer: string, inner: string) => outer === inner || (outer === 'EU' && members.includes(inner));
  return territory === undefined || territory.some((one) => covers(one, place) || covers(place, one));
}
