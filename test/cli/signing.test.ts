import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPublicKey } from '../../src/trust/public-key.ts';
import { newSecretKey, secretKeyFile } from '../../src/trust/secret-key.ts';
import { verifySignature } from '../../src/trust/signature.ts';
import { Scripted } from '../support/conversation.ts';
import { gitIn } from '../support/git.ts';
import { record } from '../support/record.ts';
import { putKeys } from '../support/signing.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

function withOrder(more: Readonly<Record<string, string>> = {}): Workspace {
  return workspace({ 'orders/one.yaml': record('one', ['blocked.to']), ...more });
}

const signatureFile = 'out/manifest.json.minisig';

function verdict(space: Workspace, name = 'ours') {
  const key = readPublicKey(space.read(`${name}.pub`));
  if (!key) throw new Error('No key.');
  const file = (path: string) => readFileSync(join(space.folder, path));
  return verifySignature(file('out/manifest.json'), file(signatureFile), key);
}

test('a build says who signed it, and its signature says what it is of', async () => {
  const space = withOrder();
  const key = putKeys(space);
  const { status, stderr } = await space.run('build', '--sign', 'ours.key');
  expect([status, stderr.split('\n').at(-2)]).toEqual([0, `Signed with the key ${key.public.name}.`]);
  expect(verdict(space)).toEqual({
    ok: true,
    comment: 'serial:2026112400\tas-of:2026-11-24T12:00:00Z\tvalid-until:unknown\tfile:manifest.json\thashed',
  });
});

test('the command line goes before the environment, and that before the configuration', async () => {
  const space = withOrder({ 'blocklist.config.yaml': 'signing: { key: third.key }\n' });
  for (const name of ['first', 'second', 'third']) putKeys(space, name);
  await space.run('build');
  expect(verdict(space, 'third').ok).toBe(true);
  space.keyFile = 'second.key';
  await space.run('build');
  expect(verdict(space, 'second').ok).toBe(true);
  await space.run('build', '--sign', 'first.key');
  expect(verdict(space, 'first').ok).toBe(true);
});

test('builds of the same orders with the same key are the same bytes, on another day too', async () => {
  const space = withOrder();
  putKeys(space);
  await space.run('build', '--as-of', '2026-11-24', '--sign', 'ours.key');
  const first = space.read(signatureFile);
  rmSync(join(space.folder, 'out'), { recursive: true });
  space.now += 5 * 24 * 3_600_000;
  await space.run('build', '--as-of', '2026-11-24', '--sign', 'ours.key');
  expect(space.read(signatureFile)).toBe(first);
});

test('a build with nothing to do notices that its signature is gone, damaged, or to be of another key', async () => {
  const space = withOrder();
  putKeys(space);
  space.keyFile = 'ours.key';
  const now = ['build', '--as-of', '2026-11-24'];
  await space.run(...now);
  const whole = space.read(signatureFile);
  expect((await space.run(...now)).stderr).toContain('up to date');
  for (const harm of [
    () => rmSync(join(space.folder, 'out/current/manifest.json.minisig')),
    () => rmSync(join(space.folder, signatureFile)),
    () => space.write('out/current/manifest.json.minisig', whole.replace('serial', 'Serial')),
  ]) {
    harm();
    await space.run(...now);
    expect(space.read(signatureFile)).toBe(whole);
  }
  putKeys(space);
  await space.run(...now);
  expect([verdict(space).ok, space.read(signatureFile) === whole]).toEqual([true, false]);
  putKeys(space, 'other');
  space.keyFile = 'other.key';
  await space.run(...now);
  expect(verdict(space, 'other').ok).toBe(true);
});

test('a build without a key leaves no signature of an earlier one, and says so', async () => {
  const space = withOrder();
  putKeys(space);
  await space.run('build', '--sign', 'ours.key');
  const { stderr } = await space.run('build');
  expect(stderr).toContain('The last build in out was signed; this one is not, because no key was named.\n');
  expect(() => space.read(signatureFile)).toThrow('ENOENT');
});

test('a foreign file with the name of the signature is not overwritten', async () => {
  const space = withOrder({ [signatureFile]: 'mine\n' });
  putKeys(space);
  expect((await space.run('build', '--sign', 'ours.key')).status).toBe(2);
  expect(space.read(signatureFile)).toBe('mine\n');
});

