/**
 * How often a law is tried: 100,000 times in `npm test`, a million times in `npm run test:deep`. Laws of which one trial is
 * a whole build or a whole record say beside it which share of that they take.
 */
export const RUNS: number = Number(process.env['RUNS'] ?? 100_000);
