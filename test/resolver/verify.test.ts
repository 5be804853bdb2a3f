import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OrderRecord } from '../../src/core/order.ts';
import type { Evidence } from '../../src/generated/evidence.ts';
import { validateEvidence } from '../../src/generated/evidence-validator.ts';
import { freePorts } from '../resolvers/free-ports.ts';
import { type Resolver, type ResolverName, startResolvers } from '../resolvers/harness.ts';
import { isBlocked } from '../resolvers/outcome.ts';
import type { Fault } from '../resolvers/start-options.ts';
import { record } from '../support/record.ts';
import { acceptingWorkspace, type Workspace, workspace } from '../support/workspace.ts';
import { udpServer } from './fake-resolver.ts';

const redirect = { ipv4: '192.0.2.1', ipv6: '2001:db8::1' };

function asking(action: 'nodata' | 'redirect'): { obligations: NonNullable<OrderRecord['obligations']> } {
  return {
    obligations: [{ service: 'dns-resolver', effect: 'block', action, ...(action === 'redirect' && { redirect }) }],
  };
}

/** One name of each kind that there is. */
function fixture(): Workspace {
  return acceptingWorkspace({
    'blocklist.config.yaml': 'controls: [up.example, open.example]\n',
    'orders/sites.yaml': record('sites', ['blocked.to', 'deep.of.blocked.to', 'www.paper.no'], {
      exceptions: ['help.blocked.to'],
    }),
    'orders/exact.yaml': record('exact', [{ name: 'alone.to', scope: 'exact' }]),
    'orders/below.yaml': record('below', [{ name: 'farm.to', scope: 'subdomains' }]),
    'orders/empty.yaml': record('empty', ['empty.to'], asking('nodata')),
    'orders/page.yaml': record('page', ['page.to', 'under_score.to'], asking('redirect')),
    'orders/over.yaml': record('over', ['over.to', { name: 'left.to', until: '2026-11-20' }], {
      events: [
        { type: 'effective', date: '2020-01-01' },
        { type: 'lifted', date: '2026-11-22' },
      ],
    }),
  });
}

interface Lists {
  readonly block: string;
  readonly allow?: string;
}

interface Setting extends Lists {
  readonly only?: readonly ResolverName[];
  readonly fault?: Fault;
  readonly isSigned?: boolean;
}

/** Resolvers with these zones, one after another. */
async function withZones(
  { block, allow = '', ...more }: Setting,
  each: (resolver: Resolver) => Promise<void>,
): Promise<void> {
  const space = workspace({ 'block.rpz': block, 'allow.rpz': allow });
  const zones = (['allow', 'block'] as const)
    .filter((kind) => kind === 'block' || allow !== '')
    .map((kind) => ({ kind, name: `rpz.${kind}`, file: join(space.folder, `${kind}.rpz`) }));
  const { resolvers, stop } = await startResolvers({ zones, ...more });
  try {
    for (const resolver of resolvers) await each(resolver);
  } finally {
    await stop();
  }
}

/** The zones of a build. */
async function built(space: Workspace): Promise<Lists> {
  const { status, stderr } = await space.run('build');
  expect([status, stderr]).toEqual([0, expect.any(String)]);
  return { block: space.read('out/blocklist.rpz'), allow: space.read('out/allow.rpz') };
}

async function evidenceOf(space: Workspace, port: number, ...argv: readonly string[]): Promise<Evidence> {
  const run = await space.run('verify', '--server', `127.0.0.1:${port}`, '--json', '--by', 'a test', ...argv);
  const evidence = JSON.parse(run.stdout);
  expect([validateEvidence(evidence), validateEvidence.errors]).toEqual([true, null]);
  expect([run.status, evidence.verdict]).toEqual([evidence.verdict === 'proven' ? 0 : 1, evidence.verdict]);
  return evidence;
}

/** What was found of whom, in a line. */
function faults({ wrong }: Evidence): readonly string[] {
  return wrong.map(({ status, part, name, answer }) => `${status} ${part === 'self' ? '' : '*.'}${name} ${answer}`);
}

/** A zone without some of its lines. */
function without(zone: string, owners: readonly string[]): string {
  const kept = zone.split('\n').filter((line) => !owners.some((owner) => line.startsWith(`${owner} `)));
  expect(kept.length).toBe(zone.split('\n').length - owners.length);
  return kept.join('\n');
}

