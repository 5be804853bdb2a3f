import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import { zoneLookup } from '../../src/compile/lookup.ts';
import type { Blocklist } from '../../src/core/blocklist.ts';
import { type DomainName, selfAndParents } from '../../src/core/name.ts';
import type { Action, OrderRecord, Scope } from '../../src/core/order.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import { adblock } from '../../src/emit/adblock.ts';
import { serversFile } from '../../src/emit/dnsmasq.ts';
import { express } from '../../src/emit/express.ts';
import type { Format } from '../../src/emit/format.ts';
import { knot6Zone } from '../../src/emit/rpz-knot6.ts';
import { localZones } from '../../src/emit/unbound.ts';
import { readOrders } from '../../src/read/orders.ts';
import { desk } from '../support/memory.ts';
import { record } from '../support/record.ts';

type Kind = Action['kind'];
type Answer = Kind | 'free';

interface Paper {
  readonly targets: readonly { readonly name: string; readonly scope: Scope }[];
  readonly exceptions: readonly { readonly name: string; readonly scope: Scope }[];
  readonly action: Kind;
}

const moment = { asOf: { kind: 'day', day: '2026-01-01' }, settings: defaultSettings, territory: undefined } as const;

function compiled(papers: readonly Paper[], most = 1000): Blocklist {
  const records = papers.map(({ targets, exceptions, action }, index) => {
    const redirect = { ipv4: '192.0.2.80', ipv6: '2001:db8::80' };
    const obligations: OrderRecord['obligations'] = [
      { service: 'dns-resolver', effect: 'block', action, ...(action === 'redirect' && { redirect }) },
    ];
    const more = { exceptions: [...exceptions], ...(action !== 'nxdomain' && { obligations }) };
    return { file: `${index}.yaml`, bytes: () => Buffer.from(record(`o${index}`, [...targets], more)) };
  });
  const { corpus, orders, unsound } = readOrders(records, desk({}, most));
  expect(unsound).toEqual([]);
  return compile(corpus, orders, moment).blocklist;
}

function wantedOf(blocklist: Blocklist): (name: string) => Answer {
  const [allow, block] = [zoneLookup(blocklist.allowZone), zoneLookup(blocklist.blockZone)];
  return (name) => {
    const kind = (allow(name as DomainName) ?? block(name as DomainName))?.action.kind ?? 'free';
    return kind === 'passthru' ? 'free' : kind;
  };
}

function linesOf(format: Format, blocklist: Blocklist): readonly string[] {
  return express(format, { blocklist, zone: defaultSettings.zone });
}

/** Each program, as its manual says that it reads such a file; told from the file alone. */
const readers: Readonly<
  Record<string, { readonly format: Format; read(lines: readonly string[]): (name: string) => Answer }>
