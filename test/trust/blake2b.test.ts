import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blake2b } from '../../src/trust/blake2b.ts';

test('with 64 octets it is the one of node:crypto', () => {
  const bytes = fc.uint8Array({ maxLength: 400 });
  fc.assert(
    fc.property(bytes, (some) => {
      expect(blake2b(some, 64)).toEqual(createHash('blake2b512').update(some).digest());
    }),
    { examples: [[new Uint8Array(0)], [new Uint8Array(128)], [new Uint8Array(129)], [new Uint8Array(256)]] },
  );
});

// From Python's hashlib.
test.each([
  [0, '0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8'],
  [106, 'a4a9739a1c83135bab3334990b470164ed81f633d7fe79722b3ac6e65dadd38e'],
  [128, 'c3582f71ebb2be66fa5dd750f80baae97554f3b015663c8be377cfcb2488c1d1'],
  [129, 'f7f3c46ba2564ff4c4c162da1f5b605f9f1c4aa6a20652a9f9a337c1a2f5b9c9'],
])('with 32 octets it is another hash: %i', (length, digest) => {
  const bytes = Uint8Array.from({ length }, (_, at) => at % 251);
  expect(blake2b(bytes, 32).toString('hex')).toBe(digest);
});
