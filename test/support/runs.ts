/**
 * How often a law is tried: 100,000 times in `npm test`, a million times in `npm run test:deep`. Laws of which one trial is
 * a whole build or a whole record say beside it which share of that they take.
 */
export const RUNS: number = Number(process.env['RUNS'] ?? 100_000);

/** As many of a list as fit, other ones in each run; all of it where it is not longer. */
export function drawn<One>(list: readonly One[], most: number): readonly One[] {
  const step = Math.max(1, list.length / most);
  const offset = Math.random();
  return Array.from({ length: Math.min(list.length, most) }, (_, at) => list[Math.floor((at + offset) * step)] as One);
}
