import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { digestOf } from '../../src/cli/digest.ts';
import { momentsOf } from '../support/kills.ts';
import { record } from '../support/record.ts';
import { type StandIn, standInPrimary } from '../support/stand-in-primary.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

const program = join(import.meta.dirname, '../../bin/blocklist.js');
const killer = join(import.meta.dirname, '../support/die.js');

interface Stage extends Workspace {
  readonly primary: StandIn;
}

/** A folder with a build that is published. */
async function stage(): Promise<Stage> {
  const space = workspace({ 'orders/one.yaml': record('one', ['a.to']) });
  const primary = await standInPrimary(space);
  // Of a list of one name, one more is twice as many.
  space.write('blocklist.config.yaml', `${primary.config}safety: { fewerNames: 100, moreNames: 1000 }\n`);
  await space.run('build');
  expect(await space.run('publish')).toMatchObject({ status: 0 });
  return { ...space, primary };
}

async function build({ write, run }: Workspace, round: number): Promise<void> {
  const names = [...Array(round + 1).keys()].map((number) => `round-${number}.to`);
  write('orders/two.yaml', record('two', names));
  expect(await run('build')).toMatchObject({ status: 0 });
}

/** Not as one that this process waits for: the server that it asks is in this process. */
function start({ folder }: Workspace, moment: number): ChildProcess {
  const env = { ...process.env, DIE_AT: String(moment) };
  return spawn(process.execPath, ['--import', killer, program, 'publish'], { cwd: folder, env, stdio: 'pipe' });
}

async function ended(child: ChildProcess): Promise<{ status: number | null; signal: string | null; said: string }> {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (said += text));
  const [status, signal] = await once(child, 'close');
  return { status, signal, said };
}

function serialIn(path: string): number {
  return Number(/ SOA \S+ \S+ (\d+) /.exec(readFileSync(path, 'utf8'))?.[1]);
}

/** What the server reads is whole and of one build, whatever happened. */
function serialInPlace({ folder }: Workspace): number {
  const serials = ['blocklist.rpz', 'allow.rpz'].map((name) => serialIn(join(folder, 'zones', name)));
  expect(serials[0]).toBe(serials[1]);
  return serials[0] ?? 0;
}

function serialOfBuild({ read }: Workspace): number {
  return JSON.parse(read('out/manifest.json')).serial;
}

test('a publication that is killed at any touch of the disk is finished or taken back by the next', async () => {
  const space = await stage();
  await build(space, 0);
  const counted = await ended(start(space, 0));
  expect(counted.status).toBe(0);
  const touches = Number(counted.said.trim().split('\n').at(-1));
  expect(touches).toBeGreaterThan(20);
  let round = 1;
  for (const moment of momentsOf(touches)) {
    for (const next of ['the same build', 'another build'] as const) {
      const before = serialInPlace(space);
      await build(space, round++);
      const wanted = serialOfBuild(space);
      const { signal } = await ended(start(space, moment));
      // The last touches may come in another order or not at all: then it has ended well.
      expect(signal === 'SIGKILL' || moment > touches / 2).toBe(true);
      expect([before, wanted]).toContain(serialInPlace(space));
      if (next === 'another build') await build(space, round++);
      const last = serialOfBuild(space);
      const run = await space.run('publish');
      expect([moment, next, run.status, run.stderr]).toEqual([moment, next, 0, expect.any(String)]);
      expect(space.primary.served()).toEqual({ 'rpz.allow': last, 'rpz.blocklist': last });
      expect(serialInPlace(space)).toBe(last);
      expect(JSON.parse(space.read('zones/published.json')).serial).toBe(last);
      expect(existsSync(join(space.folder, 'zones/publishing.json'))).toBe(false);
      expect(await space.run('publish')).toMatchObject({ status: 0, stderr: expect.stringContaining('already') });
    }
  }
});

test('one of the same zones, killed at any touch of the disk, is noted by the next, and the zones stay in place', async () => {
  const space = await stage();
  let day = Date.UTC(2026, 10, 25);
  const buildAgain = async () => {
    const asOf = new Date(day).toISOString().slice(0, 10);
    day += 86_400_000;
    expect(await space.run('build', '--as-of', asOf)).toMatchObject({ status: 0 });
    return asOf;
  };
  await buildAgain();
  const counted = await ended(start(space, 0));
  expect([counted.status, counted.said]).toEqual([0, expect.stringContaining('nothing to publish')]);
  const touches = Number(counted.said.trim().split('\n').at(-1));
  const zone = readFileSync(join(space.folder, 'zones/blocklist.rpz'), 'utf8');
  for (const moment of momentsOf(touches)) {
    const asOf = await buildAgain();
    await ended(start(space, moment));
    expect(readFileSync(join(space.folder, 'zones/blocklist.rpz'), 'utf8')).toBe(zone);
    expect(await space.run('publish')).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('nothing to publish'),
    });
    const noted = JSON.parse(space.read('zones/published.json'));
    expect([moment, noted.asOf]).toEqual([moment, asOf]);
    expect(digestOf(readFileSync(join(space.folder, 'zones', noted.set, 'manifest.json')))).toBe(noted.manifestSha256);
  }
});

test('one that was killed while a zone stuck goes back, before anything else is published', async () => {
  const space = await stage();
  const before = serialInPlace(space);
  await build(space, 1);
  space.primary.behave('hangs');
  const child = start(space, 1_000_000);
  const end = ended(child);
  await expect.poll(() => space.primary.told().length, { timeout: 60_000 }).toBe(3);
  child.kill('SIGKILL');
  expect(await end).toMatchObject({ signal: 'SIGKILL' });
  expect(serialInPlace(space)).toBe(serialOfBuild(space));
  space.primary.behave('loads');
  await build(space, 2);
  const run = await space.run('publish');
  expect([run.status, run.stderr]).toEqual([
    0,
    expect.stringContaining(
      `The last publication broke off.\nIt was taken back: 127.0.0.1@${space.primary.port} serves serial ${before} of`,
    ),
  ]);
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s goes back and ends with 130', async (signal) => {
  const space = await stage();
  const before = serialInPlace(space);
  await build(space, 1);
  space.primary.behave('keeps what it has');
  space.write('blocklist.config.yaml', space.read('blocklist.config.yaml').replace('wait: 1', 'wait: 30'));
  const child = start(space, 1_000_000);
  const end = ended(child);
  await expect.poll(() => space.primary.told().length, { timeout: 60_000 }).toBe(3);
  await sleep(200);
  child.kill(signal);
  expect(await end).toMatchObject({
    status: 130,
    said: expect.stringContaining('This was interrupted.\nThe files of before are back in zones.\n'),
  });
  expect(serialInPlace(space)).toBe(before);
  space.primary.behave('loads');
  expect(await space.run('publish')).toMatchObject({ status: 0 });
});

test('two at a time wait for one another', async () => {
  const space = await stage();
  await build(space, 1);
  const ends = await Promise.all([1_000_000, 1_000_001].map((moment) => ended(start(space, moment))));
  expect(ends.map(({ status }) => status)).toEqual([0, 0]);
  expect(ends.filter(({ said }) => said.includes('there is nothing to publish'))).toHaveLength(1);
});
