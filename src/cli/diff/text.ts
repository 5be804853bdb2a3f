import { harmless } from '../../core/text.ts';
import type { Difference } from '../../generated/difference.ts';
import { broken } from '../labelled.ts';
import { hasChanges, headLines, type Listing, sectionsOf } from './words.ts';

/** The difference for people, piece by piece. `columns`: of the terminal; undefined: lines are not broken. */
export function* differenceText(found: Difference, { columns, most }: Listing & Page): Generator<string> {
  // What was harmless within a line can be a command to a log's reader at the start of one: so once more.
  const onPage = (line: string) =>
    broken(line, columns)
      .map((one) => `${harmless(one)}\n`)
      .join('');
  const [from = '', to = '', asOf = '', ...rest] = headLines(found);
  yield `${onPage(`${from} ${to} ${asOf}`)}${rest.map(onPage).join('')}`;
  for (const { title, count, lines } of sectionsOf(found, { most })) {
    yield `\n${onPage(`${title}: ${count}`)}`;
    for (const line of lines) yield onPage(`  ${line}`);
  }
  if (!hasChanges(found)) yield '\nNothing changes: no name, no record, no setting.\n';
}

export interface Page {
  readonly columns: number | undefined;
}
