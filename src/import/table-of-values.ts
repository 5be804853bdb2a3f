import type { RowCount } from './caps.ts';
import { tooLarge } from './not-readable.ts';
import type { PaperPart, PaperRow } from './paper.ts';

/** One thing of a register: what it says by name, in its order. A name can come more than once. */
export interface NamedValues {
  readonly place: string;
  readonly values: readonly (readonly [name: string, text: string])[];
}

/** Columns that a table can have: beyond, the names are no columns but content. */
const widest = 1000;

/**
 * A table with a column for each name, and the names as its first row. Several values of one name are lines of one
 * cell, so that a row stays one thing of the register.
 */
export function tableOf(things: readonly NamedValues[], count: RowCount): Omit<PaperPart, 'name'> {
  const columns = new Map<string, number>();
  for (const { values } of things) for (const [name] of values) if (!columns.has(name)) columns.set(name, columns.size);
  if (columns.size > widest)
    throw tooLarge(`The file has more than ${widest} kinds of values, more than a table can have.`);
  const names = [...columns.keys()];
  const heading: PaperRow = {
    place: 'the names of the columns',
    cells: names.map((text) => ({ text, place: `column "${text}"` })),
  };
  const rows = things.flatMap(({ place, values }): PaperRow[] => {
    if (values.length === 0) return [];
    const texts = new Map<string, string>();
    for (const [name, text] of values) {
      const before = texts.get(name);
      texts.set(name, before === undefined ? text : `${before}\n${text}`);
    }
    const cells = names.map((name) => ({ text: texts.get(name) ?? '', place: `column "${name}"` }));
    return [count.counted({ place, cells })];
  });
  return { kind: 'table', isHeaded: true, rows: rows.length > 0 ? [heading, ...rows] : [] };
}
