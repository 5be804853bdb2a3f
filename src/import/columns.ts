import { readTarget } from '../core/target-text.ts';
import { readDate } from './days.ts';
import type { HeadingCell } from './heading-rows.ts';
import { isFilled } from './heading-words.ts';
import { type HeadingRole, plainHeading } from './headings.ts';
import type { PaperChoices } from './paper.ts';
import type { CleanCell, CleanRow } from './redact.ts';
import { tidy, wordKind } from './words.ts';

/** One column of a table, with what speaks for what it holds. */
export interface Column {
  /** From 0. */
  readonly index: number;
  /** For people: its heading in quotation marks, or its number from 1. */
  readonly title: string;
  readonly heading: string;
  /** The heading without that of the group of columns. */
  readonly ownHeading: string;
  readonly role: HeadingRole;
  readonly filled: number;
  /** Parts of the cells that are filled, 0 to 1. */
  readonly names: number;
  /** Cells that name a page of a site. */
  readonly pages: number;
  readonly dates: number;
  readonly persons: number;
  readonly example: string;
}

/** Which column says what; an index, or undefined. */
export interface Columns {
  readonly all: readonly Column[];
  /** Mostly one: a person may want several. */
  readonly names: readonly number[];
  readonly listed: number | undefined;
  readonly deleted: number | undefined;
  /** Columns that tell of a person, and those that belong to them. */
  readonly personal: readonly number[];
  /** Columns that could be the one of the names, of the first date, of the last: more than one is a doubt. */
  readonly nameCandidates: readonly number[];
  readonly listedCandidates: readonly number[];
  readonly deletedCandidates: readonly number[];
}

const rowsLookedAt = 2000;

export interface Body {
  /** The rows below the heading, of all pages that have the same. */
  readonly rows: readonly CleanRow[];
  readonly headings: readonly HeadingCell[];
}

/** The columns of a table. */
export function findColumns({ rows, headings }: Body, choices: PaperChoices): Columns {
  const body = rows.slice(0, rowsLookedAt);
  const width = Math.max(headings.length, ...body.map(({ cells }) => cells.length));
  const all = Array.from({ length: width }, (_, index) => describe(index, headings[index], body));
  const chosen = (choice: string | undefined) => (choice === undefined ? undefined : findChosen(all, choice));
  const wanted = columnsOf(choices.column).flatMap((choice) => findChosen(all, choice) ?? []);
  const suspects = all.filter((column) => isPersonal(column) && !wanted.includes(column.index));
  const persons = suspects.filter((column) => !isOnlyHope(column, all));
  const open = all.filter((column) => !persons.includes(column));
  const name = nameColumn(open, all);
  const days = dateColumns(open, persons);
  const owned = open.filter((column) => isDated(column) && !days.site.includes(column));
  return {
    all,
    names: wanted.length > 0 ? wanted : [name.taken],
    listed: choices.listedColumn === undefined ? days.listed[0] : chosen(choices.listedColumn),
    deleted: choices.deletedColumn === undefined ? days.deleted[0] : chosen(choices.deletedColumn),
    personal: [...persons, ...owned].map(({ index }) => index),
    nameCandidates: wanted.length > 0 ? [] : name.candidates,
    listedCandidates: choices.listedColumn === undefined ? days.listed : [],
    deletedCandidates: choices.deletedColumn === undefined ? days.deleted : [],
  };
}

/** `1, 3` is two columns, unless it is a heading with a comma in it, which numbers never are. */
export function columnsOf(choice: string | undefined): readonly string[] {
  if (choice === undefined) return [];
  return /^\d+(\s*,\s*\d+)+$/.test(choice) ? choice.split(',').map((number) => number.trim()) : [choice];
}

/** A column by its heading or its number from 1. */
function findChosen(all: readonly Column[], choice: string): number | undefined {
  const plain = plainHeading(choice);
  const byHeading = all.find(
    ({ heading }) => heading.trim() === choice.trim() || (plain !== '' && plainHeading(heading) === plain),
  );
  const number = /^\d{1,4}$/.test(choice) ? Number(choice) - 1 : undefined;
  const byOwn = all.filter(({ ownHeading }) => plain !== '' && plainHeading(ownHeading) === plain);
  return (
    byHeading?.index ??
    (byOwn.length === 1 ? byOwn[0]?.index : undefined) ??
    all.find(({ index }) => index === number)?.index
  );
}

