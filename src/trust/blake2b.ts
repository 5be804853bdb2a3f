// node:crypto has BLAKE2b with 64 octets only; the check sum in a secret key has 32, and the size goes into the hash.

// The first 64 bits of the fractions of the square roots of the first eight primes (RFC 7693 2.6).
const start: readonly bigint[] = [
  0x6a09e667f3bcc908n,
  0xbb67ae8584caa73bn,
  0x3c6ef372fe94f82bn,
  0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n,
  0x9b05688c2b3e6c1fn,
  0x1f83d9abfb41bd6bn,
  0x5be0cd19137e2179n,
];

// Which words of the block are mixed in when, a digit each (RFC 7693 2.7).
const schedule: readonly string[] = [
  '0123456789abcdef',
  'ea489fd61c02b753',
  'b8c052fdae367194',
  '7931dcbe265a40f8',
  '905724afe1bc683d',
  '2c6a0b834d75fe19',
  'c51fed4a0763928b',
  'db7ec13950f4862a',
  '6fe9b308c2d714a5',
  'a2847615fb9e3cd0',
];

const rounds = 12;
const blockSize = 128;
const mask = 2n ** 64n - 1n;

/** BLAKE2b without a key (RFC 7693), for a few octets: it is slow. `size` in octets, 1 to 64. */
export function blake2b(bytes: Uint8Array, size: number): Buffer {
  const state = [...start];
  state[0] = word(state, 0) ^ 0x01010000n ^ BigInt(size);
  const blocks = Math.max(1, Math.ceil(bytes.length / blockSize));
  for (let block = 0; block < blocks; block++) {
    const end = Math.min(bytes.length, (block + 1) * blockSize);
    const padded = Buffer.alloc(blockSize);
    padded.set(bytes.subarray(block * blockSize, end));
    compress(state, padded, { end, isLast: block === blocks - 1 });
  }
  const digest = Buffer.alloc(64);
  for (const [index, value] of state.entries()) digest.writeBigUInt64LE(value, index * 8);
  return digest.subarray(0, size);
}

interface Position {
  /** How many octets the hash has seen with this block. */
  readonly end: number;
  readonly isLast: boolean;
}

/** RFC 7693 3.2. */
function compress(state: bigint[], block: Buffer, { end, isLast }: Position): void {
  const mixed = [...state, ...start];
  mixed[12] = word(mixed, 12) ^ BigInt(end);
  if (isLast) mixed[14] = word(mixed, 14) ^ mask;
  for (let round = 0; round < rounds; round++) {
    const digits = schedule[round % schedule.length] ?? '';
    for (let step = 0; step < 8; step++) {
      const [x, y] = [0, 1].map((at) => block.readBigUInt64LE(Number.parseInt(digits[2 * step + at] ?? '', 16) * 8));
      mix(mixed, step, [x ?? 0n, y ?? 0n]);
    }
  }
  for (let at = 0; at < 8; at++) state[at] = word(state, at) ^ word(mixed, at) ^ word(mixed, at + 8);
}

/** Four columns, then four diagonals (RFC 7693 3.1). */
function mix(v: bigint[], step: number, [x, y]: readonly [bigint, bigint]): void {
  const column = step % 4;
  const shift = step < 4 ? 0 : 1;
  const [a, b, c, d] = [0, 1, 2, 3].map((row) => 4 * row + ((column + row * shift) % 4)) as [
    number,
    number,
    number,
    number,
  ];
  v[a] = (word(v, a) + word(v, b) + x) & mask;
  v[d] = rotated(word(v, d) ^ word(v, a), 32n);
  v[c] = (word(v, c) + word(v, d)) & mask;
  v[b] = rotated(word(v, b) ^ word(v, c), 24n);
  v[a] = (word(v, a) + word(v, b) + y) & mask;
  v[d] = rotated(word(v, d) ^ word(v, a), 16n);
  v[c] = (word(v, c) + word(v, d)) & mask;
  v[b] = rotated(word(v, b) ^ word(v, c), 63n);
}

function word(words: readonly bigint[], at: number): bigint {
  return words[at] ?? 0n;
}

function rotated(value: bigint, right: bigint): bigint {
  return (value >> right) | ((value << (64n - right)) & mask);
}
