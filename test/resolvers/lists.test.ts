import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, inject, test } from 'vitest';
import type { OrderRecord, Scope } from '../../src/core/order.ts';
import { record } from '../support/record.ts';
import { acceptingWorkspace, type Workspace } from '../support/workspace.ts';
import { ask } from './ask.ts';
import { startDnsmasq } from './dnsmasq.ts';
import { freePorts } from './free-ports.ts';
import { type Outcome, outcome } from './outcome.ts';
import { requireProgram } from './programs.ts';
import type { Started, StartOptions } from './start-options.ts';
import { startUnbound } from './unbound.ts';
import { startUpstream } from './upstream.ts';

const programs = inject('programs');

interface Listed {
  readonly format: string;
  readonly file: string;
  readonly start: (options: StartOptions) => Promise<Started>;
}

const unbound: Listed = { format: 'unbound', file: 'local-zones.conf', start: startUnbound };
const dnsmasq: Listed = { format: 'dnsmasq', file: 'dnsmasq.servers', start: startDnsmasq };

/** Builds one list, starts the program that reads it, and tells what it says of each name, over both families. */
async function enforced(
  { folder, run }: Workspace,
  { format, file, start }: Listed,
  names: readonly string[],
): Promise<Readonly<Record<string, Outcome>>> {
  const { status, stderr } = await run('build', '--format', format);
  expect([status, stderr]).toEqual([0, expect.any(String)]);
  const [port = 0, upstreamPort = 0] = await freePorts(2);
  const upstream = await startUpstream({
    folder: makeFolder(),
    port: upstreamPort,
    program: requireProgram(programs, 'nsd'),
  });
  try {
    const list = join(folder, 'out', file);
    const resolver = await start({ folder: makeFolder(), port, upstreamPort, zones: [], list, programs });
    try {
      return await outcomesOf(port, names);
    } finally {
      await resolver.stop();
    }
  } finally {
    await upstream.stop();
  }
}

function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'blocklist-resolver-'));
}

/** A name that is blocked for one type and not for another leaks. */
async function outcomesOf(port: number, names: readonly string[]): Promise<Readonly<Record<string, Outcome>>> {
  const found: Record<string, Outcome> = {};
  for (const name of names) {
    const [a, aaaa, txt] = [
      outcome(await ask({ port, name, type: 'A' })),
      outcome(await ask({ port, name, type: 'AAAA' })),
      outcome(await ask({ port, name, type: 'TXT' })),
    ];
    // A notice page has addresses and nothing else.
    expect([name, aaaa, txt]).toEqual([name, a, a === 'local' ? 'nodata' : a]);
    found[name] = a;
  }
  return found;
}

function all(names: readonly string[], expected: Outcome): Record<string, Outcome> {
  return Object.fromEntries(names.map((name) => [name, expected]));
}

function asking(action: 'nodata' | 'redirect'): { obligations: NonNullable<OrderRecord['obligations']> } {
  const redirect = { ipv4: '192.0.2.1', ipv6: '2001:db8::1' };
  return {
    obligations: [{ service: 'dns-resolver', effect: 'block', action, ...(action === 'redirect' && { redirect }) }],
  };
}

/** All scopes and answers, above and below one another, with exceptions. */
function orders(): Workspace {
  return acceptingWorkspace({
    'orders/one.yaml': record(
      'one',
      [
        'host.to',
        'bad.good.host.to',
        { name: 'alone.to', scope: 'exact' },
        { name: 'below.to', scope: 'subdomains' },
        'y.below.to',
        { name: 'z.y.below.to', scope: 'exact' },
        { name: '_a-.x.to', scope: 'exact' },
      ],
      { exceptions: ['good.host.to', { name: 'exact.host.to', scope: 'exact' }] },
    ),
    'orders/two.yaml': record('two', ['page.to', 'a_b.to', 'page.host.to', { name: 'one.page2.to', scope: 'exact' }], {
      ...asking('redirect'),
    }),
    'orders/three.yaml': record('three', ['empty.to', { name: 'deep.a.host.to', scope: 'exact' }], asking('nodata')),
  });
}

const refused = ['host.to', 'www.host.to', 'a.host.to', 'x.deep.a.host.to', 'bad.good.host.to', 'x.bad.good.host.to'];
const neighbours = ['to', 'xhost.to', 'host.to.com', 'x.alone.to', 'below.to', 'xbelow.to', 'x.to', 'q._a-.x.to'];
const freed = ['good.host.to', 'x.good.host.to', 'exact.host.to', 'page2.to', 'x.one.page2.to'];

