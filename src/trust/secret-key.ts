import {
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  randomBytes,
  scryptSync,
  timingSafeEqual,
} from 'node:crypto';
import { blake2b } from '@noble/hashes/blake2.js';
import { fromBase64, untrusted } from './encoded.ts';
import { type PublicKey, publicKey } from './public-key.ts';

// A secret key in minisign's format (https://jedisct1.github.io/minisign/):
//   "Ed" │ "Sc", or two zeros without a password │ "B2" │ salt 32 │ limits 2 × 8 │ (id 8 │ seed 32 │ public 32 │ check sum 32)
// With a password, what is in brackets is XORed with what scrypt makes of it.

/** What signs. Its octets are shown to nobody. */
export interface SecretKey {
  readonly id: Buffer;
  /** The 32 octets that all else is made of (RFC 8032 5.1.5). */
  readonly seed: Buffer;
  readonly object: KeyObject;
  readonly public: PublicKey;
}

/** A key that was read from a file: as it is, or behind a password. `open` gives undefined for a wrong password. */
export type KeyInFile =
  | { readonly kind: 'open'; readonly key: SecretKey }
  | { readonly kind: 'locked'; readonly open: (password: string) => SecretKey | undefined };

/** How dear it is to try a password, in libsodium's units: operations, and octets of memory. */
export interface Cost {
  readonly operations: number;
  readonly memory: number;
}

/** As minisign: a gigabyte, and some seconds. */
export const usualCost: Cost = { operations: 2 ** 25, memory: 2 ** 30 };

const size = { all: 158, head: 54, hidden: 104, checked: 72 };
const signs = 'Ed';
const withPassword = 'Sc';
const withoutPassword = '\0\0';
const checkSum = 'B2';

export function newSecretKey(): SecretKey {
  return secretKey(randomBytes(8), randomBytes(32));
}

function secretKey(id: Buffer, seed: Buffer): SecretKey {
  // PKCS #8 (RFC 8410 7): the way that needs no public key beside it.
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const object = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  der.fill(0);
  const { x = '' } = createPublicKey(object).export({ format: 'jwk' });
  return { id, seed, object, public: publicKey(id, Buffer.from(x, 'base64url')) };
}

/** The key in a file that minisign or `keygen` wrote; undefined where it is none. */
export function readSecretKey(text: string): KeyInFile | undefined {
  const lines = text.trim().split(/\r?\n/);
  const bytes = lines.length === 2 && lines[0]?.startsWith(untrusted) ? fromBase64(lines[1] ?? '') : undefined;
  if (bytes?.length !== size.all) return undefined;
  if (bytes.toString('latin1', 0, 2) !== signs || bytes.toString('latin1', 4, 6) !== checkSum) return undefined;
  const hidden = bytes.subarray(size.head);
  const kind = bytes.toString('latin1', 2, 4);
  if (kind === withoutPassword) {
    const key = keyIn(hidden, 'sum may be missing');
    return key && { kind: 'open', key };
  }
  const cost = { operations: Number(bytes.readBigUInt64LE(38)), memory: Number(bytes.readBigUInt64LE(46)) };
  // A file from elsewhere could ask for more than the machine has.
  if (kind !== withPassword || cost.memory > usualCost.memory || cost.operations > usualCost.operations)
    return undefined;
  const salt = bytes.subarray(6, 38);
  return { kind: 'locked', open: (password) => keyIn(masked(hidden, { password, salt, cost }), 'sum is there') };
}

/** minisign leaves the sum out where there is no password. */
function keyIn(plain: Buffer, sum: 'sum is there' | 'sum may be missing'): SecretKey | undefined {
  const check = plain.subarray(size.checked);
  const isMissing = sum === 'sum may be missing' && check.every((octet) => octet === 0);
  if (!isMissing && !timingSafeEqual(check, sumOf(plain.subarray(0, size.checked)))) return undefined;
  const key = secretKey(Buffer.from(plain.subarray(0, 8)), Buffer.from(plain.subarray(8, 40)));
  const isWhole = Buffer.from(key.public.text, 'base64').subarray(10).equals(plain.subarray(40, 72));
  return isWhole ? key : undefined;
}

/** BLAKE2b with 32 octets (RFC 7693): node:crypto has it with 64 alone, and the size goes into the hash. */
function sumOf(idAndKeys: Buffer): Uint8Array {
  return blake2b(Buffer.concat([Buffer.from(signs), idAndKeys]), { dkLen: 32 });
}

/** What its file holds. Without a password whoever has the file has the key. */
export function secretKeyFile(
  key: SecretKey,
  lock: { readonly password: string; readonly cost: Cost } | undefined,
): string {
  const { id, seed } = key;
  const plain = Buffer.concat([id, seed, Buffer.from(key.public.text, 'base64').subarray(10)]);
  const head = Buffer.alloc(size.head);
  head.write(`${signs}${lock ? withPassword : withoutPassword}${checkSum}`, 'latin1');
  const whole = Buffer.concat([plain, lock ? sumOf(plain) : Buffer.alloc(32)]);
  if (!lock) return fileOf(Buffer.concat([head, whole]), '');
  const salt = randomBytes(32);
  head.set(salt, 6);
  head.writeBigUInt64LE(BigInt(lock.cost.operations), 38);
  head.writeBigUInt64LE(BigInt(lock.cost.memory), 46);
  return fileOf(Buffer.concat([head, masked(whole, { ...lock, salt })]), 'encrypted ');
}

function fileOf(bytes: Buffer, kind: string): string {
  return `${untrusted}minisign ${kind}secret key\n${bytes.toString('base64')}\n`;
}

interface Lock {
  readonly password: string;
  readonly salt: Buffer;
  readonly cost: Cost;
}

function masked(bytes: Buffer, { password, salt, cost }: Lock): Buffer {
  const { N, r, p } = scryptParameters(cost);
  const mask = scryptSync(password, salt, size.hidden, { N, r, p, maxmem: 128 * r * (N + p + 2) + (1 << 20) });
  return Buffer.from(bytes.map((octet, at) => octet ^ (mask[at] ?? 0)));
}

/** As libsodium chooses them: crypto_pwhash_scryptsalsa208sha256. */
function scryptParameters(cost: Cost): { readonly N: number; readonly r: number; readonly p: number } {
  const operations = Math.max(cost.operations, 32768);
  const r = 8;
  const isShort = operations < cost.memory / 32;
  const most = isShort ? operations / (r * 4) : cost.memory / (r * 128);
  let N = 2;
  while (N <= most / 2) N *= 2;
  const p = isShort ? 1 : Math.max(1, Math.floor(operations / 4 / N / r));
  return { N, r, p };
}
