import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { everything } from '../support/kills.ts';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';
import type { Scene, Stage } from './scene.ts';

const orders = { 'orders/one.yaml': record('one', ['blocked.to', 'b.live']) };
const site = ['site', '--as-of', '2026-11-24'];
const landing = ['landing', '--as-of', '2026-11-24'];

/** Longer than anything is left aside, in milliseconds. */
const sweepTime = 11 * 60 * 1000;

function textsBelow(folder: string): Readonly<Record<string, string>> {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.sort().map((path) => [path.slice(folder.length), readFileSync(path, 'utf8')]));
}

/** What visitors get is one site, whole. */
function siteStage(space: Workspace): Stage {
  space.now = Date.now();
  return {
    space,
    argv: site,
    view: () => [textsBelow(join(space.folder, 'site', 'current'))],
    heal: async () => {
      const next = await space.run(...site);
      space.now = Date.now() + sweepTime;
      return [next, await space.run(...site)];
    },
    entries: () => everything(space).map((name) => name.replace(/builds\/[0-9a-f]{16}/, 'builds/set')),
  };
}

/** Pages come before the maps that lead to them, each file by itself. */
function landingStage(space: Workspace): Stage {
  const visible = () => {
    const all = Object.entries(textsBelow(join(space.folder, 'landing')));
    return Object.fromEntries(all.filter(([path]) => !path.includes('/.')));
  };
  return {
    space,
    argv: landing,
    view: () => [visible()['/names.map'], visible()['/names.caddy']],
    heal: async () => [await space.run(...landing)],
    entries: () => everything(space),
  };
}

async function changed(argv: readonly string[]): Promise<Workspace> {
  const space = workspace(orders);
  await space.run(...argv);
  space.write('orders/two.yaml', record('two', ['more.to']));
  return space;
}

export const siteScenes: readonly Scene[] = [
  { name: 'site, the first', stage: async () => siteStage(workspace(orders)) },
  { name: 'site, again', stage: async () => siteStage(await changed(site)) },
  { name: 'landing, again', stage: async () => landingStage(await changed(landing)) },
];
