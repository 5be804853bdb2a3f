import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import type { OrderRecord } from '../../src/core/order.ts';
import { record } from '../support/record.ts';
import { acceptingWorkspace, type Workspace } from '../support/workspace.ts';
import { ask } from './ask.ts';
import { all } from './built-zones.ts';
import type { Foreground } from './foreground.ts';
import { freePorts } from './free-ports.ts';
import type { ExtendedError } from './message.ts';
import type { Outcome } from './outcome.ts';
import {
  answersOf,
  ownFolder,
  type Printed,
  printRecipe,
  programFor,
  recipeArguments,
  startPrinted,
} from './printed.ts';
import { requireProgram } from './programs.ts';
import { startUpstream } from './upstream.ts';
import { versionOf } from './version.ts';

const obligations = (territory: string) => ({
  obligations: [
    { service: 'dns-resolver', effect: 'block', territory: [territory] },
  ] satisfies OrderRecord['obligations'],
});

const orders = {
  'orders/whole.yaml': record('whole', ['blocked-site.to', 'host.to'], { exceptions: ['good.host.to'] }),
  'orders/exact.yaml': record('exact', [{ name: 'exact-site.ru', scope: 'exact' }]),
};

const expected: Readonly<Record<string, Outcome>> = {
  ...all(['blocked-site.to', 'www.blocked-site.to', 'a1b2.c3.blocked-site.to', 'host.to', 'x.host.to'], 'nxdomain'),
  'exact-site.ru': 'nxdomain',
  ...all(['www.exact-site.ru', 'good.host.to', 'x.good.host.to', 'notblocked-site.to', 'blocked-site.com'], 'resolves'),
};

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

/** A build that every program may read, whoever it becomes. */
async function built(files: Readonly<Record<string, string>>, ...builds: readonly string[][]): Promise<Workspace> {
  const space = acceptingWorkspace(files);
  chmodSync(space.folder, 0o755);
  for (const argv of builds.length === 0 ? [[]] : builds) {
    expect(await space.run('build', ...argv)).toMatchObject({ status: 0 });
  }
  return space;
}

interface Standing {
  readonly port: number;
  readonly folder: string;
  readonly printed: Printed;
}

/** Starts a standalone recipe as it is printed. */
async function stand(space: Workspace, recipe: string, more: readonly string[] = []): Promise<Standing> {
  const folder = ownFolder();
  const [port = 0, control = 0] = await freePorts(2);
  const here = ['--listen', `127.0.0.1@${port}`, '--upstream', `127.0.0.1@${upstreamPort}`, '--control', `${control}`];
  const printed = await printRecipe(space, folder, [
    ...recipeArguments(recipe),
    ...here,
    ...['--validation', 'upstream', ...more],
  ]);
  const [first = ''] = printed.values();
  const loaded = recipe.startsWith('bind') ? /(reload done: success[\s\S]*){2}/ : undefined;
  running.push(
    await startPrinted({ folder, printed: first, port, probe: 'blocked-site.to', ...(loaded && { loaded }) }),
  );
  return { port, folder, printed };
}

const text = 'Court order 7/2026, Milan';
const censored = [{ code: 16, text }];
const extendedErrors: Readonly<Record<string, readonly ExtendedError[]>> = {
  bind: [],
  // BIND tells no text.
  'bind 9.20': [{ code: 16, text: '' }],
  unbound: [],
  'unbound 1.26': [],
  powerdns: censored,
  'powerdns 5': censored,
  'knot-resolver': censored,
};

