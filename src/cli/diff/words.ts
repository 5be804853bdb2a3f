import { type DomainName, unicodeName } from '../../core/name.ts';
import { counted, harmless } from '../../core/text.ts';
import type { Difference } from '../../generated/difference.ts';
import { aheadWords } from '../changes-ahead.ts';
import { momentWords } from '../moment-words.ts';

export type NamesChange = Difference['changes'][number];

/** What heads names with which the same happens. */
const headings: Readonly<Record<NamesChange['kind'], string>> = {
  freed: 'No longer blocked',
  narrowed: 'Still blocked, but less of it',
  shortened: 'Blocked for a shorter time',
  added: 'Newly blocked',
  extended: 'Blocked further or longer',
  answer: 'Answered in another way',
  kept: 'Blocked as before, because another order holds it',
  joined: 'Blocked as before, now by one more order',
};

/** A heading and lines below it, indented as they belong together. All of it is harmless, each on one line. */
export interface Section {
  readonly title: string;
  /** What it is about, in number. */
  readonly count: string;
  readonly lines: Iterable<string>;
}

/** Names of one change that are listed at most; undefined: all of them. */
export interface Listing {
  readonly most: number | undefined;
}

/** Everything that is different, in the order in which it matters. */
export function sectionsOf(found: Difference, listing: Listing): readonly Section[] {
  const kinds = [...new Set(found.changes.map(({ kind }) => kind))];
  return [
    ...kinds.map((kind) => namesSection(kind, found, listing)),
    ...section('Records', found.orders.map(orderLines), 'record'),
    ...section(
      'Settings',
      found.settings.map(({ key, what }) => [`${key}: ${what}`]),
      'setting',
    ),
    ...section(`In the next ${counted(found.ahead.days, 'day')}`, found.ahead.events.map(eventLines), 'change'),
  ];
}

/** From what to what, and how many names are blocked. */
export function headLines(found: Difference): readonly string[] {
  const { base, head, asOf, names } = found;
  const built = [base, head].flatMap((side) =>
    side.asOf === undefined ? [] : [`${side.label}, compiled for ${momentWords(side.asOf, 'UTC')}`],
  );
  return [
    `From ${base.label}`,
    `to ${head.label},`,
    `judged as of ${momentWords(asOf, 'UTC')}${found.territory ? ` for ${found.territory.join(', ')}` : ''}:`,
    `${counted(names.before, 'name')} blocked before, ${names.after} after; ${names.freed} freed, ${names.added} added.`,
    ...built.map((one) => `Which orders held a name is not known of ${one}.`),
  ].map(harmless);
}

/** Whether anything is different, apart from what time will bring. */
export function hasChanges({ changes, orders, settings, ahead }: Difference): boolean {
  return changes.length + orders.length + settings.length > 0 || ahead.events.some(({ state }) => state !== 'same');
}

function section(title: string, parts: readonly (readonly string[])[], one: string): readonly Section[] {
  return parts.length === 0 ? [] : [{ title, count: counted(parts.length, one), lines: parts.flat().map(harmless) }];
}

function namesSection(kind: NamesChange['kind'], { changes, head }: Difference, listing: Listing): Section {
  const ours = changes.filter((one) => one.kind === kind).map((one) => ({ ...one, isUnlisted: isUnlisted(one, head) }));
  const count = ours.reduce((sum, one) => sum + one.count, 0);
  return { title: headings[kind], count: counted(count, 'name'), lines: namesLines(ours, listing) };
}

interface ShownChange extends NamesChange {
  readonly isUnlisted: boolean;
}

/** What a build blocked, and no record speaks of. */
function isUnlisted({ kind, causes }: NamesChange, head: Difference['head']): boolean {
  return kind === 'freed' && causes.length === 0 && head.kind !== 'build';
}

function* namesLines(changes: readonly ShownChange[], { most }: Listing): Generator<string> {
  for (const change of changes) {
    yield* [...change.causes.map(causeLine), ...extentLines(change)].map(harmless);
    const shown = most === undefined || change.names.length <= most ? change.names : change.names.slice(0, most);
    for (const name of shown) yield harmless(`  ${shownName(name)}`);
    if (shown.length < change.count) yield `  and ${change.count - shown.length} more`;
  }
}

const roles = {
  frees: 'not any more by',
  idle: 'not by',
  holds: 'by',
  still: 'still by',
  moves: 'still by',
} as const;

function causeLine({ order, what, reason, place, side }: NamesChange['causes'][number]): string {
  const where = place ? ` (${place.file}:${place.line}${side === 'base' ? ', as it was' : ''})` : '';
  return `${roles[what]} ${order}${reason === undefined ? '' : `: ${reason}`}${where}`;
}

const scopes = {
  subtree: 'the name and every name below it',
  exact: 'the name alone',
  subdomains: 'only the names below it',
} as const;

/** How much is blocked and what is answered, where that is another than before. */
function extentLines({ before, after, isUnlisted: isAlone }: ShownChange): readonly string[] {
  if (isAlone) return ['listed by no record here'];
  if (!before || !after) return [];
  const words = (one: typeof before) => `${scopes[one.scope]}, ${one.answer}`;
  return words(before) === words(after) ? [] : [`now ${words(after)}; before, ${words(before)}`];
}

function orderLines({ order, file, what, rewritten, details }: Difference['orders'][number]): readonly string[] {
  const heads = {
    new: `${order}: a new record (${file})`,
    gone: `${order}: its record is gone (${file}, as it was)`,
    unread: `${order}: its record cannot be read (${file})`,
    changed: rewritten
      ? `${order}: its past was rewritten; records are only ever added to (${file})`
      : `${order}: changed (${file})`,
  };
  return [heads[what], ...details.map((one) => `  ${one}`)];
}

const states = { new: ' (new)', gone: ' (not any more)', same: '' } as const;

function eventLines(event: Difference['ahead']['events'][number]): readonly string[] {
  return [`${event.date}  ${event.order}: ${aheadWords(event)}${states[event.state]}`];
}

function shownName(name: string): string {
  const unicode = unicodeName(name as DomainName);
  return unicode === name ? name : `${unicode} (${name})`;
}