describe('verify on real resolvers', () => {
  test('what a build gives is proven', async () => {
    const space = fixture();
    await withZones(await built(space), async (resolver) => {
      const evidence = await evidenceOf(space, resolver.port);
      expect([resolver.name, evidence.verdict, faults(evidence)]).toEqual([resolver.name, 'proven', []]);
      expect(evidence.counts).toEqual({ blocked: 16, free: 9 });
    });
  });

  test('a name that is missing leaks, with all below it', async () => {
    const space = fixture();
    const lists = await built(space);
    await withZones({ ...lists, block: without(lists.block, ['www.paper.no', '*.www.paper.no']) }, async (resolver) => {
      const found = faults(await evidenceOf(space, resolver.port));
      expect([resolver.name, found]).toEqual([
        resolver.name,
        ['leak www.paper.no 192.0.2.99', 'leak *.www.paper.no 192.0.2.99'],
      ]);
    });
  });

  test('a hole that a lower name opens under a wildcard leaks', async () => {
    const space = fixture();
    const lists = await built(space);
    const block = `${lists.block}deep.of.blocked.to CNAME .\n`;
    await withZones({ ...lists, block, only: ['BIND', 'Unbound'] }, async (resolver) => {
      const found = faults(await evidenceOf(space, resolver.port));
      expect([resolver.name, found]).toMatchSnapshot();
    });
  });

  test('a neighbour that is blocked with an exact name is found', async () => {
    const space = fixture();
    const lists = await built(space);
    await withZones({ ...lists, block: `${lists.block}*.alone.to CNAME .\npaper.no CNAME .\n` }, async (resolver) => {
      const found = faults(await evidenceOf(space, resolver.port));
      expect([resolver.name, found.toSorted()]).toEqual([
        resolver.name,
        ['overblocked *.alone.to NXDOMAIN', 'overblocked paper.no NXDOMAIN'],
      ]);
    });
  });

  test('a name that was taken off and is still blocked is stale', async () => {
    const space = fixture();
    const lists = await built(space);
    await withZones({ ...lists, block: `${lists.block}over.to CNAME .\n*.left.to CNAME .\n` }, async (resolver) => {
      const found = faults(await evidenceOf(space, resolver.port));
      expect([resolver.name, found.toSorted()]).toEqual([
        resolver.name,
        ['stale-block *.left.to NXDOMAIN', 'stale-block over.to NXDOMAIN'],
      ]);
    });
  });

  test('a resolver that hangs blocks nothing that anybody could see', async () => {
    const space = fixture();
    await withZones({ ...(await built(space)), only: ['BIND'] }, async ({ folder, port }) => {
      const pid = Number(readFileSync(join(folder, 'named.pid'), 'utf8'));
      process.kill(pid, 'SIGSTOP');
      try {
        const { verdict, counts, controls } = await evidenceOf(space, port);
        expect([verdict, counts]).toEqual(['worthless', { 'not-asked': 25 }]);
        expect(controls.map(({ answer }) => answer)).toEqual(['no answer in time', 'no answer in time']);
      } finally {
        process.kill(pid, 'SIGCONT');
      }
      expect((await evidenceOf(space, port)).verdict).toBe('proven');
    });
  });

  test('nor does one that hangs half-way: what it was not asked or did not answer is not proven', async () => {
    const space = fixture();
    await withZones({ ...(await built(space)), only: ['BIND'] }, async ({ folder, port }) => {
      const pid = Number(readFileSync(join(folder, 'named.pid'), 'utf8'));
      // The controls come first: by the sixth line that it keeps, a beginning and five results, they are through.
      const timer = setInterval(() => {
        const kept = existsSync(join(space.folder, 'state')) ? space.read('state').split('\n').length : 0;
        if (kept > 6) process.kill(pid, 'SIGSTOP');
      }, 20);
      try {
        const { verdict, counts } = await evidenceOf(space, port, '--rate', '10', '--resume', 'state');
        expect(verdict).not.toBe('proven');
        expect(counts).toMatchObject({ 'no-answer': expect.any(Number) });
        expect(counts).not.toHaveProperty('leak');
      } finally {
        clearInterval(timer);
        process.kill(pid, 'SIGCONT');
      }
    });
  });

  test('a name whose record is gone is stale as long as a resolver has the zone of an earlier build', async () => {
    const space = fixture();
    space.write('orders/gone.yaml', record('gone', ['gone.to', { name: 'gone.no', scope: 'exact' }]));
    const lists = await built(space);
    const stale = ['stale-block *.gone.to NXDOMAIN', 'stale-block gone.no NXDOMAIN', 'stale-block gone.to NXDOMAIN'];
    await withZones({ ...lists, only: ['BIND', 'Unbound'] }, async ({ name, port }) => {
      const found = async () => [name, faults(await evidenceOf(space, port)).toSorted()];
      expect(await found()).toEqual([name, []]);
      rmSync(join(space.folder, 'orders/gone.yaml'));
      expect(await found()).toEqual([name, stale]);
      await built(space);
      expect(await found()).toEqual([name, stale]);
      space.write('orders/more.yaml', record('more', ['more.to']));
      await built(space);
      const { wrong, confidential } = await evidenceOf(space, port);
      expect(wrong.filter(({ kind }) => kind === 'ended').map(({ orders }) => orders)).toEqual([[], [], []]);
      expect(confidential).toBe(true);
      // Older than what verify asks for.
      space.now += 31 * 24 * 3_600_000;
      expect((await evidenceOf(space, port)).wrong.filter(({ kind }) => kind === 'ended')).toEqual([]);
      space.now -= 31 * 24 * 3_600_000;
      rmSync(join(space.folder, 'orders/more.yaml'));
      space.write('orders/gone.yaml', record('gone', ['gone.to', { name: 'gone.no', scope: 'exact' }]));
      await built(space);
    });
  });

  test('signed names leak to who asks with DNSSEC, without break-dnssec', async () => {
    const space = fixture();
    const lists = await built(space);
    const setting = { ...lists, only: ['BIND'], fault: 'BIND without break-dnssec', isSigned: true } as const;
    await withZones(setting, async (resolver) => {
      const { wrong } = await evidenceOf(space, resolver.port);
      const listed = wrong.filter(({ name, part }) => name === 'blocked.to' && part === 'self');
      expect(listed).toMatchObject([
        { status: 'leak', answer: '192.0.2.99', asked: 'blocked.to A over TCP with DNSSEC' },
      ]);
    });
  });

  test('an answer from before the block, kept in a cache of packets, is told from a missing name', async () => {
    const space = fixture();
    const lists = await built(space);
    const before = lists.block
      .split('\n')
      .filter((line) => !/^(\*\.)?empty\.to /.test(line))
      .join('\n');
    const setting = {
      ...lists,
      block: before,
      only: ['PowerDNS Recursor'],
      fault: 'PowerDNS with its packet cache',
    } as const;
    await withZones(setting, async (resolver) => {
      expect(faults(await evidenceOf(space, resolver.port))).toEqual([
        'leak empty.to 192.0.2.99',
        'leak *.empty.to 192.0.2.99',
      ]);
      const file =
        /rpzFile\("([^"]*block\.rpz)"/.exec(readFileSync(join(resolver.folder, 'rpz.lua'), 'utf8'))?.[1] ?? '';
      writeFileSync(file, lists.block);
      execFileSync('rec_control', [`--socket-dir=${resolver.folder}`, 'reload-lua-config']);
      await expect.poll(async () => isBlocked(await resolver.ask(`${Math.random()}.empty.to`))).toBe(true);
      space.now += 1000;
      expect(faults(await evidenceOf(space, resolver.port))).toEqual(['stale-leak empty.to 192.0.2.99']);
    });
  });
});

