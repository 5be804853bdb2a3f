import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { Obligation } from '../../src/core/order.ts';
import { record } from '../support/record.ts';
import { type StandIn, standInPrimary } from '../support/stand-in-primary.ts';
import { type Run, type Workspace, workspace } from '../support/workspace.ts';

interface Stage extends Workspace {
  readonly primary: StandIn;
}

/** Of a list of one name, one more is twice as many. */
const anyChange = 'safety: { fewerNames: 100, moreNames: 1000 }\n';

/** A folder with a build and a primary server that waits for it. */
async function stage(): Promise<Stage> {
  const space = workspace({ 'orders/one.yaml': record('one', ['a.to']) });
  const primary = await standInPrimary(space);
  space.write('blocklist.config.yaml', `${primary.config}${anyChange}`);
  expect(await space.run('build')).toMatchObject({ status: 0 });
  return { ...space, primary };
}

/** The same with the build published, and another one made of one name more. */
async function secondBuild(name = 'b.to'): Promise<Stage> {
  const space = await stage();
  expect(await space.run('publish')).toMatchObject({ status: 0 });
  await addName(space, name);
  return space;
}

async function addName({ write, run }: Workspace, name: string): Promise<void> {
  write(`orders/${name}.yaml`, record(name.replace('.', '-'), [name]));
  expect(await run('build')).toMatchObject({ status: 0 });
}

/** What a run says, whatever the port. */
function said({ stderr }: Run): string {
  return stderr.replace(/127\.0\.0\.1@\d+/g, 'SERVER');
}

/** The first lines of the file that the server reads. */
function inPlace({ read }: Workspace): string {
  return read('zones/blocklist.rpz');
}

const first = 2026112400;
const second = 2026112401;
const served = (serial: number) => ({ 'rpz.allow': serial, 'rpz.blocklist': serial });

