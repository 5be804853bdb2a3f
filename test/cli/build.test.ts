import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { formats } from '../../src/emit/registry.ts';
import { record } from '../support/record.ts';
import { acceptingWorkspace, type Workspace, workspace } from '../support/workspace.ts';

const usual = formats.filter(({ onRequest }) => !onRequest);
const onRequest = formats.filter((format) => format.onRequest);
const files = [...usual.map(({ file }) => file), 'manifest.json'];

function fixture(space: Workspace = workspace()): Workspace {
  cpSync(join(import.meta.dirname, 'fixtures'), space.folder, { recursive: true });
  return space;
}

function schema(name: string): object {
  return JSON.parse(readFileSync(join(import.meta.dirname, `../../schemas/${name}.schema.json`), 'utf8'));
}

describe('every file of a build', () => {
  test('is as the golden one', async () => {
    const { run, read } = fixture();
    const { status, stdout, stderr } = await run('build', '--as-of', '2023-06-01');
    expect([status, stdout]).toEqual([0, '']);
    await expect(stderr).toMatchFileSnapshot('golden/build/stderr.txt');
    for (const file of files) await expect(read(`out/${file}`)).toMatchFileSnapshot(`golden/build/${file}`);
  });

  test('that is written only on request is as the golden one', async () => {
    const { run, read } = fixture();
    const ids = onRequest.map(({ id }) => id).join();
    const { status, stderr } = await run('build', '--as-of', '2023-06-01', '--format', ids);
    expect(status).toBe(0);
    await expect(stderr).toMatchFileSnapshot('golden/on-request/stderr.txt');
    for (const { file } of onRequest)
      await expect(read(`out/${file}`)).toMatchFileSnapshot(`golden/on-request/${file}`);
  });

  test('fits its published schema, with sealed orders too', async () => {
    const { run, read } = fixture();
    await run('build', '--as-of', '2023-06-01');
    for (const [name, file] of [
      ['feed', 'feed.json'],
      ['manifest', 'manifest.json'],
    ] as const) {
      const validate = new Ajv2020({ allErrors: true }).compile(schema(name));
      expect([validate(JSON.parse(read(`out/${file}`))), validate.errors]).toEqual([true, null]);
    }
  });

  test('does not change with the order of the files, with CRLF in the records, or when it is made again', async () => {
    const [plain, turned] = [fixture(), fixture()];
    for (const file of readdirSync(join(turned.folder, 'orders'))) {
      if (!file.endsWith('.yaml')) continue;
      turned.write(`orders/z-${file}`, turned.read(`orders/${file}`).replaceAll('\n', '\r\n'));
      turned.write(`orders/${file}`, record(`none-${file.slice(0, -5)}`, undefined, { instrument: 'listing' }));
    }
    const argv = ['build', '--as-of', '2023-06-01', '--serial', '7'];
    await plain.run(...argv);
    await turned.run(...argv);
    for (const file of files) expect(turned.read(`out/${file}`)).toBe(plain.read(`out/${file}`));
    expect(await plain.run('build', '--as-of', '2023-06-01')).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('Serial 7; the files were up to date.'),
    });
  });

  test('shows nothing of a sealed order in the feed: no name, no id, no title, no date, no action', async () => {
    const space = workspace({
      'orders/sealed.yaml': record('se-sealed', ['secret-name.to', 'shared-name.to'], {
        publication: 'sealed',
        obligations: [
          { service: 'dns-resolver', effect: 'block', action: 'redirect', redirect: { ipv4: '192.0.2.77' } },
        ],
        events: [
          { type: 'effective', date: '2020-01-01' },
          { type: 'expires', date: '2026-12-24' },
        ],
      }),
      'orders/open.yaml': record('it-open', [{ name: 'x.shared-name.to' }, { name: 'shared-name.to', scope: 'exact' }]),
    });
    await space.run('build');
    expect(space.read('out/hosts')).toContain('192.0.2.77 secret-name.to');
    const feed = space.read('out/feed.json');
    for (const hidden of ['secret', 'se-sealed', 'redirect', '2026-12', 'Respondent (se', 'coveredBy', '192.0.2.77']) {
      expect(feed).not.toContain(hidden);
    }
    expect(JSON.parse(feed)).toMatchObject({ withheld: { orders: 1, names: 1 }, validUntil: null });
  });
});

