import type { HeldNames } from '../core/blocklist.ts';

/** What a list of bare names cannot say. */
export function exactLimits(subject: string, { rule, rules }: HeldNames): readonly string[] {
  let below = 0;
  let onlyBelow = 0;
  for (const number of rule) {
    if (rules[number]?.below) below += 1;
    if (!rules[number]?.self) onlyBelow += 1;
  }
  const limits: string[] = [];
  if (below > 0) limits.push(`${subject} cannot block the names below, as asked for by ${below} of ${rule.length}.`);
  if (onlyBelow > 0) limits.push(`${onlyBelow} that ask for nothing else are left out.`);
  return limits;
}
