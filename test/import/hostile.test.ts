import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultCaps } from '../../src/import/caps.ts';
import type { Caps } from '../../src/import/paper.ts';
import { readPaper } from '../../src/import/registry.ts';
import { at, docxOf, pdfOf, shown, utf8, xlsxOf, zipOf } from '../support/papers.ts';

const mega = 1024 * 1024;
const sheet = '<sheetData><row r="1"><c r="A1" t="str"><v>a.example</v></c></row></sheetData>';

async function outcome(bytes: Uint8Array, fileName: string, caps: Caps = defaultCaps): Promise<string> {
  return shown(await readPaper(bytes, fileName, { caps }));
}

describe('a file that was made to take the machine with it', () => {
  const bomb = { 'word/document.xml': new Uint8Array(30 * mega), '_rels/.rels': '' };

  test('a packed file that says it is huge is refused unread', async () => {
    expect(await outcome(zipOf(bomb), 'a.docx')).toBe(
      'unreadable: The file is packed, and unpacked it would be 30 MB or more. Nothing was read from it. Split it into smaller files, or save only the list of names as a CSV file.\n',
    );
  });

  test('a packed file that lies about its size is stopped while it is unpacked', async () => {
    expect(
      await outcome(zipOf({ ...bomb, '_rels/.rels': new Uint8Array(30 * mega) }, { size: 100 }), 'a.docx'),
    ).toContain('unreadable: The file is packed, and what is in it is larger than it says.');
  });

  test('two files of one name in an archive are refused, because programs differ in which they show', async () => {
    const bytes = Buffer.from(zipOf({ 'word/document.xml': 'one', 'word/document.xmm': 'two' }));
    for (let found = bytes.indexOf('.xmm'); found >= 0; found = bytes.indexOf('.xmm')) bytes.write('.xml', found);
    expect(await outcome(bytes, 'a.docx')).toContain('unreadable: This file is damaged');
  });

  test.each([
    ['file', utf8('a.example\n'.repeat(20)), 'list.txt', { size: 100 }, 'The file has 1 MB; up to 0 MB are read.'],
    ['rows', utf8('a.example\n'.repeat(20)), 'list.txt', { rows: 19 }, 'more than 19 rows'],
    ['rows of a table', utf8('a.example,1\n'.repeat(20)), 'list.csv', { rows: 19 }, 'more than 19 rows'],
    ['lists', utf8(JSON.stringify(Array(20).fill('a.example'))), 'list.json', { rows: 19 }, 'more than 19 rows'],
    ['entries', utf8(`<a>${'<b>x</b>'.repeat(20)}</a>`), 'list.xml', { rows: 19 }, 'more than 19 rows'],
    ['pages', pdfOf(Array(20).fill(at(50, 700, 'a'))), 'list.pdf', { rows: 19 }, 'more than 19 rows'],
  ] as const)('as many %s as a paper may have', async (_, bytes, fileName, cap, message) => {
    expect(await outcome(bytes, fileName, { ...defaultCaps, ...cap })).toContain(message);
    expect(await outcome(bytes, fileName)).not.toContain('unreadable');
  });

  test('cells far to the right are counted, though they are few', async () => {
    const rows = Array.from({ length: 20 }, (_, row) => `<row><c r="XFD${row + 1}" t="str"><v>x</v></c></row>`);
    const bytes = xlsxOf([{ name: 'S', xml: `<sheetData>${rows.join('')}</sheetData>` }]);
    expect(await outcome(bytes, 'a.xlsx', { ...defaultCaps, rows: 1000 })).toContain(
      'more cells, most of them perhaps empty',
    );
  });

  test('a merged area of a million rows costs nothing', async () => {
    const merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>';
    expect(await outcome(xlsxOf([{ name: 'S', xml: sheet + merged }]), 'a.xlsx')).toContain('row 1: a.example\n');
  });

  test('one line of ten megabytes', async () => {
    const line = 'a'.repeat(10 * mega);
    for (const ending of ['txt', 'csv'])
      expect(await readPaper(utf8(line), `a.${ending}`)).toMatchObject({ format: ending });
    expect(await outcome(utf8(`"${line}`), 'a.csv')).toContain(
      'A quotation mark in this file is opened and not closed',
    );
  });

  test.each([
    ['JSON', '['.repeat(1_000_000) + ']'.repeat(1_000_000), 'a.json', 'more than 100 deep'],
    ['JSON that never ends', '['.repeat(1_000_000), 'a.json', 'breaks the rules of JSON'],
    ['XML', '<a>'.repeat(1_000_000), 'a.xml', 'more than 200 deep'],
    [
      'a billion laughs',
      `<!DOCTYPE a [<!ENTITY a "ha">${'<!ENTITY b "&a;&a;&a;&a;">'.repeat(9)}]><a>&b;</a>`,
      'a.xml',
      'document type',
    ],
    ['another file by an entity', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'a.xml', 'document type'],
  ])('%s', async (_, text, fileName, message) => {
    expect(await outcome(utf8(text), fileName)).toContain(message);
  });

  test('a document type within an Office file', async () => {
    const bytes = zipOf({ '_rels/.rels': '<!DOCTYPE a><Relationships/>', 'word/document.xml': '' });
    expect(await outcome(bytes, 'a.docx')).toContain('document type');
  });
});

