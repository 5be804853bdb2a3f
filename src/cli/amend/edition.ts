import type { Listing } from '../../compile/ordered-by.ts';
import { coversBelow, coversSelf } from '../../core/blocklist.ts';
import type { Instant } from '../../core/dates.ts';
import type { DomainName } from '../../core/name.ts';
import type { Scope } from '../../core/order.ts';
import type { ListedEntry } from '../add/listed-names.ts';
import { cut, isAt, isWithin, joined, type Time } from './times.ts';

/** What a new paper of an order is compared with. */
export interface Comparison {
  /** All that the order lists of a name, in the past, now or later. */
  readonly listings: ReadonlyMap<DomainName, readonly Listing[]>;
  /** What a name means unless the paper says otherwise. */
  readonly scope: Scope;
  /** Lines of the record that are no names, by their words. */
  readonly known: ReadonlySet<string>;
  /** Names that the record leaves out: a later paper changes nothing in that. */
  readonly leftOut: ReadonlySet<DomainName>;
  /** The day of the paper. */
  readonly day: string;
  /** The first instant of a day by the clock of the order. */
  readonly startOf: (day: string) => Instant;
  /** When the last amendment on record took hold: what was before cannot be changed any more. */
  readonly since: Instant | undefined;
  /** whole: names that are not in the paper have been taken off the list. changes: the paper says what changes. */
  readonly kind: 'whole' | 'changes';
}

/** What a paper changes in the list of an order. */
export interface EditionChanges {
  /** New on the list. */
  readonly added: readonly ListedEntry[];
  /** Names with the day from which they are not listed any more. */
  readonly removed: readonly { readonly name: DomainName; readonly day: string }[];
  /** Names that stay on the list, for another time or in another scope than on record. */
  readonly changed: readonly ChangedName[];
  /** Names of the paper that the order lists already, just so. */
  readonly unchanged: number;
  /** Names that the record leaves out. */
  readonly leftOut: number;
  /** Names that the paper takes off the list and that the order does not list. */
  readonly absent: readonly DomainName[];
}

export interface ChangedName {
  readonly name: DomainName;
  /** The day on which what is on record of it ends, if any of it has to. */
  readonly day: string | undefined;
  /** What is listed of it in addition, or instead. */
  readonly entries: readonly ListedEntry[];
}

/** The name itself, or what lies below it. */
type Part = 'self' | 'below';

/** What became of one name. */
type Outcome =
  | { readonly kind: 'unchanged' | 'absent' }
  | { readonly kind: 'added'; readonly entries: readonly ListedEntry[] }
  | { readonly kind: 'removed'; readonly day: string }
  | { readonly kind: 'changed'; readonly day: string | undefined; readonly entries: readonly ListedEntry[] };

export function changesOf(entries: readonly ListedEntry[], comparison: Comparison): EditionChanges {
  const { listings, known, leftOut, kind } = comparison;
  const byName = grouped(entries, leftOut);
  const texts = entries.filter(({ name }) => name === undefined);
  const added = new Set(texts.filter(({ text }) => !known.has(text)));
  const removed: { name: DomainName; day: string }[] = [];
  const changed: ChangedName[] = [];
  const absent: DomainName[] = [];
  let unchanged = texts.length - added.size;
  const names = kind === 'whole' ? new Set([...byName.keys(), ...listings.keys()]) : byName.keys();
  for (const name of names) {
    const outcome = outcomeOf({ entries: byName.get(name) ?? [], listings: listings.get(name) ?? [] }, comparison);
    if (outcome.kind === 'added') for (const entry of outcome.entries) added.add(entry);
    else if (outcome.kind === 'removed') removed.push({ name, day: outcome.day });
    else if (outcome.kind === 'changed') changed.push({ name, day: outcome.day, entries: outcome.entries });
    else if (outcome.kind === 'unchanged') unchanged += 1;
    else if (kind === 'changes') absent.push(name);
  }
  return {
    added: entries.filter((entry) => added.has(entry)),
    removed,
    changed,
    unchanged,
    leftOut: entries.filter(({ name }) => name !== undefined && leftOut.has(name)).length,
    absent,
  };
}

function grouped(
  entries: readonly ListedEntry[],
  leftOut: ReadonlySet<DomainName>,
): ReadonlyMap<DomainName, readonly ListedEntry[]> {
  const byName = new Map<DomainName, ListedEntry[]>();
  for (const entry of entries) {
    if (entry.name === undefined || leftOut.has(entry.name)) continue;
    const others = byName.get(entry.name);
    if (others) others.push(entry);
    else byName.set(entry.name, [entry]);
  }
  return byName;
}

