import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lutimesSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Manifest } from '../../src/generated/manifest.ts';
import { manyRecords } from '../support/many-records.ts';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

const program = join(import.meta.dirname, '../../bin/blocklist.js');
const killer = join(import.meta.dirname, '../support/die.js');

/** How many moments of a build are tried; KILLS=1000 tries each. */
const kills = Number(process.env['KILLS'] ?? 3);

/** Builds in a process of its own, which is killed when it touches the disk for the n-th time; 0: not at all. */
function build({ folder }: Workspace, argv: readonly string[], moment = 0) {
  const env = { ...process.env, DIE_AT: String(moment) };
  return spawnSync(process.execPath, ['--import', killer, program, 'build', ...argv], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
}

/** The manifest in use, if every file is as it says; undefined where there is none. */
function wholeSet({ folder }: Workspace): string | undefined {
  const path = join(folder, 'out/manifest.json');
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  const { files } = JSON.parse(text) as Manifest;
  const digests = files.map(({ name }) =>
    createHash('sha256')
      .update(readFileSync(join(folder, 'out', name)))
      .digest('hex'),
  );
  expect(digests).toEqual(files.map(({ sha256 }) => sha256));
  return text;
}

/** Moments from the first to the last time that a build touches the disk, other ones in each run of the tests. */
function momentsOf(touches: number): readonly number[] {
  const step = Math.max(1, touches / kills);
  return Array.from(
    { length: Math.min(kills, touches) },
    (_, number) => 1 + Math.floor((number + Math.random()) * step),
  );
}

/** Makes everything in the output folder older than what is swept. */
function age({ folder }: Workspace): void {
  for (const name of readdirSync(join(folder, 'out'), { recursive: true }) as string[])
    lutimesSync(join(folder, 'out', name), 1, 1);
}

/** Each change leaves so many names of its own in the list. */
type Change = (space: Workspace, round: number) => readonly string[];
const today = ['--as-of', '2026-11-24'];
const fixed = [...Array(104).keys()].flatMap((number) => [`site-${number}.to`, `mirror-${number}.live`]);
const putNew: Change = ({ write }, round) => {
  const names = [...Array(round + 1).keys()].map((number) => `round-${number}.to`);
  write('orders/new.yaml', record('new', names));
  return names;
};

/** Milliseconds until stamps of files that were just written are believed. */
const untilSettled = 2100;

test.each<[string, readonly string[], Change]>([
  ['of one record that has changed', today, putNew],
  [
    'into a folder with nothing in it',
    today,
    ({ folder }) => {
      rmSync(join(folder, 'out'), { recursive: true });
      return [];
    },
  ],
  [
    'of files that look new and are not',
    [],
    ({ write, read }) => {
      write('orders/fixed/fixed-1.yaml', read('orders/fixed/fixed-1.yaml'));
      return [];
    },
  ],
])(
  'a build %s, killed at any moment, leaves the old files or the new ones, and the next is right',
  async (_, argv, change) => {
    const space = workspace(manyRecords());
    await setTimeout(untilSettled);
    build(space, argv);
    change(space, 0);
    const touches = Number(build(space, argv).stdout);
    expect(touches).toBeGreaterThan(5);
    let names: readonly string[] = [];
    let round = 0;
    for (const moment of momentsOf(touches)) {
      let before: string | undefined;
      // How many files look new depends on the time that a build takes, and so does its last moment: then an earlier one.
      for (let at = moment, isKilled = false; !isKilled; at = Math.ceil(at / 2)) {
        names = change(space, ++round);
        before = wholeSet(space);
        isKilled = build(space, argv, at).signal === 'SIGKILL';
        expect(isKilled || at > 1).toBe(true);
      }
      const after = wholeSet(space);
      expect([moment, build(space, argv).status]).toEqual([moment, 0]);
      expect([before, wholeSet(space)]).toContain(after);
      expect(space.read('out/domains.txt').split('\n').sort()).toEqual(['', ...fixed, ...names].sort());
    }
    age(space);
    build(space, argv);
    expect(entriesOf(space)).toEqual(entriesOf(fresh(names, argv)));
    expectEarlierZonesInPlace(space);
  },
);

function fresh(names: readonly string[], argv: readonly string[]): Workspace {
  const space = workspace(manyRecords());
  if (names.length > 0) space.write('orders/new.yaml', record('new', [...names]));
  build(space, argv);
  return space;
}

/** What lies in the output folder, whatever the sets are called, but for the zones of builds before: a fresh one has none. */
function entriesOf({ folder }: Workspace): readonly string[] {
  const names = readdirSync(join(folder, 'out'), { recursive: true }) as string[];
  return names
    .filter((name) => !earlierZone.test(name))
    .map((name) => name.replace(setName, 'set'))
    .sort();
}

const setName = /[0-9a-f]{16}(-\d+)?/;
const earlierZone = /\.earlier-(\d+)\.rpz$/;

/** Zones of builds before are kept in the set in use alone, each under a serial before its own. */
function expectEarlierZonesInPlace({ folder }: Workspace): void {
  const { serial } = JSON.parse(readFileSync(join(folder, 'out/manifest.json'), 'utf8')) as Manifest;
  const target = readlinkSync(join(folder, 'out/current'));
  const names = readdirSync(join(folder, 'out'), { recursive: true }) as string[];
  for (const name of names.filter((one) => earlierZone.test(one))) {
    expect([target, 'current']).toContain(dirname(name));
    expect(Number(earlierZone.exec(name)?.[1])).toBeLessThan(serial);
  }
}
