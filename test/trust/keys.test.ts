import { expect, test } from 'vitest';
import { publicKeyFile, readPublicKey } from '../../src/trust/public-key.ts';
import { newSecretKey, readSecretKey, type SecretKey, secretKeyFile } from '../../src/trust/secret-key.ts';

const key = newSecretKey();
const cheap = { operations: 32_768, memory: 2 ** 24 };

function opened(text: string, password?: string): SecretKey | undefined {
  const found = readSecretKey(text);
  return found?.kind === 'locked' ? found.open(password ?? '') : found?.key;
}

test('a public key is read from its file or from its line', () => {
  const file = publicKeyFile(key.public);
  expect(file).toBe(`untrusted comment: minisign public key ${key.public.name}\n${key.public.text}\n`);
  for (const text of [file, key.public.text, `${key.public.text}\n`, file.replaceAll('\n', '\r\n')])
    expect([text, readPublicKey(text)?.text]).toEqual([text, key.public.text]);
  for (const text of ['', 'RWQ', file.slice(1), `${file}${file}`, secretKeyFile(key, undefined), `${key.public.text}A`])
    expect([text, readPublicKey(text)]).toEqual([text, undefined]);
});

test('a secret key comes back from its file, with a password and without', () => {
  expect(opened(secretKeyFile(key, undefined))?.seed).toEqual(key.seed);
  const locked = secretKeyFile(key, { password: 'correct horse', cost: cheap });
  expect(opened(locked, 'correct horse')?.public.text).toBe(key.public.text);
  expect(opened(locked, 'correct horsf')).toBe(undefined);
  expect(locked.includes(key.seed.toString('base64').slice(0, 20))).toBe(false);
});

test('a secret key that is damaged, or asks for more memory than a key may, is none', () => {
  const text = secretKeyFile(key, undefined);
  const bytes = Buffer.from(text.split('\n')[1] ?? '', 'base64');
  const withBytes = (change: (other: Buffer) => void) => {
    const other = Buffer.from(bytes);
    change(other);
    return `untrusted comment: x\n${other.toString('base64')}\n`;
  };
  const id = (at: number) => withBytes((other) => other.writeUInt8((other[at] ?? 0) ^ 1, at));
  for (const at of [0, 2, 4, 62, 94, 126]) expect([at, opened(id(at))]).toEqual([at, undefined]);
  const locked = secretKeyFile(key, { password: 'x', cost: { operations: 32_768, memory: 2 ** 24 } });
  const greedy = Buffer.from(locked.split('\n')[1] ?? '', 'base64');
  greedy.writeBigUInt64LE(2n ** 40n, 46);
  expect(readSecretKey(`untrusted comment: x\n${greedy.toString('base64')}\n`)).toBe(undefined);
  for (const other of ['', 'x', text.slice(0, -5), bytes.toString('base64')])
    expect(readSecretKey(other)).toBe(undefined);
});