interface OneName {
  readonly entries: readonly ListedEntry[];
  readonly listings: readonly Listing[];
}

function outcomeOf({ entries, listings }: OneName, comparison: Comparison): Outcome {
  const { day, startOf } = comparison;
  const parts = (['self', 'below'] as const).map((part) => partOf(part, { entries, listings }, comparison));
  const end = endOf(entries, parts, comparison);
  const isListed = parts.some(({ held }) => cut(held, { from: startOf(day) }).length > 0);
  if (end === undefined) {
    const open = entries.filter((entry) => parts.some((part) => isOpen(entry, part, comparison)));
    if (open.length > 0)
      return isListed ? { kind: 'changed', day: undefined, entries: open } : { kind: 'added', entries: open };
    return { kind: isListed ? 'unchanged' : 'absent' };
  }
  // A removal takes all of a name. A paper of changes that speaks of a part of it takes nothing of the rest.
  if (parts.some(({ isSaid, held }) => !isSaid && cut(held, { from: startOf(end) }).length > 0))
    return { kind: 'absent' };
  const rest = entries.filter((entry) => goesOn(entry, end, comparison));
  return rest.length === 0 ? { kind: 'removed', day: end } : { kind: 'changed', day: end, entries: rest };
}

/** What is on record of a part of a name, and what is to be. */
interface PartTimes {
  readonly part: Part;
  /** Whether the paper speaks of it. */
  readonly isSaid: boolean;
  readonly held: readonly Time[];
  readonly wanted: readonly Time[];
}

function partOf(part: Part, { entries, listings }: OneName, comparison: Comparison): PartTimes {
  const held = joined(listings.filter(({ scope }) => covers(scope, part)).map(timeOfListing));
  const said = joined(entries.flatMap((entry) => timesOf(entry, part, comparison)));
  if (comparison.kind === 'whole') return { part, isSaid: true, held, wanted: said };
  const last = said.at(-1);
  // A change adds the time that it says, and ends the name where it says an end.
  const wanted = last ? joined([...cut(held, { until: last.until }), ...said]) : held;
  return { part, isSaid: last !== undefined, held, wanted };
}

/** The day on which what is on record of a name has to end; undefined where all of it may go on. */
function endOf(
  entries: readonly ListedEntry[],
  parts: readonly PartTimes[],
  comparison: Comparison,
): string | undefined {
  const { day, startOf, since } = comparison;
  const isWrongAt = (instant: Instant) =>
    parts.some(({ held, wanted }) => isAt(held, instant) && !isAt(wanted, instant));
  const past = entries.flatMap(({ deleted }) => (deleted !== undefined && deleted <= day ? [deleted] : [])).sort();
  const own = past.find((one) => isWrongAt(Math.max(startOf(one), since ?? Number.NEGATIVE_INFINITY)));
  if (own !== undefined) return own;
  const from = startOf(day);
  return parts.every(({ held, wanted }) => isWithin(cut(held, { from }), wanted)) ? undefined : day;
}

/** Whether it lists a part of its name for a time for which the record does not. */
function isOpen(entry: ListedEntry, { part, held }: PartTimes, comparison: Comparison): boolean {
  const from = comparison.startOf(comparison.day);
  return !isWithin(cut(timesOf(entry, part, comparison), { from }), held);
}

/** Whether it lists its name after a day on which all that is on record of it ends. */
function goesOn({ from, deleted }: ListedEntry, end: string, { day }: Comparison): boolean {
  return deleted === undefined || (deleted > end && (from !== undefined || deleted > day));
}

function timesOf(
  { scope, from, deleted }: ListedEntry,
  part: Part,
  { scope: usual, startOf }: Comparison,
): readonly Time[] {
  if (!covers(scope ?? usual, part)) return [];
  return [
    {
      from: from === undefined ? Number.NEGATIVE_INFINITY : startOf(from),
      until: deleted === undefined ? Number.POSITIVE_INFINITY : startOf(deleted),
    },
  ];
}

function timeOfListing({ from, until }: Listing): Time {
  return { from: from ?? Number.NEGATIVE_INFINITY, until: until ?? Number.POSITIVE_INFINITY };
}

function covers(scope: Scope, part: Part): boolean {
  return part === 'self' ? coversSelf(scope) : coversBelow(scope);
}
