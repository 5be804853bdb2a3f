import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifySet } from '../../src/cli/trust/verify-set.ts';
import type { PublicKey } from '../../src/trust/public-key.ts';
import { momentsOf } from '../support/kills.ts';
import { record } from '../support/record.ts';
import { putKeys } from '../support/signing.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

const program = join(import.meta.dirname, '../../bin/blocklist.js');
const support = (name: string) => join(import.meta.dirname, '../support', name);

/** Builds and signs in a process of its own, which is killed when it touches the disk for the n-th time; 0: not at all. */
function build({ folder }: Workspace, before: readonly string[], moment = 0) {
  const loaded = [...before, 'die.js'].flatMap((name) => ['--import', support(name)]);
  const env = { ...process.env, DIE_AT: String(moment) };
  const argv = [...loaded, program, 'build', '--as-of', '2026-11-24', '--sign', 'ours.key'];
  return spawnSync(process.execPath, argv, { cwd: folder, env, encoding: 'utf8' });
}

/** The manifest and its signature, if the set is good. */
function goodSet({ folder, read, now }: Workspace, key: PublicKey): string | undefined {
  const { problems } = verifySet({ folder: join(folder, 'out'), label: 'out', key, now });
  return problems.length === 0 ? read('out/manifest.json') + read('out/manifest.json.minisig') : undefined;
}

test.each<[string, readonly string[]]>([
  ['', []],
  [' without links', ['no-symlinks.js']],
])('a build%s that is killed at any moment never leaves a set that is taken for good and is not', async (_, before) => {
  const space = workspace();
  const key = putKeys(space).public;
  let round = 0;
  const change = () => {
    round += 1;
    space.write(
      'orders/one.yaml',
      record(
        'one',
        [...Array(round).keys()].map((number) => `round-${number}.to`),
      ),
    );
  };
  space.write('blocklist.config.yaml', 'safety: { moreNames: 100 }\n');
  change();
  build(space, before);
  change();
  const touches = Number(build(space, before).stdout);
  expect(touches).toBeGreaterThan(20);
  for (const moment of momentsOf(touches)) {
    const old = { good: goodSet(space, key), manifest: space.read('out/manifest.json') };
    expect([moment, old.good]).toEqual([moment, expect.any(String)]);
    change();
    expect(build(space, before, moment).signal).toBe('SIGKILL');
    const left = goodSet(space, key);
    const manifest = existsSync(join(space.folder, 'out/manifest.json')) ? space.read('out/manifest.json') : undefined;
    const signature =
      existsSync(join(space.folder, 'out/manifest.json.minisig')) && space.read('out/manifest.json.minisig');
    // No old signature beside a new manifest.
    if (manifest !== undefined && manifest !== old.manifest) expect(old.good).not.toContain(signature);
    if (before.length === 0) expect(left).toBeDefined();
    expect(build(space, before).status).toBe(0);
    expect([old.good, undefined, goodSet(space, key)]).toContain(left);
  }
});
