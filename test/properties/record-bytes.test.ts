import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Diagnostic, hasErrors, type Place } from '../../src/core/diagnostic.ts';
import type { OrderRecord } from '../../src/core/order.ts';
import { validateOrderRecord } from '../../src/generated/order-validator.ts';
import { readDocument } from '../../src/read/document.ts';
import { reporters } from '../../src/report/registry.ts';
import { recordText } from '../../src/write/record-text.ts';
import { brokenRecords } from '../support/broken-records.ts';
import { checkRecord, recordFile } from '../support/check-record.ts';
import { RUNS } from '../support/runs.ts';
import { workspace } from '../support/workspace.ts';

/** The places of findings, those of what they point to as well. */
function placesOf({ place, related = [] }: Diagnostic): readonly (Place | undefined)[] {
  return [place, ...related.map((one) => one.place)];
}

/** Whether a place is a stretch of a line of the file. */
function isWithin(lines: readonly string[], { line, column, endColumn, text }: Place): boolean {
  return lines[line - 1] === text && 1 <= column && column <= endColumn && endColumn <= text.length + 1;
}

/** Of a file in which there is no line to point to. */
function isOfTheWholeFile({ code, message }: Diagnostic): boolean {
  return code === 'yaml/encoding' || message === 'The file is empty.';
}

test('law: whatever lies where a record should, it is a sound record or findings at places that it has', () => {
  fc.assert(
    fc.property(brokenRecords, (bytes) => {
      const { findings, order } = checkRecord(bytes);
      const lines = bytes
        .toString('utf8')
        .replace(/^\ufeff/, '')
        .split('\n')
        .map((one) => one.replace(/\r$/, ''));
      const astray = findings
        .filter((one) => !isOfTheWholeFile(one))
        .filter((one) => placesOf(one).some((place) => !place || !isWithin(lines, place)));
      expect(astray).toEqual([]);
      expect(hasErrors(findings) || order !== undefined).toBe(true);
    }),
    { numRuns: RUNS },
  );
});

test('law: a record that is still sound is written and read back as it is, and stays sound', () => {
  fc.assert(
    fc.property(brokenRecords, (bytes) => {
      if (hasErrors(checkRecord(bytes).findings)) return;
      const record = readDocument(recordFile, bytes).document?.value as OrderRecord;
      validateOrderRecord(record);
      const written = Buffer.from(recordText(record, { schema: 'order.schema.json' }));
      const again = readDocument(recordFile, written).document?.value;
      validateOrderRecord(again);
      expect(again).toEqual(record);
      expect(hasErrors(checkRecord(written).findings)).toBe(false);
    }),
    { numRuns: RUNS / 5 },
  );
});

test('law: "check" of any file is an answer in every report, never a fault of the program', async () => {
  const space = workspace();
  await fc.assert(
    fc.asyncProperty(brokenRecords, fc.constantFrom(...reporters.map(({ id }) => id)), async (bytes, report) => {
      space.write(recordFile, bytes);
      const { status, stdout } = await space.run('check', '--report', report);
      expect([0, 1]).toContain(status);
      expect(status === 0 || stdout !== '').toBe(true);
    }),
    { numRuns: RUNS / 500 },
  );
});