describe('Unbound with local zones', () => {
  test('gives each name its answer, leaves exact scopes’ neighbours free, and leaves out what the build says', async () => {
    const expected = {
      ...all([...refused, 'y.below.to', 'z.y.below.to', 'q.z.y.below.to'], 'nxdomain'),
      ...all(['alone.to', '_a-.x.to', 'empty.to', 'x.empty.to', 'deep.a.host.to'], 'nodata'),
      ...all(['page.to', 'x.page.to', 'a_b.to', 'page.host.to', 'x.page.host.to', 'one.page2.to'], 'local'),
      ...all([...neighbours, ...freed, 'other.below.to', 'x.exact.host.to'], 'resolves'),
    };
    expect(await enforced(orders(), unbound, Object.keys(expected))).toEqual(expected);
  });

  test('unbound-checkconf takes the file', async () => {
    const { folder, run } = orders();
    await run('build', '--format', 'unbound');
    const configuration = join(folder, 'unbound.conf');
    writeFileSync(configuration, `include: "${join(folder, 'out/local-zones.conf')}"\n`);
    const checker = requireProgram(programs, 'unbound-checkconf');
    const env = { ...process.env, ...(checker.libraryPath !== null && { LD_LIBRARY_PATH: checker.libraryPath }) };
    expect(execFileSync(checker.path, [configuration], { encoding: 'utf8', env })).toContain('no errors');
  });
});

describe('dnsmasq with a servers file', () => {
  test('refuses each name in its scope, whatever answer is asked for, and nothing else', async () => {
    const expected = {
      ...all([...refused, 'y.below.to', 'z.y.below.to', 'q.z.y.below.to'], 'nxdomain'),
      ...all(['alone.to', '_a-.x.to', 'empty.to', 'x.empty.to', 'deep.a.host.to', 'other.below.to'], 'nxdomain'),
      ...all(['page.to', 'x.page.to', 'a_b.to', 'page.host.to', 'x.page.host.to', 'one.page2.to'], 'nxdomain'),
      ...all(['x.exact.host.to', 'q.x.below.to'], 'nxdomain'),
      ...all([...neighbours, ...freed], 'resolves'),
    };
    expect(await enforced(orders(), dnsmasq, Object.keys(expected))).toEqual(expected);
  });

  test('takes the longest name, even where a star stands on a name of one letter', async () => {
    const space = acceptingWorkspace({
      'orders/one.yaml': record('one', [{ name: 'a.to', scope: 'subdomains' }, 'h.to'], {
        exceptions: ['c.a.to', { name: 'b.h.to', scope: 'subdomains' }, 'd.c.h.to'],
      }),
      'orders/two.yaml': record('two', [{ name: 'e.c.a.to', scope: 'exact' }]),
    });
    const expected = {
      ...all(['b.a.to', 'e.c.a.to', 'h.to', 'b.h.to', 'c.h.to', 'q.c.h.to'], 'nxdomain'),
      ...all(['a.to', 'c.a.to', 'q.c.a.to', 'f.e.c.a.to', 'q.b.h.to', 'd.c.h.to', 'q.d.c.h.to'], 'resolves'),
    } as const;
    expect(await enforced(space, dnsmasq, Object.keys(expected))).toEqual(expected);
  });
});

describe('three hundred names drawn at random', () => {
  const label = fc.stringMatching(/^[a-z0-9_]([a-z0-9_-]{0,8}[a-z0-9])?$/);
  const name = fc
    .tuple(fc.array(label, { minLength: 1, maxLength: 3 }), fc.constantFrom('to', 'ru', 'pro', 'xn--p1ai'))
    .map(([labels, top]) => [...labels, `q${labels.length}`, top].join('.'));
  const drawn = fc.uniqueArray(name, { minLength: 300, maxLength: 300 });

  test.each([
    ['Unbound', unbound, ['subtree', 'exact']],
    ['dnsmasq', dnsmasq, ['subtree', 'exact', 'subdomains']],
  ] as const)('%s blocks just these, each in its scope', async (_, listed, scopes) => {
    const [names = []] = fc.sample(drawn, { numRuns: 1, seed: 20221104 });
    const targets = names.map((one, index) => ({ name: one, scope: scopes[index % scopes.length] as Scope }));
    const blocked = (probe: string) =>
      targets.some(
        (target) =>
          (target.name === probe && target.scope !== 'subdomains') ||
          (probe.endsWith(`.${target.name}`) && target.scope !== 'exact'),
      );
    const probes = [...new Set(names.flatMap((one) => [one, `z9.${one}`, one.slice(one.indexOf('.') + 1), `z${one}`]))];
    const space = acceptingWorkspace({ 'orders/drawn.yaml': record('drawn', targets) });
    const found = await enforced(space, listed, probes);
    const wrong = probes.filter((probe) => blocked(probe) === (found[probe] === 'resolves'));
    expect(wrong).toEqual([]);
  });
});