> = {
  Unbound: {
    format: localZones,
    read(lines) {
      const zones = new Map(lines.flatMap((line) => [pair(/^local-zone: "(.*)" (\w+)$/.exec(line))]));
      const data = new Set(lines.flatMap((line) => /^local-data: "(\S+) 300 IN (?:A|AAAA) /.exec(line)?.[1] ?? []));
      const marked = new Set(lines.flatMap((line) => /^local-data: "(\S+) 300 IN TYPE65280 /.exec(line)?.[1] ?? []));
      return (name) => {
        const zone = closest(name, (one) => zones.has(one));
        const own = data.has(name) ? 'redirect' : marked.has(name) ? 'nodata' : undefined;
        switch (zone === undefined ? undefined : zones.get(zone)) {
          case 'always_nxdomain':
            return 'nxdomain';
          case 'always_nodata':
            return 'nodata';
          case 'redirect':
            return zone !== undefined && data.has(zone) ? 'redirect' : 'nodata';
          case 'static':
            return own ?? 'nxdomain';
          case 'transparent':
            return own ?? 'free';
          default:
            return 'free';
        }
      };
    },
  },
  dnsmasq: {
    format: serversFile,
    read(lines) {
      const servers = new Map(lines.flatMap((line) => [pair(/^server=\/([^/]+)\/(#?)$/.exec(line))]));
      return (name) => {
        const matching = [...servers].filter(([domain]) =>
          domain.startsWith('*.') ? name.endsWith(domain.slice(1)) : name === domain || name.endsWith(`.${domain}`),
        );
        // The star itself does not count: `.x` is longer than `x`, and shorter than `a.x`.
        const weight = (domain: string) => domain.replace('*', '').length;
        const [longest] = matching.sort(([a], [b]) => weight(b) - weight(a));
        return longest?.[1] === '' ? 'nxdomain' : 'free';
      };
    },
  },
  'AdGuard Home': {
    format: adblock,
    read(lines) {
      return (name) => {
        const hits = lines.filter((line) => adGuardMatches(line.replace(/^@@/, ''), name));
        return hits.length > 0 && !hits.some((line) => line.startsWith('@@')) ? 'nxdomain' : 'free';
      };
    },
  },
  'Pi-hole': {
    format: adblock,
    read(lines) {
      const exact = new Set(lines.filter((line) => /^[a-z0-9._-]+$/.test(line)));
      const subtrees = new Set(lines.flatMap((line) => /^\|\|([a-z0-9._-]+)\^$/.exec(line)?.[1] ?? []));
      return (name) =>
        exact.has(name) || closest(name, (one) => subtrees.has(one)) !== undefined ? 'nxdomain' : 'free';
    },
  },
  'Knot Resolver 6': {
    format: knot6Zone,
    read(lines) {
      const records = lines.map((line) => /^(\*\.)?(\S+) (CNAME|A|AAAA) (\S+)$/.exec(line) ?? []);
      const subtrees = new Map<string, Answer>();
      const own = new Map<string, Answer>();
      for (const [, star, owner = '', type, value] of records) {
        if (type !== 'CNAME' && star === undefined) own.set(owner, 'redirect');
        if (type !== 'CNAME') continue;
        if (value === '.') subtrees.set(owner, 'nxdomain');
        else if (star) subtrees.set(owner, 'nodata');
        else own.set(owner, 'nodata');
      }
      return (name) => {
        const apex = closest(name, (one) => subtrees.has(one));
        return own.get(name) ?? (apex === undefined ? 'free' : (subtrees.get(apex) ?? 'free'));
      };
    },
  },
};

function pair(match: RegExpExecArray | null): [string, string] {
  return [match?.[1] ?? '', match?.[2] ?? ''];
}

function closest(name: string, isThere: (one: string) => boolean): string | undefined {
  return [...selfAndParents(name as DomainName)].find(isThere);
}

function adGuardMatches(pattern: string, name: string): boolean {
  if (pattern.startsWith('||*.')) return name.endsWith(pattern.slice(3, -1));
  if (pattern.startsWith('||')) return `.${name}`.endsWith(`.${pattern.slice(2, -1)}`);
  return name === pattern.replace(/^\|(.*)\^$/, '$1');
}

const names = ['h.to', 'g.h.to', 'b.g.h.to', 'x.b.g.h.to', 'k.h.to', 'a_b.to', 'c.a_b.to'];
const probes = [...new Set(names.flatMap((one) => [...selfAndParents(one as DomainName), one, `q.${one}`, `q${one}`]))];
const scope = fc.constantFrom<Scope>('subtree', 'exact', 'subdomains');
const line = fc.record({ name: fc.constantFrom(...names), scope });
const distinct = { selector: ({ name }: { readonly name: string }) => name };
const paper: fc.Arbitrary<Paper> = fc
  .record({
    targets: fc.uniqueArray(line, { minLength: 1, maxLength: 3, ...distinct }),
    exceptions: fc.uniqueArray(line, { maxLength: 2, ...distinct }),
    action: fc.constantFrom<Kind>('nxdomain', 'nxdomain', 'nodata', 'redirect'),
  })
  // An exception lies below a line of its order that reaches down, and is none of its names.
  .map(({ targets, exceptions, action }) => ({
    targets,
    action,
    exceptions: exceptions.filter(
      ({ name }) =>
        !targets.some((one) => one.name === name) &&
        targets.some((one) => name.endsWith(`.${one.name}`) && one.scope !== 'exact'),
    ),
  }));
const papers: fc.Arbitrary<readonly Paper[]> = fc.array(paper, { minLength: 1, maxLength: 3 });

/** What an exception frees is blocked by Pi-hole all the same, and so is what another order blocks below, in its own way. */
const blockedBelowAnException: readonly Paper[] = [
  { targets: [{ name: 'x.b.g.h.to', scope: 'subtree' }], action: 'nodata', exceptions: [] },
  {
    targets: [{ name: 'h.to', scope: 'subtree' }],
    action: 'nxdomain',
    exceptions: [{ name: 'g.h.to', scope: 'subtree' }],
  },
];

/** How what holds may differ from what is wanted, by what the limits say. */
const confessions: readonly { readonly said: RegExp; readonly allows: (wanted: Answer, got: Answer) => boolean }[] = [
  { said: /left out|is open there/, allows: (wanted, got) => wanted !== 'free' && got === 'free' },
  { said: /knows no exceptions|is blocked there/, allows: (wanted, got) => wanted === 'free' && got !== 'free' },
  {
    said: /with another\.$|do not exist instead|which answer|as if it did not exist/,
    allows: (wanted, got) => wanted !== 'free' && got !== 'free',
  },
];

describe.each(Object.entries(readers))('%s', (program, { format, read }) => {
  test('law: does with every name what is wanted, but for what the limits say', () => {
    fc.assert(
      fc.property(papers, (list) => {
        const blocklist = compiled(list);
        const [wanted, got] = [wantedOf(blocklist), read(linesOf(format, blocklist))];
        const limits = format
          .limits(blocklist)
          .filter((limit) => program === 'Pi-hole' || !limit.startsWith('Pi-hole'));
        const wrong = probes
          .map((name) => ({ name, wanted: wanted(name), got: got(name) }))
          .filter((one) => one.wanted !== one.got)
          .filter(
            (one) =>
              !confessions.some(
                ({ said, allows }) => limits.some((limit) => said.test(limit)) && allows(one.wanted, one.got),
              ),
          );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 400, examples: [[blockedBelowAnException]] },
    );
  });

  test('law: never a limit for nothing', () => {
    fc.assert(
      fc.property(papers, (list) => {
        const blocklist = compiled(list);
        const [wanted, got] = [wantedOf(blocklist), read(linesOf(format, blocklist))];
        const needed = probes.some((name) => wanted(name) !== got(name));
        const limits = format
          .limits(blocklist)
          .filter((limit) => program === 'Pi-hole' || !limit.startsWith('Pi-hole'));
        if (program !== 'Pi-hole') expect([limits.length > 0, limits]).toEqual([needed, limits]);
        else expect(needed && limits.length === 0).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('law: what is read back is one entry a line, each once, whether the names come in one part or in many', () => {
    fc.assert(
      fc.property(papers, fc.integer({ min: 1, max: 6 }), (list, most) => {
        const lines = linesOf(format, compiled(list));
        expect(linesOf(format, compiled(list, most))).toEqual(lines);
        const text = `${format.head(compiled(list), { serial: 1, zone: defaultSettings.zone })}${lines.map((one) => `${format === localZones ? '  ' : ''}${one}\n`).join('')}`;
        const owners = [...format.readOwners(text)];
        expect(owners.filter((owner) => owner.startsWith('not a '))).toEqual([]);
        expect(new Set(owners).size).toBe(owners.length);
      }),
      { numRuns: 100 },
    );
  });
});