describe('publish', () => {
  test('checks, puts in place, has read and waits until every zone is served; then it notes what is published', async () => {
    const space = await stage();
    const run = await space.run('publish');
    expect([run.status, run.stdout]).toEqual([0, '']);
    expect(said(run)).toMatchInlineSnapshot(`
      "out holds serial 2026112400: rpz.blocklist and rpz.allow, 1 name.
      SERVER does not serve rpz.blocklist and rpz.allow (SERVFAIL).
      stand-in/check finds nothing wrong with rpz.blocklist and rpz.allow.
      The files are in place in zones.
      SERVER serves serial 2026112400 of rpz.blocklist.
      SERVER serves serial 2026112400 of rpz.allow.
      Serial 2026112400 is published: secondaries fetch it now.
      "
    `);
    expect(space.primary.served()).toEqual(served(first));
    expect(inPlace(space)).toBe(space.read('out/blocklist.rpz'));
    const published = JSON.parse(space.read('zones/published.json'));
    expect(published).toMatchObject({ at: '2026-11-24T12:00:00Z', serial: first, names: 1, orders: 1 });
    expect(space.read(`zones/${published.set}/manifest.json`)).toBe(space.read('out/manifest.json'));
    expect(fits('published', published)).toBe(true);
    expect(readdirSync(join(space.folder, 'zones')).sort()).toEqual([
      'allow.rpz',
      'blocklist.rpz',
      'current',
      'published.json',
      'sets',
    ]);
  });

  test('has nothing to do where the server serves the very build', async () => {
    const space = await stage();
    await space.run('publish');
    const told = space.primary.told();
    const again = await space.run('publish', '--json');
    expect([again.status, JSON.parse(again.stdout)]).toMatchObject([0, { outcome: 'nothing-to-do' }]);
    expect(said(again)).toContain('already: there is nothing to publish.\n');
    expect(space.primary.told()).toEqual(told);
  });

  test('a build with the same zones and another manifest is noted, and later builds are compared with it', async () => {
    const space = await stage();
    await space.run('publish');
    for (const day of ['2026-11-25', '2026-11-26']) {
      expect(await space.run('build', '--as-of', day)).toMatchObject({ status: 0 });
      const run = await space.run('publish');
      expect([run.status, said(run)]).toMatchInlineSnapshot(`
        [
          0,
          "out holds serial 2026112400: rpz.blocklist and rpz.allow, 1 name.
        SERVER serves serial 2026112400 of rpz.blocklist and rpz.allow already: there is nothing to publish.
        ",
        ]
      `);
      const noted = JSON.parse(space.read('zones/published.json'));
      expect(noted.asOf).toBe(day);
      expect(noted.manifestSha256).toBe(
        createHash('sha256')
          .update(space.read(`zones/${noted.set}/manifest.json`))
          .digest('hex'),
      );
    }
  });

  test('keeps the set before, and no older one', async () => {
    const space = await secondBuild();
    expect(await space.run('publish')).toMatchObject({ status: 0 });
    await addName(space, 'c.to');
    expect(await space.run('publish')).toMatchObject({ status: 0 });
    const sets = readdirSync(join(space.folder, 'zones/sets')).map((name) => name.split('-')[0]);
    expect(sets.sort()).toEqual([`${second}`, `${second + 1}`]);
  });

  test('--build makes the build first, for now and as the last one was made', async () => {
    const space = await stage();
    await space.run('build', '--format', 'rpz,rpz-allow,csv', '--territory', 'IT');
    expect(await space.run('publish')).toMatchObject({ status: 0 });
    const german: Obligation = { service: 'dns-resolver', effect: 'block', territory: ['DE'] };
    space.write('orders/two.yaml', record('two', ['b.to', 'c.to']));
    space.write('orders/three.yaml', record('three', ['only-there.de'], { obligations: [german] }));
    expect(await space.run('withdraw', 'b.to', '--date', 'today')).toMatchObject({ status: 0 });
    const run = await space.run('publish', '--build');
    expect([run.status, said(run)]).toEqual([0, expect.stringContaining(`Serial ${second} is published`)]);
    expect(said(run)).not.toContain('Careful');
    expect(readdirSync(join(space.folder, 'out')).filter((name) => !name.startsWith('.'))).toEqual([
      ...['allow.rpz', 'blocklist.rpz', 'builds', 'current', 'manifest.json', 'names.csv'],
    ]);
    expect(inPlace(space).split('\n').slice(3)).toEqual([
      'a.to CNAME .',
      '*.a.to CNAME .',
      'c.to CNAME .',
      '*.c.to CNAME .',
      '',
    ]);
  });

  test('--build publishes nothing where nothing can be built', async () => {
    const space = await secondBuild();
    space.write('orders/three.yaml', record('three', ['co.uk']));
    const run = await space.run('publish', '--build');
    expect([run.status, run.stderr]).toEqual([
      1,
      expect.stringMatching(/stay as they are\.\nNothing was published\.\n$/),
    ]);
    expect(space.primary.served()).toEqual(served(first));
    expect((await space.run('publish', '--build', '--dry-run')).status).toBe(2);
  });

  test('--dry-run says what would be done and changes nothing', async () => {
    const space = await secondBuild();
    const before = [
      inPlace(space),
      space.primary.told(),
      readdirSync(join(space.folder, 'zones'), { recursive: true }),
    ];
    const run = await space.run('publish', '--dry-run', '--json');
    expect(run.status).toBe(0);
    expect(said(run)).toMatchInlineSnapshot(`
      "out holds serial 2026112401: rpz.blocklist and rpz.allow, 2 names.
      SERVER serves serial 2026112400 of rpz.blocklist and rpz.allow.
      stand-in/check finds nothing wrong with rpz.blocklist and rpz.allow.
      Serial 2026112401 of rpz.blocklist and rpz.allow would be put into zones and read by the primary server. Nothing was changed, because of --dry-run.
      "
    `);
    expect(JSON.parse(run.stdout)).toMatchObject({ outcome: 'would-publish', serial: second });
    expect([
      inPlace(space),
      space.primary.told(),
      readdirSync(join(space.folder, 'zones'), { recursive: true }),
    ]).toEqual(before);
  });

  test('--json fits its schema, whatever became of it', async () => {
    const space = await secondBuild();
    space.primary.behave('fails');
    const back = JSON.parse((await space.run('publish', '--json')).stdout);
    expect(back).toMatchObject({
      outcome: 'went-back',
      reason: expect.stringContaining('stand-in/reload'),
      zones: [
        { zone: 'rpz.blocklist', file: 'blocklist.rpz', before: first, served: first },
        { zone: 'rpz.allow', file: 'allow.rpz', before: first, served: first },
      ],
    });
    space.primary.behave('loads');
    const published = JSON.parse((await space.run('publish', '--json')).stdout);
    expect(published).toMatchObject({ outcome: 'published', zones: [{ before: first, served: second }, {}] });
    expect([fits('publication', back), fits('publication', published)]).toEqual([true, true]);
  });

  test('every setting is an option as well, and the option counts', async () => {
    const space = await stage();
    space.write('blocklist.config.yaml', 'publish: { server: 127.0.0.1@1, wait: 600 }\n');
    mkdirSync(join(space.folder, 'other'));
    const { port } = space.primary;
    const argv = ['--primary', 'knot', '--server', `127.0.0.1@${port}`, '--folder', 'other', '--wait', '1'];
    const programs = ['--reload', 'stand-in/reload {zone} {file}', '--check', 'stand-in/check  {zone} {file}'];
    expect(await space.run('publish', ...argv, ...programs)).toMatchObject({ status: 0 });
    expect(space.read('other/allow.rpz')).toBe(space.read('out/allow.rpz'));
  });
});

