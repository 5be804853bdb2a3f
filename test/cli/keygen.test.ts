import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { Interrupted } from '../../src/cli/conversation.ts';
import { plainConversation } from '../../src/cli/plain-conversation.ts';
import { readPublicKey } from '../../src/trust/public-key.ts';
import { readSecretKey } from '../../src/trust/secret-key.ts';
import { Scripted } from '../support/conversation.ts';
import { gitIn } from '../support/git.ts';
import { record } from '../support/record.ts';
import { workspace } from '../support/workspace.ts';

test('a pair of keys is made, the secret one for this account alone, and what to do with both is said', async () => {
  const space = workspace({ 'orders/one.yaml': record('one', ['blocked.to']) });
  const { status, stdout, stderr } = await space.run('keygen', 'ours.key', '--no-password');
  const text = readPublicKey(space.read('ours.pub'))?.text;
  expect([status, stdout]).toEqual([0, `${text}\n`]);
  expect(stderr).toBe(
    `ours.key is the secret key. It has no password: whoever has it can sign builds in your name. Keep it out of git, and a copy of it in a safe.
  blocklist build --sign ours.key
ours.pub is the public key, which is printed above as well. Give it to everyone who loads your builds, by another way than the builds.
  blocklist verify-files --key ours.pub out
`,
  );
  expect(statSync(join(space.folder, 'ours.key')).mode & 0o777).toBe(0o600);
  expect(stderr).not.toContain(space.read('ours.key').split('\n')[1]);
  for (const command of stderr.matchAll(/^ {2}blocklist (.*)$/gm))
    expect([command[1], (await space.run(...(command[1] ?? '').split(' '))).status]).toEqual([command[1], 0]);
});

test('a key is never overwritten, neither the secret one nor the public one', async () => {
  const space = workspace({ 'a.key': 'a\n', 'b.pub': 'b\n' });
  for (const name of ['a', 'b']) {
    const { status, stderr } = await space.run('keygen', `${name}.key`, '--no-password');
    expect([status, stderr]).toEqual([2, expect.stringContaining('is there already, so nothing was written.')]);
  }
  expect([space.read('a.key'), space.read('b.pub')]).toEqual(['a\n', 'b\n']);
  expect(readdirSync(space.folder).sort()).toEqual(['a.key', 'b.pub']);
});

test('nobody is asked for a password where nobody sits, and no key is made without one unless that is said', async () => {
  const space = workspace();
  const { status, stderr } = await space.run('keygen', 'ours.key');
  expect([status, stderr]).toEqual([2, expect.stringContaining('say --no-password')]);
  expect(readdirSync(space.folder)).toEqual([]);
});

test('no key is made in a git repository, or in a folder that is not there', async () => {
  const space = workspace();
  gitIn(space.folder)('init', '-q');
  for (const file of ['ours.key', 'no/ours.key'])
    expect((await space.run('keygen', file, '--no-password')).status).toBe(2);
  expect(existsSync(join(space.folder, 'ours.key'))).toBe(false);
});

// The cost of a real one is a gigabyte and some seconds: the tests with minisign pay it.
vi.mock('../../src/trust/secret-key.ts', async (original) => {
  const all = await original<typeof import('../../src/trust/secret-key.ts')>();
  return { ...all, usualCost: { operations: 32_768, memory: 2 ** 24 } };
});

test('a password is typed twice, the same, and not a short one', async () => {
  const space = workspace();
  const person = new Scripted([
    ['A password for the secret key', 'short'],
    ['A password for the secret key', 'correct horse'],
    ['The same password again', 'correct hores'],
    ['A password for the secret key', 'correct horse'],
    ['The same password again', 'correct horse'],
  ]);
  const { status, stderr } = await space.answering(person).run('keygen', 'ours.key');
  expect([status, person.unused]).toEqual([0, []]);
  expect(stderr).toContain('Whoever has it and the password can sign');
  const key = readSecretKey(space.read('ours.key'));
  expect(key?.kind === 'locked' && key.open('correct horse')?.public.text).toBe(
    readPublicKey(space.read('ours.pub'))?.text,
  );
});

/** A terminal that shows what is typed unless it is told not to. */
function terminal() {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), { setRawMode: (isRaw: boolean) => modes.push(isRaw) });
  const output = new PassThrough();
  return { input, output, modes, conversation: plainConversation(input, output) };
}

test('plain questions keep a password off the screen, and mend it as it was mended', async () => {
  const { input, output, modes, conversation } = terminal();
  const answer = conversation.secret({ message: 'Password' });
  await setTimeout(1);
  input.write('wrong\u0015corb\u007frect\r');
  expect([await answer, modes]).toEqual(['correct', [true, false]]);
  expect(String(output.read())).not.toContain('cor');
  conversation.end();
});

test('Ctrl-C ends the question for a password, and the terminal shows again what is typed', async () => {
  const { input, modes, conversation } = terminal();
  const answer = conversation.secret({ message: 'Password' });
  const ended = expect(answer).rejects.toThrow(Interrupted);
  await setTimeout(1);
  input.write('secret\u0003');
  await ended;
  expect(modes).toEqual([true, false]);
  conversation.end();
});
