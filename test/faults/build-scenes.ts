import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newSecretKey } from '../../src/trust/secret-key.ts';
import { everything } from '../support/kills.ts';
import { manyRecords } from '../support/many-records.ts';
import { record } from '../support/record.ts';
import { putKeys } from '../support/signing.ts';
import { type Workspace, workspace } from '../support/workspace.ts';
import type { Scene, Stage } from './scene.ts';

const build = ['build', '--as-of', '2026-11-24'];

/** What a reader of the output folder gets: names that lead nowhere are none. */
function inUse({ folder }: Workspace): Readonly<Record<string, string>> {
  const out = join(folder, 'out');
  if (!existsSync(out)) return {};
  const names = readdirSync(out).filter((name) => !name.startsWith('.') && !['builds', 'current'].includes(name));
  const there = names.filter((name) => existsSync(join(out, name)));
  return Object.fromEntries(there.sort().map((name) => [name, readFileSync(join(out, name), 'utf8')]));
}

/** Longer than anything is left aside, in milliseconds. */
const sweepTime = 11 * 60 * 1000;

function stageOf(space: Workspace, argv: readonly string[]): Stage {
  space.now = Date.now();
  return {
    space,
    argv,
    view: () => [inUse(space)],
    heal: async () => {
      const next = await space.run(...argv);
      space.now = Date.now() + sweepTime;
      return [next, await space.run(...argv)];
    },
    entries: () => everything(space).map((name) => name.replace(/builds\/[0-9a-f]{16}(-\d+)?/, 'builds/set')),
  };
}

async function built(space: Workspace, ...builds: readonly (readonly string[])[]): Promise<Workspace> {
  for (const argv of builds) {
    const { status, stderr } = await space.run(...argv);
    if (status !== 0) throw new Error(stderr);
    space.write('orders/two.yaml', record('two', [`round-${inUse(space)['manifest.json']?.length ?? 0}.to`]));
  }
  return space;
}

const one = { 'orders/one.yaml': record('one', ['blocked.to', 'b.live']) };
const key = newSecretKey();

function signedSpace(): Workspace {
  const cuts = 'zones: [{ name: rpz.italy, territory: IT }, { name: rpz.one, order: one }]\n';
  const space = workspace({ ...one, 'blocklist.config.yaml': cuts });
  putKeys(space, 'ours', key);
  return space;
}

const signing = [...build, '--sign', 'ours.key'];
const fewer = [...build, '--format', 'hosts'];

export const buildScenes: readonly Scene[] = [
  {
    name: 'build, the first',
    readsBack: true,
    stage: async () => stageOf(workspace(one), build),
  },
  {
    name: 'build, again',
    readsBack: true,
    stage: async () => stageOf(await built(workspace(one), build, build), build),
  },
  {
    name: 'build, signed, with zones cut out',
    readsBack: true,
    stage: async () => stageOf(await built(signedSpace(), signing), signing),
  },
  {
    name: 'build, of fewer files',
    readsBack: true,
    stage: async () => stageOf(await built(workspace(one), build), fewer),
  },
  {
    name: 'build, of many records that look new and are not',
    readsBack: true,
    stage: async () => {
      const space = workspace(manyRecords());
      await space.run(...build);
      return stageOf(space, build);
    },
  },
];
