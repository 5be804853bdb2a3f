import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type Diagnostic, hasErrors } from '../../src/core/diagnostic.ts';
import type { OrderRecord } from '../../src/core/order.ts';
import { validateOrderRecord } from '../../src/generated/order-validator.ts';
import { readDocument } from '../../src/read/document.ts';
import { recordText } from '../../src/write/record-text.ts';
import { checkRecord, recordFile } from '../support/check-record.ts';
import { naughtyOctets, naughtyTexts } from '../support/naughty.ts';
import { base, fields, freeFields, withField, withFields } from '../support/order-fields.ts';
import { drawn, RUNS } from '../support/runs.ts';
import { yamlReaders } from '../support/yaml-readers.ts';

const schema = 'order.schema.json';

function recordOf(bytes: Buffer): unknown {
  const { document } = readDocument(recordFile, bytes);
  validateOrderRecord(document?.value);
  return document?.value;
}

/** Whether a record is read back as it is where it is sound; else whether a line of it is refused. */
function isHeld(record: OrderRecord): boolean {
  const written = recordText(record, { schema });
  const { findings } = checkRecord(Buffer.from(written));
  if (hasErrors(findings)) return isRefused(findings, written);
  return isDeepStrictEqual(recordOf(Buffer.from(written)), record);
}

/** Whether there is an error whose line is one of the record. */
function isRefused(findings: readonly Diagnostic[], written: string): boolean {
  const lines = written.split('\n');
  return findings.some(({ severity, place }) => {
    return severity === 'error' && place !== undefined && lines[place.line - 1] === place.text;
  });
}

test('there are naughty strings, and fields from the schema that take them', () => {
  expect(naughtyTexts.length).toBeGreaterThan(1400);
  expect(fields.length).toBeGreaterThan(70);
  expect(freeFields.map(({ pointer }) => pointer)).toContain('/obligations/0/penalty');
});

describe('every naughty string', () => {
  test('in all free fields of a record at once is read back as it is, or refused at a line of it', () => {
    const wrong = naughtyTexts.filter((text) => !isHeld(withFields(base, freeFields, text)));
    expect(wrong).toEqual([]);
  });

  test('in any field of a record is read back as it is, or refused at a line of it', () => {
    const pairs = fields.flatMap((field) => naughtyTexts.map((text) => ({ field, text })));
    const wrong = drawn(pairs, RUNS / 50).filter(({ field, text }) => !isHeld(withField(base, field, text)));
    expect(wrong.map(({ field, text }) => [field.pointer, text])).toEqual([]);
  });
});

test('every octet at each place of a title, in quotes and without, is read as other readers do, or refused', () => {
  const files = naughtyOctets.flatMap((octets) =>
    ['', '"', "'"].map((quote) => {
      const [before, after] = recordText({ ...base, title: 'TITLE' }, { schema }).split(/"?TITLE"?/);
      return Buffer.concat([`${before}${quote}`, octets, `${quote}${after}`].map((part) => Buffer.from(part)));
    }),
  );
  const wrong = files.filter((bytes) => {
    const { findings } = checkRecord(bytes);
    if (hasErrors(findings)) return false;
    const title = (recordOf(bytes) as OrderRecord).title;
    return yamlReaders.some(([, read]) => (read(bytes.toString()) as OrderRecord).title !== title);
  });
  expect(wrong.map(String)).toEqual([]);
});
