import { existsSync, lstatSync, readdirSync, readlinkSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { record } from '../support/record.ts';
import { acceptingWorkspace } from '../support/workspace.ts';

test('a set of files changes as one: the files are links through one link', async () => {
  const space = acceptingWorkspace({ 'orders/one.yaml': record('one', ['blocked.to']) });
  await space.run('build');
  expect(readlinkSync(join(space.folder, 'out/hosts'))).toBe(join('current', 'hosts'));
  const first = readlinkSync(join(space.folder, 'out/current'));
  space.write('orders/two.yaml', record('two', ['another.to']));
  await space.run('build');
  expect(readlinkSync(join(space.folder, 'out/current'))).not.toBe(first);
  expect(readdirSync(join(space.folder, 'out/builds'))).toHaveLength(1);
});

test('a file of someone else is not overwritten', async () => {
  const space = acceptingWorkspace({
    'orders/one.yaml': record('one', ['blocked.to']),
    'etc/hosts': '127.0.0.1 localhost\n',
  });
  const { status, stderr } = await space.run('build', '--out', 'etc');
  expect([status, stderr.split('\n').at(-2)]).toEqual([
    2,
    'etc holds something called hosts that no build wrote. Name another folder with --out, or move those files away.',
  ]);
  expect(space.read('etc/hosts')).toBe('127.0.0.1 localhost\n');
  expect(readdirSync(join(space.folder, 'etc'))).toEqual(['hosts']);
});

test('files of someone else beside ours stay', async () => {
  const space = acceptingWorkspace({ 'orders/one.yaml': record('one', ['blocked.to']), 'out/README': 'mine\n' });
  await space.run('build');
  await space.run('build', '--format', 'hosts');
  expect(space.read('out/README')).toBe('mine\n');
});

test('a damaged file is written again', async () => {
  const space = acceptingWorkspace({ 'orders/one.yaml': record('one', ['blocked.to']) });
  await space.run('build');
  const whole = space.read('out/hosts');
  space.write('out/hosts', 'damaged');
  await space.run('build', '--as-of', '2026-11-24T12:00:00Z');
  expect(space.read('out/hosts')).toBe(whole);
});

test('what a killed build left aside is swept when it is old', async () => {
  const space = acceptingWorkspace({ 'orders/one.yaml': record('one', ['blocked.to']) });
  await space.run('build');
  space.write('out/builds/.aside-1-abc/hosts', 'half');
  space.write('out/builds/.aside-2-def/hosts', 'half');
  utimesSync(join(space.folder, 'out/builds/.aside-1-abc'), 0, 0);
  utimesSync(
    join(space.folder, 'out/builds/.aside-2-def'),
    new Date('2026-11-24T11:59:00Z'),
    new Date('2026-11-24T11:59:00Z'),
  );
  await space.run('build');
  expect(existsSync(join(space.folder, 'out/builds/.aside-1-abc'))).toBe(false);
  expect(existsSync(join(space.folder, 'out/builds/.aside-2-def'))).toBe(true);
});

test('a folder that was taken away is made again', async () => {
  const space = acceptingWorkspace({ 'orders/one.yaml': record('one', ['blocked.to']) });
  await space.run('build', '--out', 'deep/er/out');
  rmSync(join(space.folder, 'deep'), { recursive: true });
  expect((await space.run('build', '--out', 'deep/er/out')).status).toBe(0);
  expect(lstatSync(join(space.folder, 'deep/er/out/current')).isSymbolicLink()).toBe(true);
});

test('an output path that is a file is a message', async () => {
  const space = acceptingWorkspace({ 'orders/one.yaml': record('one', ['blocked.to']), out: 'a file\n' });
  const { status, stderr } = await space.run('build');
  expect([status, stderr.split('\n').at(-2)]).toEqual([2, expect.stringMatching(/^out: .*\(E[A-Z]+\)\.$/)]);
});

test('folders and links of someone else that have our names are neither used nor swept', async () => {
  const one = { 'orders/one.yaml': record('one', ['blocked.to']) };
  const old = new Date('2020-01-01T00:00:00Z');
  const builds = acceptingWorkspace({ ...one, 'out/builds/release-1/app.zip': 'theirs' });
  utimesSync(join(builds.folder, 'out/builds/release-1'), old, old);
  const link = acceptingWorkspace({ ...one, 'out/releases/v1/app.zip': 'theirs' });
  symlinkSync('releases/v1', join(link.folder, 'out/current'));
  const hosts = acceptingWorkspace({ ...one, 'out/theirs': '127.0.0.1 localhost\n' });
  symlinkSync('theirs', join(hosts.folder, 'out/hosts'));
  for (const [space, name] of [
    [builds, 'builds'],
    [link, 'current'],
    [hosts, 'hosts'],
  ] as const) {
    const { status, stderr } = await space.run('build');
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining(`holds something called ${name} that no build wrote`),
    ]);
  }
  expect(builds.read('out/builds/release-1/app.zip')).toBe('theirs');
  expect(link.read('out/releases/v1/app.zip')).toBe('theirs');
  expect(hosts.read('out/theirs')).toBe('127.0.0.1 localhost\n');
});

test('a first build that was killed before its links led anywhere does not stop the next one', async () => {
  const space = acceptingWorkspace({
    'orders/one.yaml': record('one', ['blocked.to']),
    'out/builds/.aside-1-abc/hosts': 'half',
  });
  for (const name of ['hosts', 'manifest.json']) symlinkSync(join('current', name), join(space.folder, 'out', name));
  expect((await space.run('build')).status).toBe(0);
  expect(space.read('out/hosts')).toContain('0.0.0.0 blocked.to');
});
