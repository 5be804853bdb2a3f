import { showClock } from '../../core/dates.ts';
import type { Evidence, Subject } from '../../generated/evidence.ts';

type Status = Subject['status'];

/** What a status is called, in the order in which people are told. */
export const statusWords: Readonly<Record<Status, string>> = {
  leak: 'Leaks',
  'stale-leak': 'Leaks from a cache',
  unproven: 'Not shown to be blocked',
  'other-answer': 'Not the answer that was ordered',
  overblocked: 'Blocked, but must be free',
  'stale-block': 'Still blocked, but taken off',
  'no-answer': 'No answer',
  refused: 'Refused',
  failed: 'The resolver failed',
  'not-asked': 'Not asked',
  untold: 'Cannot be told',
  blocked: 'Blocked',
  free: 'Free, as they must be',
};

/** What each means, and what to do. */
export const statusHelp: Readonly<Partial<Record<Status, string>>> = {
  leak: 'The resolver gives the real answer, now or to some kinds of questions. Look whether it has loaded the last zone.',
  'stale-leak':
    'The zone blocks the name, but a cache still gives the answer from before. Empty the cache for it, or turn that cache off.',
  unproven: 'There is no address, but the answer lacks the mark that the other blocks of this resolver bear.',
  'other-answer': 'The real address does not come, but neither does the notice page that the order asks for.',
  overblocked: 'No order blocks the name.',
  'stale-block':
    'No order blocks the name any more. Look whether the resolver has loaded the last zone; then empty its cache.',
  'no-answer': 'A time-out is no block. Ask again, more slowly perhaps (--rate).',
  refused: 'The resolver does not want to answer this machine.',
  failed: 'The resolver says that it could not find out (SERVFAIL). A block must not wait for other servers.',
  untold: 'The name has no address: nobody can tell whether the resolver blocks it or it does not exist.',
};

export const verdictWords: Readonly<Record<Evidence['verdict'], string>> = {
  proven: 'All is as ordered',
  wrong: 'Not all is as ordered',
  incomplete: 'Not everything is proven',
  worthless: 'Nothing is proven',
};

export const kindWords: Readonly<Record<Subject['kind'], string>> = {
  listed: 'ordered',
  between: 'below an ordered name',
  neighbour: 'next to an ordered name',
  exception: 'left free by an order',
  ended: 'taken off lately',
  control: 'must resolve',
};

export const deadlineWords: Readonly<Record<Evidence['orders'][number]['deadlines'][number]['state'], string>> = {
  met: 'Met: all names were seen blocked before it passed',
  'seen-later': 'All names are blocked; it had passed when they were asked for',
  open: 'Not all names are blocked; there is still time',
  missed: 'Not met: it has passed, and not all names are blocked',
  'not-shown': 'Not shown: not all names were asked for or could be told',
};

/** `e.com`, or `any name below e.com`. */
export function subjectWords({ name, part }: Pick<Subject, 'name' | 'part'>): string {
  return part === 'self' ? name : `any name below ${name}`;
}

/** When a deadline passes, by the clock that decides: `2026-01-15 23:59 (Europe/Rome)`. */
export function deadlineTime({ at, timeZone }: { readonly at: string; readonly timeZone: string }): string {
  return `${showClock(Date.parse(at), timeZone)} (${timeZone})`;
}
