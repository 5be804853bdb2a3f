import type { HeldName } from '../core/blocklist.ts';

/** What a list of bare names cannot say. */
export function exactLimits(subject: string, names: readonly HeldName[]): readonly string[] {
  const below = names.filter((held) => held.below).length;
  const onlyBelow = names.filter((held) => !held.self).length;
  const limits: string[] = [];
  if (below > 0) limits.push(`${subject} cannot block the names below, as asked for by ${below} of ${names.length}.`);
  if (onlyBelow > 0) limits.push(`${onlyBelow} that ask for nothing else are left out.`);
  return limits;
}
