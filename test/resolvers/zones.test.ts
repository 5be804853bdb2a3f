import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, inject, test } from 'vitest';
import type { OrderRecord } from '../../src/core/order.ts';
import { record } from '../support/record.ts';
import { acceptingWorkspace, workspace } from '../support/workspace.ts';
import { all, onResolvers, outcomes } from './built-zones.ts';
import type { Outcome } from './outcome.ts';
import { requireProgram } from './programs.ts';

type Obligations = NonNullable<OrderRecord['obligations']>;

function asking(action: 'nodata' | 'redirect'): { obligations: Obligations } {
  const redirect = { ipv4: '192.0.2.1', ipv6: '2001:db8::1' };
  return {
    obligations: [{ service: 'dns-resolver', effect: 'block', action, ...(action === 'redirect' && { redirect }) }],
  };
}

describe('names below a blocked name', () => {
  test('a lower name with another answer opens no hole around it', async () => {
    const space = workspace({
      'orders/subtree.yaml': record('subtree', ['e.com']),
      'orders/nodata.yaml': record('nodata', [{ name: 'deep.a.e.com', scope: 'exact' }], asking('nodata')),
      'orders/redirect.yaml': record('redirect', ['page.b.c.e.com'], asking('redirect')),
      'orders/exact.yaml': record('exact', [{ name: 'same.e.com', scope: 'exact' }]),
    });
    const expected: Record<string, Outcome> = {
      ...all(['e.com', 'a.e.com', 'z.a.e.com', 'x.deep.a.e.com', 'y.x.deep.a.e.com', 'q.e.com'], 'nxdomain'),
      'deep.a.e.com': 'nodata',
      ...all(['c.e.com', 'b.c.e.com', 'o.b.c.e.com', 'o.c.e.com', 'same.e.com', 'x.same.e.com'], 'nxdomain'),
      ...all(['page.b.c.e.com', 'x.page.b.c.e.com'], 'local'),
      ...all(['com', 'f.com', 'ee.com', 'e.com.de'], 'resolves'),
    };
    await onResolvers(space, [], async (resolver) => {
      expect([resolver.name, await outcomes(resolver, Object.keys(expected))]).toEqual([resolver.name, expected]);
    });
  });

  test('exact blocks the name alone, subdomains only what is below', async () => {
    const space = workspace({
      'orders/exact.yaml': record('exact', ['alone.to', 'x.below.to'], { scope: 'exact' }),
      'orders/below.yaml': record('below', ['below.to'], { scope: 'subdomains' }),
    });
    const expected: Record<string, Outcome> = {
      ...all(['alone.to', 'x.below.to', 'y.below.to', 'z.x.below.to'], 'nxdomain'),
      ...all(['x.alone.to', 'below.to'], 'resolves'),
    };
    await onResolvers(space, [], async (resolver) => {
      expect([resolver.name, await outcomes(resolver, Object.keys(expected))]).toEqual([resolver.name, expected]);
    });
  });

  test('what an order leaves free is free, unless another order holds it, and what it lists below is not', async () => {
    const space = workspace({
      'orders/one.yaml': record('one', ['host.to', 'bad.good.host.to'], {
        exceptions: ['good.host.to', 'kept.host.to'],
      }),
      'orders/two.yaml': record('two', ['kept.host.to']),
    });
    const expected: Record<string, Outcome> = {
      ...all(['host.to', 'x.host.to', 'kept.host.to', 'bad.good.host.to', 'x.bad.good.host.to'], 'nxdomain'),
      ...all(['good.host.to', 'x.good.host.to', 'y.x.good.host.to'], 'resolves'),
    };
    await onResolvers(space, [], async (resolver) => {
      expect([resolver.name, await outcomes(resolver, Object.keys(expected))]).toEqual([resolver.name, expected]);
    });
  });

  test('a notice page at names that cannot have addresses does not unload the zone', async () => {
    const space = workspace({
      'orders/one.yaml': record('one', ['a_b.to', '-x.c.to', 'plain.to'], asking('redirect')),
    });
    const expected = {
      ...all(['a_b.to', 'x.a_b.to', '-x.c.to'], 'nodata'),
      ...all(['plain.to', 'x.plain.to'], 'local'),
    };
    await onResolvers(space, [], async (resolver) => {
      expect([resolver.name, await outcomes(resolver, Object.keys(expected))]).toEqual([resolver.name, expected]);
    });
  });
});