function fits(name: string, value: unknown): boolean {
  const path = join(import.meta.dirname, `../../schemas/${name}.schema.json`);
  return new Ajv2020().compile(JSON.parse(readFileSync(path, 'utf8')))(value);
}

describe('publish goes back, and the server serves what it served,', () => {
  test.each(['fails', 'hangs', 'keeps what it has'] as const)('where the reload program %s', async (conduct) => {
    const space = await secondBuild();
    const before = inPlace(space);
    space.primary.behave(conduct);
    const run = await space.run('publish');
    expect(run.status).toBe(4);
    expect(said(run)).toMatchSnapshot();
    expect(space.primary.served()).toEqual(served(first));
    expect(inPlace(space)).toBe(before);
    expect(JSON.parse(space.read('zones/published.json')).serial).toBe(first);
    space.primary.behave('loads');
    expect(await space.run('publish')).toMatchObject({ status: 0 });
    expect(space.primary.served()).toEqual(served(second));
  });

  test('where the reload program gives up late and the serial does not turn up', async () => {
    const space = await secondBuild();
    space.primary.behave('gives up for good', 'rpz.blocklist');
    const run = await space.run('publish', '--wait', '7');
    expect(run.status).toBe(4);
    expect(said(run)).toMatchInlineSnapshot(`
      "out holds serial 2026112401: rpz.blocklist and rpz.allow, 2 names.
      SERVER serves serial 2026112400 of rpz.blocklist and rpz.allow.
      stand-in/check finds nothing wrong with rpz.blocklist and rpz.allow.
      The files are in place in zones.
      stand-in/reload, which has a zone read again, failed with status 1:
        reload: timed out
      SERVER may still be reading it, so its serial is waited for.
      SERVER did not serve serial 2026112401 of rpz.blocklist within 7 seconds.
      The files of before are back in zones.
      SERVER serves serial 2026112400 of rpz.blocklist and rpz.allow. Nothing of serial 2026112401 was handed out: secondaries keep what they have. Look into the log of the primary server, mend what it says, and publish again.
      "
    `);
    expect(space.primary.served()).toEqual(served(first));
  });

  test('where there is no reload program', async () => {
    const space = await secondBuild();
    const before = inPlace(space);
    const run = await space.run('publish', '--reload', 'no-such-program {zone}');
    expect(run.status).toBe(4);
    expect(said(run)).toContain(
      'no-such-program, which has a zone read again, cannot be run: there is no such program here for this account.\n',
    );
    expect([space.primary.served(), inPlace(space)]).toEqual([served(first), before]);
  });

  test('the second zone is not touched before the first is served', async () => {
    const space = await secondBuild();
    space.primary.behave('keeps what it has', 'rpz.blocklist');
    const told = space.primary.told().length;
    expect(await space.run('publish')).toMatchObject({ status: 4 });
    expect(space.primary.told().slice(told)).not.toContain(`rpz.allow ${second}`);
    expect(space.primary.served()).toEqual(served(first));
  });

  test('but for a zone that is served already: that stays, and the next run finishes the rest', async () => {
    const space = await secondBuild();
    space.primary.behave('keeps what it has', 'rpz.allow');
    const run = await space.run('publish', '--json');
    expect([run.status, JSON.parse(run.stdout).outcome]).toEqual([4, 'partly-published']);
    expect(said(run)).toMatchInlineSnapshot(`
      "out holds serial 2026112401: rpz.blocklist and rpz.allow, 2 names.
      SERVER serves serial 2026112400 of rpz.blocklist and rpz.allow.
      stand-in/check finds nothing wrong with rpz.blocklist and rpz.allow.
      The files are in place in zones.
      SERVER serves serial 2026112401 of rpz.blocklist.
      SERVER did not serve serial 2026112401 of rpz.allow within 1 second.
      The files of before are back in zones, but for rpz.blocklist: secondaries take no older one of it.
      SERVER serves serial 2026112401 of rpz.blocklist and serves serial 2026112400 of rpz.allow. Both go on blocking. Look into the log of the primary server, mend what it says, and publish again.
      "
    `);
    expect(space.primary.served()).toEqual({ 'rpz.allow': first, 'rpz.blocklist': second });
    expect([space.read('zones/blocklist.rpz'), space.read('zones/allow.rpz')]).toEqual([
      expect.stringContaining(` ${second} `),
      expect.stringContaining(` ${first} `),
    ]);
    space.primary.behave('loads');
    const told = space.primary.told().length;
    expect(await space.run('publish')).toMatchObject({ status: 0 });
    expect(space.primary.told().slice(told)).toEqual([`rpz.allow ${second}`]);
    expect(space.primary.served()).toEqual(served(second));
    expect(JSON.parse(space.read('zones/published.json')).serial).toBe(second);
  });

  test('with the files of before newer than the last load, since BIND looks at no older ones', async () => {
    const space = await secondBuild();
    const begun = Date.now();
    space.primary.behave('fails');
    await space.run('publish');
    const { mtimeMs } = lstatSync(join(space.folder, 'zones/current/blocklist.rpz'));
    expect(mtimeMs).toBeGreaterThanOrEqual(begun);
  });

  test('to nothing, where nothing was there', async () => {
    const space = await stage();
    space.primary.behave('keeps what it has');
    expect(await space.run('publish')).toMatchObject({ status: 4 });
    expect(space.primary.served()).toEqual({});
    expect(readdirSync(join(space.folder, 'zones')).sort()).toEqual(['publishing.json', 'sets']);
  });
});

