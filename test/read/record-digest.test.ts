import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../src/read/document.ts';
import { digestOfRecord, recordDigest } from '../../src/read/record-digest.ts';

const record = `id: one
title: "Applicant v Respondent"
instrument: court-order
authority: { name: "Tribunale di Milano", kind: court, country: "IT", timeZone: Europe/Rome }
events:
  - { type: issued, date: "2026-01-10" }
  - { type: effective, date: "2026-01-12" }
targets:
  - a.to
  - b.to
  - c.to
  - { name: d.to, scope: exact }
  - e.to
  - f.to
amendments:
  - date: "2026-02-02"
    add:
      - g.to
      - h.to
    remove: [a.to]
annex: { file: annex.txt, sha256: "${'a'.repeat(64)}", count: 12 }
publication: public
`;
const digest = '565b69ccd15abd1fd74c6cb209c9fcf2ea63350ba4f5a8891975637916694b93';

function digestOf(text: string): string | undefined {
  return digestOfRecord('one.yaml', Buffer.from(text));
}

/** The same without the fast way past YAML. */
function slowDigest(text: string): string | undefined {
  const bytes = Buffer.from(text);
  const { document } = readDocument('one.yaml', bytes);
  return document && recordDigest(document, bytes);
}

describe('the digest of a record', () => {
  test('is the same on every machine and for ever: approvals that were given depend on it', () => {
    expect(digestOf(record)).toBe(digest);
  });

  for (const [what, changed] of [
    ['a comment', record.replace('targets:', '# The names of the annex.\ntargets: # as ordered')],
    ['an empty line', record.replace('targets:', '\ntargets:')],
    ['the order of keys', `publication: public\n${record.replace('publication: public\n', '')}`],
    ['the order of keys in a group', record.replace('kind: court, country: "IT"', 'country: "IT", kind: court')],
    ['quotes', record.replace('- b.to', '- "b.to"').replace('"Applicant v Respondent"', 'Applicant v Respondent')],
    ['the form of a list', record.replace('  - e.to\n  - f.to\n', '  - "e.to"\n  -   f.to\n')],
    ['the form of a group', record.replace('{ name: d.to, scope: exact }', 'name: d.to\n    scope: exact')],
    ['the version of its form', `schema: 1\n${record}`],
    ['line ends', record.replaceAll('\n', '\r\n')],
    ['an approval', `${record}approvals:\n  - { by: Anna, date: "2026-03-01", sha256: "${'b'.repeat(64)}" }\n`],
  ] as const) {
    test(`does not depend on ${what}`, () => {
      expect(changed).not.toBe(record);
      expect(digestOf(changed)).toBe(digest);
    });
  }

  for (const [from, to] of [
    ['  - c.to', '  - cc.to'],
    ['  - b.to\n', ''],
    ['  - f.to\n', '  - f.to\n  - f2.to\n'],
    ['      - h.to', '      - hh.to'],
    ['remove: [a.to]', 'remove: [b.to]'],
    ['scope: exact', 'scope: subdomains'],
    ['"2026-01-12"', '"2026-01-13"'],
    ['count: 12', 'count: 13'],
    ['a'.repeat(64), 'b'.repeat(64)],
    ['publication: public', 'publication: sealed'],
    ['events:', 'notes: "approvals"\nevents:'],
    ['  - a.to\n  - b.to', '  - b.to\n  - a.to'],
    [
      'type: effective, date: "2026-01-12" }',
      'type: effective, date: "2026-01-12" }\n  - { type: lifted, date: "2026-05-05" }',
    ],
  ] as const) {
    test(`changes with ${JSON.stringify(to === '' ? `no ${from}` : to)}`, () => {
      const changed = record.replace(from, to);
      expect(changed).not.toBe(record);
      expect(digestOf(changed)).not.toBe(digest);
    });
  }

  test('law: covers every name, whether it goes the way of YAML or past it', () => {
    const item = fc.constantFrom('a.to', 'b.to', 'c.example.org', '"d.to"', '{ name: e.to }', '1.2.3.4', 'пример.рф');
    const list = fc.array(item, { minLength: 1, maxLength: 8 });
    const text = ([targets, add, end]: readonly [readonly string[], readonly string[], string]) => {
      const lines = [...targets.map((one) => `  - ${one}`), 'amendments:', '  - date: "2021-01-01"', '    add:'];
      const head = record.slice(0, record.indexOf('  - a.to')).split('\n').slice(0, -1);
      return [...head, ...lines, ...add.map((one) => `      - ${one}`), 'publication: public', ''].join(end);
    };
    const records = fc.tuple(list, list, fc.constantFrom('\n', '\r\n'));
    fc.assert(
      fc.property(records, records, (one, other) => {
        expect(digestOf(text(one))).toBe(slowDigest(text(one)));
        const plain = ([targets, add]: typeof one) => JSON.stringify([targets, add]).replaceAll('\\"', '');
        expect(digestOf(text(one)) === digestOf(text(other))).toBe(plain(one) === plain(other));
      }),
      { numRuns: 2000 },
    );
  });

  test('is none where there is no record', () => {
    expect(['', '- a\n', 'a: "', 'just text'].map(digestOf)).toEqual([undefined, undefined, undefined, undefined]);
  });
});
