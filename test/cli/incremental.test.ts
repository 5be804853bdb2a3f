import fc from 'fast-check';
import { test } from 'vitest';
import { manyRecords } from '../support/many-records.ts';
import { Twins } from '../support/twins.ts';
import { buildArgv, edit } from './incremental-edits.ts';

const steps = fc.array(fc.record({ edits: fc.array(edit, { maxLength: 2 }), argv: buildArgv }), {
  minLength: 6,
  maxLength: 10,
});

test('a build that remembers says and writes what one from nothing does, whatever was edited before', async () => {
  const property = fc.asyncProperty(steps, fc.boolean(), async (steps, areStampsProof) => {
    const twins = new Twins(manyRecords());
    twins.edit((space) => {
      // By a clock that runs ahead, files that were just written count as old.
      if (areStampsProof) space.now = Date.now() + 3_600_000;
    });
    await twins.build('--as-of', '2026-11-24');
    for (const { edits, argv } of steps) {
      for (const one of edits) twins.edit(one);
      await twins.build(...argv);
    }
  });
  await fc.assert(property, { numRuns: 14 });
});
