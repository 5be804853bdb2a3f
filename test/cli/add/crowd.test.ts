import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { everything, momentsOf } from '../../support/kills.ts';
import { record } from '../../support/record.ts';
import { type Workspace, workspace } from '../../support/workspace.ts';

// The real program, as it was built.
const program = join(import.meta.dirname, '../../../bin/blocklist.js');
const killer = join(import.meta.dirname, '../../support/die.js');

const least = [
  ...[
    '--instrument',
    'court-order',
    '--authority',
    'Tribunale di Milano',
    '--country',
    'IT',
    '--publication',
    'public',
  ],
  ...['--service', 'dns-resolver', '--effective', '2022-07-14'],
];
const small = ['add', ...least, '--id', 'small', '--target', 'small.to'];

/** Milliseconds, for those who try every moment, or a thousand orders. */
const patience = 3_600_000;

/** Runs the program, killed when it touches the disk for the n-th time; 0: not at all. */
function run({ folder: cwd }: Workspace, argv: readonly string[], moment = 0) {
  const env = { ...process.env, DIE_AT: String(moment) };
  return spawnSync(process.execPath, ['--import', killer, program, ...argv], { cwd, env, encoding: 'utf8' });
}

/** How often a command touches the disk: each of its threads says so in a line of its own. */
function touchesOf(space: Workspace, argv: readonly string[]): number {
  const { status, stdout, stderr } = run(space, argv);
  expect([status, stderr]).toEqual([0, expect.any(String)]);
  return Math.max(...(stdout.match(/^\d+$/gm) ?? []).map(Number));
}

const names = Array.from({ length: 600 }, (_, number) => `site-${number}.to`);
const paper = `Domain;Note\n${names.map((name) => `${name};x\n`).join('')}`;
const fromPaper = ['add', ...least, '--id', 'large', '--from', 'paper.csv'];
const large = ['orders/it/large.yaml', 'orders/it/large/account.csv', 'orders/it/large/annex.txt'];

function withPaper(): Workspace {
  return workspace({ 'paper.csv': paper });
}

test(
  'an order with its list is there whole or not at all, whenever add is killed, and nothing else stays',
  async () => {
    const whole = withPaper();
    const touches = touchesOf(whole, fromPaper);
    expect(touches).toBeGreaterThan(30);
    const others = ['.blocklist/pending', 'orders/it/small.yaml', 'paper.csv'];
    for (const moment of momentsOf(touches)) {
      const space = withPaper();
      expect([moment, run(space, fromPaper, moment).signal]).toEqual([moment, 'SIGKILL']);
      const isThere = existsSync(join(space.folder, 'orders/it/large.yaml'));
      const files = isThere ? large : [];
      for (const path of files) expect([moment, space.read(path)]).toEqual([moment, whole.read(path)]);
      expect([moment, (await space.run(...small)).status]).toEqual([moment, 0]);
      expect([moment, everything(space)]).toEqual([moment, [...others, ...files].sort()]);
      for (const path of files) expect([moment, space.read(path)]).toEqual([moment, whole.read(path)]);
      expect([moment, (await space.run('check')).status]).toEqual([moment, 0]);
    }
  },
  patience,
);

test(
  'a record is the old or the new one, whenever stay is killed, and nothing else stays',
  async () => {
    const stay = ['stay', 'one', '--date', '2026-01-31', '--yes'];
    const before = () => workspace({ 'orders/one.yaml': record('one', ['one.to']) });
    const after = before();
    const touches = touchesOf(after, stay);
    expect(touches).toBeGreaterThan(10);
    const [old, changed] = [before().read('orders/one.yaml'), after.read('orders/one.yaml')];
    expect(changed).not.toBe(old);
    for (const moment of momentsOf(touches)) {
      const space = before();
      expect([moment, run(space, stay, moment).signal]).toEqual([moment, 'SIGKILL']);
      const found = space.read('orders/one.yaml');
      expect([old, changed]).toContain(found);
      expect([moment, (await space.run(...small)).status]).toEqual([moment, 0]);
      const files = ['.blocklist/pending', 'orders/it/small.yaml', 'orders/one.yaml'];
      expect([moment, everything(space)]).toEqual([moment, files]);
      expect([moment, space.read('orders/one.yaml')]).toEqual([moment, found]);
    }
  },
  patience,
);

/** Programs at once, and orders of each; CROWD=50x20 is a thousand orders. */
const [people, orders] = (process.env['CROWD'] ?? '6x3').split('x').map(Number) as [number, number];

test(
  'many who add at once, and are proposed the same short names, lose no order',
  async () => {
    const space = workspace();
    const addAll = async (person: number): Promise<void> => {
      for (let order = 0; order < orders; order++) {
        const target = `order-${order}.person-${person}.to`;
        await ended(spawn(process.execPath, [program, 'add', ...least, '--target', target], { cwd: space.folder }));
      }
    };
    await Promise.all(Array.from({ length: people }, (_, person) => addAll(person)));
    const files = readdirSync(join(space.folder, 'orders/it'));
    const all = people * orders;
    const ids = ['it-milano-2022', ...Array.from({ length: all - 1 }, (_, at) => `it-milano-2022-${at + 2}`)];
    expect(files.sort()).toEqual(ids.map((id) => `${id}.yaml`).sort());
    const targets = files.map((file) => /^ {2}- (\S+)$/m.exec(space.read(`orders/it/${file}`))?.[1]);
    expect(new Set(targets).size).toBe(all);
    const { status, stdout } = await space.run('check');
    expect([status, stdout]).toEqual([0, expect.not.stringContaining('error')]);
    expect(everything(space)).toHaveLength(all + 1);
  },
  patience,
);

async function ended(child: ChildProcess): Promise<void> {
  let said = '';
  child.stderr?.on('data', (piece) => {
    said += String(piece);
  });
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`${status}: ${said}`);
}
