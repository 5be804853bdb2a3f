import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workspace } from '../support/workspace.ts';

const incidents = join(import.meta.dirname, 'incidents');

describe('what went wrong elsewhere is stopped by default', () => {
  for (const file of readdirSync(incidents)) {
    const name = file.replace(/\.yaml$/, '');
    test(name, async () => {
      const { folder, run } = workspace({ [`orders/${file}`]: readFileSync(join(incidents, file)) });
      const { stdout, status } = await run('check');
      await expect(`${stdout}exit ${status}\n`).toMatchFileSnapshot(`golden/${name}.txt`);
      await run('build');
      const written = join(folder, 'out', 'hosts');
      const blocked = existsSync(written) ? readFileSync(written, 'utf8').split('\n').slice(1, -1) : [];
      expect(blocked).toEqual(name === 'look-alike' ? ['0.0.0.0 xn--ggle-55da.com', ':: xn--ggle-55da.com'] : []);
    });
  }
});
