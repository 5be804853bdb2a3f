import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalKey, type DomainName, isBelow } from '../../src/core/name.ts';
import { canonicalOrder, compareRows, isRowBelow, NameTable, sameName } from '../../src/names/index.ts';

const label = fc.string({ unit: fc.constantFrom(...'abz019-_'), minLength: 1, maxLength: 12 });
// Long common ends, so that nine octets do not tell all names apart.
const names = fc.array(
  fc
    .tuple(
      fc.array(label, { maxLength: 3 }),
      fc.constantFrom('to', 'com', 'a.long-common-end.to', 'b.long-common-end.to'),
    )
    .map(([labels, end]) => [...labels, end].join('.') as DomainName),
  { maxLength: 60 },
);

function tableOf(list: readonly DomainName[]): NameTable {
  const table = new NameTable();
  for (const [index, name] of list.entries()) table.add(name, { line: index + 1, claim: 1 });
  return table;
}

test('law: rows come in canonical order (RFC 4034 6.1), those of one name in reading order', () => {
  fc.assert(
    fc.property(names, (list) => {
      const table = tableOf(list);
      const slow = list
        .map((name, row) => ({ row, key: canonicalKey(name) }))
        .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.row - b.row));
      expect([...canonicalOrder(table)]).toEqual(slow.map(({ row }) => row));
    }),
    { numRuns: 20_000 },
  );
});

test('law: rows compare as their names do', () => {
  fc.assert(
    fc.property(names, (list) => {
      const table = tableOf(list);
      for (let a = 0; a < Math.min(list.length, 8); a++) {
        for (let b = 0; b < Math.min(list.length, 8); b++) {
          const [left, right] = [list[a] as DomainName, list[b] as DomainName];
          expect(Math.sign(compareRows(table, a, b))).toBe(
            canonicalKey(left) < canonicalKey(right) ? -1 : canonicalKey(left) > canonicalKey(right) ? 1 : 0,
          );
          expect(sameName(table, a, b)).toBe(left === right);
          expect(isRowBelow(table, a, b)).toBe(isBelow(left, right));
        }
      }
    }),
    { numRuns: 3000 },
  );
});
