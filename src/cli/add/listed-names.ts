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

/**
 * The names of an amendment: in the record, or in a file where they are many. What a line of a file cannot say of a name
 * stays in the record, as a second list.
 */
export function placeAmendment(
  entries: readonly ListedEntry[],
  file: string,
): {
  readonly adds: readonly NonNullable<NonNullable<OrderRecord['amendments']>[number]['add']>[];
  readonly files: readonly ListFile[];
} {
  const plain = entries.length <= mostInRecord ? [] : entries.filter(isPlain);
  const inRecord = entries.filter((entry) => plain.length === 0 || !isPlain(entry));
  const inline = inRecord.length === 0 ? [] : [inRecord.map(targetOf)];
  if (plain.length === 0) return { adds: inline, files: [] };
  const list = listFile(file, plain);
  return { adds: [{ file, sha256: digestOf(list.bytes), count: plain.length }, ...inline], files: [list] };
}

function isPlain({ from, deleted, accept }: ListedEntry): boolean {
  return from === undefined && deleted === undefined && accept === undefined;
}

function exclusions(entries: readonly ListedEntry[]): Exclusion[] {
  return entries.flatMap(({ text, leftOut }) => (leftOut ? [{ name: text, ...leftOut }] : []));
}

/** One entry with all that the paper says of it. */
function targetOf(entry: ListedEntry): TargetRecord {
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
  const isRemovable = removableIn(entries);
  const undated = entries.filter(({ from }) => from === undefined);
  const ending = undated.filter((entry) => entry.deleted !== undefined && !isRemovable(entry));
  const whole = undated.filter((entry) => entry.deleted === undefined || isRemovable(entry));
  const file = `${id}/annex.txt`;
  const list = listFile(file, whole);
  const annex = whole.length > 0 ? { annex: { file, sha256: digestOf(list.bytes), count: whole.length } } : {};
  const dated = datedAmendments(entries, isRemovable);
  const accepted = jointOverblock(entries);
  return {
    names: {
      ...(ending.length > 0 && { targets: ending.map(targetOf) }),
      ...annex,
      ...(dated.length > 0 && { amendments: dated }),
      ...left,
      ...(accepted && { overblock: accepted }),
    },
    files: whole.length > 0 ? [list] : [],
  };
}

/** Whether an entry can end by a removal: that takes all of a name, so one that stands on several lines ends by itself. */
function removableIn(entries: readonly ListedEntry[]): (entry: ListedEntry) => boolean {
  const times = new Map<string, number>();
  for (const { text } of entries) times.set(text, (times.get(text) ?? 0) + 1);
  return ({ name, text }) => name !== undefined && times.get(text) === 1;
}

function datedAmendments(
  entries: readonly ListedEntry[],
  isRemovable: (entry: ListedEntry) => boolean,
): NonNullable<OrderRecord['amendments']> {
  const days = new Map<string, { add: TargetRecord[]; remove: TargetRecord[] }>();
  const on = (day: string) => {
    const known = days.get(day) ?? { add: [], remove: [] };
    days.set(day, known);
    return known;
  };
  for (const entry of entries) {
    const { text, scope, from, deleted } = entry;
    const isRemoved = deleted !== undefined && isRemovable(entry);
    if (from !== undefined) on(from).add.push(briefly(entry, isRemoved ? undefined : deleted));
    if (isRemoved) on(deleted).remove.push(scope ? { name: text, scope } : text);
  }
  return [...days.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, { add, remove }]) => ({ date, ...(remove.length > 0 && { remove }), ...(add.length > 0 && { add }) }));
}

/** An entry without the words and places of the paper, which are in its account: a long list has no room for them. */
function briefly({ text, anyTldOf, scope }: ListedEntry, deleted: string | undefined): TargetRecord {
  const more = { ...(scope && { scope }), ...(deleted !== undefined && { until: dayBefore(deleted) }) };
  if (anyTldOf !== undefined) return { anyTldOf, ...more };
  return Object.keys(more).length === 0 ? text : { name: text, ...more };
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