describe('two orders on one name', () => {
  test('lifting one leaves the name blocked', async () => {
    const space = acceptingWorkspace({
      'orders/one.yaml': record('one', ['shared.to', 'single.to'], {
        events: [
          { type: 'effective', date: '2020-01-01' },
          { type: 'lifted', date: '2021-01-01' },
        ],
      }),
      'orders/two.yaml': record('two', ['shared.to']),
    });
    await onResolvers(space, ['--as-of', '2020-06-01'], async (resolver) => {
      const names = ['shared.to', 'single.to'];
      expect([resolver.name, await outcomes(resolver, names)]).toEqual([resolver.name, all(names, 'nxdomain')]);
    });
    expect(JSON.parse(space.read('out/feed.json')).names).toEqual([
      { name: 'shared.to', scope: 'subtree', action: 'nxdomain', orders: ['one', 'two'] },
      { name: 'single.to', scope: 'subtree', action: 'nxdomain', orders: ['one'] },
    ]);
    await onResolvers(space, ['--as-of', '2021-06-01'], async (resolver) => {
      expect([resolver.name, await outcomes(resolver, ['shared.to', 'single.to'])]).toEqual([
        resolver.name,
        { 'shared.to': 'nxdomain', 'single.to': 'resolves' },
      ]);
    });
    expect(JSON.parse(space.read('out/feed.json')).names).toEqual([
      { name: 'shared.to', scope: 'subtree', action: 'nxdomain', orders: ['two'] },
    ]);
  });
});

describe('five hundred names drawn at random', () => {
  const label = fc.stringMatching(/^[a-z0-9]([a-z0-9_-]{0,8}[a-z0-9])?$/);
  const name = fc
    .tuple(fc.array(label, { minLength: 1, maxLength: 3 }), fc.constantFrom('to', 'ru', 'pro', 'xn--p1ai'))
    .map(([labels, top]) => [...labels, `q${labels.length}`, top].join('.'));
  const drawn = fc.uniqueArray(name, { minLength: 500, maxLength: 500 });

  test('the set in, the set that named-checkzone reads and the set that each resolver refuses are one', async () => {
    for (const names of fc.sample(drawn, { numRuns: 3, seed: 20221104 })) {
      const scope = names.map((_, index) => (['subtree', 'exact', 'subdomains'] as const)[index % 3]);
      const targets = names.map((one, index) => ({ name: one, scope: scope[index] ?? 'exact' }));
      const space = workspace({ 'orders/drawn.yaml': record('drawn', targets) });
      const refused = (probe: string) =>
        targets.some(
          (target) =>
            (target.name === probe && target.scope !== 'subdomains') ||
            (probe.endsWith(`.${target.name}`) && target.scope !== 'exact'),
        );
      const probes = [
        ...new Set(names.flatMap((one) => [one, `z9.${one}`, one.slice(one.indexOf('.') + 1), `z${one}`])),
      ];
      const expected = Object.fromEntries(probes.map((one) => [one, refused(one) ? 'nxdomain' : 'resolves']));
      await onResolvers(space, [], async (resolver) => {
        expect([resolver.name, await outcomes(resolver, probes)]).toEqual([resolver.name, expected]);
      });
      const zone = join(space.folder, 'out/blocklist.rpz');
      expect(ownersByChecker(zone)).toEqual(ownersAskedFor(targets));
    }
  });

  function ownersAskedFor(targets: readonly { readonly name: string; readonly scope: string }[]): string[] {
    const covered = (one: string) => targets.some((two) => two.scope !== 'exact' && one.endsWith(`.${two.name}`));
    const owners = targets
      .filter((one) => !covered(one.name))
      .flatMap(({ name: one, scope }) => [
        ...(scope === 'subdomains' ? [] : [one]),
        ...(scope === 'exact' ? [] : [`*.${one}`]),
      ]);
    return [...new Set(owners)].sort();
  }

  function ownersByChecker(file: string): string[] {
    const checker = requireProgram(inject('programs'), 'named-checkzone');
    const env = { ...process.env, ...(checker.libraryPath !== null && { LD_LIBRARY_PATH: checker.libraryPath }) };
    const dump = execFileSync(checker.path, ['-q', '-k', 'fail', '-D', '-o', '-', 'rpz.check', file], {
      encoding: 'utf8',
      env,
    });
    const owners = [...dump.matchAll(/^(\S+)\.rpz\.check\.\s.*\sCNAME\s/gm)].map((match) => match[1] ?? '');
    return [...new Set(owners)].sort();
  }
});
