import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Manifest } from '../../src/generated/manifest.ts';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';
import {
  type Place,
  type Primary,
  patience,
  placeFor,
  type SecondaryId,
  startPrimary,
  startSecondary,
  toldOf,
  words,
} from './distribution.ts';
import type { Foreground } from './foreground.ts';
import { freePorts } from './free-ports.ts';
import { answersOf, ownFolder } from './printed.ts';
import { requireProgram } from './programs.ts';
import { startUpstream } from './upstream.ts';

const hearing: readonly SecondaryId[] = ['bind', 'unbound', 'powerdns'];
/** As long as the one that looks most often needs for a look. */
const aLook = 1500;

let upstream: Foreground;
let upstreamPort = 0;
const running: Foreground[] = [];

beforeAll(async () => {
  [upstreamPort = 0] = await freePorts(1);
  const program = requireProgram(inject('programs'), 'nsd');
  upstream = await startUpstream({ folder: ownFolder(), port: upstreamPort, program });
});

afterAll(async () => {
  for (const each of [...running, upstream]) await each?.stop();
});

type Tried = 'bind' | 'knot-dns';

const checkers: Readonly<Record<Tried, readonly string[]>> = {
  bind: [...words('named-checkzone'), '-k', 'fail', '-i', 'local', '{zone}', '{file}'],
  'knot-dns': [...words('kzonecheck'), '-o', '{zone}', '{file}'],
};

/** A zone that a checker passes which knows less than the server. */
const unloadable: Readonly<Record<Tried, string>> = {
  // BIND loads no zone with an address at a name that is no host's (check-names).
  bind: 'under_score.to 300 A 192.0.2.1\n',
  'knot-dns': 'broken..name CNAME .\n',
};

/** Adds a line to the block zone of the last build, and has its manifest say so: a build that is broken as it stands. */
function forge({ folder }: Workspace, line: string): void {
  const [path, place] = [join(folder, 'out/current/blocklist.rpz'), join(folder, 'out/current/manifest.json')];
  const content = Buffer.from(`${readFileSync(path, 'utf8')}${line}`);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const manifest: Manifest = JSON.parse(readFileSync(place, 'utf8'));
  const files = manifest.files.map((one) => (one.format === 'rpz' ? { ...one, sha256, bytes: content.length } : one));
  writeFileSync(path, content);
  writeFileSync(place, JSON.stringify({ ...manifest, files }));
}

/** Of a list of one name, one more is twice as many. */
const anyChange = { fewerNames: 100, moreNames: 1000 };

interface Stage {
  readonly space: Workspace;
  readonly primary: Primary;
  /** Builds, with one name more. */
  readonly add: (name: string) => Promise<void>;
  readonly publish: (...more: readonly string[]) => Promise<{ status: number; stderr: string }>;
  /** What each secondary says of these names. */
  readonly seen: (names: readonly string[]) => Promise<readonly (readonly string[])[]>;
}

/** A primary that was given its first build by `publish`, and secondaries that have fetched it; with zones cut out. */
async function stage(id: Tried, zones: readonly object[] = []): Promise<Stage> {
  const space = workspace({
    'orders/one.yaml': record('one', ['blocked-site.to']),
    'orders/two.yaml': record('two', ['cut-out.to']),
    'blocklist.config.yaml': JSON.stringify({ zones }),
  });
  mkdirSync(join(space.folder, 'zones'));
  const places: readonly Place[] = await Promise.all(hearing.map(placeFor));
  const servers = { space, upstreamPort, running };
  const primary = await startPrimary(id, servers, ['--out', 'zones', ...places.flatMap(toldOf)]);
  const config = {
    primary: id === 'bind' ? 'bind' : 'knot',
    server: `127.0.0.1@${primary.port}`,
    folder: 'zones',
    reload: primary.reloadCommand,
    check: checkers[id],
    wait: 20,
  };
  space.write('blocklist.config.yaml', JSON.stringify({ publish: config, safety: anyChange, zones }, null, 2));
  const publish: Stage['publish'] = (...more) => space.run('publish', ...more);
  expect(await space.run('build')).toMatchObject({ status: 0 });
  expect(await publish()).toMatchObject({ status: 0 });
  for (const place of places) await startSecondary(place, servers, primary);
  return {
    space,
    primary,
    publish,
    add: async (name) => {
      space.write(`orders/${name}.yaml`, record(name.replace('.', '-'), [name]));
      expect(await space.run('build')).toMatchObject({ status: 0 });
    },
    seen: (names) =>
      Promise.all(places.map(async ({ port }) => Object.values(await answersOf(port, names, [{ type: 'A' }])))),
  };
}

const everywhere = (...outcomes: readonly string[]) => hearing.map(() => outcomes);

