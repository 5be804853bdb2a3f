import { isHeld } from '../compile/compile.ts';
import { type ListedName, linesOfOrder } from '../compile/listed.ts';
import type { Corpus } from '../core/corpus.ts';
import { type Instant, showInstant } from '../core/dates.ts';
import { byText } from '../core/diagnostic.ts';
import { unicodeName } from '../core/name.ts';
import type { Order } from '../core/order.ts';
import type { OrderCard } from '../generated/order-card.ts';

type Names = OrderCard['names'];
type Shown = Names['shown'][number];
type When = Shown['when'];

/** How many names a card shows before the rest is only counted. */
const firstNames = 10;

export interface NamesRequest {
  readonly instant: Instant;
  /** Whether all names are wanted, not the first few. */
  readonly all: boolean;
}

interface Line {
  readonly listed: ListedName;
  readonly when: When;
}

/** The names of an order: those on its list at the moment first, each group by the alphabet. */
export function namesOnCard(corpus: Corpus, order: Order, { instant, all }: NamesRequest): Names {
  const seen = { now: 0, later: 0, over: 0 };
  const lines: Line[] = [];
  let previous: { readonly name: string; readonly when: Set<When> } | undefined;
  for (const listed of linesOfOrder(corpus, order)) {
    const when = whenOf(listed, instant);
    if (previous?.name !== listed.name) previous = { name: listed.name, when: new Set() };
    // Two lines on one name, each with a scope of its own, are one name.
    if (!previous.when.has(when)) seen[when] += 1;
    previous.when.add(when);
    lines.push({ listed, when });
    if (!all && lines.length > enough) keepFirst(lines);
  }
  if (!all) keepFirst(lines);
  else lines.sort(byTimeAndText);
  return { ...seen, shown: lines.map(shown) };
}

/** So many lines are looked through at a time, so that an order with a million names needs no more memory. */
const enough = 4096;

function keepFirst(lines: Line[]): void {
  lines.sort(byTimeAndText);
  lines.length = Math.min(lines.length, firstNames);
}

const rank: Readonly<Record<When, number>> = { now: 0, later: 1, over: 2 };

function byTimeAndText(a: Line, b: Line): number {
  return rank[a.when] - rank[b.when] || byText(a.listed.name, b.listed.name) || byText(a.listed.scope, b.listed.scope);
}

/** Whether a line of a list counts at an instant, by its own times. */
export function whenOf(listed: Pick<ListedName, 'from' | 'until'>, instant: Instant): When {
  if (isHeld(listed, instant)) return 'now';
  return listed.from !== undefined && instant < listed.from ? 'later' : 'over';
}

function shown({ listed: { name, scope, from, until }, when }: Line): Shown {
  const unicode = unicodeName(name);
  return {
    name,
    ...(unicode !== name && { unicode }),
    scope,
    when,
    ...(from !== undefined && { from: showInstant(from) }),
    ...(until !== undefined && { until: showInstant(until) }),
  };
}
