import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Collection, type NameTable, type Parts, positionOf } from '../../src/names/index.ts';
import { memoryShelf } from '../support/memory.ts';

const label = fc.string({ unit: fc.constantFrom(...'ab-'), minLength: 1, maxLength: 2 });
const names = fc.array(
  fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => [...labels, 'to'].join('.')),
  { maxLength: 80 },
);

interface Said {
  readonly name: string;
  readonly line: number;
}

/** Reads the names, so many at a time, and puts them in order. */
function collected(list: readonly string[], most: number): { parts: Parts; settled: readonly string[] } {
  const collection = new Collection({ shelf: memoryShelf(), most });
  for (const [line, name] of list.entries()) {
    collection.table.add(name, { line, claim: 1 });
    collection.rest();
  }
  const settled: string[] = [];
  const settle = (part: NameTable) => void settled.push(...rowsOf(part).map(({ name }) => name));
  return { parts: collection.inOrder({ groupOf: (claim) => claim, settle }), settled };
}

function rowsOf(table: NameTable): readonly Said[] {
  return Array.from({ length: table.size }, (_, row) => ({ name: table.nameAt(row), line: table.lineOf(row) }));
}

function rowsIn(parts: Parts): readonly (readonly Said[])[] {
  return Array.from({ length: parts.count }, (_, part) => rowsOf(parts.at(part)));
}

test('law: names that are too many for memory come in the same order as those that are not, each settled once', () => {
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 20 }), (list, most) => {
      const whole = rowsIn(collected(list, 1000).parts).flat();
      const { parts, settled } = collected(list, most);
      expect(rowsIn(parts).flat()).toEqual(whole);
      expect(settled).toEqual(whole.map(({ name }) => name));
    }),
    { numRuns: 2000 },
  );
});

test('law: no name lies below a name of another part, or stands in two', () => {
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 20 }), (list, most) => {
      const parts = rowsIn(collected(list, most).parts);
      for (const [number, part] of parts.entries())
        for (const other of parts.slice(number + 1).flat())
          for (const { name } of part) expect(other.name === name || other.name.endsWith(`.${name}`)).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test('law: a name is found in the part and at the place where it stands', () => {
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 20 }), (list, most) => {
      const { parts } = collected(list, most);
      for (const name of list) {
        const table = parts.at(parts.partOf(name));
        expect(table.nameAt(positionOf(table, name))).toBe(name);
      }
    }),
    { numRuns: 1000 },
  );
});
