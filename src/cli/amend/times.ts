import type { Instant } from '../../core/dates.ts';

/** From an instant on, up to and not including another; without bounds where they are infinite. */
export interface Time {
  readonly from: Instant;
  readonly until: Instant;
}

/** All times together, as few as say it, oldest first. */
export function joined(times: readonly Time[]): readonly Time[] {
  const all: Time[] = [];
  for (const time of times.filter(lasts).toSorted((one, other) => one.from - other.from)) {
    const last = all.at(-1);
    if (last && time.from <= last.until) all[all.length - 1] = { ...last, until: Math.max(last.until, time.until) };
    else all.push(time);
  }
  return all;
}

/** What lies before an instant, or from it on. */
export function cut(times: readonly Time[], at: { readonly from: Instant } | { readonly until: Instant }): Time[] {
  return times
    .map(({ from, until }) =>
      'from' in at ? { from: Math.max(from, at.from), until } : { from, until: Math.min(until, at.until) },
    )
    .filter(lasts);
}

/** Whether some times lie within others altogether. */
export function isWithin(times: readonly Time[], others: readonly Time[]): boolean {
  const whole = joined(others);
  return times.every((time) => whole.some(({ from, until }) => from <= time.from && time.until <= until));
}

export function isAt(times: readonly Time[], instant: Instant): boolean {
  return times.some(({ from, until }) => from <= instant && instant < until);
}

function lasts({ from, until }: Time): boolean {
  return from < until;
}
