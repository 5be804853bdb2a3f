import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { zoneLookup } from '../../src/compile/lookup.ts';
import { coverings, type FoldedNames, zoneOf } from '../../src/compile/zone.ts';
import {
  type Answers,
  coversBelow,
  coversSelf,
  eachLine,
  lineName,
  sameAction,
  uncovered,
  type Zone,
  type ZoneAction,
} from '../../src/core/blocklist.ts';
import { canonicalKey, type DomainName, isBelow, selfAndParents } from '../../src/core/name.ts';
import type { Scope } from '../../src/core/order.ts';
import { canonicalOrder, NameTable } from '../../src/names/index.ts';

const nxdomain = { kind: 'nxdomain' } as const;
const nodata = { kind: 'nodata' } as const;
const redirect = { kind: 'redirect', ipv4: '192.0.2.1' } as const;

interface Wanted extends Answers<ZoneAction> {
  readonly name: DomainName;
}

/** The wanted names in a table of their own, and the zone that they make. */
function made(list: readonly Wanted[]): Zone {
  const names = folded(list);
  return zoneOf(1, () => names);
}

function folded(list: readonly Wanted[]): FoldedNames {
  const table = new NameTable();
  for (const { name } of list) table.add(name, { line: 0, claim: 0 });
  const rows = canonicalOrder(table);
  const names = {
    table,
    rows,
    answersAt: (place: number) => list[rows[place] ?? 0] ?? { self: undefined, below: undefined },
  };
  return { ...names, coveredBy: coverings(names) };
}

function wanted(name: string, scope: Scope, action: ZoneAction = nxdomain): Wanted {
  return {
    name: name as DomainName,
    self: coversSelf(scope) ? action : undefined,
    below: coversBelow(scope) ? action : undefined,
  };
}

/** What the zone says: name, answer for itself, answer below. */
function shown(list: readonly Wanted[]): string[] {
  const lines: string[] = [];
  eachLine(made(list), (line) => {
    lines.push(`${lineName(line)} ${line.self?.kind ?? '-'} ${line.below?.kind ?? '-'}`);
  });
  return lines;
}

describe('the entries of a zone', () => {
  test('a name below a blocked subtree with the same answer is folded into it', () => {
    expect(shown([wanted('e.com', 'subtree'), wanted('a.e.com', 'exact'), wanted('b.a.e.com', 'subtree')])).toEqual([
      'e.com nxdomain nxdomain',
    ]);
  });

  test('where a lower name differs, every name between is said, and what holds below it', () => {
    expect(shown([wanted('e.com', 'subtree'), wanted('deep.a.e.com', 'exact', nodata)])).toEqual([
      'e.com nxdomain nxdomain',
      'a.e.com nxdomain nxdomain',
      'deep.a.e.com nodata nxdomain',
    ]);
  });

  test('the same answer below a differing one stands again', () => {
    expect(
      shown([
        wanted('e.com', 'subtree'),
        wanted('a.e.com', 'subtree', nodata),
        wanted('b.a.e.com', 'subtree'),
        wanted('c.b.a.e.com', 'subtree'),
      ]),
    ).toEqual(['e.com nxdomain nxdomain', 'a.e.com nodata nodata', 'b.a.e.com nxdomain nxdomain']);
  });

  test('a name whose subdomains alone are blocked stays free itself', () => {
    expect(shown([wanted('e.com', 'subdomains'), wanted('a.e.com', 'exact', nodata)])).toEqual([
      'e.com - nxdomain',
      'a.e.com nodata nxdomain',
    ]);
  });

  test('nothing is said between a name that is blocked alone and one below it', () => {
    expect(shown([wanted('e.com', 'exact'), wanted('b.a.e.com', 'exact')])).toEqual([
      'e.com nxdomain -',
      'b.a.e.com nxdomain -',
    ]);
  });
});

const labels = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 });
const names = labels.map((parts) => `${parts.join('.')}.to` as DomainName);
const actions = fc.constantFrom<ZoneAction>(nxdomain, nodata, redirect);
const lists = fc
  .uniqueArray(
    fc.oneof(
      fc.record({ name: names, self: actions, below: actions }),
      fc.record({ name: names, self: actions, below: fc.constant(undefined) }),
      fc.record({ name: names, self: fc.constant(undefined), below: actions }),
    ),
    { selector: ({ name }) => name, maxLength: 8 },
  )
  .map((list): Wanted[] => list.sort((a, b) => (canonicalKey(a.name) < canonicalKey(b.name) ? -1 : 1)));

/** What is asked for at a name, told the slow way: its own line, else the nearest line above that reaches down. */
function asked(list: readonly Wanted[], name: DomainName): ZoneAction | undefined {
  for (const parent of selfAndParents(name)) {
    const line = list.find((one) => one.name === parent);
    const action = parent === name ? line?.self : line?.below;
    if (action) return action;
  }
  return undefined;
}

test('law: found as RFC 4592 finds it, a zone answers for every name just what is asked for: no hole, no more', () => {
  fc.assert(
    fc.property(lists, fc.array(names, { minLength: 20, maxLength: 20 }), (list, probes) => {
      const lookup = zoneLookup(made(list));
      for (const name of [...probes, ...list.flatMap((one) => [...selfAndParents(one.name)])]) {
        expect([name, lookup(name)?.action]).toEqual([name, asked(list, name)]);
        const below = `x9.${name}` as DomainName;
        expect([below, lookup(below)?.action]).toEqual([below, asked(list, below)]);
      }
    }),
    { numRuns: 5000 },
  );
});

test('law: entries are in canonical order (RFC 4034 6.1), each name once', () => {
  fc.assert(
    fc.property(lists, (list) => {
      const keys = shown(list).map((line) => canonicalKey(line.split(' ')[0] as DomainName));
      expect(keys).toEqual([...new Set(keys)].sort());
    }),
    { numRuns: 5000 },
  );
});

test('law: a name is covered by a shorter one that has the same answer and reaches below', () => {
  fc.assert(
    fc.property(lists, (list) => {
      for (const [index, by] of folded(list).coveredBy.entries()) {
        const one = list[index];
        const upper = list[by];
        if (!one || by === uncovered) continue;
        expect(upper !== undefined && isBelow(one.name, upper.name)).toBe(true);
        for (const action of [one.self, one.below]) if (action) expect(sameAction(upper?.below, action)).toBe(true);
      }
    }),
    { numRuns: 5000 },
  );
});