describe('verify on what is no resolver', () => {
  test('silence proves nothing', async () => {
    const port = await udpServer(() => []);
    const evidence = await evidenceOf(fixture(), port);
    expect([evidence.verdict, evidence.counts]).toEqual(['worthless', { 'not-asked': 25 }]);
    expect(evidence.controls.map(({ answer }) => answer)).toEqual(['no answer in time', 'no answer in time']);
  });

  test('nor does a port where nothing listens', async () => {
    const [port = 0] = await freePorts(1);
    const evidence = await evidenceOf(fixture(), port);
    expect([evidence.verdict, evidence.controls[0]?.answer]).toEqual(['worthless', 'nothing listens there']);
  });

  test('nor does a server that says of every name that there is none', async () => {
    await withZones({ block: zoneOf('*') }, async (resolver) => {
      const evidence = await evidenceOf(fixture(), resolver.port);
      expect([resolver.name, evidence.verdict]).toEqual([resolver.name, 'worthless']);
    });
  });

  test('a server that refuses is not one that blocks', async () => {
    const port = await udpServer((query) => [{ ...query, type: 'response', flags: 5 }]);
    const evidence = await evidenceOf(fixture(), port);
    expect([evidence.verdict, evidence.counts]).toEqual(['worthless', expect.objectContaining({ refused: 25 })]);
  });
});

function zoneOf(owner: string): string {
  return `$TTL 60\n@ SOA localhost. hostmaster.localhost. 1 3600 600 2592000 60\n@ NS localhost.\n${owner} CNAME .\n`;
}

describe('the evidence report', () => {
  test('is JSON and a page, and is never replaced', async () => {
    const space = fixture();
    const lists = await built(space);
    await withZones({ ...lists, only: ['BIND'] }, async ({ port }) => {
      const run = () => space.run('verify', '--server', `127.0.0.1:${port}`, '--out', 'proof', '--by', 'a test');
      const { status, stdout, stderr } = await run();
      expect([status, stderr]).toEqual([0, expect.stringContaining('The evidence lies in proof/')]);
      expect(stdout).toContain('All is as ordered.');
      const stem = `evidence-2026-11-24T12-00-00Z-127.0.0.1-${port}`;
      expect(readdirSync(join(space.folder, 'proof')).sort()).toEqual([`${stem}.html`, `${stem}.json`]);
      expect((await run()).status).toBe(2);
    });
  });
});
