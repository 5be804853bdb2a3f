import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Accepted } from '../../../src/cli/safety/accepting.ts';
import { transcript } from '../../support/transcript.ts';
import { type Workspace, workspace } from '../../support/workspace.ts';

const fixtures = join(import.meta.dirname, 'fixtures');

/** Puts the records and settings of one side of a fixture in the place of those that are there. */
function put({ folder }: Workspace, fixture: string, side: 'before' | 'after'): void {
  for (const name of ['orders', 'blocklist.config.yaml']) rmSync(join(folder, name), { recursive: true, force: true });
  cpSync(join(fixtures, fixture, side), folder, { recursive: true });
}

describe('a build stops, says why, and does what it was to do when it is told the reason', () => {
  for (const fixture of readdirSync(fixtures)) {
    test(fixture, async () => {
      const space = workspace();
      put(space, fixture, 'before');
      const { run, override, note, say, text } = transcript(space);
      await run('build', '--format', 'rpz,rpz-allow');
      const before = space.read('out/manifest.json');
      put(space, fixture, 'after');
      say('The records or the settings change.');
      expect((await run('build', '--format', 'rpz,rpz-allow')).status).toBe(4);
      expect(space.read('out/manifest.json')).toBe(before);
      expect((await override('Anna has looked at it')).status).toBe(0);
      note('out/manifest.json', 'accepted');
      note('out/current/.ledger.json', 'accepted');
      await expect(text()).toMatchFileSnapshot(`golden/${fixture}.txt`);
      const accepted: readonly Accepted[] = JSON.parse(space.read('out/manifest.json')).accepted;
      // What was let pass is let pass once, and the state that it led to is no accident; but an empty list always is.
      const isEmpty = space.read('out/manifest.json').includes('"names": 0');
      expect(accepted.length).toBeGreaterThan(0);
      expect((await space.run('build', '--as-of', '2026-11-25')).status).toBe(isEmpty ? 4 : 0);
    });
  }
});
