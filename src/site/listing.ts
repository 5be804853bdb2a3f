import { byText } from '../core/diagnostic.ts';
import type { DomainName } from '../core/name.ts';
import { blocksNow, type PublicName, type PublicOrder, type SiteFacts } from './facts.ts';
import { mostBytes, pagePath, stretches } from './flow.ts';

/** What one line of one order says of a name. */
export interface Hold {
  readonly order: PublicOrder;
  readonly line: PublicName;
}

/** A name with every line of a public order about it. */
export interface ListedName {
  readonly name: DomainName;
  /** Those that block now first, then by the id of the order. */
  readonly holds: readonly Hold[];
}

/** A name with as many of its holds as one row of a page bears. */
export interface NameRow {
  readonly of: ListedName;
  readonly holds: readonly Hold[];
  /** Whether rows before it have the first of its holds. */
  readonly goesOn: boolean;
}

/** Names that begin alike, on one page. */
export interface NameGroup {
  /** Without a folder: `n-ki.html`. */
  readonly file: string;
  /** What they have in common. */
  readonly start: string;
  readonly rows: readonly NameRow[];
  /** Of those with the same start, which too many names have for one page. */
  readonly page: number;
  readonly pages: number;
}

/** Every name that a public order lists, by the alphabet. */
export function listedNames({ orders }: SiteFacts): readonly ListedName[] {
  const found = new Map<DomainName, Hold[]>();
  for (const order of orders) {
    for (const line of order.names) {
      const holds = found.get(line.name);
      if (holds) holds.push({ order, line });
      else found.set(line.name, [{ order, line }]);
    }
  }
  return [...found]
    .map(([name, holds]) => ({ name, holds: holds.toSorted(blockingFirst) }))
    .sort((a, b) => byText(a.name, b.name));
}

function blockingFirst(a: Hold, b: Hold): number {
  return Number(blocksNow(b.order, b.line)) - Number(blocksNow(a.order, a.line));
}

/** How many orders stand in one row: a name that thousands hold would be a page by itself. */
const holdsInRow = 100;

/** The rows of all names, by the alphabet. */
export function nameRows(names: readonly ListedName[]): readonly NameRow[] {
  return names.flatMap((of): readonly NameRow[] => {
    const { length } = of.holds;
    if (length <= holdsInRow) return [{ of, holds: of.holds, goesOn: false }];
    return Array.from({ length: Math.ceil(length / holdsInRow) }, (_, index) => ({
      of,
      holds: of.holds.slice(index * holdsInRow, (index + 1) * holdsInRow),
      goesOn: index > 0,
    }));
  });
}

/** Beyond this many letters in common a page is not parted by letters: a file's name has an end. */
const longestStart = 60;

/** A row and what it comes to on a page. */
export interface WeighedRow {
  readonly row: NameRow;
  readonly bytes: number;
}

/**
 * Rows by as many of the first letters of their names as it takes for no page to be long, so that the page of a name seldom
 * changes. Where letters cannot part them, they are counted out.
 */
export function nameGroups(rows: readonly WeighedRow[], start = ''): readonly NameGroup[] {
  if (rows.length === 0) return [];
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  const isParted = start !== '' && (bytes <= mostBytes || start.length >= longestStart);
  if (isParted) return groupsOf(start, rows);
  const parted = new Map<string, WeighedRow[]>();
  for (const one of rows) {
    const longer = one.row.of.name.slice(0, start.length + 1);
    const some = parted.get(longer);
    if (some) some.push(one);
    else parted.set(longer, [one]);
  }
  return [...parted].flatMap(([longer, some]) => (longer === start ? groupsOf(start, some) : nameGroups(some, longer)));
}

// The letters in front keep away from the names that Windows gives no file (`con`, `aux`).
function groupsOf(start: string, rows: readonly WeighedRow[]): readonly NameGroup[] {
  return stretches(rows, ({ bytes }) => bytes).map((some, index, { length }) => ({
    file: pagePath(`n-${start}.html`, index + 1),
    start,
    rows: some.map(({ row }) => row),
    page: index + 1,
    pages: length,
  }));
}
