import { cpSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seenProblems, withSeen } from '../../src/cli/trust/seen.ts';
import type { Manifest } from '../../src/generated/manifest.ts';
import type { VerifiedFiles } from '../../src/generated/verified-files.ts';
import { validateVerifiedFiles } from '../../src/generated/verified-files-validator.ts';
import { newSecretKey } from '../../src/trust/secret-key.ts';
import { signatureOf } from '../../src/trust/signature.ts';
import { record } from '../support/record.ts';
import { putKeys } from '../support/signing.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

const verifying = ['verify-files', '--key', 'ours.pub'];
const signing = ['build', '--sign', 'ours.key'];

async function signed(...argv: readonly string[]): Promise<Workspace> {
  const space = workspace({ 'orders/one.yaml': record('one', ['blocked.to', 'film.pro']) });
  putKeys(space);
  expect((await space.run(...signing, ...argv)).status).toBe(0);
  return space;
}

/** What is wrong with the files, each as a code and a file. */
async function problems(space: Workspace, ...argv: readonly string[]): Promise<readonly string[]> {
  const { status, stdout } = await space.run(...verifying, '--json', ...argv);
  const answer = JSON.parse(stdout) as VerifiedFiles;
  expect(validateVerifiedFiles(answer)).toBe(true);
  expect([status, answer.verdict]).toEqual(answer.problems.length === 0 ? [0, 'good'] : [4, 'refused']);
  return answer.problems.map(({ code, file }) => (file === undefined ? code : `${code} ${file}`));
}

/** A copy of the files themselves, as for another machine. */
function copyTo({ folder }: Workspace, place: string): void {
  cpSync(join(folder, 'out/current/'), join(folder, place), { recursive: true, dereference: true });
}

test('a signed build is good, in its place and as a copy', async () => {
  const space = await signed();
  const { status, stdout } = await space.run(...verifying);
  const [, id] = /with the key (\w{16})/.exec(stdout) ?? [];
  expect([status, stdout]).toEqual([
    0,
    `out is good: 5 files with 2 names, as signed with the key ${id}.
Serial 2026112400, for 2026-11-24 12:00 UTC; no end is known.
It is the first build seen with this key. From now on an older one is refused.
`,
  ]);
  copyTo(space, 'copy');
  expect(await problems(space, 'copy')).toEqual([]);
  expect((await space.run(...verifying)).stdout).not.toContain('first');
});

test('a file that was changed, taken away or put there is refused, and so is a link in its place', async () => {
  const space = await signed();
  copyTo(space, 'copy');
  const again = () => {
    rmSync(join(space.folder, 'copy'), { recursive: true });
    copyTo(space, 'copy');
  };
  space.write('copy/hosts', space.read('copy/hosts').replace('blocked.to', 'blocked.tp'));
  rmSync(join(space.folder, 'copy/feed.json'));
  space.write('copy/more.rpz', 'x');
  space.write('copy/.hidden', 'x');
  expect(await problems(space, 'copy')).toEqual([
    'changed hosts',
    'missing feed.json',
    'extra .hidden',
    'extra more.rpz',
  ]);
  again();
  renameSync(join(space.folder, 'copy/hosts'), join(space.folder, 'elsewhere'));
  symlinkSync('../elsewhere', join(space.folder, 'copy/hosts'));
  expect(await problems(space, 'copy')).toEqual(['changed hosts']);
  again();
  space.write('copy/sub/file', 'x');
  symlinkSync('hosts', join(space.folder, 'copy/.earlier-1.rpz'));
  expect(await problems(space, 'copy')).toEqual(['extra .earlier-1.rpz', 'extra sub']);
  again();
  rmSync(join(space.folder, 'copy/manifest.json.minisig'));
  expect(await problems(space, 'copy')).toEqual(['unsigned manifest.json.minisig']);
  rmSync(join(space.folder, 'copy/manifest.json'));
  expect(await problems(space, 'copy')).toEqual(['missing manifest.json']);
});

test('in an output folder the links count as well', async () => {
  const space = await signed();
  space.write('out/more.rpz', 'x');
  rmSync(join(space.folder, 'out/hosts'));
  writeFileSync(join(space.folder, 'out/hosts'), space.read('out/current/hosts'));
  rmSync(join(space.folder, 'out/feed.json'));
  expect(await problems(space)).toEqual(['missing feed.json', 'extra hosts', 'extra more.rpz']);
});

