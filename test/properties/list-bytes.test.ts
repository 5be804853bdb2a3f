import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesNamed } from '../../src/core/corpus.ts';
import { type DomainName, parseName } from '../../src/core/name.ts';
import type { Order } from '../../src/core/order.ts';
import { readTarget } from '../../src/core/target-text.ts';
import { readOrders } from '../../src/read/orders.ts';
import { desk } from '../support/memory.ts';
import { record } from '../support/record.ts';
import { RUNS } from '../support/runs.ts';

const linesOfList = 50;

const piece = fc.constantFrom(
  ...['a', 'B', '9', '-', '_', '.', '..', 'xn--', 'xn--e1afmkfd', 'to', '.com', '.to', '0x1', 'x'.repeat(62)],
  ...['http://', 'HTTPS://', 'hxxp://', '/', '?', '#', ':', ':80', '@', '*', '*.', '[.]', '[x]', 'www.', '1.2.3.4'],
  ...['é', 'ß', 'я', '例', '。', 'ｅ', 'а', 'ı', 'İ', 'ﬀ', '٣', '\u0301', 'א', '💩', 'Ⅷ', '℀'],
  ...['\u200d', '\u00ad', '\u200b', '\ufeff', '\u202e', '\u2066', '\u2028', '\u0085', '\u{e0041}', '\uffff'],
  ...[' ', '\t', '\r', '\v', '\f', '\0', '\b', '\u001b', '\u007f', '%41', '(dot)', '$INCLUDE', '@', ';', '"', '\\'],
);
const name = fc.tuple(fc.constantFrom('a', 'www.b', 'Site', 'x_y', 'é'), fc.constantFrom('to', 'com', 'co.uk', 'рф'));
const line = fc
  .oneof(
    { weight: 4, arbitrary: fc.array(piece, { maxLength: 6 }).map((parts) => parts.join('')) },
    { weight: 4, arbitrary: fc.tuple(piece, name, piece).map(([a, [b, c], d]) => `${a}${b}.${c}${d}`) },
    { weight: 4, arbitrary: name.map((parts) => parts.join('.')) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        ' ',
        '\r',
        '# comment',
        '#\ra.to',
        '#\u0085a.to',
        '#\u007fb',
        '  # a.to\u2028b.to',
        '\ufeff#',
      ),
    },
  )
  .map((text) => text.replaceAll('\n', ''));
const lists = fc
  .tuple(
    fc.array(line, { minLength: linesOfList, maxLength: linesOfList, size: 'max' }),
    fc.constantFrom('\n', '\n', '\r\n', '\r'),
    fc.constantFrom('', '', '\ufeff'),
  )
  .map(([lines, end, mark]) => Buffer.from(mark + lines.join(end)))
  // It would be taken for UTF-16, and refused whole: that is the other law.
  .filter((list) => list[0] !== 0 && list[1] !== 0);

/** All that comes of a list that is an order's annex. */
function readList(list: Uint8Array) {
  const annex = { file: 'annex.txt', sha256: createHash('sha256').update(list).digest('hex') };
  const bytes = Buffer.from(record('one', undefined, { annex }));
  const files = {
    read: (path: string, from = 0, length = list.length) =>
      path === 'orders/annex.txt' ? list.subarray(from, from + length) : undefined,
    stamp: () => 'same',
  };
  const read = readOrders([{ file: 'orders/one.yaml', bytes: () => bytes }], { ...desk(), files });
  const { table, names } = { table: read.corpus.names.at(0), names: new Set<string>() };
  for (let row = 0; row < table.size; row++) names.add(table.nameAt(row));
  const [order] = [...read.orders, ...read.unsound];
  return { ...read, names, account: (order as Order).account };
}

/** What a list says, line by line, told without the program's own scanner: lines with nothing on them say nothing. */
function sayingLines(list: Uint8Array): readonly (readonly [number: number, text: string])[] {
  const text = Buffer.from(list)
    .toString('utf8')
    .replace(/^\ufeff/, '');
  const lines = text.split('\n').map((one, index) => [index + 1, one.replace(/\r$/, '')] as const);
  const otherLineEnds = [...Array(32).keys()].map((code) => String.fromCharCode(code)).filter((char) => char !== '\t');
  otherLineEnds.push('\u0085', '\u2028', '\u2029');
  const isComment = (one: string) => one.startsWith('#') && !otherLineEnds.some((char) => one.includes(char));
  const bare = (one: string) => one.replace(/^[ \t\r]+|[ \t\r]+$/g, '');
  return lines.filter(([, one]) => bare(one) !== '' && !isComment(bare(one)));
}

test('law: each line of a list ends as a name, as one that is there already, or as a finding at its place', () => {
  fc.assert(
    fc.property(lists, (list) => {
      const { names, account, diagnostics, corpus } = readList(list);
      const { lines, targets, merged, removals, excluded, reported } = account;
      const told = sayingLines(list).map(([number, text]) => [number, readTarget(text)] as const);
      const read = told.flatMap(([, target]) => (target.kind === 'name' ? target.name : []));
      const refused = told.flatMap(([number, target]) => (target.kind === 'name' ? [] : number));
      expect(names).toEqual(new Set(read));
      expect([lines, targets + merged, removals, excluded, reported]).toEqual([
        told.length,
        read.length,
        0,
        0,
        refused.length,
      ]);
      const places = diagnostics
        .filter(({ place }) => place?.file === 'orders/annex.txt')
        .map(({ place }) => place?.line);
      expect(refused.filter((number) => !places.includes(number))).toEqual([]);
      for (const one of names) {
        expect(parseName(one)).toEqual({ ok: true, name: one });
        expect(linesNamed(corpus, one as DomainName).length).toBeGreaterThan(0);
      }
    }),
    { numRuns: RUNS / linesOfList },
  );
});

test('law: a list of any octets is read whole or refused whole, and what is refused blocks nothing', () => {
  const octets = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.tuple(lists, fc.nat(), fc.integer({ min: 0x80, max: 0xff })).map(([list, place, octet]) => {
      const copy = Buffer.from(list.subarray(0, 60));
      copy[place % Math.max(1, copy.length)] = octet;
      return copy;
    }),
  );
  fc.assert(
    fc.property(octets, (list) => {
      const { names, account, diagnostics, orders } = readList(list);
      const { lines, targets, merged, reported } = account;
      expect(targets + merged + reported).toBe(lines);
      const isText = Buffer.from(Buffer.from(list).toString('utf8')).equals(list);
      if (isText) return;
      expect([names.size, lines, orders]).toEqual([0, 0, []]);
      expect(diagnostics.map(({ code }) => code)).toContain('order/annex-encoding');
    }),
    { numRuns: RUNS / linesOfList },
  );
});
