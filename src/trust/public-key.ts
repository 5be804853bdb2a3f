import { createPublicKey, type KeyObject } from 'node:crypto';
import { fromBase64, keyIdText, untrusted } from './encoded.ts';

/** The key that signatures are held against. Everybody may have it. */
export interface PublicKey {
  /** Eight octets that tell keys apart. */
  readonly id: Buffer;
  /** The id as people see it. */
  readonly name: string;
  /** In minisign's base64: 56 characters. */
  readonly text: string;
  readonly object: KeyObject;
}

const algorithm = 'Ed';
const size = 42;

/** The key in a file that minisign or `keygen` wrote, or in its second line alone; undefined where there is none. */
export function readPublicKey(text: string): PublicKey | undefined {
  const lines = text.trim().split(/\r?\n/);
  const line = lines.length === 2 && lines[0]?.startsWith(untrusted) ? lines[1] : lines.length === 1 ? lines[0] : '';
  const bytes = fromBase64(line ?? '');
  if (bytes?.length !== size || bytes.toString('latin1', 0, 2) !== algorithm) return undefined;
  return publicKey(bytes.subarray(2, 10), bytes.subarray(10));
}

/** `point`: the 32 octets of RFC 8032 5.1.5. */
export function publicKey(id: Buffer, point: Buffer): PublicKey {
  const x = point.toString('base64url');
  return {
    id,
    name: keyIdText(id),
    text: Buffer.concat([Buffer.from(algorithm), id, point]).toString('base64'),
    object: createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }),
  };
}

/** What its file holds. */
export function publicKeyFile({ name, text }: PublicKey): string {
  return `${untrusted}minisign public key ${name}\n${text}\n`;
}
