import type { Accepted } from '../safety/accepting.ts';

/** What a publication is about to change, so that whoever comes next can finish it or take it back. */
export interface Leftover {
  readonly version: 1;
  /** The set that was in use before; null: none. */
  readonly old: string | null;
  /** The set that is to be served. */
  readonly next: string;
  /** The serials that were served before, by zone; null: none. */
  readonly before: Readonly<Record<string, number | null>>;
  /** What was let pass when this was begun. */
  readonly accepted?: readonly Accepted[];
  /** on-the-way: it broke off. taken-back: the server has the old files again, but may still be reading the new ones. */
  readonly state: 'on-the-way' | 'taken-back';
}

export function isLeftover(value: unknown): value is Leftover {
  if (typeof value !== 'object' || value === null) return false;
  const { version, old, next, before, state } = value as Partial<Leftover>;
  return (
    version === 1 &&
    (old === null || typeof old === 'string') &&
    typeof next === 'string' &&
    typeof before === 'object' &&
    (state === 'on-the-way' || state === 'taken-back')
  );
}
