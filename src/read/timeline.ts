import { type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import type { DomainName } from '../core/name.ts';
import type { LineAccount, Scope, Target } from '../core/order.ts';
import type { NamedTarget } from './target-lines.ts';

/** An account while its lines are still being counted. */
export type Counting = { -readonly [key in keyof LineAccount]: number };

/** One paper's change to the list, from its date on. */
export interface Edition {
  readonly at: number | undefined;
  readonly add: readonly NamedTarget[];
  readonly remove: readonly NamedTarget[];
  readonly snapshot: boolean;
}

/** A line that holds its name until a later paper ends it, and the last paper that listed it. */
interface Holding {
  readonly target: NamedTarget;
  listedIn: Edition;
}

interface Timeline {
  readonly open: Map<string, Holding>;
  readonly closed: NamedTarget[];
}

/** The names of an order with the time for which its papers hold each. */
export function applyEditions(editions: readonly Edition[], found: Diagnostic[], account: Counting): Target[] {
  const timeline: Timeline = { open: new Map(), closed: [] };
  for (const edition of editions) {
    if (edition.snapshot) endAbsent(timeline, edition);
    account.removals += edition.remove.length;
    for (const target of edition.remove) {
      if (endName(timeline, target.name, edition)) continue;
      const message = `${target.name} is not in the list at this date.`;
      found.push(diagnostic('order/removes-absent', { message, place: target.place }));
    }
    for (const target of edition.add) {
      const outcome = hold(timeline, target, edition);
      account[outcome.kind === 'new' ? 'targets' : 'merged'] += 1;
      if (outcome.kind === 'duplicate') found.push(duplicate(target, outcome.earlier));
    }
  }
  return [...timeline.closed, ...[...timeline.open.values()].map((one) => one.target)];
}

function endAbsent(timeline: Timeline, edition: Edition): void {
  const listed = new Set(edition.add.map(holdKey));
  for (const key of timeline.open.keys()) if (!listed.has(key)) end(timeline, key, edition);
}

function endName(timeline: Timeline, name: DomainName, edition: Edition): boolean {
  const keys = scopes.map((scope) => holdKey({ name, scope })).filter((key) => timeline.open.has(key));
  for (const key of keys) end(timeline, key, edition);
  return keys.length > 0;
}

function end({ open, closed }: Timeline, key: string, { at }: Edition): void {
  const held = open.get(key)?.target;
  open.delete(key);
  if (held && at !== undefined) closed.push({ ...held, until: Math.min(held.until ?? at, at) });
}

type Outcome = { readonly kind: 'new' | 'repeated' } | { readonly kind: 'duplicate'; readonly earlier: NamedTarget };

/** Holds the name from the edition on, unless an earlier line holds it. */
function hold({ open }: Timeline, target: NamedTarget, edition: Edition): Outcome {
  const key = holdKey(target);
  const earlier = open.get(key);
  if (!earlier) {
    open.set(key, { target: { ...target, from: target.from ?? edition.at }, listedIn: edition });
    return { kind: 'new' };
  }
  // A register's next edition repeats what still counts: that is no duplicate.
  const repeats = edition.snapshot && earlier.listedIn !== edition;
  earlier.listedIn = edition;
  return repeats ? { kind: 'repeated' } : { kind: 'duplicate', earlier: earlier.target };
}

const scopes: readonly Scope[] = ['subtree', 'exact', 'subdomains'];

function holdKey({ name, scope }: { readonly name: DomainName; readonly scope: Scope }): string {
  return `${name} ${scope}`;
}

function duplicate(target: NamedTarget, earlier: NamedTarget): Diagnostic {
  return diagnostic('order/duplicate-target', {
    message: `${target.name} stands on an earlier line already.`,
    place: target.place,
    related: [{ message: 'The earlier line', place: earlier.place }],
  });
}