describe('a file that was changed or cut off anywhere gives a paper or a sentence, never a fault', () => {
  const files: readonly (readonly [string, Uint8Array])[] = [
    ['a.xlsx', xlsxOf([{ name: 'S', xml: sheet }])],
    ['a.docx', docxOf('<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a.example</w:t></w:r></w:p></w:tc></w:tr></w:tbl>')],
    ['a.pdf', pdfOf([at(50, 700, 'a.example') + at(200, 700, '1.2.2026'), '50 50 m 90 50 l S\n'])],
    ['packed.pdf', pdfOf([at(50, 700, 'a.example')], { form: 'packed' })],
    ['a.csv', utf8('Site;Since\n"a.example";1\n"b\nc";2\n')],
    ['a.tsv', Buffer.from('\ufeffa.example\t1\n', 'utf16le')],
    ['a.txt', utf8('příklad.example\n')],
    ['a.json', utf8('{"fqdn":["a.example",{"x":1}],"b.example":null}')],
    ['a.xml', utf8('<?xml version="1.0" encoding="windows-1251"?><a b="1"><c>x</c><c><![CDATA[y]]></c></a>')],
  ];

  async function answers(bytes: Uint8Array, fileName: string): Promise<void> {
    const paper = await readPaper(bytes, fileName);
    if ('message' in paper) expect(paper.message).toMatch(/\.$/);
    else expect(paper.parts.every(({ rows }) => rows.length > 0) || paper.parts.length === 1).toBe(true);
  }

  test.each(files)('%s cut off at each place', async (fileName, bytes) => {
    const step = Math.max(1, Math.floor(bytes.length / 200));
    for (let length = 0; length < bytes.length; length += step) await answers(bytes.subarray(0, length), fileName);
  });

  // PDFs with octets changed are read in a thread, in test/cli/paper-worker.test.ts: pdf.js leaves rejections behind.
  test.each(files.filter(([fileName]) => !fileName.endsWith('.pdf')))(
    '%s with octets changed',
    async (fileName, bytes) => {
      const change = fc.record({ place: fc.nat({ max: bytes.length - 1 }), octet: fc.nat({ max: 255 }) });
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
          const copy = Uint8Array.from(bytes);
          for (const { place, octet } of changes) copy[place] = octet;
          await answers(copy, fileName);
        }),
        { numRuns: 200 },
      );
    },
  );

  test('any octets under any name', async () => {
    const name = fc.constantFrom(...files.map(([fileName]) => fileName));
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), name, answers), { numRuns: 500 });
  });
});