/** Nothing may have been written, and nothing of a key be said. */
async function refusal(space: Workspace, given: string): Promise<string> {
  const { status, stdout, stderr } = await space.run('build', '--sign', given);
  expect([status, stdout]).toEqual([2, '']);
  expect(() => space.read('out/manifest.json')).toThrow();
  expect(stderr).not.toMatch(/RW[\w+/]{20}/);
  return stderr;
}

test.each([0o644, 0o640, 0o620, 0o604, 0o601])('a key that others can get at is refused: mode %o', async (mode) => {
  const space = withOrder();
  putKeys(space);
  chmodSync(join(space.folder, 'ours.key'), mode);
  expect(await refusal(space, 'ours.key')).toBe(
    `Others than this account can get at ours.key (mode ${mode.toString(8)}). Nothing was signed. If nobody can have copied it: chmod 600 ours.key. If somebody can, make a new key.\n`,
  );
});

test('a key that git keeps, or would take along, is refused, and one that a link leads to there', async () => {
  const space = withOrder();
  putKeys(space);
  const git = gitIn(space.folder);
  git('init', '-q');
  expect(await refusal(space, 'ours.key')).toContain('which would take it along one day');
  git('add', 'ours.key');
  expect(await refusal(space, 'ours.key')).toContain('ours.key is kept in git');
  git('commit', '-qm', 'x');
  space.write('.gitignore', '*.key\n');
  expect(await refusal(space, 'ours.key')).toContain('ours.key is kept in git');
  const outside = workspace();
  symlinkSync(join(space.folder, 'ours.key'), join(outside.folder, 'link.key'));
  expect(await refusal(space, join(outside.folder, 'link.key'))).toContain(
    'leads into a git repository, and is kept in git',
  );
  putKeys(space, 'left-out');
  expect((await space.run('build', '--sign', 'left-out.key')).status).toBe(0);
});

test('where git cannot be asked, a key in a repository is refused', async () => {
  const space = withOrder({ '.git/HEAD': 'damaged\n' });
  putKeys(space);
  expect(await refusal(space, 'ours.key')).toContain('git does not answer');
});

test('a key in place of the name of its file is not said again', async () => {
  const space = withOrder();
  for (const lock of [undefined, { password: 'x', cost: { operations: 32_768, memory: 2 ** 24 } }]) {
    const file = secretKeyFile(newSecretKey(), lock);
    for (const given of [file, file.split('\n')[1] ?? '']) {
      expect(await refusal(space, given)).toContain('What was given is a key, not the name of its file.');
      space.keyFile = given;
      const { status, stderr } = await space.run('build');
      expect([status, stderr.includes(given)]).toEqual([2, false]);
      space.keyFile = undefined;
    }
  }
});

test('what is no key is a message without what is in it', async () => {
  const space = withOrder();
  const key = putKeys(space);
  const text = secretKeyFile(key, undefined);
  mkdirSync(join(space.folder, 'folder'));
  space.write('cut.key', text.slice(0, -20));
  cpSync(join(space.folder, 'ours.pub'), join(space.folder, 'public'));
  for (const name of ['cut.key', 'public']) chmodSync(join(space.folder, name), 0o600);
  expect(await refusal(space, 'cut.key')).toMatch(/^cut\.key is not a secret key/);
  expect(await refusal(space, 'public')).toMatch(/^public is not a secret key/);
  expect(await refusal(space, 'folder')).toMatch(/^folder is not a file/);
  expect(await refusal(space, 'no.key')).toMatch(/^There is no secret key no\.key/);
});

test('a password is asked for at a terminal, three times at most, and nowhere else', async () => {
  const space = withOrder();
  const key = newSecretKey();
  const cost = { operations: 32_768, memory: 2 ** 24 };
  putKeys(space, 'ours', key);
  space.write('ours.key', secretKeyFile(key, { password: 'correct horse', cost }));
  expect(await refusal(space, 'ours.key')).toContain('there is nobody here to type it');
  const wrong = new Scripted([1, 2, 3].map(() => ['The password of ours.key', 'wrong'] as const));
  const { status } = await space.answering(wrong).run('build', '--sign', 'ours.key');
  expect([status, wrong.transcript.filter((line) => line === 'That is not its password.').length]).toEqual([2, 3]);
  const person = new Scripted([
    ['The password of ours.key', 'correct hores'],
    ['The password of ours.key', 'correct horse'],
  ]);
  await space.answering(person).run('build', '--sign', 'ours.key');
  expect(verdict(space).ok).toBe(true);
  expect(person.transcript.join('\n')).not.toContain('horse');
});