describe.each(Object.keys(extendedErrors))('the recipe for %s, started as it is printed,', (recipe) => {
  test('enforces a build: each name, over UDP and TCP, with DNSSEC and without', async () => {
    const space = await built(orders);
    const { port } = await stand(space, recipe, extendedErrors[recipe] === censored ? ['--text', text] : []);
    expect(await answersOf(port, Object.keys(expected))).toEqual(expected);
    const refused = await ask({ port, name: 'www.blocked-site.to' });
    expect(refused).toMatchObject({ extendedErrors: extendedErrors[recipe] });
  });

  test('gives each country its own names', async () => {
    const files = {
      ...orders,
      'orders/italy.yaml': record('italy', ['italian.to'], obligations('IT')),
      'orders/france.yaml': record('france', ['french.to'], obligations('FR')),
    };
    const space = await built(files, ['--territory', 'FR'], ['--territory', 'IT', '--out', 'out-it']);
    const names = ['italian.to', 'french.to', 'other.to'];
    const there = await stand(space, recipe, ['--view', 'IT=192.0.2.0/24,2001:db8::/32']);
    expect(await answersOf(there.port, names)).toEqual({
      'italian.to': 'resolves',
      'french.to': 'nxdomain',
      'other.to': 'resolves',
    });
    const here = await stand(space, recipe, ['--view', 'IT=192.0.2.0/24,127.0.0.0/8']);
    expect(await answersOf(here.port, names)).toEqual({
      'italian.to': 'nxdomain',
      'french.to': 'resolves',
      'other.to': 'resolves',
    });
  });
});

test.each([
  ['named 9.20', '-V', '9.20.'],
  ['unbound 1.26', '-V', '1.26.'],
  ['pdns_recursor 5', '--version', '5.'],
] as const)('%s is what it is called', (name, option, version) => {
  expect(versionOf(requireProgram(inject('programs'), name), option)).toSatisfy((text: string) =>
    text.startsWith(version),
  );
});

/** What a recipe says to do after a build. BIND's way needs a key that belongs to root; HUP does the same. */
function afterBuild(recipe: string, { folder, printed }: Standing): void {
  const [first = ''] = printed.values();
  if (recipe.startsWith('bind')) process.kill(Number(readFileSync(join(folder, 'named.pid'), 'utf8')), 'SIGHUP');
  else if (recipe !== 'knot-resolver') {
    const { path, libraryPath } = programFor(first, recipe.startsWith('unbound') ? 'unbound' : 'pdns_recursor');
    const { PATH = '' } = process.env;
    // The controlling program comes in the same package: beside it, or in the folder for everybody's programs.
    const own = [dirname(path), join(dirname(dirname(path)), 'bin'), PATH].join(':');
    const env = { ...process.env, PATH: own, ...(libraryPath !== null && { LD_LIBRARY_PATH: libraryPath }) };
    const commands = [...first.matchAll(/After a build: (.+)$/gm)].map(([, command]) => command);
    execFileSync('sh', ['-ec', commands.join('\n')], { env, stdio: 'pipe' });
  }
}

test.each(Object.keys(extendedErrors))(
  '%s enforces the next build after what its recipe says to do',
  async (recipe) => {
    const space = await built(orders);
    const standing = await stand(space, recipe);
    const now = () => answersOf(standing.port, ['later.to', 'blocked-site.to', 'host.to']);
    expect(await now()).toEqual({ 'later.to': 'resolves', 'blocked-site.to': 'nxdomain', 'host.to': 'nxdomain' });
    space.write('orders/later.yaml', record('later', ['later.to']));
    space.write('orders/whole.yaml', record('whole', ['host.to']));
    expect(await space.run('build')).toMatchObject({ status: 0 });
    afterBuild(recipe, standing);
    await expect
      .poll(now, { timeout: 20_000 })
      .toEqual({ 'later.to': 'nxdomain', 'blocked-site.to': 'resolves', 'host.to': 'nxdomain' });
  },
);

test('the recipe for dnsmasq enforces its own list, a next build after HUP', async () => {
  const space = await built(orders, ['--format', 'dnsmasq']);
  const { port, folder } = await stand(space, 'dnsmasq');
  expect(await answersOf(port, [...Object.keys(expected), 'later.to'])).toEqual({
    ...expected,
    'later.to': 'resolves',
  });
  space.write('orders/later.yaml', record('later', ['later.to']));
  expect(await space.run('build', '--format', 'dnsmasq')).toMatchObject({ status: 0 });
  process.kill(Number(readFileSync(join(folder, 'dnsmasq.pid'), 'utf8')), 'SIGHUP');
  const now = () => answersOf(port, ['later.to', 'www.blocked-site.to', 'good.host.to']);
  await expect.poll(now, { timeout: 20_000 }).toEqual({
    'later.to': 'nxdomain',
    'www.blocked-site.to': 'nxdomain',
    'good.host.to': 'resolves',
  });
});