describe('publish does not go back', () => {
  test('where the new serial is served although the reload program failed', async () => {
    const space = await secondBuild();
    space.primary.behave('fails after loading', 'rpz.allow');
    const run = await space.run('publish');
    expect(run.status).toBe(0);
    expect(said(run)).toMatch(/So serial 2026112401 is published all the same, and nothing goes back: .*\.\n$/);
    expect(JSON.parse(space.read('zones/published.json')).serial).toBe(second);
    expect(inPlace(space)).toBe(space.read('out/blocklist.rpz'));
  });

  test('where the reload program gives up while the server is still reading, as rndc does after a minute', async () => {
    const space = await secondBuild();
    space.primary.behave('gives up before it is loaded', 'rpz.blocklist');
    const run = await space.run('publish', '--wait', '7');
    expect(run.status).toBe(0);
    expect(said(run)).toMatchInlineSnapshot(`
      "out holds serial 2026112401: rpz.blocklist and rpz.allow, 2 names.
      SERVER serves serial 2026112400 of rpz.blocklist and rpz.allow.
      stand-in/check finds nothing wrong with rpz.blocklist and rpz.allow.
      The files are in place in zones.
      stand-in/reload, which has a zone read again, failed with status 1:
        reload: timed out
      SERVER may still be reading it, so its serial is waited for.
      SERVER serves serial 2026112401 of rpz.blocklist.
      SERVER serves serial 2026112401 of rpz.allow.
      Serial 2026112401 is published: secondaries fetch it now.
      "
    `);
    expect(space.primary.served()).toEqual(served(second));
  });

  test('where a server that was slow has read the new files after all: the next run notes it', async () => {
    const space = await secondBuild();
    space.primary.behave('keeps what it has');
    await space.run('publish');
    expect(inPlace(space)).not.toBe(space.read('out/blocklist.rpz'));
    for (const zone of Object.keys(served(second))) space.primary.serve(zone, second);
    const run = await space.run('publish');
    expect(run.status).toBe(0);
    expect(said(run)).toContain('It had arrived all the same: SERVER serves serial 2026112401');
    expect(inPlace(space)).toBe(space.read('out/blocklist.rpz'));
    expect(JSON.parse(space.read('zones/published.json')).serial).toBe(second);
  });
});

