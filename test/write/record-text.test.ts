import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { OrderRecord } from '../../src/core/order.ts';
import { validateOrderRecord } from '../../src/generated/order-validator.ts';
import { readDocument } from '../../src/read/document.ts';
import { readOrders } from '../../src/read/orders.ts';
import { recordText } from '../../src/write/record-text.ts';
import { anyRecord, quotingTraps, strangeCharacters } from '../support/any-record.ts';
import { desk } from '../support/memory.ts';
import { yamlReaders } from '../support/yaml-readers.ts';

const schema = '../../schemas/order.schema.json';

/** What our reader makes of a text, as the schema has it, and what it says of the YAML. */
function readBack(text: string): { readonly value: unknown; readonly yamlFindings: readonly string[] } {
  const { document } = readDocument('record.yaml', Buffer.from(text));
  validateOrderRecord(document?.value);
  const { diagnostics } = readOrders([{ file: 'record.yaml', bytes: () => Buffer.from(text) }], desk());
  const codes = diagnostics.map(({ code }) => code).filter((code) => code.startsWith('yaml/'));
  return { value: document?.value, yamlFindings: codes };
}

function withText(text: string): OrderRecord {
  return {
    id: 'trap',
    title: text,
    instrument: 'court-order',
    authority: { name: text, kind: 'court', country: 'NO' },
    caseNumbers: [text, text],
    events: [{ type: 'issued', date: '2022-07-11', reference: text, note: text }],
    targets: [text, { name: 'site.example', raw: text }],
    sources: [{ title: text, kind: 'memory', note: `${text} ${'and more words of it '.repeat(8)}end` }],
    publication: 'public',
    notes: text,
  };
}

test('a record is written as the records in orders/ are', () => {
  const path = join(import.meta.dirname, '../../orders/it/it-milano-2022-cloudflare.yaml');
  const byHand = readFileSync(path, 'utf8');
  expect(recordText(parse(byHand), { schema })).toBe(byHand);
});

test('every record in orders/ is read back as it is', () => {
  const folder = join(import.meta.dirname, '../../orders');
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith('.yaml'));
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) {
    const { value } = readBack(readFileSync(join(folder, file), 'utf8'));
    const written = recordText(value as OrderRecord, { schema });
    expect([file, readBack(written)]).toEqual([file, { value, yamlFindings: [] }]);
  }
});

describe('a text that YAML may take for something else is read back as it is', () => {
  test.each(Object.entries({ ...quotingTraps, ...strangeCharacters }))('%s', (_, text) => {
    const record = withText(text);
    const written = recordText(record, { schema });
    expect(readBack(written)).toEqual({ value: record, yamlFindings: [] });
    for (const [reader, read] of yamlReaders) expect([reader, read(written)]).toEqual([reader, record]);
  });
});

test('any record is read back as it is, by us and by other readers', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const written = recordText(record, { schema });
      expect(readBack(written)).toEqual({ value: record, yamlFindings: [] });
      for (const [reader, read] of yamlReaders) expect([reader, read(written)]).toEqual([reader, record]);
    }),
    { numRuns: 300 },
  );
});

test('plain names stand on lines of their own without quotes, which is what makes them quick to read', () => {
  const record = { ...withText('x'), targets: ['a.example', '1337x.to', 'xn--e1afmkfd.org'] };
  expect(recordText(record, { schema })).toContain('targets:\n  - a.example\n  - 1337x.to\n  - xn--e1afmkfd.org\n');
});

test('the path of the schema cannot end the comment that it stands in', () => {
  const written = recordText(withText('x'), { schema: 'my orders/a\nid: other' });
  expect(written.split('\n')[0]).toBe('# yaml-language-server: $schema=my%20orders/a<U+000A>id:%20other');
});
