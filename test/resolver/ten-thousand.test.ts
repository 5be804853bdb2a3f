import { expect, test } from 'vitest';
import type { Evidence } from '../../src/generated/evidence.ts';
import { onResolvers } from '../resolvers/built-zones.ts';
import { record } from '../support/record.ts';
import { workspace } from '../support/workspace.ts';

const COUNT = Number(process.env['COUNT'] ?? 10_000);
const twoMinutes = 120_000;

test('10,000 names are asked for within two minutes on each resolver, and none is wrong', {
  timeout: 900_000,
}, async () => {
  const names = Array.from({ length: COUNT }, (_, at) => `site-${(at * 7919) % 10_000}.example-${at % 97}.to`);
  const space = workspace({ 'orders/many.yaml': record('many', names) });
  await onResolvers(space, [], async ({ name, port }) => {
    const begun = performance.now();
    const run = await space.run('verify', '--server', `127.0.0.1:${port}`, '--json', '--control', 'up.example');
    const took = performance.now() - begun;
    const { verdict, counts, wrong } = JSON.parse(run.stdout) as Evidence;
    process.stderr.write(`verify: 10,000 names on ${name} in ${(took / 1000).toFixed(1)} s\n`);
    expect([name, run.status, verdict, counts, wrong]).toEqual([
      name,
      0,
      'proven',
      { blocked: 2 * COUNT, free: 97 },
      [],
    ]);
    expect(took).toBeLessThan(twoMinutes);
  });
});