describe('publish stops before anything is touched', () => {
  /** Publishes, and sees that nothing has changed. */
  async function stopped(space: Stage, ...argv: readonly string[]): Promise<string> {
    const state = () => [space.primary.told(), readdirSync(join(space.folder, 'zones'), { recursive: true }).sort()];
    const before = state();
    const run = await space.run('publish', ...argv);
    expect([run.status, run.stdout]).toEqual([4, '']);
    expect(state()).toEqual(before);
    return said(run).replace(/^out holds .*\n/, '');
  }

  test('where the server is silent', async () => {
    const space = await secondBuild();
    space.primary.fallSilent(true);
    expect(await stopped(space)).toMatchInlineSnapshot(`
      "SERVER does not answer. Nothing was touched. See that the primary server runs, then publish again.
      "
    `);
  });

  test.each([
    ['changed', (path: string) => writeFileSync(path, readFileSync(path, 'utf8').replace('a.to', 'x.to'))],
    ['longer', (path: string) => writeFileSync(path, `${readFileSync(path, 'utf8')}\n`)],
    ['missing', (path: string) => rmSync(path)],
  ])('where a file of the build is %s', async (_, spoil) => {
    const space = await secondBuild();
    spoil(join(space.folder, 'out/current/blocklist.rpz'));
    expect(await stopped(space)).toMatch(
      /^out\/blocklist\.rpz is (not what the build wrote|in the manifest and not there)/,
    );
  });

  test('where the files are of two builds', async () => {
    const space = await secondBuild();
    const old = space.read('zones/blocklist.rpz');
    space.write('out/current/blocklist.rpz', old);
    expect(await stopped(space)).toMatchInlineSnapshot(`
      "out/blocklist.rpz is not what the build wrote: it has been changed since, or is of another build. Nothing was published. Build again.
      "
    `);
  });

  test('where the checker refuses a zone', async () => {
    const space = await secondBuild('refused.to');
    expect(await stopped(space)).toMatchInlineSnapshot(`
      "SERVER serves serial 2026112400 of rpz.blocklist and rpz.allow.
      stand-in/check refuses rpz.blocklist (blocklist.rpz):
        zone rpz.blocklist: refused.to: not with us
      Nothing was touched: the primary server serves what it served.
      "
    `);
  });

  test('where the serial does not come after the one that is served', async () => {
    const space = await secondBuild();
    space.primary.serve('rpz.allow', second + 5);
    expect(await stopped(space)).toMatchInlineSnapshot(`
      "SERVER serves serial 2026112406 of rpz.allow, and that of the build, 2026112401, does not come after it: secondaries would keep what they have (RFC 1982). Nothing was touched. Build again with --serial 2026112407, then publish.
      "
    `);
    expect(await space.run('build', '--serial', `${second + 6}`)).toMatchObject({ status: 0 });
    expect(await space.run('publish')).toMatchObject({ status: 0 });
  });

  test('where the same serial is served with other content', async () => {
    const space = await secondBuild();
    await space.run('publish');
    rmSync(join(space.folder, 'out'), { recursive: true });
    space.write('orders/two.yaml', record('two', ['c.to']));
    // With settings that know of no primary server: else the build itself would see what is published.
    space.write('alone.yaml', anyChange);
    await space.run('build', '--config', 'alone.yaml', '--serial', `${second}`);
    expect(await stopped(space)).toMatchInlineSnapshot(`
      "SERVER serves serial 2026112401 of rpz.blocklist already, with other content: secondaries would never fetch this one. Nothing was touched. Build again with --serial 2026112402, then publish.
      "
    `);
  });

  test('where the same serial is served, and not from its folder', async () => {
    const space = await stage();
    for (const zone of Object.keys(served(first))) space.primary.serve(zone, first);
    expect(await stopped(space)).toMatchInlineSnapshot(`
      "SERVER serves serial 2026112400 of rpz.blocklist already, and not from zones, so nobody knows whether it is the same. Nothing was touched. Build again with --serial 2026112401, then publish.
      "
    `);
  });

  test('where a zone that is served would be lost', async () => {
    const space = await secondBuild();
    await space.run('build', '--format', 'rpz');
    expect(await stopped(space)).toMatchInlineSnapshot(`
      "SERVER serves rpz.allow, and the build in out has no allow.rpz. Nothing was touched. Build with the formats and zones of before; or, if it is to go, take it out of the configurations of the secondaries and of the primary server first.
      "
    `);
    space.primary.serve('rpz.allow', undefined);
    expect(await space.run('publish')).toMatchObject({ status: 0 });
    expect(readdirSync(join(space.folder, 'zones'))).not.toContain('allow.rpz');
  });
});