describe.each(['bind', 'knot-dns'] as const)('publish to a primary %s', (id) => {
  test('spreads a change, and nothing of a broken build', async () => {
    const { space, primary, add, publish, seen } = await stage(id);
    const names = ['blocked-site.to', 'second.to', 'www.second.to', 'third.to'];
    await expect.poll(() => seen(names), patience).toEqual(everywhere('nxdomain', ...Array(3).fill('resolves')));

    // One name more is enforced by all, and what was sent is the difference.
    const logged = primary.process.log().length;
    await add('second.to');
    expect(await publish()).toMatchObject({ status: 0 });
    const withSecond = everywhere('nxdomain', 'nxdomain', 'nxdomain', 'resolves');
    await expect.poll(() => seen(names), patience).toEqual(withSecond);
    expect(new Set(primary.sent(logged))).toEqual(new Set(['IXFR']));

    /** Publishes in vain: neither the primary nor a secondary has anything of it. */
    const inVain = async (says: string, ...more: readonly string[]) => {
      const [was, sent] = [readFileSync(join(space.folder, 'zones/blocklist.rpz')), primary.process.log().length];
      const run = await publish(...more);
      expect([run.status, run.stderr]).toEqual([4, expect.stringContaining(says)]);
      await sleep(aLook);
      expect(await seen(names)).toEqual(withSecond);
      expect(primary.sent(sent)).toEqual([]);
      expect(readFileSync(join(space.folder, 'zones/blocklist.rpz'))).toEqual(was);
    };

    await add('third.to');
    const place = join(space.folder, 'out/current/blocklist.rpz');
    const whole = readFileSync(place);
    const spoilt = Buffer.from(whole);
    spoilt[whole.indexOf('third')] = 'T'.charCodeAt(0) ^ 1;
    writeFileSync(place, spoilt);
    await inVain('out/blocklist.rpz is not what the build wrote');
    writeFileSync(place, whole);

    forge(space, 'broken..name CNAME .\n');
    await inVain('refuses rpz.blocklist');
    writeFileSync(place, whole);

    forge(space, unloadable[id]);
    const lenient = id === 'bind' ? [...words('named-checkzone'), '{zone}', '{file}'] : ['true', '{file}'];
    await inVain('The files of before are back in zones', '--check', lenient.join(' '), '--wait', '3');
    if (id === 'bind') expect(primary.process.log()).toContain('not loaded due to errors');

    // Mended, it goes its way: under the serial that was never served.
    writeFileSync(place, whole);
    expect(await space.run('build')).toMatchObject({ status: 0 });
    expect(await publish()).toMatchObject({ status: 0 });
    await expect.poll(() => seen(names), patience).toEqual(everywhere(...Array(4).fill('nxdomain')));

    // Without the primary, secondaries go on, and the next build waits.
    await primary.process.stop();
    await add('fourth.to');
    await inVainWithoutPrimary(publish);
    expect(await seen(names)).toEqual(everywhere(...Array(4).fill('nxdomain')));
  });
});

test('a mistaken block is undone by one command and a publication: every secondary resolves the name again', async () => {
  const { space, publish, add, seen } = await stage('bind');
  const names = ['blocked-site.to', 'mistaken.to', 'www.mistaken.to'];
  await add('mistaken.to');
  expect(await publish()).toMatchObject({ status: 0 });
  await expect.poll(() => seen(names), patience).toEqual(everywhere(...Array(3).fill('nxdomain')));
  const undone = await space.run('withdraw', 'mistaken.to', '--date', 'today', '--note', 'Blocked by mistake.');
  expect(undone).toMatchObject({ status: 0 });
  expect(await publish('--build')).toMatchObject({ status: 0 });
  await expect.poll(() => seen(names), patience).toEqual(everywhere('nxdomain', 'resolves', 'resolves'));
});

describe.each(['bind', 'knot-dns'] as const)('publish to a primary %s, with a zone cut out for an order,', (id) => {
  test('hands on both zones, and of a change the one that it is in', async () => {
    const { space, primary, publish, seen } = await stage(id, [{ name: 'rpz.two', order: 'two' }]);
    const names = ['blocked-site.to', 'cut-out.to', 'www.cut-out.to', 'cut-later.to'];
    const before = everywhere('nxdomain', 'nxdomain', 'nxdomain', 'resolves');
    await expect.poll(() => seen(names), patience).toEqual(before);
    const logged = primary.process.log().length;
    space.write('orders/two.yaml', record('two', ['cut-out.to', 'cut-later.to']));
    expect(await publish('--build')).toMatchObject({ status: 0 });
    await expect.poll(() => seen(names), patience).toEqual(everywhere(...Array(4).fill('nxdomain')));
    expect(new Set(primary.sent(logged, 'rpz.two'))).toEqual(new Set(['IXFR']));
    expect([...primary.sent(logged, 'rpz.blocklist-rest'), ...primary.sent(logged)]).toEqual([]);
  });
});

async function inVainWithoutPrimary(publish: Stage['publish']): Promise<void> {
  const run = await publish();
  expect([run.status, run.stderr]).toEqual([
    4,
    expect.stringContaining('does not answer (nothing listens there). Nothing was touched.'),
  ]);
}
