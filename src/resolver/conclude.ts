import type { Subject } from '../core/subject.ts';
import type { Result } from './examine.ts';

/**
 * What a subject comes to. unproven: it has no address, and its answer lacks the mark that this resolver's blocks bear.
 * untold: nobody can tell by the answers whether it is blocked or does not exist. stale-leak, stale-block: an old answer.
 */
export type Status =
  | 'blocked'
  | 'free'
  | 'leak'
  | 'stale-leak'
  | 'other-answer'
  | 'overblocked'
  | 'stale-block'
  | 'unproven'
  | 'untold'
  | 'no-answer'
  | 'refused'
  | 'failed'
  | 'not-asked';

/** What is not as it must be, in the order in which people are told. */
export const wrongStatuses: readonly Status[] = [
  'leak',
  'stale-leak',
  'unproven',
  'other-answer',
  'overblocked',
  'stale-block',
  'no-answer',
  'refused',
  'failed',
];

/** What the blocks of a resolver look like. */
export type Habit = 'marked' | 'bare' | 'unmarked';

export function habitOf(results: Iterable<readonly [Subject, Result | undefined]>): Habit {
  let habit: Habit = 'unmarked';
  for (const [{ expected }, result] of results) {
    if (result?.marked) return 'marked';
    if (expected && result?.finding === 'bare') habit = 'bare';
  }
  return habit;
}

/** What a result means at a resolver of such a habit. */
export function conclude({ kind, expected }: Subject, result: Result | undefined, habit: Habit): Status {
  if (!result) return 'not-asked';
  const { finding } = result;
  if (finding === 'unmarked' || finding === 'bare') {
    if (habit === 'unmarked') return 'untold';
    const isBlock = finding === 'bare' && habit === 'bare';
    if (expected) return isBlock ? 'blocked' : 'unproven';
    return isBlock ? blocked(kind) : 'free';
  }
  if (finding === 'overblocked') return blocked(kind);
  // The servers of a free name may be broken; a control's are not.
  if (finding === 'failed' && !expected && kind !== 'control') return 'untold';
  return finding;
}

function blocked(kind: Subject['kind']): Status {
  return kind === 'ended' ? 'stale-block' : 'overblocked';
}