describe('publish refuses', () => {
  async function refused(space: Stage, ...argv: readonly string[]): Promise<string> {
    const run = await space.run('publish', ...argv);
    expect([run.status, run.stdout]).toEqual([2, '']);
    return said(run).trimEnd().split('\n').at(-1) ?? '';
  }

  test('what it cannot know: each time with what to say', async () => {
    const space = await stage();
    space.write('blocklist.config.yaml', '');
    const known = ['--primary', 'bind', '--server', '127.0.0.1@1', '--folder', 'zones'];
    expect([
      await refused(space),
      await refused(space, ...known.slice(0, 2)),
      await refused(space, ...known.slice(0, 4)),
      await refused(space, ...known, '--server', 'localhost'),
      await refused(space, ...known, '--folder', 'nowhere'),
      await refused(space, ...known, '--folder', 'out/zones'),
      await refused(space, ...known, '--check', 'named-checkzone {zone} {fil}'),
      await refused(space, ...known, '--check', 'named-checkzone {zone}'),
      await refused(space, ...known, '--out', 'nowhere'),
    ]).toMatchInlineSnapshot(`
      [
        "Say which program the primary server is: as "primary: bind" under "publish" in the configuration, or as --primary bind. "blocklist recipe" prints a configuration for the primary server.",
        "Say where the primary server answers: as "server: 127.0.0.1" under "publish" in the configuration, or as --server 127.0.0.1. "blocklist recipe" prints a configuration for the primary server.",
        "Say from which folder the primary server reads zone files: as "folder: /var/lib/bind/blocklist" under "publish" in the configuration, or as --folder /var/lib/bind/blocklist. "blocklist recipe" prints a configuration for the primary server.",
        "localhost is no address. Write it as 127.0.0.1, or with its port as SERVER.",
        "There is no folder nowhere. Make it, so that this account may write into it and the primary server may read it.",
        "out/zones lies in out, where every build puts its files: the primary server would read what nobody has checked. Name a folder of its own.",
        ""check" says {fil}. Only {zone} and {file} stand for something.",
        ""check" does not say {file}, so it would look at no file of the build.",
        "nowhere holds no build: there is no manifest.json. Run "blocklist build" first.",
      ]
    `);
  });

  test('a build without a zone', async () => {
    const space = await stage();
    await space.run('build', '--format', 'domains');
    expect(await refused(space)).toMatchInlineSnapshot(
      `"The build in out has no zone, and a primary server takes nothing else. Build with the usual formats."`,
    );
  });

  test('to put its files in the place of others', async () => {
    const space = await stage();
    space.write('zones/blocklist.rpz', 'somebody wrote this');
    expect(await refused(space)).toMatchInlineSnapshot(
      `"zones holds something called blocklist.rpz that "blocklist publish" did not put there. Move it away, or name another folder."`,
    );
    expect(space.read('zones/blocklist.rpz')).toBe('somebody wrote this');
    rmSync(join(space.folder, 'zones/blocklist.rpz'));
    symlinkSync('elsewhere/there', join(space.folder, 'zones/current'));
    expect(await refused(space)).toContain('zones holds something called current that');
  });

  test('a program as checker that is not there', async () => {
    const space = await stage();
    expect(await refused(space, '--check', 'no-such-program {file}')).toMatchInlineSnapshot(
      `"no-such-program, which checks zones, is not here. Nothing was touched. Install it (Debian: bind9-utils, knot-dnssecutils), or name another one as "check"."`,
    );
    expect(space.primary.told()).toEqual([]);
  });
});

