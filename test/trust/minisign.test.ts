import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { publicKeyFile, readPublicKey } from '../../src/trust/public-key.ts';
import { newSecretKey, readSecretKey, secretKeyFile, usualCost } from '../../src/trust/secret-key.ts';
import { signatureOf, verifySignature } from '../../src/trust/signature.ts';
import { requireProgram } from '../resolvers/programs.ts';
import { record } from '../support/record.ts';
import { workspace } from '../support/workspace.ts';

const { path: minisign, libraryPath } = requireProgram(inject('programs'), 'minisign');
const env = libraryPath === null ? process.env : { ...process.env, LD_LIBRARY_PATH: libraryPath };

/** A folder of its own, minisign in it, and a file to sign. */
function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'blocklist-minisign-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  const put = (name: string, content: string | Uint8Array) => writeFileSync(path(name), content, { mode: 0o600 });
  put('manifest.json', '{ "version": 1 }\n');
  return {
    put,
    read: (name: string) => readFileSync(path(name), 'utf8'),
    bytes: () => readFileSync(path('manifest.json')),
    run: (argv: readonly string[], input = '') =>
      execFileSync(minisign, argv, { cwd: folder, env, input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] }),
    status: (...argv: readonly string[]) => spawnSync(minisign, argv, { cwd: folder, env, input: '' }).status,
  };
}

test('minisign accepts our signatures and keys, and refuses what was changed', () => {
  const { put, run, status } = bench();
  const key = newSecretKey();
  put('our.pub', publicKeyFile(key.public));
  put(
    'manifest.json.minisig',
    signatureOf(Buffer.from('{ "version": 1 }\n'), key, 'serial:7\tfile:manifest.json\thashed'),
  );
  expect(run(['-V', '-H', '-p', 'our.pub', '-m', 'manifest.json'])).toBe(
    'Signature and comment signature verified\nTrusted comment: serial:7\tfile:manifest.json\thashed\n',
  );
  expect(status('-V', '-P', key.public.text, '-m', 'manifest.json')).toBe(0);
  put('manifest.json', '{ "version": 2 }\n');
  expect(status('-V', '-p', 'our.pub', '-m', 'manifest.json')).not.toBe(0);
});

test('we accept signatures and keys of minisign', () => {
  const { put, read, bytes, run } = bench();
  run(['-G', '-W', '-p', 'their.pub', '-s', 'their.key']);
  run(['-S', '-s', 'their.key', '-m', 'manifest.json', '-t', 'käse']);
  const key = readPublicKey(read('their.pub'));
  if (!key) throw new Error('No key.');
  expect(verifySignature(bytes(), Buffer.from(read('manifest.json.minisig')), key)).toEqual({
    ok: true,
    comment: 'käse',
  });
  put('manifest.json', '{ "version": 2 }\n');
  expect(verifySignature(bytes(), Buffer.from(read('manifest.json.minisig')), key).ok).toBe(false);
});

test('the old kind of signature, and a first line of somebody else, are refused with the reason', () => {
  const { read, bytes, run } = bench();
  run(['-G', '-W', '-p', 'their.pub', '-s', 'their.key']);
  const key = readPublicKey(read('their.pub'));
  if (!key) throw new Error('No key.');
  const verdict = () => verifySignature(bytes(), Buffer.from(read('manifest.json.minisig')), key);
  run(['-S', '-l', '-s', 'their.key', '-m', 'manifest.json']);
  expect(verdict()).toMatchObject({ ok: false, fault: { detail: expect.stringContaining('its option -l') } });
  run(['-S', '-c', 'mine', '-s', 'their.key', '-m', 'manifest.json']);
  expect(verdict()).toMatchObject({ ok: false, fault: { detail: 'its first line is not the usual one' } });
});

test('without a password, secret keys are the same files', () => {
  const { put, read, run } = bench();
  run(['-G', '-W', '-p', 'their.pub', '-s', 'their.key']);
  const theirs = readSecretKey(read('their.key'));
  if (theirs?.kind !== 'open') throw new Error('No key.');
  const base64 = (file: string) => file.split('\n')[1];
  expect(publicKeyFile(theirs.key.public)).toBe(read('their.pub'));
  expect(base64(secretKeyFile(theirs.key, undefined))).toBe(base64(read('their.key')));
  const ours = newSecretKey();
  put('our.key', secretKeyFile(ours, undefined));
  run(['-S', '-W', '-s', 'our.key', '-m', 'manifest.json']);
  run(['-V', '-P', ours.public.text, '-m', 'manifest.json']);
});

test('a whole build: minisign agrees with what we sign, and we with what it signs', async () => {
  const space = workspace({ 'orders/one.yaml': record('one', ['blocked.to']) });
  const their = (...argv: readonly string[]) => spawnSync(minisign, argv, { cwd: space.folder, env, input: '' }).status;
  await space.run('keygen', 'ours.key', '--no-password');
  await space.run('build', '--sign', 'ours.key');
  expect(their('-V', '-H', '-p', 'ours.pub', '-m', 'out/manifest.json')).toBe(0);
  cpSync(join(space.folder, 'out/current/'), join(space.folder, 'copy'), { recursive: true });
  expect(their('-G', '-W', '-p', 'their.pub', '-s', 'their.key')).toBe(0);
  expect(their('-S', '-s', 'their.key', '-m', 'copy/manifest.json')).toBe(0);
  expect((await space.run('verify-files', '--key', 'their.pub', 'copy')).status).toBe(0);
  expect((await space.run('verify-files', '--key', 'ours.pub', 'copy')).status).toBe(4);
  // Keys of minisign sign builds as well.
  expect((await space.run('build', '--sign', 'their.key')).status).toBe(0);
  expect((await space.run('verify-files', '--key', 'their.pub')).status).toBe(0);
});

// One test for both, because each try of a password takes a gigabyte and some seconds.
test('with a password, each opens the keys of the other', () => {
  const { put, read, run } = bench();
  run(['-G', '-p', 'their.pub', '-s', 'their.key'], 'pässword\npässword\n');
  const theirs = readSecretKey(read('their.key'));
  if (theirs?.kind !== 'locked') throw new Error('No key behind a password.');
  const opened = theirs.open('pässword');
  expect(opened && publicKeyFile(opened.public)).toBe(read('their.pub'));
  const ours = newSecretKey();
  put('our.key', secretKeyFile(ours, { password: 'pässword', cost: usualCost }));
  run(['-S', '-s', 'our.key', '-m', 'manifest.json'], 'pässword\n');
  run(['-V', '-P', ours.public.text, '-m', 'manifest.json']);
}, 600_000);
