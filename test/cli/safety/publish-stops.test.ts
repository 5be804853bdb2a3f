import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { record } from '../../support/record.ts';
import { type StandIn, standInPrimary } from '../../support/stand-in-primary.ts';
import { type Transcript, transcript } from '../../support/transcript.ts';
import { type Workspace, workspace } from '../../support/workspace.ts';

const names = [...Array(20).keys()].map((number) => `site-${number}.to`);
const build = ['build', '--format', 'rpz,rpz-allow'];

interface Stage {
  readonly space: Workspace;
  readonly primary: StandIn;
  readonly shown: Transcript;
}

/** A build of twenty names is published; the machine of the primary server knows no records, so builds do not see it. */
async function published(): Promise<Stage> {
  const space = workspace({ 'orders/big.yaml': record('it-big', names) });
  const primary = await standInPrimary(space);
  space.write('primary.yaml', primary.config);
  await space.run(...build);
  expect(await space.run('publish', '--config', 'primary.yaml')).toMatchObject({ status: 0 });
  return { space, primary, shown: transcript(space) };
}

/** Two small losses, of which each build sees one. */
async function lostTwice(space: Workspace): Promise<void> {
  const amendments = [
    { date: '2026-11-20', remove: names.slice(0, 2) },
    { date: '2026-11-21', remove: names.slice(2, 3) },
  ];
  for (const count of [1, 2]) {
    space.write('orders/big.yaml', record('it-big', names, { amendments: amendments.slice(0, count) }));
    expect(await space.run(...build)).toMatchObject({ status: 0 });
  }
}

test('publish stops at far fewer names than are published, touches nothing, and records what was let pass', async () => {
  const { space, primary, shown } = await published();
  await lostTwice(space);
  const [told, served] = [primary.told(), primary.served()];
  expect((await shown.run('publish', '--config', 'primary.yaml')).status).toBe(4);
  expect((await shown.run('publish', '--config', 'primary.yaml', '--dry-run')).status).toBe(4);
  expect([primary.told(), primary.served()]).toEqual([told, served]);
  await shown.run('publish', '--config', 'primary.yaml');
  expect((await shown.override('a court took them off')).status).toBe(0);
  shown.note('zones/published.json', 'accepted');
  const idle = ['--accept', 'stop/fewer-names', '--because', 'once more'];
  expect((await shown.run('publish', '--config', 'primary.yaml', ...idle)).status).toBe(2);
  await expect(shown.text()).toMatchFileSnapshot('golden/publish/fewer-names.txt');
});

test('publish stops at far more names than are published', async () => {
  const { space, shown } = await published();
  for (const [at, count] of [6, 7].entries()) {
    const more = [...Array(count).keys()].map((number) => `new-${at}-${number}.to`);
    space.write(`orders/new-${at}.yaml`, record(`it-new-${at}`, more));
    expect(await space.run(...build)).toMatchObject({ status: 0 });
  }
  expect((await shown.run('publish', '--config', 'primary.yaml')).status).toBe(4);
  expect((await shown.override('a new register')).status).toBe(0);
  shown.note('zones/published.json', 'accepted');
  await expect(shown.text()).toMatchFileSnapshot('golden/publish/more-names.txt');
});

test('publish does not ask again for what the build let pass in the same comparison', async () => {
  const { space, shown } = await published();
  const amendments = [{ date: '2026-11-20', remove: names.slice(0, 3) }];
  space.write('orders/big.yaml', record('it-big', names, { amendments }));
  expect((await shown.run(...build)).status).toBe(4);
  expect((await shown.override('a court took them off')).status).toBe(0);
  expect((await shown.run('publish', '--config', 'primary.yaml')).status).toBe(0);
  shown.note('zones/published.json', 'accepted');
  await expect(shown.text()).toMatchFileSnapshot('golden/publish/accepted-before.txt');
});

test('publish stops at an empty list, unless the build was meant to be one', async () => {
  const { space, shown } = await published();
  const events = [
    { type: 'effective' as const, date: '2020-01-01' },
    { type: 'lifted' as const, date: '2026-11-20' },
  ];
  space.write('orders/big.yaml', record('it-big', names, { events }));
  expect((await shown.run(...build)).status).toBe(4);
  expect((await shown.override('the only order was lifted')).status).toBe(0);
  expect((await shown.run('publish', '--config', 'primary.yaml')).status).toBe(0);
  await expect(shown.text()).toMatchFileSnapshot('golden/publish/empty.txt');
});

