import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampler } from '../../src/cli/verify/sampler.ts';

test('law: a sample has as many as were asked for, or all, and is the same for the same seed', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 1, max: 500 }),
      fc.string(),
      (size, number, seed) => {
        const places = Array.from({ length: size }, (_, place) => place);
        const taken = places.filter(sampler(size, number, seed));
        expect(taken).toHaveLength(Math.min(size, number));
        expect(places.filter(sampler(size, number, seed))).toEqual(taken);
      },
    ),
  );
});
