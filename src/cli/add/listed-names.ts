import type { DomainName } from '../../core/name.ts';
import type { OrderRecord, Scope } from '../../core/order.ts';
import { digestOf } from '../digest.ts';
import type { ListedNames } from './record-of.ts';

/** One line of a paper that names something, as the record will say it. */
export interface ListedEntry {
  /** What is written for it: the name, or the words of the paper where no resolver can be told what they say. */
  readonly text: string;
  readonly name: DomainName | undefined;
  /** A label that is listed under every ending. */
  readonly anyTldOf: string | undefined;
  /** The words of the paper, where they are others. */
  readonly raw: string | undefined;
  /** Where it stands in the paper; undefined where there is none. */
  readonly at: string | undefined;
  readonly scope: Scope | undefined;
  /** The day from which the paper lists it. */
  readonly from: string | undefined;
  /** The day on which the paper takes it off the list. */
  readonly deleted: string | undefined;
  /** A second look that lets it pass, with the reason. */
  readonly accept: { readonly codes: readonly string[]; readonly reason: string } | undefined;
  /** Somebody decided that it is not blocked. */
  readonly leftOut: { readonly by: 'court' | 'operator'; readonly reason: string } | undefined;
}

/** The names of a record and the list files that it needs beside it. */
export interface PlacedNames {
  readonly names: ListedNames;
  readonly files: readonly ListFile[];
}

export interface ListFile {
  /** As the record names it: from its own folder, with `/`. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

type TargetRecord = NonNullable<OrderRecord['targets']>[number];
type Overblock = NonNullable<OrderRecord['overblock']>;
type Exclusion = NonNullable<OrderRecord['excluded']>[number];

/** Names that a record holds with all that the paper says of each; longer lists go into a file. */
const mostInRecord = 500;

/** Puts entries into a record called `id`. */
export function placeNames(entries: readonly ListedEntry[], id: string): PlacedNames {
  if (entries.length === 0) return { names: {}, files: [] };
  const excluded = exclusions(entries);
  const left = excluded.length > 0 ? { excluded } : {};
  if (entries.length <= mostInRecord) return { names: { targets: entries.map(targetOf), ...left }, files: [] };
  return placeLongList(entries, id, left);
}

/** The names of an amendment: in the record, or in a file where they are many. */
export function placeAmendment(
  entries: readonly ListedEntry[],
  file: string,
): {
  readonly add: NonNullable<NonNullable<OrderRecord['amendments']>[number]['add']>;
  readonly files: readonly ListFile[];
} {
  if (entries.length <= mostInRecord) return { add: entries.map(targetOf), files: [] };
  const list = listFile(file, entries);
  return { add: { file, sha256: digestOf(list.bytes), count: entries.length }, files: [list] };
}

function exclusions(entries: readonly ListedEntry[]): Exclusion[] {
  return entries.flatMap(({ text, leftOut }) => (leftOut ? [{ name: text, ...leftOut }] : []));
}

/** One entry with all that the paper says of it. */
export function targetOf(entry: ListedEntry): TargetRecord {
  const { text, anyTldOf, raw, at, scope, from, deleted, accept } = entry;
  const more = {
    ...(scope && { scope }),
    ...(raw !== undefined && raw !== text && { raw }),
    ...(at !== undefined && { at }),
    ...(from !== undefined && { from }),
    ...(deleted !== undefined && { until: dayBefore(deleted) }),
    ...(accept && { overblock: { accept: [...accept.codes] as Overblock['accept'], reason: accept.reason } }),
  };
  if (anyTldOf !== undefined) return { anyTldOf, ...more };
  return Object.keys(more).length === 0 ? text : { name: text, ...more };
}

/**
 * A list too long for the record: names that are listed from the beginning go into its annex; those with days of their own
 * into amendments of these days, because a list file has none.
 */
function placeLongList(entries: readonly ListedEntry[], id: string, left: ListedNames): PlacedNames {
  const whole = entries.filter(({ from }) => from === undefined);
  const file = `${id}/annex.txt`;
  const list = listFile(file, whole);
  const annex = whole.length > 0 ? { annex: { file, sha256: digestOf(list.bytes), count: whole.length } } : {};
  const dated = datedAmendments(entries);
  const accepted = jointOverblock(entries);
  return {
    names: {
      ...annex,
      ...(dated.length > 0 && { amendments: dated }),
      ...left,
      ...(accepted && { overblock: accepted }),
    },
    files: whole.length > 0 ? [list] : [],
  };
}

function datedAmendments(entries: readonly ListedEntry[]): NonNullable<OrderRecord['amendments']> {
  const days = new Map<string, { add: TargetRecord[]; remove: TargetRecord[] }>();
  const on = (day: string) => {
    const known = days.get(day) ?? { add: [], remove: [] };
    days.set(day, known);
    return known;
  };
  for (const { text, scope, from, deleted } of entries) {
    if (from !== undefined) on(from).add.push(scope ? { name: text, scope } : text);
    if (deleted !== undefined) on(deleted).remove.push(text);
  }
  return [...days.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, { add, remove }]) => ({ date, ...(remove.length > 0 && { remove }), ...(add.length > 0 && { add }) }));
}

/** A file has no room for a reason at each name: the record gives the reasons together, for just these names. */
function jointOverblock(entries: readonly ListedEntry[]): Overblock | undefined {
  const accepted = entries.flatMap(({ text, accept }) => (accept ? [{ text, ...accept }] : []));
  if (accepted.length === 0) return undefined;
  return {
    accept: [...new Set(accepted.flatMap(({ codes }) => codes))] as Overblock['accept'],
    names: accepted.map(({ text }) => text),
    reason: [...new Set(accepted.map(({ reason }) => reason))].join('; '),
  };
}

function listFile(file: string, entries: readonly ListedEntry[]): ListFile {
  const lines = entries.map(({ text, scope }) => (scope === 'subdomains' ? `*.${text}` : text));
  return { file, bytes: Buffer.from(`${lines.join('\n')}\n`) };
}

/** A name is blocked through the last instant of `until`; taken off the list on a day, it is free from that day on. */
function dayBefore(day: string): string {
  const before = new Date(`${day}T00:00:00Z`);
  before.setUTCDate(before.getUTCDate() - 1);
  return before.toISOString().slice(0, 10);
}
