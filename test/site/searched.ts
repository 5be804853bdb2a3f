import { endsAt, startsAt } from '../../src/cli/site/public-text.ts';
import type { Explanation } from '../../src/generated/explanation.ts';
import type { Workspace } from '../support/workspace.ts';
import type { Files } from './built-site.ts';

interface Line {
  readonly order: { readonly id: string; readonly state: string; readonly notUs?: true };
  readonly through: string;
  readonly from?: string;
  readonly last?: string;
  readonly when?: 'now' | 'later' | 'over';
  readonly misses?: boolean;
  readonly free?: boolean;
  readonly by?: string;
}

interface Found {
  readonly blocking: readonly Line[];
  readonly others: readonly Line[];
}

interface SearchScript {
  readonly nameIn: (text: string) => string | undefined;
  readonly search: (name: string, read: (file: string) => Promise<unknown>) => Promise<Found>;
}

/** The very file that browsers get; it has no types. */
export const script = (await import(new URL('../../src/site/assets/search.js', import.meta.url).href)) as SearchScript;

/** What a search finds, and the files that it reads. */
export async function searched(files: Files, name: string): Promise<Found & { readonly read: readonly string[] }> {
  const read: string[] = [];
  const found = await script.search(name, async (file) => {
    read.push(file);
    return JSON.parse(files.get(`search/${file}`) ?? '');
  });
  return { ...found, read };
}

/** What a search and `explain` both say of a name. */
export interface Said {
  readonly blocked: boolean;
  /** By id, each with since when and until when. */
  readonly blocking: readonly (readonly [id: string, since: string, last: string])[];
  /** Lines of other orders: id, the name on its list, why it does not block. */
  readonly others: readonly (readonly [id: string, through: string, why: string])[];
}

export async function saidBySearch(files: Files, name: string): Promise<Said> {
  const { blocking, others } = await searched(files, name);
  return {
    blocked: blocking.length > 0,
    blocking: sorted(blocking.map(({ order, from, last }) => [order.id, from ?? '', last ?? ''])),
    others: sorted(others.map((line) => [line.order.id, line.through, whyNot(line)])),
  };
}

/** In the order in which `explain` looks for the reason. */
function whyNot({ order, when, misses, free, by }: Line): string {
  if (by !== undefined) return 'left out';
  if (order.notUs || order.state === 'kept') return 'binds others';
  if (order.state !== 'in-force') return 'not in force';
  if (when !== 'now') return when ?? '';
  return misses ? 'out of reach' : free ? 'left free' : '';
}

const reasons: readonly (readonly [RegExp, string])[] = [
  [/^(the court left it out|we hold it back)/, 'left out'],
  [/^it (is a draft|begins|has been stayed|expired|was annulled|was lifted)| took its place /, 'not in force'],
  [/^this name is listed from /, 'later'],
  [/^this name is listed only until /, 'over'],
  [/^it names /, 'out of reach'],
  [/^the order leaves it free$/, 'left free'],
];

/** An asterisk asks of a name that no order mentions. */
export async function saidByExplain(space: Workspace, name: string, ...more: readonly string[]): Promise<Said> {
  const { stdout } = await space.run('explain', name.replace('*', 'none-such'), '--json', ...more);
  const { blocked, orders } = JSON.parse(stdout) as Explanation;
  const holds = orders.filter((one) => one.holds);
  const holding = new Map(holds.map(({ id }) => [id, holds.filter((one) => one.id === id)]));
  return {
    blocked,
    blocking: sorted([...holding].map(([id, lines]) => [id, ...spanOf(lines)])),
    others: sorted(
      orders
        .filter(({ id }) => !holding.has(id))
        .map(({ id, target, reason }) => [id, target, reasons.find(([is]) => is.test(reason))?.[1] ?? 'binds others']),
    ),
  };
}

/** From the first line of an order until the last. */
function spanOf(lines: Explanation['orders']): [since: string, last: string] {
  const [{ timeZone } = { timeZone: 'UTC' }] = lines;
  const since = Math.min(...lines.map((line) => Date.parse(line.since ?? '')));
  const until = Math.max(...lines.map((line) => (line.until === undefined ? Infinity : Date.parse(line.until))));
  return [startsAt(since, timeZone).text, Number.isFinite(until) ? endsAt(until, timeZone).text : ''];
}

function sorted<Row extends readonly string[]>(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((a, b) => (a.join(' ') < b.join(' ') ? -1 : 1));
}
