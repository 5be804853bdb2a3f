import type { HeldNames } from '../core/blocklist.ts';

/** What a list of bare names cannot say. */
export function exactLimits(subject: string, { rules, sizes, size }: HeldNames): readonly string[] {
  let below = 0;
  let onlyBelow = 0;
  for (const [number, rule] of rules.entries()) {
    if (rule.below) below += sizes[number] ?? 0;
    if (!rule.self) onlyBelow += sizes[number] ?? 0;
  }
  const limits: string[] = [];
  if (below > 0)
    limits.push(`${subject} cannot block the names below a name (such as www), as asked for by ${below} of ${size}.`);
  if (onlyBelow > 0) limits.push(`${onlyBelow} that ask for nothing else are left out.`);
  return limits;
}
