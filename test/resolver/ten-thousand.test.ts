import { expect, test } from 'vitest';
import type { Evidence } from '../../src/generated/evidence.ts';
import { onResolvers } from '../resolvers/built-zones.ts';
import { record } from '../support/record.ts';
import { workspace } from '../support/workspace.ts';

const size = 10_000;

// How long it takes is told and not tested: that depends on what else the machine does.
test('of 10,000 names, none is told wrong on any resolver', { timeout: 900_000 }, async () => {
  const names = Array.from({ length: size }, (_, at) => `site-${(at * 7919) % size}.example-${at % 97}.to`);
  const space = workspace({ 'orders/many.yaml': record('many', names) });
  await onResolvers(space, [], async ({ name, port }) => {
    const begun = performance.now();
    const server = `127.0.0.1:${port}`;
    const run = await space.run('verify', '--server', server, '--json', '--control', 'up.example');
    process.stderr.write(`verify: ${size} names on ${name} in ${Math.round((performance.now() - begun) / 1000)} s\n`);
    const { verdict, counts, wrong } = JSON.parse(run.stdout) as Evidence;
    expect([name, run.status, verdict, counts, wrong]).toEqual([
      name,
      0,
      'proven',
      { blocked: 2 * size, free: 97 },
      [],
    ]);
  });
});
