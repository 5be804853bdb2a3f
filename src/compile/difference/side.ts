import type { Answers, ZoneAction } from '../../core/blocklist.ts';
import type { Instant } from '../../core/dates.ts';
import { canonicalKey, type DomainName, isBelow } from '../../core/name.ts';
import type { Action } from '../../core/order.ts';

/** An order that holds a name or what lies below it. */
export interface Holding {
  readonly order: string;
  /** When its hold ends, as far as is known; undefined: no end is known. */
  readonly until: Instant | undefined;
}

/** What is said of the name itself, or of every name below it that nothing else is said of. */
export interface PartHold {
  /** undefined: it is free. */
  readonly action: Action | undefined;
  /** By id, each once; empty where it is free, or where nobody can tell. */
  readonly holders: readonly Holding[];
}

/** What one side makes of one name. */
export interface Hold {
  readonly self: PartHold;
  readonly below: PartHold;
  /** Names with the same key are held by the same lines, in the same way. */
  readonly key: string;
}

/** One of the two that are compared: what it says of names. */
export interface Side {
  /** Whether it knows which orders hold a name, and until when. Zones that were built do not. */
  readonly knowsOrders: boolean;
  /** Every name that it says anything of, in canonical order (RFC 4034 6.1), each once. */
  readonly names: () => Iterator<DomainName, undefined>;
  /** To be asked in canonical order, from a start that `names` makes anew. */
  readonly holdOf: (name: DomainName) => Hold;
}

const free: PartHold = { action: undefined, holders: [] };

export function isBlocked({ self, below }: Pick<Hold, 'self' | 'below'>): boolean {
  return self.action !== undefined || below.action !== undefined;
}

export function partOf(action: ZoneAction | undefined, holders: () => readonly Holding[]): PartHold {
  return action === undefined || action.kind === 'passthru' ? free : { action, holders: holders() };
}

/** Each name that either of two says anything of, and these, in canonical order, each once. */
export function* namesOfBoth(
  sides: readonly [Side, Side],
  more: ReadonlySet<DomainName>,
): Generator<DomainName, undefined> {
  const byKey = [...more].map((name) => ({ name, key: canonicalKey(name) })).sort((a, b) => (a.key < b.key ? -1 : 1));
  const sources = [...sides.map((side) => side.names()), byKey.map(({ name }) => name).values()];
  const heads = sources.map((source) => headOf(source));
  for (;;) {
    const next = heads.reduce((least, head) => (head && (!least || head.key < least.key) ? head : least), undefined);
    if (!next) return undefined;
    // A side stands at its head until the name has been asked for.
    yield next.name;
    for (const [at, head] of heads.entries()) {
      const source = sources[at];
      if (source && head?.key === next.key) heads[at] = headOf(source);
    }
  }
}

interface Head {
  readonly name: DomainName;
  readonly key: string;
}

function headOf(source: Iterator<DomainName, undefined>): Head | undefined {
  const { value } = source.next();
  return value === undefined ? undefined : { name: value, key: canonicalKey(value) };
}

/** The names above the one that is asked for, while names are gone through in canonical order: the nearest last. */
export class Above<T extends { readonly name: DomainName }> {
  readonly frames: T[] = [];

  /** Forgets what does not lie above the name. */
  moveTo(name: DomainName): void {
    while (this.frames.length > 0 && !isBelow(name, (this.frames.at(-1) as T).name)) this.frames.pop();
  }
}

/** What the nearest that says anything says: a zone with its holes closed comes to the same (zone.ts). */
export function nearest<T extends Answers<ZoneAction>>(own: T | undefined, frames: readonly T[]): Answers<ZoneAction> {
  const inherited = frames.findLast(({ below }) => below !== undefined)?.below;
  return { self: own?.self ?? inherited, below: own?.below ?? inherited };
}
