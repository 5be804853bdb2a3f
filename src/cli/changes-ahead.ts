import type { Change } from '../compile/changes.ts';
import { showInstant, showLocal } from '../core/dates.ts';
import { counted } from '../core/text.ts';
import type { Status } from '../generated/status.ts';
import { labelOf } from './due-now.ts';
import { lastDay } from './state-words.ts';

/** What begins or ends ahead, as every schema has it. */
export type ChangeAhead = Status['changes'][number];

export function changeAhead({ order, at, kind, names }: Change): ChangeAhead {
  const isEnd = kind === 'ends' || kind === 'names-end';
  const date = isEnd ? lastDay(at, order.timeZone) : showLocal(at, order.timeZone);
  return { order: labelOf(order), at: showInstant(at), date, kind, names };
}

const words: Readonly<Record<ChangeAhead['kind'], (names: string) => string>> = {
  begins: () => 'begins',
  resumes: () => 'is in force again',
  'is-suspended': () => 'is suspended',
  ends: () => 'its last day',
  'names-begin': (names) => `${names} more`,
  'names-end': (names) => `the last day of ${names}`,
};

/** For people, to be read after the order's id. */
export function aheadWords({ kind, names }: Pick<ChangeAhead, 'kind' | 'names'>): string {
  return words[kind](counted(names, 'name'));
}
