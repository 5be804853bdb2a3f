import { createHash, sign as signBytes, verify as verifyBytes } from 'node:crypto';
import { fromBase64, keyIdText, untrusted } from './encoded.ts';
import type { PublicKey } from './public-key.ts';
import type { SecretKey } from './secret-key.ts';

// A signature in minisign's format (https://jedisct1.github.io/minisign/), of the kind that it writes today:
//   untrusted comment: …
//   base64("ED" │ key id 8 │ Ed25519 of the BLAKE2b-512 of the file)
//   trusted comment: …
//   base64(Ed25519 of the signature and the trusted comment)

const algorithm = 'ED';
const trusted = 'trusted comment: ';

// Nothing vouches for the first line. So that no octet of a signature can be changed unseen, only those are taken that
// this program and minisign write of themselves.
const firstLines: readonly string[] = ['signature of a blocklist build', 'signature from minisign secret key'];

/** The same bytes, key and comment give the same signature (RFC 8032): there is no clock and no chance in it. */
export function signatureOf(bytes: Uint8Array, key: SecretKey, comment: string): string {
  const signature = signBytes(null, digestOf(bytes), key.object);
  const overall = signBytes(null, Buffer.concat([signature, Buffer.from(comment)]), key.object);
  return [
    `${untrusted}${firstLines[0]}`,
    Buffer.concat([Buffer.from(algorithm), key.id, signature]).toString('base64'),
    `${trusted}${comment}`,
    `${overall.toString('base64')}\n`,
  ].join('\n');
}

export type SignatureFault =
  /** It is no signature, or none of the kind that is taken. */
  | { readonly kind: 'unreadable'; readonly detail: string }
  /** Of another key, by its id. */
  | { readonly kind: 'other-key'; readonly id: string }
  /** The file, or the signature, is not what was signed. */
  | { readonly kind: 'wrong' };

export type SignatureVerdict =
  | { readonly ok: true; readonly comment: string }
  | { readonly ok: false; readonly fault: SignatureFault };

/** Whether the key has signed just these bytes, with just this signature file. */
export function verifySignature(bytes: Uint8Array, signature: Uint8Array, key: PublicKey): SignatureVerdict {
  const parts = partsOf(Buffer.from(signature).toString('latin1'));
  if (typeof parts === 'string') return { ok: false, fault: { kind: 'unreadable', detail: parts } };
  if (!parts.id.equals(key.id)) return { ok: false, fault: { kind: 'other-key', id: keyIdText(parts.id) } };
  const isOfFile = verifyBytes(null, digestOf(bytes), key.object, parts.signature);
  const isWhole = verifyBytes(null, Buffer.concat([parts.signature, parts.comment]), key.object, parts.overall);
  if (!isOfFile || !isWhole) return { ok: false, fault: { kind: 'wrong' } };
  return { ok: true, comment: parts.comment.toString('utf8') };
}

interface Parts {
  readonly id: Buffer;
  readonly signature: Buffer;
  readonly comment: Buffer;
  readonly overall: Buffer;
}

/** A text where it is no signature: why. An octet is a character here. */
function partsOf(text: string): Parts | string {
  const [first, second, third, fourth, end, ...more] = text.split('\n');
  if (end !== '' || more.length > 0) return 'it does not have four lines';
  if (!firstLines.some((line) => first === `${untrusted}${line}`)) return 'its first line is not the usual one';
  const signed = fromBase64(second ?? '');
  const overall = fromBase64(fourth ?? '');
  if (signed?.length !== 74 || overall?.length !== 64 || !third?.startsWith(trusted)) return 'its lines are damaged';
  const kind = signed.toString('latin1', 0, 2);
  if (kind === 'Ed') return 'it was made in the way that minisign had before 0.10 (its option -l)';
  if (kind !== algorithm) return 'its lines are damaged';
  return {
    id: signed.subarray(2, 10),
    signature: signed.subarray(10),
    comment: Buffer.from(third.slice(trusted.length), 'latin1'),
    overall,
  };
}

function digestOf(bytes: Uint8Array): Buffer {
  return createHash('blake2b512').update(bytes).digest();
}