describe('a build', () => {
  test('with an error in one order writes nothing and keeps the files of the last one', async () => {
    const space = workspace({ 'orders/good.yaml': record('good', ['blocked.to']) });
    await space.run('build');
    const before = space.read('out/hosts');
    space.write('orders/bad.yaml', record('bad', ['co.uk']));
    const { status, stderr } = await space.run('build');
    expect([status, stderr.split('\n').at(-2)]).toEqual([
      1,
      'Nothing was written: the files of the last build stay as they are.',
    ]);
    expect(space.read('out/hosts')).toBe(before);
  });

  test('that blocks nothing is refused, says why of what was named, and is made when asked for', async () => {
    const space = fixture();
    const refused = await space.run('build', 'us-subpoena', 'orders/first.yaml', '--as-of', '2000-01-01');
    expect([refused.status, refused.stderr]).toMatchSnapshot();
    expect(existsSync(join(space.folder, 'out'))).toBe(false);
    expect(
      (await space.run('build', 'us-subpoena', '--accept', 'stop/empty', '--because', 'nothing is meant')).status,
    ).toBe(0);
    expect(space.read('out/blocklist.rpz').split('\n')).toHaveLength(4);
  });

  test('for a territory leaves out duties for other places; a duty for the EU reaches its members', async () => {
    const space = fixture();
    const names = async (territory: string) => {
      await space.run('build', '--as-of', '2023-06-01', '--territory', territory, '--format', 'domains');
      return space.read('out/domains.txt').split('\n').slice(0, -1);
    };
    const worldwide = ['secret-site.cc'];
    const union = ['new-mirror.live', 'stream-portal.live', 'www.stream-portal.live'];
    const italian = ['late-name.pro', 'torrent-site.to', 'xn----itbbjujfdjdcaxf.xn--p1ai'];
    expect(await names('IT')).toEqual([...worldwide, ...union, ...italian]);
    expect(await names('de')).toEqual([...worldwide, ...union, 'torrent-site.to']);
    expect(await names('US')).toEqual([...worldwide, 'torrent-site.to']);
  });

  test('with an operator compiles only what binds it', async () => {
    const space = fixture();
    space.write('blocklist.config.yaml', 'operator: { names: ["Another Resolver"], domains: [another-resolver.to] }\n');
    const { stderr } = await space.run('build', '--as-of', '2023-06-01', '--report', 'json');
    expect(stderr).toContain('it-first blocks nothing here: it binds Resolver, Inc., not Another Resolver.');
    expect(space.read('out/domains.txt')).not.toContain('late-name.pro');
    expect(space.read('out/domains.txt')).toContain('new-mirror.live');
  });

  test('of some formats leaves the others out of the folder', async () => {
    const space = fixture();
    await space.run('build', '--as-of', '2023-06-01');
    await space.run('build', '--as-of', '2023-06-01', '--format', 'hosts,json');
    const visible = readdirSync(join(space.folder, 'out')).filter((name) => !['builds', 'current'].includes(name));
    expect(visible.sort()).toEqual(['feed.json', 'hosts', 'manifest.json']);
  });

  test('with --json prints the manifest and nothing else on stdout', async () => {
    const space = fixture();
    const { stdout } = await space.run('build', '--as-of', '2023-06-01', '--json');
    expect(stdout).toBe(space.read('out/manifest.json'));
  });
});

describe('the serial', () => {
  const day = (date: string) => ['build', '--as-of', date];

  test('moves only when the content of a zone moves, and only forward', async () => {
    const space = fixture(acceptingWorkspace());
    const serials: number[] = [];
    for (const date of ['2023-06-01', '2023-06-02', '2024-06-01', '2023-06-01', '2022-08-01', '2022-08-02']) {
      await space.run(...day(date));
      serials.push(JSON.parse(space.read('out/manifest.json')).serial);
    }
    expect(serials).toEqual([2023060100, 2023060100, 2024060100, 2024060101, 2024060102, 2024060102]);
  });

  test('that is given by hand must come after the last one', async () => {
    const space = fixture(acceptingWorkspace());
    await space.run(...day('2023-06-01'), '--serial', '4294967290');
    const back = await space.run(...day('2024-06-01'), '--serial', '4294967200');
    expect([back.status, back.stderr]).toMatchSnapshot();
    await space.run(...day('2024-06-01'));
    expect(JSON.parse(space.read('out/manifest.json')).serial).toBe(2024060100);
  });

  test('is not guessed where the last manifest is damaged: the build stops and asks for it', async () => {
    const space = fixture();
    await space.run(...day('2023-06-01'));
    const hosts = space.read('out/hosts');
    space.write('out/manifest.json', '{ "serial": "high" }');
    const { status, stderr } = await space.run(...day('2024-06-01'));
    expect([status, stderr.split('\n').at(-2)]).toEqual([
      4,
      '  blocklist build --as-of 2024-06-01 --serial 2023060101 --accept stop/serial-unknown --because "WHY"',
    ]);
    expect(space.read('out/hosts')).toBe(hosts);
  });
});
