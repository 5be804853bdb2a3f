import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPublicKey } from '../../src/trust/public-key.ts';
import { newSecretKey, readSecretKey } from '../../src/trust/secret-key.ts';
import { fakeResolver } from '../resolver/fake-resolver.ts';
import { everything } from '../support/kills.ts';
import { record } from '../support/record.ts';
import { putKeys } from '../support/signing.ts';
import { type Workspace, workspace } from '../support/workspace.ts';
import type { Scene, Stage } from './scene.ts';

const one = { 'orders/one.yaml': record('one', ['a.to']) };
const key = newSecretKey();

/** A signed build, and what was remembered of the one before it. */
async function received(isFirst: boolean): Promise<Stage> {
  const space = workspace(one);
  putKeys(space, 'ours', key);
  const build = ['build', '--as-of', '2026-11-24', '--sign', 'ours.key'];
  const argv = ['verify-files', '--key', 'ours.pub', 'out'];
  await space.run(...build);
  if (!isFirst) {
    await space.run(...argv);
    space.write('orders/two.yaml', record('two', ['b.to']));
    await space.run(...build);
  }
  const seen = join(space.folder, 'ours.pub.seen');
  return {
    space,
    argv,
    view: () => [existsSync(seen) ? readFileSync(seen, 'utf8') : null],
    heal: async () => [await space.run(...argv)],
    entries: () => everything(space).filter((name) => !name.startsWith('out/')),
  };
}

/** Whether a file is not there, whole, or neither. */
function stateOf({ folder }: Workspace, name: string, isWhole: (text: string) => boolean): string {
  const path = join(folder, name);
  if (!existsSync(path)) return 'not there';
  return isWhole(readFileSync(path, 'utf8')) ? 'whole' : 'a part';
}

function keys(): Stage {
  const space = workspace({});
  const isWhole = {
    pub: (text: string) => Boolean(readPublicKey(text)),
    key: (text: string) => Boolean(readSecretKey(text)),
  };
  const pair = (name: string) => [
    stateOf(space, `${name}.pub`, isWhole.pub),
    stateOf(space, `${name}.key`, isWhole.key),
  ];
  return {
    space,
    argv: ['keygen', 'ours.key', '--no-password'],
    view: () => (existsSync(join(space.folder, 'other.pub')) ? ['a pair'] : pair('ours')),
    // A key is never overwritten: where one of the pair is there, the same again is refused. So another pair, here always.
    heal: async () => {
      await space.run('keygen', 'ours.key', '--no-password');
      return [await space.run('keygen', 'other.key', '--no-password')];
    },
    entries: () => everything(space).filter((name) => !/^ours\.(pub|key)$/.test(name)),
  };
}

/** A resolver that blocks what is ordered. */
async function asked(): Promise<Stage> {
  const space = workspace({ ...one, 'blocklist.config.yaml': 'controls: [up.example]\n' });
  await space.run('build');
  const port = await fakeResolver((name) => (name.endsWith('a.to') ? 'marked' : 'resolves'));
  const argv = ['verify', '--server', `127.0.0.1:${port}`, '--out', 'proof', '--resume', 'kept'];
  const folder = join(space.folder, 'proof');
  const reports = () => (existsSync(folder) ? readdirSync(folder) : []).filter((name) => name.startsWith('evidence-'));
  const isWhole = (text: string) => (text.startsWith('{') && text.endsWith('}\n')) || text.endsWith('</html>\n');
  const kinds = (ending: string) =>
    reports()
      .filter((name) => name.endsWith(ending))
      .map((name) => stateOf(space, `proof/${name}`, isWhole))
      .slice(0, 1);
  return {
    space,
    argv,
    view: () => [[kinds('.json'), kinds('.html')]],
    heal: async () => [await space.run(...argv)],
    entries: () => [
      ...new Set(
        everything(space)
          .filter((name) => !name.startsWith('out/'))
          .map((name) => name.replace(/evidence-.*\./, 'evidence.')),
      ),
    ],
  };
}

export const trustScenes: readonly Scene[] = [
  { name: 'keygen', stage: async () => keys() },
  { name: 'verify-files, the first', stage: () => received(true) },
  { name: 'verify-files, again', stage: () => received(false) },
  { name: 'verify, with a report, from where it left off', stage: asked },
];
