import { existsSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '../../src/cli/digest.ts';
import { everything } from '../support/kills.ts';
import { record } from '../support/record.ts';
import { type StandIn, standInPrimary } from '../support/stand-in-primary.ts';
import { type Workspace, workspace } from '../support/workspace.ts';
import type { End, Scene, Stage } from './scene.ts';

interface Publishing {
  readonly space: Workspace;
  readonly primary: StandIn;
  /** The files of each publication. */
  readonly sets: readonly unknown[];
}

/** A build that nobody has published. */
async function built(): Promise<Publishing> {
  // One name more of so many looks like no accident.
  const names = Array.from({ length: 20 }, (_, number) => `site-${number}.to`);
  const space = workspace({ 'orders/one.yaml': record('one', names) });
  const primary = await standInPrimary(space);
  // A traced program is slow; and of a list of one name, one more is twice as many.
  const settings = primary.config.replace('wait: 1', 'wait: 60');
  space.write('blocklist.config.yaml', `${settings}safety: { moreNames: 100 }\n`);
  await done(space, 'build');
  return { space, primary, sets: [] };
}

/** A build that follows one that is published. */
async function builtAgain(): Promise<Publishing> {
  const { space, primary } = await built();
  await done(space, 'publish');
  const old = filesIn(space, 'zones');
  space.write('orders/two.yaml', record('two', ['b.to']));
  await done(space, 'build');
  return { space, primary, sets: [old, filesIn(space, 'out')] };
}

/** A build of another day with the zones that are published. */
async function builtUnchanged(): Promise<Publishing> {
  const { space, primary } = await built();
  await done(space, 'publish');
  await done(space, 'build', '--as-of', '2026-11-25');
  return { space, primary, sets: [] };
}

/** The build that is noted as published, and whether its manifest is the one beside the zones. */
function notedIn(space: Workspace): unknown {
  const { asOf, set, manifestSha256 } = JSON.parse(space.read('zones/published.json'));
  return { asOf, fits: digestOf(readFileSync(join(space.folder, 'zones', set, 'manifest.json'))) === manifestSha256 };
}

/** One that follows another, where the publication broke off as soon as its files were in place. */
async function brokenOff(): Promise<Publishing> {
  const { space, primary, sets } = await builtAgain();
  primary.behave('fails');
  const { status } = await space.run('publish');
  if (status !== 4) throw new Error(`It ended with ${status}.`);
  const zones = join(space.folder, 'zones');
  const leftover = JSON.parse(space.read('zones/publishing.json')) as { readonly next: string };
  space.write('zones/publishing.json', JSON.stringify({ ...leftover, state: 'on-the-way' }));
  rmSync(join(zones, 'current'));
  symlinkSync(join('sets', leftover.next), join(zones, 'current'));
  primary.behave('loads');
  return { space, primary, sets };
}

async function done(space: Workspace, ...words: readonly string[]): Promise<void> {
  const { status, stderr } = await space.run(...words);
  if (status !== 0) throw new Error(stderr);
}

/** The zones that a server would read there now. */
function filesIn({ folder }: Workspace, where: 'zones' | 'out'): unknown {
  const paths = ['blocklist.rpz', 'allow.rpz'].map((name) => join(folder, where, name));
  return paths.map((path) => (existsSync(path) ? readFileSync(path, 'utf8') : null));
}

function stageOf({ space, primary, sets }: Publishing): Stage {
  const view = (end: End) => [filesIn(space, 'zones'), ...(end === 'killed' ? [] : [primary.served()])];
  return {
    space,
    argv: ['publish'],
    view,
    onTheWay: [sets],
    heal: async () => {
      primary.behave('loads');
      return [await space.run('publish'), await space.run('publish')];
    },
    entries: () => [
      ...everything(space).filter((name) => name.startsWith('zones/') && !name.startsWith('zones/sets/')),
      // Of the set in use alone: an older one may be kept besides.
      readlinkSync(join(space.folder, 'zones/current')).replace(/-\d+$/, ''),
    ],
  };
}

export const publishScenes: readonly Scene[] = [
  { name: 'publish, the first', readsBack: true, stage: async () => stageOf(await built()) },
  { name: 'publish, again', readsBack: true, stage: async () => stageOf(await builtAgain()) },
  {
    name: 'publish, going back because the server does not read',
    stage: async () => {
      const publishing = await builtAgain();
      publishing.primary.behave('fails');
      return stageOf(publishing);
    },
  },
  {
    name: 'publish, the same zones of another day',
    readsBack: true,
    stage: async () => {
      const stage = stageOf(await builtUnchanged());
      return { ...stage, view: (end) => [...stage.view(end), notedIn(stage.space)] };
    },
  },
  { name: 'publish, after one that broke off', stage: async () => stageOf(await brokenOff()) },
];