test('publish stops at an empty zone', async () => {
  const { space, primary } = await published();
  const zones = 'zones: [{ name: rpz.one, order: it-one }]\n';
  space.write('blocklist.config.yaml', zones);
  space.write('primary.yaml', `${primary.config}${zones}`);
  space.write('orders/one.yaml', record('it-one', ['film.to']));
  await space.run(...build);
  expect(await space.run('publish', '--config', 'primary.yaml')).toMatchObject({ status: 0 });
  const events = [
    { type: 'effective' as const, date: '2020-01-01' },
    { type: 'lifted' as const, date: '2026-11-20' },
  ];
  space.write('orders/one.yaml', record('it-one', ['film.to'], { events }));
  // A build elsewhere, which has nothing to be compared with.
  await space.run(...build, '--out', 'elsewhere', '--serial', '2026112450');
  const shown = transcript(space);
  expect((await shown.run('publish', '--config', 'primary.yaml', '--out', 'elsewhere')).status).toBe(4);
  expect((await shown.override('the order is over')).status).toBe(0);
  shown.note('zones/published.json', 'accepted');
  await expect(shown.text()).toMatchFileSnapshot('golden/publish/empty-zone.txt');
});

test('publish --build is one command: what it is told to let pass counts for the build and for the publication', async () => {
  const { space, shown } = await published();
  await lostTwice(space);
  space.write('orders/one.yaml', record('it-one', ['film.to', 'music.to']));
  await space.run(...build);
  space.write('orders/one.yaml', record('it-one', ['film.to']));
  const publish = ['publish', '--config', 'primary.yaml', '--build'];
  expect((await shown.run(...publish)).status).toBe(4);
  expect((await shown.override('recorded twice')).status).toBe(0);
  shown.note('zones/published.json', 'accepted');
  const idle = ['--accept', 'stop/empty', '--because', 'nothing is empty'];
  expect((await shown.run(...publish, ...idle)).status).toBe(2);
  await expect(shown.text()).toMatchFileSnapshot('golden/publish/build.txt');
});

test.each([
  ['is damaged', (space: Workspace) => space.write('zones/published.json', '{}\n')],
  [
    'names a manifest that is not there',
    ({ folder }: Workspace) => {
      rmSync(join(folder, 'zones/current/manifest.json'));
    },
  ],
])('publish stops where what was published last %s', async (_, damage) => {
  const { space, shown } = await published();
  space.write('orders/one.yaml', record('it-one', ['film.to']));
  await space.run(...build);
  damage(space);
  expect((await shown.run('publish', '--config', 'primary.yaml')).status).toBe(4);
  expect((await shown.override('a bad disk')).status).toBe(0);
  shown.note('zones/published.json', 'accepted');
  await expect(shown.text()).toMatchFileSnapshot('golden/publish/not-known.txt');
});

describe('where the output folder is empty, a build is compared with what is published', () => {
  /** The machine that builds sees the folder of the primary server, and has lost its output folder. */
  async function forgotten(): Promise<{ readonly space: Workspace; readonly shown: Transcript }> {
    const { space } = await published();
    space.write('blocklist.config.yaml', space.read('primary.yaml'));
    space.write('orders/one.yaml', record('it-one', ['film.to', 'music.to']));
    await space.run(...build);
    expect(await space.run('publish')).toMatchObject({ status: 0 });
    rmSync(join(space.folder, 'out'), { recursive: true });
    return { space, shown: transcript(space) };
  }

  test('name by name and order by order', async () => {
    const { space, shown } = await forgotten();
    space.write('orders/one.yaml', record('it-one', ['film.to']));
    rmSync(join(space.folder, 'orders/big.yaml'));
    space.write('orders/big-again.yaml', record('it-big-again', names.slice(1)));
    expect((await shown.run(...build)).status).toBe(4);
    expect(existsSync(join(space.folder, 'out/manifest.json'))).toBe(false);
    expect((await shown.override('recorded twice')).status).toBe(0);
    expect((await shown.run('publish')).status).toBe(0);
    await expect(shown.text()).toMatchFileSnapshot('golden/publish/empty-output.txt');
  });

  test('and passes where nothing was lost; it remembers all that was known before', async () => {
    const { space } = await forgotten();
    const files = readdirSync(join(space.folder, 'zones/current'));
    expect(files.filter((name) => name.startsWith('.'))).toEqual([expect.stringMatching(/^\.held-/), '.ledger.json']);
    for (const name of files.filter((one) => one.startsWith('.')))
      expect(statSync(join(space.folder, 'zones/current', name)).mode & 0o777).toBe(0o600);
    const before = JSON.parse(space.read('zones/current/.ledger.json')).orders;
    expect(await space.run(...build)).toMatchObject({ status: 0 });
    expect(JSON.parse(space.read('out/current/.ledger.json')).orders).toEqual(before);
  });

  test.each([
    ['damaged', ({ write }: Workspace, name: string) => write(`zones/current/${name}`, '{}\n')],
    ['not there, which is said', ({ folder }: Workspace, name: string) => rmSync(join(folder, 'zones/current', name))],
  ])('as far as it is known: what it left is %s', async (how, damage) => {
    const { space, shown } = await forgotten();
    damage(space, '.ledger.json');
    expect((await shown.run(...build)).status).toBe(how === 'damaged' ? 4 : 0);
    await expect(shown.text()).toMatchFileSnapshot(
      `golden/publish/empty-output-${how.split(',')[0]?.replace(' ', '-')}.txt`,
    );
  });
});