test('what a build leaves beside its files is no reason to refuse them: its memory and the zones before', async () => {
  const space = await signed();
  space.write('orders/two.yaml', record('two', ['more.to']));
  await space.run(...signing);
  expect(readdirSync(join(space.folder, 'out/current')).filter((name) => name.startsWith('.'))).toEqual([
    '.earlier-2026112400.rpz',
    expect.stringMatching(/^\.held-[0-9a-f]{16}$/),
    '.index',
    '.ledger.json',
  ]);
  expect(await problems(space)).toEqual([]);
});

test('half of one build and half of the next are refused, whichever half', async () => {
  const space = await signed();
  copyTo(space, 'first');
  space.write('orders/two.yaml', record('two', ['more.to']));
  await space.run(...signing);
  const files = [
    'allow.rpz',
    'blocklist.rpz',
    'domains.txt',
    'feed.json',
    'hosts',
    'manifest.json',
    'manifest.json.minisig',
  ];
  for (const name of files) expect(space.read(`out/${name}`)).not.toBe(space.read(`first/${name}`));
  for (let half = 1; half < 2 ** files.length - 1; half++) {
    rmSync(join(space.folder, 'mixed'), { recursive: true, force: true });
    copyTo(space, 'mixed');
    const ofFirst = files.filter((_, at) => (half & (1 << at)) !== 0);
    for (const name of ofFirst) cpSync(join(space.folder, 'first', name), join(space.folder, 'mixed', name));
    expect([ofFirst, (await problems(space, 'mixed', '--state', `seen-${half}`)).length > 0]).toEqual([ofFirst, true]);
  }
});

test('an older build does not come back, not even with the same zones', async () => {
  const space = await signed();
  copyTo(space, 'first');
  space.now += 3_600_000;
  space.write('orders/one.yaml', `# a remark\n${space.read('orders/one.yaml')}`);
  await space.run(...signing);
  copyTo(space, 'second');
  space.write('orders/two.yaml', record('two', ['more.to']));
  await space.run(...signing);
  copyTo(space, 'third');
  expect(await problems(space, 'first')).toEqual([]);
  expect(await problems(space, 'second')).toEqual([]);
  expect(await problems(space, 'first')).toEqual(['older']);
  expect(await problems(space, 'third')).toEqual([]);
  expect(await problems(space, 'second')).toEqual(['older']);
  expect(await problems(space, 'third')).toEqual([]);
  const { status, stdout } = await space.run(...verifying, 'first');
  expect([status, stdout]).toEqual([
    4,
    `first is refused: do not load it.
  older        It is older than what was here before: serial 2026112400 for 2026-11-24 12:00 UTC, after 2026112401 for 2026-11-24 13:00 UTC. Somebody put an old build back. If its makers say that they began to count anew, delete ours.pub.seen.
`,
  ]);
});

test('the serial of every zone counts, of those that are gone too', () => {
  const memory = { path: 'seen', label: 'seen' };
  const manifest = (zones: Readonly<Record<string, number>>, retired: Manifest['retired'] = []): Manifest => ({
    ...{ version: 1, asOf: '2026-11-24', validUntil: null, serial: 5, zoneDigest: '', orders: 1, names: 1, retired },
    files: Object.entries(zones).map(([zone, serial]) => {
      return { name: `zone-${zone}.rpz`, format: 'rpz', sha256: '', bytes: 0, count: 0, zone, serial };
    }),
  });
  const key = newSecretKey().public;
  const seen = withSeen({}, key, manifest({ 'rpz.it': 7, 'rpz.fr': 8 }))[key.text];
  const codes = (next: Manifest) => seenProblems(seen, next, memory).map(({ code }) => code);
  expect(codes(manifest({ 'rpz.it': 7, 'rpz.fr': 8 }))).toEqual([]);
  expect(codes(manifest({ 'rpz.it': 9 }, [{ zone: 'rpz.fr', serial: 8 }]))).toEqual([]);
  expect(codes(manifest({ 'rpz.it': 6, 'rpz.fr': 8 }))).toEqual(['older']);
  expect(codes(manifest({ 'rpz.it': 7 }, [{ zone: 'rpz.fr', serial: 7 }]))).toEqual(['older']);
});

test('what is refused is not remembered', async () => {
  const space = await signed();
  copyTo(space, 'first');
  space.write('orders/two.yaml', record('two', ['more.to']));
  await space.run(...signing);
  space.write('out/current/hosts', 'changed');
  expect(await problems(space)).toEqual(['changed hosts']);
  expect(await problems(space, 'first')).toEqual([]);
});

