import { expect, test } from 'vitest';
import { newSecretKey } from '../../src/trust/secret-key.ts';
import { signatureOf, verifySignature } from '../../src/trust/signature.ts';

const key = newSecretKey();
const comment = 'serial:2026112400\tas-of:2026-11-24\tfile:manifest.json\thashed';
const manifest = Buffer.from(`${JSON.stringify({ files: 'x'.repeat(4083) })}\n`);
const signature = Buffer.from(signatureOf(manifest, key, comment));

function flipped(bytes: Buffer, bit: number): Buffer {
  const other = Buffer.from(bytes);
  other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return other;
}

/** The bits that may change without anybody noticing. */
function unseen(bytes: Buffer, isTaken: (other: Buffer) => boolean): readonly number[] {
  return [...Array(bytes.length * 8).keys()].filter((bit) => isTaken(flipped(bytes, bit)));
}

test('what was signed is taken, with its comment', () => {
  expect(verifySignature(manifest, signature, key.public)).toEqual({ ok: true, comment });
});

test('every single bit of a manifest of 4 KB counts: all 32,768 flips are refused', () => {
  expect(manifest.length * 8).toBe(32_768);
  expect(unseen(manifest, (other) => verifySignature(other, signature, key.public).ok)).toEqual([]);
});

test('every single bit of a signature counts, those of its first line too', () => {
  expect(unseen(signature, (other) => verifySignature(manifest, other, key.public).ok)).toEqual([]);
});

test('a signature that is cut short, or has something after it, is none', () => {
  for (let length = 0; length < signature.length; length++)
    expect([length, verifySignature(manifest, signature.subarray(0, length), key.public).ok]).toEqual([length, false]);
  for (const more of ['\n', ' ', 'x', signature.toString()])
    expect(verifySignature(manifest, Buffer.concat([signature, Buffer.from(more)]), key.public).ok).toBe(false);
});

test('the same text in another base64 is another text', () => {
  const text = signature.toString();
  for (const other of [text.replace(/=+\n/, '\n'), text.replaceAll('\n', '\r\n'), text.replace(/\+|\//g, '-')]) {
    if (other !== text) expect(verifySignature(manifest, Buffer.from(other), key.public).ok).toBe(false);
  }
});

test('a comment cannot be taken from another signature of the same key', () => {
  const [one, two] = [comment, 'serial:1'].map((words) => signatureOf(manifest, key, words).split('\n'));
  const mixed = [one?.[0], one?.[1], two?.[2], one?.[3], ''].join('\n');
  const swapped = [one?.[0], one?.[1], two?.[2], two?.[3], ''].join('\n');
  expect(verifySignature(manifest, Buffer.from(mixed), key.public).ok).toBe(false);
  // The signature of the file is the same, so all of it is what the key signed.
  expect(verifySignature(manifest, Buffer.from(swapped), key.public)).toEqual({ ok: true, comment: 'serial:1' });
});

test('another key is told by its id, and one that only claims the id is refused', () => {
  const other = newSecretKey();
  expect(verifySignature(manifest, signature, other.public)).toEqual({
    ok: false,
    fault: { kind: 'other-key', id: key.public.name },
  });
  const claimed = { ...other, id: key.id };
  const forged = Buffer.from(signatureOf(manifest, claimed, comment));
  expect(verifySignature(manifest, forged, key.public)).toEqual({ ok: false, fault: { kind: 'wrong' } });
});
