import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { record } from '../../support/record.ts';
import { standInPrimary } from '../../support/stand-in-primary.ts';
import { type Transcript, transcript } from '../../support/transcript.ts';
import { type Workspace, workspace } from '../../support/workspace.ts';

const names = [...Array(20).keys()].map((number) => `site-${number}.to`);
const zonesOnly = ['--format', 'rpz,rpz-allow'];
const set = 'out/current';

interface Stage {
  readonly space: Workspace;
  readonly shown: Transcript;
}

/** A folder with two orders, built once. */
async function built(files: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const space = workspace({
    'orders/big.yaml': record('it-big', names),
    'orders/one.yaml': record('it-one', ['film.to', 'music.to']),
    ...files,
  });
  const shown = transcript(space);
  expect(await space.run('build', ...zonesOnly)).toMatchObject({ status: 0 });
  return { space, shown };
}

function remove({ folder }: Workspace, ...path: readonly string[]): void {
  rmSync(join(folder, ...path), { recursive: true });
}

function heldFiles({ folder }: Workspace): readonly string[] {
  return readdirSync(join(folder, set)).filter((name) => name.startsWith('.held-'));
}

describe('what builds leave behind', () => {
  test('an id may be a word that every object knows', async () => {
    const { space } = await built();
    space.write('orders/more.yaml', record('constructor', ['new.to']));
    for (const _ of ['new to the ledger', 'known to it'])
      expect(await space.run('build', ...zonesOnly)).toMatchObject({ status: 0 });
  });

  test('where it is lost, the next build stops, and begins anew where that is meant', async () => {
    const { space, shown } = await built();
    remove(space, set, '.ledger.json');
    expect((await shown.run('build', ...zonesOnly)).status).toBe(4);
    expect((await shown.override('the archive left it out')).status).toBe(0);
    shown.note(`${set}/.ledger.json`, 'accepted');
    await expect(shown.text()).toMatchFileSnapshot('golden/memory/lost.txt');
  });

  test.each([
    ['is cut off', (text: string) => text.slice(0, -20)],
    ['has another version', (text: string) => text.replace('"version":1', '"version":2')],
    ['belongs to another build', (text: string) => text.replaceAll('"serial":2026112400', '"serial":2026112300')],
  ])('where it %s, the next build stops', async (_, damage) => {
    const { space, shown } = await built();
    space.write(`${set}/.ledger.json`, damage(space.read(`${set}/.ledger.json`)));
    expect((await shown.run('build', ...zonesOnly)).status).toBe(4);
    await expect(shown.text()).toMatchFileSnapshot('golden/memory/damaged.txt');
  });

  test('where who held which name is lost or damaged, the next build stops', async () => {
    for (const damage of [(path: string) => rmSync(path), (path: string) => writeFileSync(path, '{}\n')]) {
      const { space, shown } = await built();
      damage(join(space.folder, set, heldFiles(space)[0] ?? ''));
      space.write('orders/new.yaml', record('it-new', ['new.to']));
      expect((await shown.run('build', ...zonesOnly)).status).toBe(4);
      expect((await shown.override('a bad disk')).status).toBe(0);
      await expect(shown.text()).toMatchFileSnapshot('golden/memory/held.txt');
    }
  });

  test('is for this account alone, and holds no more than the builds that it tells of', async () => {
    const { space } = await built();
    space.write('orders/new.yaml', record('it-new', ['new.to']));
    await space.run('build', ...zonesOnly);
    await space.run('build', 'it-new', ...zonesOnly);
    await space.run('build', 'it-one', ...zonesOnly);
    expect(heldFiles(space)).toHaveLength(2);
    for (const name of [...heldFiles(space), '.ledger.json'])
      expect(statSync(join(space.folder, set, name)).mode & 0o777).toBe(0o600);
  });

  test('is begun, and that is said, where the last build is of a program that left nothing', async () => {
    const { space, shown } = await built();
    const { ledger: _, ...manifest } = JSON.parse(space.read('out/manifest.json'));
    space.write(`${set}/manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);
    remove(space, set, '.ledger.json');
    expect((await shown.run('build', ...zonesOnly)).status).toBe(0);
    expect(JSON.parse(space.read('out/manifest.json')).ledger).toBe(1);
    await expect(shown.text()).toMatchFileSnapshot('golden/memory/begun.txt');
  });

  test('keeps an order that vanished and was let go: it does not stop twice, and must come back with its whole past', async () => {
    const { space, shown } = await built();
    const one = space.read('orders/one.yaml');
    remove(space, 'orders/one.yaml');
    await space.run('build', ...zonesOnly);
    const codes = ['stop/order-vanished', 'stop/freed-without-event'].join();
    await shown.run('build', ...zonesOnly, '--accept', codes, '--because', 'recorded twice');
    expect((await shown.run('build', ...zonesOnly, '--as-of', '2026-11-25')).status).toBe(0);
    space.write('orders/one.yaml', one.replace('2020-01-01', '2020-01-02'));
    expect((await shown.run('build', ...zonesOnly)).status).toBe(4);
    space.write('orders/one.yaml', one);
    expect((await shown.run('build', ...zonesOnly)).status).toBe(0);
    await expect(shown.text()).toMatchFileSnapshot('golden/memory/returns.txt');
  });
});

describe('the serial of a build', () => {
  test('that cannot be read stops it; the override has the number that comes next', async () => {
    const { space, shown } = await built();
    space.write(`${set}/manifest.json`, '{ "serial": "high" }\n');
    expect((await shown.run('build', ...zonesOnly)).status).toBe(4);
    const meant = ['--accept', 'stop/serial-unknown', '--because', 'a bad disk'];
    expect((await shown.run('build', ...zonesOnly, ...meant)).status).toBe(2);
    await shown.run('build', ...zonesOnly);
    expect((await shown.override('a bad disk')).status).toBe(0);
    shown.note('out/manifest.json', 'accepted');
    await expect(shown.text()).toMatchFileSnapshot('golden/memory/serial.txt');
  });

  test('that cannot be read, with no ledger either, has to be asked for', async () => {
    const { space, shown } = await built();
    space.write(`${set}/manifest.json`, '{ "serial": "high" }\n');
    remove(space, set, '.ledger.json');
    expect((await shown.run('build', ...zonesOnly)).stderr).toContain(
      '  blocklist build --format rpz,rpz-allow --serial NUMBER --accept stop/serial-unknown --because "WHY"\n',
    );
  });
});

describe('with a primary server that something was published to', () => {
  async function published(): Promise<Stage> {
    const space = workspace({ 'orders/big.yaml': record('it-big', names) });
    const primary = await standInPrimary(space);
    space.write('blocklist.config.yaml', primary.config);
    await space.run('build', ...zonesOnly);
    expect(await space.run('publish')).toMatchObject({ status: 0 });
    return { space, shown: transcript(space) };
  }

  const withdrawn = (count: number) =>
    record('it-big', names, { amendments: [{ date: '2026-11-20', remove: names.slice(0, count) }] });

  test('numbers are compared with what is published, so that many small losses are one', async () => {
    const { space, shown } = await published();
    space.write('orders/big.yaml', withdrawn(2));
    expect((await shown.run('build', ...zonesOnly)).status).toBe(0);
    const again = { date: '2026-11-21', remove: names.slice(2, 4) };
    const first = { date: '2026-11-20', remove: names.slice(0, 2) };
    space.write('orders/big.yaml', record('it-big', names, { amendments: [first, again] }));
    expect((await shown.run('build', ...zonesOnly)).status).toBe(4);
    await expect(shown.text()).toMatchFileSnapshot('golden/memory/published.txt');
  });

  test('a first build in an empty folder is compared with it as well, and counts its serial on', async () => {
    const { space, shown } = await published();
    remove(space, 'out');
    space.write('orders/big.yaml', withdrawn(3));
    expect((await shown.run('build', ...zonesOnly)).status).toBe(4);
    expect((await shown.override('a court took them off')).status).toBe(0);
    expect(JSON.parse(space.read('out/manifest.json')).serial).toBe(2026112401);
    expect((await shown.run('publish')).status).toBe(0);
    await expect(shown.text()).toMatchFileSnapshot('golden/memory/empty-folder.txt');
  });

  test('a first build stops where nobody can tell what was published', async () => {
    const { space, shown } = await published();
    remove(space, 'out');
    space.write('zones/published.json', '{}\n');
    expect((await shown.run('build', ...zonesOnly)).status).toBe(4);
    await expect(shown.text()).toMatchFileSnapshot('golden/memory/published-damaged.txt');
  });
});

describe('is no accident', () => {
  test('a build for another moment, earlier or later', async () => {
    const until = { name: 'short.to', until: '2026-11-25' };
    const { space } = await built({
      'orders/late.yaml': record('it-late', ['late.to', until], {
        events: [{ type: 'effective', date: '2026-11-01' }],
      }),
    });
    for (const date of ['2026-12-24', '2026-10-01', '2026-11-24', '2026-11-26'])
      expect(await space.run('build', ...zonesOnly, '--as-of', date)).toMatchObject({ status: 0 });
  });

  test('a build of some orders, or for a territory, between builds of all; each is compared with the last of its kind', async () => {
    const { space } = await built();
    for (const words of [['it-one'], [], ['--territory', 'IT'], [], ['orders/one.yaml'], ['it-one'], []])
      expect([words, (await space.run('build', ...words, ...zonesOnly)).status]).toEqual([words, 0]);
    space.write('orders/one.yaml', record('it-one', ['film.to']));
    for (const words of [['it-one'], []])
      expect([words, (await space.run('build', ...words, ...zonesOnly)).stderr]).toEqual([
        words,
        expect.stringContaining('music.to and every name below it: it-one held it'),
      ]);
  });

  test('a name that moves within its order: into a list, to another file, below a wider name', async () => {
    const { space } = await built();
    remove(space, 'orders/one.yaml');
    space.write('orders/it/one.yaml', record('it-one', ['to.film.to', 'music.to', 'film.to'].slice(1)));
    expect(await space.run('build', ...zonesOnly)).toMatchObject({ status: 0 });
    space.write('orders/two.yaml', record('it-two', ['www.film.to', 'film.to']));
    expect(await space.run('build', ...zonesOnly)).toMatchObject({ status: 0 });
    space.write('orders/two.yaml', record('it-two', ['film.to']));
    expect(await space.run('build', ...zonesOnly)).toMatchObject({ status: 0 });
  });

  test('an event that is recorded late', async () => {
    const { space } = await built();
    const events = [
      { type: 'effective' as const, date: '2020-01-01' },
      { type: 'lifted' as const, date: '2026-11-20' },
    ];
    space.write('orders/one.yaml', record('it-one', ['film.to', 'music.to'], { events }));
    expect(await space.run('build', ...zonesOnly)).toMatchObject({ status: 0 });
  });

  test('a change within the limits that the configuration sets', async () => {
    const { space } = await built({ 'blocklist.config.yaml': 'safety: { fewerNames: 30, moreNames: 0 }\n' });
    const amendments = [{ date: '2026-11-20', remove: names.slice(0, 6) }];
    space.write('orders/big.yaml', record('it-big', names, { amendments }));
    expect(await space.run('build', ...zonesOnly)).toMatchObject({ status: 0 });
    space.write('orders/new.yaml', record('it-new', ['new.to']));
    expect(await space.run('build', ...zonesOnly)).toMatchObject({
      status: 4,
      stderr: expect.stringContaining('More than 0 % more names'),
    });
  });
});

describe('letting a stop pass', () => {
  test('takes both the stop and the reason, names only what stops, and holds once', async () => {
    const { space, shown } = await built();
    const meant = ['--because', 'Anna has looked at it'];
    for (const words of [
      ['--accept', 'stop/fewer-names'],
      meant,
      ['--accept', 'stop/fewer-names', ...meant],
      ['--accept', 'stop/nothing', ...meant],
      ['--accept', 'stop/fewer-names', '--because', ' '],
      ['--accept', 'stop/fewer-names', '--because', 'WHY'],
    ])
      expect((await shown.run('build', ...zonesOnly, ...words)).status).toBe(2);
    space.write('orders/one.yaml', record('it-one', ['film.to'], { title: 'Another' }));
    expect((await shown.run('build', ...zonesOnly, '--accept', 'stop/fewer-names', ...meant)).status).toBe(4);
    expect((await shown.override('Anna has looked at it')).status).toBe(0);
    expect((await shown.run('build', ...zonesOnly)).status).toBe(0);
    await expect(shown.text()).toMatchFileSnapshot('golden/memory/accepting.txt');
  });

  test('is answered from the index when it is over: the same command line without it has nothing to do', async () => {
    const { space } = await built();
    space.now = Date.now() + 3_600_000;
    space.write('orders/one.yaml', record('it-one', ['film.to']));
    const accept = ['--accept', 'stop/freed-without-event', '--because', 'meant'];
    expect(await space.run('build', ...zonesOnly, ...accept)).toMatchObject({ status: 0 });
    const manifest = space.read('out/manifest.json');
    expect(await space.run('build', ...zonesOnly)).toMatchObject({ status: 0 });
    expect(space.read('out/manifest.json')).toBe(manifest);
  });
});
