import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';
import type { Foreground } from './foreground.ts';
import { freePorts } from './free-ports.ts';
import { answersOf, ownFolder, printRecipe, recipeArguments, startCommand, startPrinted } from './printed.ts';
import { requireProgram } from './programs.ts';
import { startUpstream } from './upstream.ts';

const key = 'milan-key';
const secret = Buffer.from('a secret of thirty-two bytes ...').toString('base64');
/** A primary and a secondary use more than the usual two seconds to find each other. */
const patience = { timeout: 40_000 };

let upstream: Foreground;
let upstreamPort = 0;
const running: Foreground[] = [];

beforeAll(async () => {
  [upstreamPort = 0] = await freePorts(1);
  const program = requireProgram(inject('programs'), 'nsd');
  upstream = await startUpstream({ folder: ownFolder(), port: upstreamPort, program });
});

afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

afterAll(() => upstream?.stop());

/** A folder with the key in it, as each program wants it. */
function folderWithKey(): string {
  const folder = ownFolder();
  const forKnot = `key:\n  - id: ${key}\n    algorithm: hmac-sha256\n    secret: ${secret}\n`;
  const forBind = `key "${key}" { algorithm hmac-sha256; secret "${secret}"; };\n`;
  writeFileSync(join(folder, `${key}.secret`), `${secret}\n`);
  writeFileSync(join(folder, 'bind'), forBind);
  writeFileSync(join(folder, 'knot'), forKnot);
  return folder;
}

function useKeyOf(folder: string, program: 'bind' | 'knot'): void {
  writeFileSync(join(folder, `${key}.key`), readFileSync(join(folder, program)));
}

/** As a recipe tells one to, where its program reads the secret from no other file. */
function writeSecret(file: string): void {
  if (!existsSync(file)) return;
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('WRITE THE SECRET HERE', secret));
}

interface Primary {
  readonly port: number;
  readonly process: Foreground;
  /** What the recipe says to do after a build. */
  readonly reload: () => void;
}

interface PrimaryProgram {
  readonly ready: RegExp;
  readonly refused: RegExp;
  readonly sent: RegExp;
  readonly reload: (folder: string) => void;
}

const bind: PrimaryProgram = {
  ready: / running$/m,
  refused: /zone rpz\.blocklist\/IN: not loaded due to errors/,
  sent: /transfer of 'rpz\.blocklist\/IN'.*: (AXFR|IXFR) started/g,
  // As `rndc reload` does, without a key that belongs to root.
  reload: (folder) => process.kill(Number(readFileSync(join(folder, 'named.pid'), 'utf8')), 'SIGHUP'),
};

const primaries: Readonly<Record<string, PrimaryProgram>> = {
  bind,
  'bind 9.20': bind,
  'knot-dns': {
    ready: /server started/,
    refused: /\[rpz\.blocklist\.\] .*failed/,
    sent: /\[rpz\.blocklist\.\] (AXFR|IXFR), outgoing, .* started/g,
    reload: (folder) => {
      const { path, libraryPath } = requireProgram(inject('programs'), 'knotc');
      const env = { ...process.env, ...(libraryPath !== null && { LD_LIBRARY_PATH: libraryPath }) };
      const zones = ['rpz.allow', 'rpz.blocklist'];
      // A zone that cannot be read makes it fail: the log tells, and the test looks there.
      try {
        execFileSync(path, ['-c', join(folder, 'knot.conf'), 'zone-reload', ...zones], { env, stdio: 'pipe' });
      } catch {}
    },
  },
};

async function startPrimary(space: Workspace, recipe: string, secondary: readonly string[]): Promise<Primary> {
  const folder = folderWithKey();
  useKeyOf(folder, recipe.startsWith('bind') ? 'bind' : 'knot');
  const [port = 0, control = 0] = await freePorts(2);
  const here = ['--role', 'primary', '--listen', `127.0.0.1@${port}`, '--control', `${control}`, '--tsig', key];
  const printed = await printRecipe(space, folder, [...recipeArguments(recipe), ...here, ...secondary]);
  const process = startCommand(folder, [...printed.values()].join(''));
  running.push(process);
  await expect.poll(() => process.log(), patience).toMatch(primaries[recipe]?.ready ?? /$^/);
  return { port, process, reload: () => primaries[recipe]?.reload(folder) };
}

