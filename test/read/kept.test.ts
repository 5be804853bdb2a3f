import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NameTable } from '../../src/names/index.ts';
import { type Keeping, type KeptNames, readOrders } from '../../src/read/orders.ts';
import type { RecordFile } from '../../src/read/records.ts';
import { desk } from '../support/memory.ts';
import { outcome, type Paper, paper, recordOf } from './outcome.ts';

/** What is kept of a reading, through JSON and octets, as on a disk. */
function stored({ records, tables }: Keeping): { readonly kept: RecordFile['kept'][]; readonly names: KeptNames } {
  let firstClaim = 1;
  const kept = records.map((one) => {
    const record: typeof one = JSON.parse(JSON.stringify(one));
    firstClaim += record.claims.length;
    return { record, firstClaim: firstClaim - record.claims.length };
  });
  // One at a time: a table is valid until the next.
  const copies = Array.from(tables(), copyOf);
  const rows = copies.reduce((sum, { size }) => sum + size, 0);
  return { kept, names: { rows, [Symbol.iterator]: () => copies[Symbol.iterator]() } };
}

function copyOf(table: NameTable): NameTable {
  const copy = new NameTable();
  copy.reserve(table.size, table.used);
  for (let row = 0; row < table.size; row++) copy.copy(table, row);
  return copy;
}

/** A record that stood there before, and what stands there now: the same one, another one, or none. */
interface Change {
  readonly before: Paper | undefined;
  readonly after: Paper | 'the same' | undefined;
}

const change: fc.Arbitrary<Change> = fc.record({
  before: fc.option(paper, { nil: undefined }),
  after: fc.oneof({ weight: 3, arbitrary: fc.constant('the same' as const) }, fc.option(paper, { nil: undefined })),
});

test('law: records that were kept and those that are read anew come to what all come to that are read anew', async () => {
  const most = fc.integer({ min: 1, max: 9 });
  const property = fc.asyncProperty(fc.array(change, { maxLength: 5 }), most, most, async (changes, then, now) => {
    const numbered = changes.map((one, number) => ({ ...one, id: `o${number}` }));
    const earlier = numbered.flatMap(({ before, id }) => (before ? [recordOf(before, id)] : []));
    const { kept, names } = stored(readOrders(earlier, desk({}, then)).keeping);
    const keptOf = new Map(earlier.map(({ file }, index) => [file, kept[index]]));
    const records = numbered.flatMap(({ before, after, id }): RecordFile[] => {
      const paper = after === 'the same' ? before : after;
      if (!paper) return [];
      const record = recordOf(paper, id);
      return [after === 'the same' ? { ...record, kept: keptOf.get(record.file) } : record];
    });
    const anew = records.map(({ file, bytes }) => ({ file, bytes }));
    const partly = await outcome(readOrders(records, { ...desk({}, now), keptNames: names }));
    expect(partly).toEqual(await outcome(readOrders(anew, desk({}, 1000))));
  });
  await fc.assert(property, { numRuns: 300 });
});
