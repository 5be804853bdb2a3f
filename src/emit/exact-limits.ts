import { coversBelow, coversSelf, type HeldName } from '../core/blocklist.ts';

/** What a list of bare names cannot say. */
export function exactLimits(subject: string, names: readonly HeldName[]): readonly string[] {
  const below = names.filter(({ scope }) => coversBelow(scope)).length;
  const onlyBelow = names.filter(({ scope }) => !coversSelf(scope)).length;
  const limits: string[] = [];
  if (below > 0)
    limits.push(`${subject} cannot block the names below: ${below} of ${names.length} names ask for that.`);
  if (onlyBelow > 0) limits.push(`${onlyBelow} of them ask for nothing else and are left out.`);
  return limits;
}