/** A host, mask or page; an address tells of no name, as its column may stand beside the one of the names. */
function isName(text: string): boolean {
  const word = tidy(
    text
      .trim()
      .split(/[\s,;]+/)
      .find((part) => part.includes('.')) ?? '',
  );
  return /\p{L}/u.test(word) && wordKind(word) === 'target';
}

function describe(index: number, cell: HeadingCell | undefined, body: readonly CleanRow[]): Column {
  const heading = cell?.text ?? '';
  const filled = body.flatMap(({ cells }) => cells.slice(index, index + 1)).filter(isFilled);
  const share = (holds: (cell: CleanCell) => boolean) =>
    filled.length === 0 ? 0 : filled.filter(holds).length / filled.length;
  return {
    index,
    title: heading.trim() === '' ? `column ${index + 1}` : `"${heading.trim()}"`,
    heading,
    ownHeading: cell?.own ?? '',
    role: cell?.role,
    filled: filled.length,
    names: share(({ text }) => isName(text)),
    pages: share(({ text }) => isName(text) && readTarget(tidy(text)).kind === 'partial'),
    dates: share(({ text }) => readDate(text).kind !== 'none'),
    persons: share(({ found }) => found.length > 0),
    example: filled.find(({ text }) => isName(text))?.text ?? filled[0]?.text ?? '',
  };
}

function isPersonal({ role, names, persons }: Column): boolean {
  if (role === 'personal') return true;
  // People's names are no domain names; a few slips must not cost a whole list.
  if (role === 'perhaps-personal') return names < 0.1;
  return persons >= 0.3 && names < 0.5 && role !== 'names';
}

/** Accounts at a service may be what is to be blocked, where no other column has anything of the kind. */
function isOnlyHope({ index, names, persons }: Column, all: readonly Column[]): boolean {
  return names >= 0.5 && persons < 0.3 && all.every((other) => other.index === index || other.names === 0);
}

function isDated({ role, dates, filled }: Column): boolean {
  const said = role === 'listed' || role === 'deleted' || role === 'date';
  return dates >= 0.5 || (said && (dates > 0 || filled === 0));
}

function nameColumn(open: readonly Column[], all: readonly Column[]): { taken: number; candidates: readonly number[] } {
  const plausible = open.filter(
    (column) => !isDated(column) && (column.names >= 0.5 || (column.role === 'names' && column.names > 0)),
  );
  // Of a column of pages and one of their sites, the pages are the narrower reading.
  const weight = ({ role, names, pages }: Column) => (role === 'names' ? 2 : 0) + names + pages;
  const ranked = plausible.toSorted((a, b) => weight(b) - weight(a) || a.index - b.index);
  // Where nothing reads as names, every line is put to a person: under the heading that promises names, or the first.
  const fallback =
    open.find(({ role }) => role === 'names') ?? open.find((column) => column.filled > 0 && !isDated(column));
  const taken = ranked[0] ?? fallback ?? open[0] ?? all[0];
  return { taken: taken?.index ?? 0, candidates: ranked.map(({ index }) => index) };
}

interface SiteDates {
  /** All columns whose dates are the site's. */
  readonly site: readonly Column[];
  readonly listed: readonly number[];
  readonly deleted: readonly number[];
}

/** Dates to the right of an account are the account's, if the site has some to the left of it. */
function dateColumns(open: readonly Column[], persons: readonly Column[]): SiteDates {
  const dated = open.filter(isDated);
  const account = persons.find(({ index }) => dated.some((date) => date.index < index));
  const site = account ? dated.filter(({ index }) => index < account.index) : dated;
  const unsaid = site.filter(({ role }) => role !== 'listed' && role !== 'deleted');
  const of = (role: HeadingRole) => site.filter((column) => column.role === role).map(({ index }) => index);
  const listed = of('listed');
  const deleted = of('deleted');
  const spare = unsaid.map(({ index }) => index);
  if (listed.length > 0) return { site, listed, deleted };
  // Without words that tell, the first date is the one of listing, and one that few lines have that of deletion.
  const [first, second] = unsaid;
  const ends = deleted.length === 0 && first && second && second.filled < first.filled ? [second.index] : deleted;
  return { site, listed: spare.filter((index) => !ends.includes(index)), deleted: ends };
}