test('a build is good until its end, and not before its day', async () => {
  const space = workspace({
    'orders/one.yaml': record('one', ['blocked.to'], {
      events: [
        { type: 'effective', date: '2020-01-01' },
        { type: 'expires', date: '2026-11-30' },
      ],
    }),
  });
  putKeys(space);
  await space.run(...signing);
  expect(await problems(space)).toEqual([]);
  space.now = Date.parse('2026-11-30T22:59:59Z');
  expect(await problems(space)).toEqual([]);
  space.now = Date.parse('2026-11-30T23:00:00Z');
  expect(await problems(space)).toEqual(['expired']);
  space.now = Date.parse('2026-11-24T11:50:00Z');
  expect(await problems(space)).toEqual(['early']);
});

test('signing.validDays gives a build an end, by the moment that it was compiled for', async () => {
  const space = workspace({
    'orders/one.yaml': record('one', ['blocked.to']),
    'blocklist.config.yaml': 'signing: { key: ours.key, validDays: 7 }\n',
  });
  putKeys(space);
  await space.run('build', '--as-of', '2026-11-24');
  const manifest = space.read('out/manifest.json');
  expect(JSON.parse(manifest)).toMatchObject({ asOf: '2026-11-24', validUntil: '2026-12-01T12:00:00Z' });
  const [text, signature] = [manifest, space.read('out/manifest.json.minisig')];
  space.now += 3 * 24 * 3_600_000;
  await space.run('build', '--as-of', '2026-11-24', '--report', 'json');
  expect([space.read('out/manifest.json'), space.read('out/manifest.json.minisig')]).toEqual([text, signature]);
  space.now = Date.parse('2026-12-01T12:00:00Z');
  expect(await problems(space)).toEqual(['expired']);
});

test('builds with nothing to do are given new time when half of it is over', async () => {
  const space = workspace({
    'orders/one.yaml': record('one', ['blocked.to']),
    'blocklist.config.yaml': 'signing: { key: ours.key, validDays: 4 }\n',
  });
  putKeys(space);
  await space.run('build');
  const manifest = space.read('out/manifest.json');
  space.now += 47 * 3_600_000;
  await space.run('build');
  expect(space.read('out/manifest.json')).toBe(manifest);
  space.now += 3_600_000;
  await space.run('build');
  expect(JSON.parse(space.read('out/manifest.json'))).toMatchObject({
    asOf: '2026-11-26T12:00:00Z',
    serial: 2026112400,
    validUntil: '2026-11-30T12:00:00Z',
  });
  expect(await problems(space)).toEqual([]);
});

test('builds for two countries are two series', async () => {
  const space = await signed();
  await space.run(...signing, '--territory', 'IT', '--out', 'out-it');
  expect(await problems(space)).toEqual([]);
  expect(await problems(space, 'out-it')).toEqual(['other-series']);
  expect(await problems(space, 'out-it', '--state', 'it.seen')).toEqual([]);
});

test('a signature of another key is told as such, a signed manifest of another kind too', async () => {
  const space = await signed();
  const key = putKeys(space, 'other');
  const { stdout } = await space.run('verify-files', '--key', 'other.pub');
  expect(stdout).toContain(`; yours is ${key.public.name}.`);
  space.write('strange/manifest.json', '{ "version": 2 }\n');
  space.write('strange/manifest.json.minisig', signatureOf(Buffer.from('{ "version": 2 }\n'), key, 'x'));
  const strange = await space.run('verify-files', '--key', 'other.pub', 'strange');
  expect([strange.status, strange.stdout]).toEqual([4, expect.stringContaining('Use a newer one.')]);
});

test('a key may be given itself, and then the memory must be named', async () => {
  const space = await signed();
  const text = space.read('ours.pub').split('\n')[1] ?? '';
  expect((await space.run('verify-files', '--key', text)).status).toBe(2);
  expect((await space.run('verify-files', '--key', text, '--state', 'seen')).status).toBe(0);
});

test('a damaged memory, a key that is none and a folder that is not there are messages', async () => {
  const space = await signed();
  space.write('ours.pub.seen', '{ "version": 1, "keys": { "x": 5 } }');
  expect(await space.run(...verifying)).toMatchObject({
    status: 4,
    stderr: expect.stringContaining('ours.pub.seen is damaged'),
  });
  expect(await space.run('verify-files', '--key', 'orders/one.yaml')).toMatchObject({
    status: 2,
    stderr: 'orders/one.yaml is not a public key of "blocklist keygen" or minisign.\n',
  });
  expect(await space.run('verify-files', '--key', 'ours.key')).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^ours\.key is a secret key\./),
  });
  expect(await space.run('verify-files', '--key', 'no.pub')).toMatchObject({ status: 2 });
  expect(await space.run(...verifying, 'nowhere', '--state', 'new')).toMatchObject({
    status: 2,
    stderr: 'There is no folder nowhere. Look at the spelling.\n',
  });
});