describe('a first publication', () => {
  test('puts the files in place for a server that does not run yet; the next run sees that they are served', async () => {
    const space = await stage();
    space.primary.fallSilent(true);
    space.primary.behave('fails');
    const run = await space.run('publish', '--json');
    expect([run.status, JSON.parse(run.stdout).outcome]).toEqual([4, 'placed']);
    expect(said(run)).toMatchInlineSnapshot(`
      "out holds serial 2026112400: rpz.blocklist and rpz.allow, 1 name.
      SERVER does not answer.
      stand-in/check finds nothing wrong with rpz.blocklist and rpz.allow.
      The files are in place in zones.
      stand-in/reload, which has a zone read again, failed with status 1:
        reload: connection refused
      The primary server does not run yet. Start it, then run this again: it sees whether it serves them.
      "
    `);
    expect(inPlace(space)).toBe(space.read('out/blocklist.rpz'));
    space.primary.fallSilent(false);
    for (const zone of Object.keys(served(first))) space.primary.serve(zone, first);
    expect(await space.run('publish')).toMatchObject({ status: 0 });
    expect(JSON.parse(space.read('zones/published.json')).serial).toBe(first);
  });
});

describe('a build that the records have left behind', () => {
  test('is published with a warning: it is newer than what is served', async () => {
    const space = await secondBuild();
    space.write('orders/three.yaml', record('three', ['c.to']));
    const run = await space.run('publish');
    expect(run.status).toBe(0);
    expect(said(run)).toContain(
      'Careful: out does not block just what the orders here ask for now. It is published as it is. To publish what they ask for, run "blocklist build" first.\n',
    );
    space.write('orders/three.yaml', 'id: three\n');
    expect(said(await space.run('publish'))).toContain('Careful: the orders here have errors, so nobody knows');
  });

  test('is told by its time where there are no records', async () => {
    const space = workspace({
      'orders/one.yaml': record('one', ['a.to']),
      'orders/two.yaml': record('two', ['b.to'], {
        events: [
          { type: 'effective', date: '2020-01-01' },
          { type: 'expires', date: '2026-12-01' },
        ],
      }),
    });
    const primary = await standInPrimary(space);
    space.write('blocklist.config.yaml', primary.config);
    await space.run('build');
    rmSync(join(space.folder, 'orders'), { recursive: true });
    expect(said(await space.run('publish'))).not.toContain('Careful');
    space.now = Date.UTC(2026, 11, 24);
    expect(said(await space.run('publish'))).toContain('Careful: this build was right until 2026-12-0');
  });
});
