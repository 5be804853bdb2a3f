import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workspace } from '../support/workspace.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
// A mark at the start of the file is passed over; a draft clock is a warning. Everything else stops a build.
const harmlessOnes = new Set(['byte-order-mark', 'no-time-zone']);

describe('what a record must not hold is a diagnostic with its place, and nothing reaches an output', () => {
  for (const file of readdirSync(fixtures)) {
    const name = file.replace(/\.yaml$/, '');
    test(name, async () => {
      const { folder, run } = workspace({ [`orders/${file}`]: readFileSync(join(fixtures, file)) });
      const checked = await run('check');
      await expect(checked.stdout).toMatchFileSnapshot(`golden/${name}.txt`);
      expect(checked.stdout).toContain(`orders/${file}:`);
      const built = await run('build');
      expect([checked.status, built.status]).toEqual(harmlessOnes.has(name) ? [0, 0] : [1, 1]);
      expect(existsSync(join(folder, 'out'))).toBe(harmlessOnes.has(name));
    });
  }

  test('a file of more than 1 MiB', async () => {
    const { run } = workspace({ 'orders/large.yaml': `notes: "${'x'.repeat(1024 * 1024)}"\n` });
    expect(await run('check')).toMatchObject({ status: 1, stdout: expect.stringContaining('yaml/too-large') });
  });

  test('nesting as deep as the file is long', async () => {
    const { run } = workspace({ 'orders/deep.yaml': `notes: ${'['.repeat(500_000)}` });
    expect(await run('check')).toMatchObject({ status: 1, stdout: expect.stringContaining('yaml/too-deep') });
  });
});
