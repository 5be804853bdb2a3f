import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { groups } from './groups.js';

const chosen = Object.entries(groups).filter(([name]) => (env.MUTATION_GROUP ?? name) === name);

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: chosen.flatMap(([, { tests }]) => tests),
    env: { RUNS: '1000' },
    setupFiles: ['test/mutation/brief-laws.ts'],
    testTimeout: 120_000,
    coverage: {
      provider: 'v8',
      include: chosen.flatMap(([, { files }]) => files),
      reporter: ['text'],
      reportOnFailure: true,
      thresholds: { branches: 100 },
    },
  },
});
