import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweepPending } from '../../src/cli/pending.ts';
import { changeFile, createAndChange, createFile, createTogether, FileExists } from '../../src/cli/safe-file.ts';
import { everything, momentsOf } from '../support/kills.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

const support = join(import.meta.dirname, '../support');
const folder = mkdtempSync(join(tmpdir(), 'blocklist-test-writer-'));
const writer = join(folder, 'writer.mjs');

beforeAll(async () => {
  await build({
    input: join(support, 'writer.ts'),
    platform: 'node',
    output: { file: writer, format: 'esm' },
    logLevel: 'silent',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Start {
  readonly argv: readonly string[];
  readonly hooks?: readonly string[];
}

function command({ argv, hooks = [] }: Start): readonly string[] {
  return [...hooks.flatMap((hook) => ['--import', join(support, hook)]), writer, ...argv];
}

/** Runs the writer, killed when it touches the disk for the n-th time; 0: not at all. */
function run({ folder: cwd }: Workspace, start: Start, moment = 0) {
  const env = { ...process.env, DIE_AT: String(moment) };
  return spawnSync(process.execPath, command(start), { cwd, env, encoding: 'utf8' });
}

async function runAll({ folder: cwd }: Workspace, starts: readonly Start[]): Promise<void> {
  const running = starts.map((start) => spawn(process.execPath, command(start), { cwd, stdio: 'inherit' }));
  const ends = await Promise.all(running.map((one) => once(one, 'exit')));
  expect(new Set(ends.map(([status]) => status))).toEqual(new Set([0]));
}

const kept = '.blocklist/pending';
const text = (path: string) => `${path}\n`.repeat(50);
const pair = (name: string) => [`orders/x/${name}.txt`, `orders/x/${name}.yaml`];

describe.each([
  ['as usual', []],
  ['where no file can have two names', ['no-links.js']],
])('%s', (_, links) => {
  const hooks = [...links, 'die.js'];

  test('files that are made together are there all or none, whenever the program is killed, and nothing else stays', () => {
    const touches = Number(run(workspace(), { argv: ['create', 'one', '1'], hooks }).stdout);
    expect(touches).toBeGreaterThan(20);
    const outcomes = new Set<number>();
    for (const moment of momentsOf(touches)) {
      const space = workspace();
      expect(run(space, { argv: ['create', 'one', '1'], hooks }, moment).signal).toBe('SIGKILL');
      const record = join(space.folder, 'orders/x/one-0.yaml');
      if (existsSync(record) && statSync(record).size > 0) {
        for (const path of pair('one-0')) expect([moment, space.read(path)]).toEqual([moment, text(path)]);
      }
      run(space, { argv: ['create', 'two', '1'], hooks: links });
      const one = existsSync(record) ? pair('one-0') : [];
      expect([moment, everything(space)]).toEqual([moment, [kept, ...one, ...pair('two-0')].sort()]);
      for (const path of one) expect([moment, space.read(path)]).toEqual([moment, text(path)]);
      outcomes.add(one.length);
    }
    expect(outcomes).toEqual(new Set([0, 2]));
  });

  test('nothing that is there is replaced, and then nothing else is made', async () => {
    const space = workspace({ 'orders/x/one-0.yaml': 'mine' });
    const { status, stderr } = run(space, { argv: ['create', 'one', '1'], hooks: links });
    expect(status).toBe(1);
    expect(stderr).toContain('orders/x/one-0.yaml is there already, so nothing was written.');
    expect(everything(space)).toEqual([kept, 'orders/x/one-0.yaml']);
    expect(space.read('orders/x/one-0.yaml')).toBe('mine');
  });
});

test('a file that is changed is the old or the new one, whenever the program is killed, and nothing else stays', () => {
  const start = { argv: ['append', 'order.yaml', 'a', '1'], hooks: ['die.js'] };
  const touches = Number(run(workspace({ 'order.yaml': 'old\n' }), start).stdout);
  expect(touches).toBeGreaterThan(10);
  const outcomes = new Set<string>();
  for (const moment of momentsOf(touches)) {
    const space = workspace({ 'order.yaml': 'old\n' });
    expect(run(space, start, moment).signal).toBe('SIGKILL');
    const after = space.read('order.yaml');
    run(space, { argv: ['append', 'order.yaml', 'b', '1'] });
    expect([moment, everything(space)]).toEqual([moment, [kept, 'order.yaml']]);
    expect([moment, space.read('order.yaml')]).toEqual([moment, `${after}b-0\n`]);
    outcomes.add(after);
  }
  expect(outcomes).toEqual(new Set(['old\n', 'old\na-0\n']));
});

test.each([
  ['as usual', []],
  ['where no file can have two names', ['no-links.js']],
])('a list is there exactly if the line that needs it is, whenever the program is killed: %s', (_, links) => {
  const start = { argv: ['amend', 'order.yaml', 'a', '1'], hooks: [...links, 'die.js'] };
  const touches = Number(run(workspace({ 'order.yaml': '' }), start).stdout);
  const outcomes = new Set<string>();
  for (const moment of momentsOf(touches)) {
    const space = workspace({ 'order.yaml': '' });
    expect(run(space, start, moment).signal).toBe('SIGKILL');
    const after = space.read('order.yaml');
    run(space, { argv: ['append', 'order.yaml', 'b', '1'], hooks: links });
    const list = after === '' ? [] : ['lists/a-0.txt'];
    expect([moment, everything(space)]).toEqual([moment, [kept, ...list, 'order.yaml']]);
    for (const path of list) expect(space.read(path)).toBe('a-0'.repeat(50));
    expect([moment, space.read('order.yaml')]).toEqual([moment, `${after}b-0\n`]);
    outcomes.add(after);
  }
  expect(outcomes).toEqual(new Set(['', 'a-0\n']));
});

test('a list that was made goes again if the change that needs it fails', async () => {
  const space = workspace({ 'order.yaml': 'old' });
  const list = { path: 'lists/new.txt', bytes: Buffer.from('x') };
  const change = () => {
    throw new Error('no');
  };
  await expect(createAndChange([list], { path: 'order.yaml', change }, space.folder)).rejects.toThrow('no');
  expect(everything(space)).toEqual([kept, 'order.yaml']);
});

test('a program that is killed while it clears up leaves that to the next one', () => {
  const start = { argv: ['create', 'one', '1'], hooks: ['die.js'] };
  const halfDone = (moment: number) => {
    const space = workspace();
    run(space, start, moment);
    return { space, isHalf: existsSync(join(space.folder, 'orders/x/one-0.txt')) };
  };
  const moment = Array.from({ length: 40 }, (_, at) => at + 1).find((at) => halfDone(at).isHalf) ?? 0;
  expect(everything(halfDone(moment).space)).toHaveLength(4);
  for (const second of momentsOf(16)) {
    const { space } = halfDone(moment);
    space.write('order.yaml', '');
    run(space, { argv: ['append', 'order.yaml', 'b', '1'], hooks: ['die.js'] }, second);
    sweepPending(space.folder);
    expect([second, everything(space)]).toEqual([second, [kept, 'order.yaml']]);
  }
});

test('fifty programs that make twenty records each at once lose none', async () => {
  const space = workspace();
  const names = Array.from({ length: 50 }, (_, number) => `p${number}`);
  await runAll(
    space,
    names.map((name) => ({ argv: ['create', name, '20'] })),
  );
  const paths = names.flatMap((name) => Array.from({ length: 20 }, (_, number) => pair(`${name}-${number}`)).flat());
  expect(everything(space)).toEqual([kept, ...paths].sort());
  for (const path of paths) expect(space.read(path)).toBe(text(path));
});

test('ten programs that add to one file at once lose nothing', async () => {
  const space = workspace({ 'order.yaml': '' });
  const names = Array.from({ length: 10 }, (_, number) => `p${number}`);
  await runAll(
    space,
    names.map((name) => ({ argv: ['append', 'order.yaml', name, '10'] })),
  );
  const lines = names.flatMap((name) => Array.from({ length: 10 }, (_, number) => `${name}-${number}`));
  expect(space.read('order.yaml').trimEnd().split('\n').sort()).toEqual(lines.sort());
  expect(everything(space)).toEqual([kept, 'order.yaml']);
});

test('a change that fails leaves the file and nothing else', async () => {
  const space = workspace({ 'order.yaml': 'old' });
  const change = () => {
    throw new Error('no');
  };
  await expect(changeFile({ path: 'order.yaml', change }, space.folder)).rejects.toThrow('no');
  expect(everything(space)).toEqual([kept, 'order.yaml']);
});

test('what an editor saves in the middle of a change is not overwritten', async () => {
  const space = workspace({ 'order.yaml': 'old' });
  const change = () => {
    space.write('order.yaml', 'by an editor');
    return Buffer.from('new');
  };
  await expect(changeFile({ path: 'order.yaml', change }, space.folder)).rejects.toThrow('changed by another program');
  expect(space.read('order.yaml')).toBe('by an editor');
});

test('a changed file keeps who may read it, and a link stays a link', async () => {
  const space = workspace({ 'real.yaml': 'old' });
  chmodSync(join(space.folder, 'real.yaml'), 0o640);
  symlinkSync('real.yaml', join(space.folder, 'order.yaml'));
  await changeFile({ path: 'order.yaml', change: () => Buffer.from('new') }, space.folder);
  expect(space.read('real.yaml')).toBe('new');
  expect(statSync(join(space.folder, 'real.yaml')).mode & 0o777).toBe(0o640);
});

test('what the system refuses is a sentence', async () => {
  const space = workspace({ orders: 'a file' });
  const file = { path: 'orders/one.yaml', bytes: Buffer.from('x') };
  await expect(createFile(file, space.folder)).rejects.toThrow(/^orders\/one\.yaml: .*\((ENOTDIR|EEXIST)\)\.$/);
  await expect(changeFile({ path: 'none.yaml', change: (bytes) => bytes }, space.folder)).rejects.toThrow(
    'none.yaml: it is not there (ENOENT).',
  );
});

test('the work of programs that still run, and of other machines, is left alone', () => {
  const files = {
    '.blocklist/pending/00000000-1-aaaaaaaaaaaa.json': '{}',
    '.blocklist/pending/notes.txt': 'mine',
    '.blocklist/draft.json': 'mine',
    'orders/.one.yaml.00000000-1-aaaaaaaaaaaa.part': 'theirs',
  };
  const space = workspace(files);
  sweepPending(space.folder);
  expect(everything(space)).toEqual(Object.keys(files).sort());
});

test('who makes a file that is there is told which', async () => {
  const space = workspace({ 'orders/one.yaml': 'mine' });
  const make = createTogether([{ path: 'orders/one.yaml', bytes: Buffer.from('x') }], space.folder);
  await expect(make).rejects.toBeInstanceOf(FileExists);
});