const keyed = ['--tsig', key];
const secondaries: Readonly<Record<string, { told: '--secondary' | '--keyless'; more: readonly string[] }>> = {
  bind: { told: '--secondary', more: keyed },
  'bind 9.20': { told: '--secondary', more: keyed },
  unbound: { told: '--keyless', more: [] },
  'unbound 1.26': { told: '--keyless', more: [] },
  powerdns: { told: '--secondary', more: [...keyed, '--refresh', '1'] },
  'powerdns 5': { told: '--secondary', more: [...keyed, '--refresh', '1'] },
  'knot-resolver': { told: '--secondary', more: keyed },
};

interface Ports {
  readonly port: number;
  readonly notices: number;
  readonly control: number;
  readonly primary: number;
}

async function startSecondary(
  space: Workspace,
  recipe: string,
  { port, notices, control, primary }: Ports,
): Promise<void> {
  const folder = folderWithKey();
  const printed = await printRecipe(space, folder, [
    ...[
      ...recipeArguments(recipe),
      '--role',
      'secondary',
      '--listen',
      `127.0.0.1@${port}`,
      '--primary',
      `127.0.0.1@${primary}`,
    ],
    ...['--upstream', `127.0.0.1@${upstreamPort}`, '--validation', 'upstream', '--notices', `127.0.0.1@${notices}`],
    ...['--control', `${control}`, ...(secondaries[recipe]?.more ?? [])],
  ]);
  useKeyOf(folder, recipe.startsWith('bind') ? 'bind' : 'knot');
  writeSecret(join(folder, 'recursor.yml'));
  const beside = printed.get('knot.conf');
  if (beside !== undefined) {
    const knot = startCommand(ownFolder(), beside);
    running.push(knot);
    await expect.poll(() => knot.log().match(/zone file updated/g)?.length, patience).toBe(2);
  }
  const [first = ''] = printed.values();
  running.push(await startPrinted({ folder, printed: first, port, probe: 'blocked-site.to' }));
}

const isNewer = (recipe: string): boolean => recipe.includes(' ');

describe.each(Object.keys(primaries))('from the recipe for a primary %s', (primaryId) => {
  // Programs of one age with each other: those of other ages say nothing new about a recipe.
  const ofOneAge = Object.keys(secondaries).filter((recipe) => isNewer(recipe) === isNewer(primaryId));
  test.each(ofOneAge)('to that for a secondary %s, one name arrives as a difference', async (id) => {
    const space = workspace({ 'orders/one.yaml': record('one', ['blocked-site.to', 'second.to']) });
    expect(await space.run('build')).toMatchObject({ status: 0 });
    const [port = 0, notices = 0, control = 0] = await freePorts(3);
    const told = id === 'knot-resolver' ? notices : port;
    const primary = await startPrimary(space, primaryId, [secondaries[id]?.told ?? '', `127.0.0.1@${told}`]);
    await startSecondary(space, id, { port, notices, control, primary: primary.port });
    const names = ['blocked-site.to', 'www.second.to', 'later.to', 'www.later.to'];
    const before = ['nxdomain', 'nxdomain', 'resolves', 'resolves'];
    const after = ['nxdomain', 'nxdomain', 'nxdomain', 'nxdomain'];
    const now = async () => Object.values(await answersOf(port, names, [{ type: 'A' }]));
    await expect.poll(now, patience).toEqual(before);
    const sent = () => [...primary.process.log().matchAll(primaries[primaryId]?.sent ?? /$^/g)].map(([, how]) => how);
    const firstSent = sent().length;

    space.write('orders/later.yaml', record('later', ['later.to']));
    expect(await space.run('build')).toMatchObject({ status: 0 });
    primary.reload();
    await expect.poll(now, patience).toEqual(after);
    expect(new Set(sent().slice(firstSent))).toEqual(new Set(['IXFR']));

    // A file that is no zone goes no further than the primary.
    const file = join(space.folder, 'out', 'blocklist.rpz');
    rmSync(file);
    writeFileSync(
      file,
      '$TTL 300\n@ SOA localhost. hostmaster.localhost. 4000000000 3600 600 2592000 60\nbroken..name CNAME .\n',
    );
    const logged = primary.process.log().length;
    primary.reload();
    await expect
      .poll(() => primary.process.log().slice(logged), patience)
      .toMatch(primaries[primaryId]?.refused ?? /$^/);
    // As long as the one that looks most often needs for a look.
    await sleep(1500);
    expect(await now()).toEqual(after);

    await primary.process.stop();
    expect(await now()).toEqual(after);
  });
});
