import { byText } from '../core/diagnostic.ts';
import type { DomainName } from '../core/name.ts';
import { blocksNow, type PublicName, type PublicOrder, type SiteFacts } from './facts.ts';

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

/** Names that begin alike, on one page. */
export interface NameGroup {
  /** Without a folder: `n-ki.html`. */
  readonly file: string;
  readonly names: readonly ListedName[];
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

/** How many names a page shows before it is parted by one more letter. */
const mostOnPage = 400;

/** Beyond this many letters in common a page is not parted further: a file's name has an end. */
const longestStart = 60;

/** Names by as many of their first letters as it takes for no page to be long, so that the page of a name seldom changes. */
export function nameGroups(names: readonly ListedName[], start = ''): readonly NameGroup[] {
  if (names.length === 0) return [];
  if (start !== '' && (names.length <= mostOnPage || start.length >= longestStart)) return [group(start, names)];
  const parted = new Map<string, ListedName[]>();
  for (const one of names) {
    const longer = one.name.slice(0, start.length + 1);
    const some = parted.get(longer);
    if (some) some.push(one);
    else parted.set(longer, [one]);
  }
  return [...parted].flatMap(([longer, some]) => (longer === start ? [group(start, some)] : nameGroups(some, longer)));
}

// The letters in front keep away from the names that Windows gives no file (`con`, `aux`).
function group(start: string, names: readonly ListedName[]): NameGroup {
  return { file: `n-${start}.html`, names };
}
