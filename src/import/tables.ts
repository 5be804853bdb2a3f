import { type Columns, findColumns } from './columns.ts';
import { findHeading, firstRowAsHeading, type Heading, repeatedRows } from './heading-rows.ts';
import { isFilled } from './heading-words.ts';
import { plainHeading } from './headings.ts';
import type { Paper, PaperChoices } from './paper.ts';
import type { CleanPart, CleanRow } from './redact.ts';
import type { LaidPart } from './rows.ts';
import { layTable } from './table-part.ts';

interface Headed {
  readonly part: CleanPart;
  /** Those that are not blank. */
  readonly rows: readonly CleanRow[];
  readonly heading: Heading;
}

/** Tables of one paper below the same heading: their columns hold the same. */
interface Family {
  readonly members: readonly Headed[];
  readonly columns: Columns;
}

/**
 * Lays out the tables of a paper. Those with the same heading share their columns, and one without a heading goes on with
 * the one before it, if that is as wide.
 */
export function layTables(
  parts: readonly CleanPart[],
  { choices, format }: { readonly choices: PaperChoices; readonly format: Paper['format'] },
): ReadonlyMap<CleanPart, LaidPart> {
  const filled = parts.map(({ rows }) => rows.filter(({ cells }) => cells.some(isFilled)));
  const hints = { format, repeated: repeatedRows(filled, format) };
  const tables = parts.map((part, at): Headed => {
    const rows = filled[at] ?? [];
    return { part, rows, heading: part.isHeaded ? firstRowAsHeading(rows) : findHeading(rows, hints) };
  });
  const families = familiesOf(tables, choices);
  let before: { readonly columns: Columns; readonly width: number } | undefined;
  const laid = new Map<CleanPart, LaidPart>();
  for (const table of tables) {
    const { part, rows, heading } = table;
    const width = widthOf(rows);
    const goesOn = heading.to === -1 && before?.width === width ? before.columns : undefined;
    const family = families.get(table) ?? { members: [table], columns: findColumns({ rows, headings: [] }, choices) };
    const columns = goesOn ?? family.columns;
    const tells =
      goesOn === undefined && family.members[0] === table ? family.members.map(({ part: { name } }) => name) : [];
    laid.set(part, layTable({ rows, heading, columns, tells }, choices));
    before = { columns, width };
  }
  return laid;
}

function familiesOf(tables: readonly Headed[], choices: PaperChoices): ReadonlyMap<Headed, Family> {
  const groups = new Map<string, Headed[]>();
  for (const table of tables) {
    if (table.heading.to === -1) continue;
    const key = table.heading.cells
      .map(({ text }) => plainHeading(text))
      .join('|')
      .replace(/\|+$/, '');
    groups.set(key, [...(groups.get(key) ?? []), table]);
  }
  const families = [...groups.values()].map((members): Family => {
    const rows = members.flatMap((table) => table.rows.slice(table.heading.to + 1));
    return { members, columns: findColumns({ rows, headings: members[0]?.heading.cells ?? [] }, choices) };
  });
  return new Map(families.flatMap((family) => family.members.map((member) => [member, family] as const)));
}

function widthOf(rows: readonly CleanRow[]): number {
  return rows.reduce((width, { cells }) => Math.max(width, cells.length), 0);
}
