import type { PastEntry } from '../core/order.ts';

/** The entries that one list has and another has not, each counted as often as it stands there. */
export function missingEntries(from: readonly PastEntry[], other: readonly PastEntry[]): readonly PastEntry[] {
  const rest = new Map<string, number>();
  for (const { sha256 } of other) rest.set(sha256, (rest.get(sha256) ?? 0) + 1);
  return from.filter(({ sha256 }) => {
    const left = rest.get(sha256) ?? 0;
    rest.set(sha256, left - 1);
    return left <= 0;
  });
}
