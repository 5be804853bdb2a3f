import type { HeldName } from '../core/blocklist.ts';
import { counted } from '../core/text.ts';

/** What a list of bare names cannot say. */
export function exactLimits(subject: string, names: readonly HeldName[]): readonly string[] {
  const below = names.filter((held) => held.below).length;
  const onlyBelow = names.filter((held) => !held.self).length;
  const limits: string[] = [];
  if (below > 0)
    limits.push(`${subject} cannot block the names below: ${below} of ${counted(names.length, 'name')} ask for that.`);
  if (onlyBelow > 0) limits.push(`${onlyBelow} of them ask for nothing else and are left out.`);
  return limits;
}
