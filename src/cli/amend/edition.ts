import type { Listing } from '../../compile/ordered-by.ts';
import { coversBelow, coversSelf } from '../../core/blocklist.ts';
import type { DomainName } from '../../core/name.ts';
import type { Scope } from '../../core/order.ts';
import type { ListedEntry } from '../add/listed-names.ts';

/** What a new paper of an order is compared with. */
export interface Comparison {
  /** What the order lists on the day of the paper. */
  readonly current: ReadonlyMap<DomainName, Listing>;
  /** What a name means unless the paper says otherwise. */
  readonly scope: Scope;
  /** Lines of the record that are no names, by their words. */
  readonly known: ReadonlySet<string>;
  /** The day of the paper. */
  readonly day: string;
  /** whole: names that are not in the paper have been taken off the list. changes: the paper says what changes. */
  readonly kind: 'whole' | 'changes';
}

/** What a paper changes in the list of an order. */
export interface EditionChanges {
  readonly added: readonly ListedEntry[];
  /** Names with the day from which they are not listed any more; a day that lies ahead is announced. */
  readonly removed: readonly { readonly name: DomainName; readonly day: string }[];
  /** Names of the paper that the order lists already. */
  readonly unchanged: number;
  /** Names that the paper takes off the list and that the order does not list. */
  readonly absent: readonly DomainName[];
  /** Names whose end the paper announces and the record knows already. */
  readonly ending: readonly DomainName[];
}

export function changesOf(entries: readonly ListedEntry[], comparison: Comparison): EditionChanges {
  const { current, day, kind } = comparison;
  const isOver = ({ deleted }: ListedEntry) => deleted !== undefined && deleted <= day;
  const standing = entries.filter((entry) => !isOver(entry));
  const added = standing.filter((entry) => isNew(entry, comparison));
  const listed = new Set(standing.flatMap(({ name }) => name ?? []));
  const over = new Map<DomainName, string>();
  for (const { name, deleted } of entries.filter(isOver)) {
    if (name !== undefined && deleted !== undefined && !listed.has(name))
      over.set(name, later(over.get(name), deleted));
  }
  const named = [...over].filter(([name]) => current.has(name)).map(([name, last]) => ({ name, day: last }));
  const missing =
    kind === 'whole'
      ? [...current.keys()].filter((name) => !listed.has(name) && !over.has(name)).map((name) => ({ name, day }))
      : [];
  const announced = standing.flatMap(({ name, deleted }) =>
    name !== undefined && deleted !== undefined ? [{ name, day: deleted }] : [],
  );
  const hasEnd = ({ name }: { readonly name: DomainName }) => current.get(name)?.until !== undefined;
  return {
    added,
    removed: [...named, ...missing, ...announced.filter((one) => !hasEnd(one))],
    ending: announced.filter(hasEnd).map(({ name }) => name),
    unchanged: standing.length - added.length,
    absent: kind === 'changes' ? [...over.keys()].filter((name) => !current.has(name)) : [],
  };
}

function isNew({ name, text, scope }: ListedEntry, { current, known, scope: usual }: Comparison): boolean {
  if (name === undefined) return !known.has(text);
  const held = current.get(name)?.scope;
  const wanted = scope ?? usual;
  return held === undefined || (coversSelf(wanted) && !coversSelf(held)) || (coversBelow(wanted) && !coversBelow(held));
}

function later(day: string | undefined, other: string): string {
  return day === undefined || other > day ? other : day;
}
