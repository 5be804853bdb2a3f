import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readOrders } from '../../src/read/orders.ts';
import { desk } from '../support/memory.ts';
import { outcome, type Paper, paper, recordOf } from './outcome.ts';

/** All that comes out of the records, when so many names are sorted at a time. */
async function told(papers: readonly Paper[], most: number) {
  const records = papers.map((one, index) => recordOf(one, `o${index}`));
  return outcome(readOrders(records, desk({}, most)));
}

test('law: what is compiled and what is said do not depend on how many names are sorted at a time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(paper, { maxLength: 4 }), fc.integer({ min: 1, max: 9 }), async (papers, most) => {
      expect(await told(papers, most)).toEqual(await told(papers, 1000));
    }),
    { numRuns: 300 },
  );
});
