import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';
import { commandLine, type Ended, ended } from './program.ts';

const one = { 'orders/one.yaml': record('one', ['a.to']) };
const build = ['build', '--as-of', '2026-11-24'];

/** Runs a command line by a shell, which takes it as "$@". */
function byShell(script: string, argv: readonly string[], space: Workspace): Promise<Ended> {
  return ended(['sh', '-c', script, 'sh', ...commandLine(argv)], space);
}

const unprinted =
  'What was to be printed: there is no space left on the disk (ENOSPC). Make room there, then run this again.\n';

test.each([
  ['a build', [...build, '--json']],
  ['a list', ['list']],
  ['findings', ['check', '--report', 'json']],
  ['help', ['--help']],
  ['help of a command', ['build', '--help']],
])('what cannot be printed is no success: %s', async (_, argv) => {
  const space = workspace(one);
  const { status, stderr } = await byShell('"$@" > /dev/full', argv, space);
  expect([status, stderr.endsWith(unprinted)]).toEqual([2, true]);
});

test('a build with nothing to do that cannot print its manifest is no success, and its files stay', async () => {
  const space = workspace(one);
  const argv = [...build, '--json'];
  await byShell('"$@"', argv, space);
  const files = space.read('out/manifest.json');
  expect(await byShell('"$@" > /dev/full', argv, space)).toMatchObject({ status: 2, stderr: unprinted });
  expect(space.read('out/manifest.json')).toBe(files);
});

test('where talk cannot arrive, the exit status says how it went', async () => {
  const space = workspace({ ...one, 'orders/bad.yaml': 'id: [\n' });
  expect(await byShell('"$@" 2> /dev/full', ['check'], space)).toMatchObject({ status: 1, stderr: '' });
  expect(await byShell('"$@" 2> /dev/full', ['check', 'orders/one.yaml'], space)).toMatchObject({ status: 0 });
  expect(await byShell('"$@" 2> /dev/full', ['nonsense'], space)).toMatchObject({ status: 2 });
});

test('whoever reads no further ends nothing', async () => {
  const names = Array.from({ length: 5000 }, (_, at) => `site-${at}.to`);
  const space = workspace({ 'orders/one.yaml': record('one', names) });
  const script = '{ "$@"; echo "$?" >&2; } | head -1';
  const { stdout, stderr } = await byShell(script, [...build, '--json'], space);
  expect([stdout, stderr.endsWith('\n0\n')]).toEqual(['{\n', true]);
  expect(existsSync(join(space.folder, 'out/feed.json'))).toBe(true);
});

test.each([
  ['stdout', '"$@" >&-'],
  ['stderr', '"$@" 2>&-'],
  ['stdin', '"$@" <&-'],
])('a build whose %s is closed does its work', async (_, script) => {
  const space = workspace(one);
  expect((await byShell(script, build, space)).status).toBe(0);
  expect(space.read('out/domains.txt')).toBe('a.to\n');
});

test('files that may not grow leave those of the last build, and a sentence', async () => {
  const space = workspace(one);
  await byShell('"$@"', build, space);
  const before = space.read('out/manifest.json');
  space.write('orders/two.yaml', record('two', ['b.to']));
  const { status, stderr } = await byShell('ulimit -f 0; "$@"', build, space);
  expect([status, stderr]).toEqual([
    2,
    'out/blocklist.rpz: files may not grow so large here (EFBIG). Have that limit raised, then run this again. The files of the last build stay as they are.\n',
  ]);
  expect(space.read('out/manifest.json')).toBe(before);
});

test('with too few open files a build says so or does its work, and never half of it', async () => {
  const outcomes = new Set<number | null>();
  for (const limit of [20, 24, 28, 64]) {
    const space = workspace(one);
    // With fewer, Node.js cannot even load the program.
    if ((await byShell(`ulimit -n ${limit}; exec "$@"`, ['--help'], space)).status !== 0) continue;
    const { status, stderr } = await byShell(`ulimit -n ${limit}; exec "$@"`, build, space);
    const manifest = join(space.folder, 'out/manifest.json');
    outcomes.add(status);
    if (status === 0) expect(readFileSync(join(space.folder, 'out/domains.txt'), 'utf8')).toBe('a.to\n');
    else
      expect([limit, status, existsSync(manifest), stderr]).toEqual([
        limit,
        2,
        false,
        expect.stringMatching(/\(EMFILE\)\. Allow/),
      ]);
  }
  expect(outcomes).toEqual(new Set([0, 2]));
});
