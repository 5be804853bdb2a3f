import { cpSync, existsSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { manyRecords } from '../support/many-records.ts';
import { record } from '../support/record.ts';
import { indexPath, isAnswered, settledWorkspace, writeWithOldTimes } from '../support/remembering.ts';
import type { Workspace } from '../support/workspace.ts';

const today = ['build', '--as-of', '2026-11-24'];

function names({ read }: Workspace): readonly string[] {
  return read('out/domains.txt').split('\n').slice(0, -1).sort();
}

function turn(bytes: Uint8Array, at: number): Uint8Array {
  const turned = Uint8Array.from(bytes);
  turned[at] = (turned[at] ?? 0) ^ (1 << (at % 8));
  return turned;
}

describe('a damaged index is as good as none', () => {
  const list = [...Array(100).keys()].flatMap((number) => [`site-${number}.to`, `mirror-${number}.live`]);

  async function isRight(damage: (index: Buffer, part: number) => Uint8Array, parts = 24) {
    const space = settledWorkspace(manyRecords(100));
    const expected = (name: string) => [...list, 'blocked.to', 'another.to', name].sort();
    space.write('orders/three.yaml', record('three', ['first.to']));
    await space.run(...today);
    const said = (await space.run(...today)).stderr.split('\n').slice(0, -2);
    for (let part = 0; part < parts; part++) {
      const damaged = () => damage(readFileSync(join(space.folder, indexPath)), part / parts);
      space.write(indexPath, damaged());
      const { status, stderr } = await space.run(...today);
      expect([status, stderr.split('\n').slice(0, -2)]).toEqual([0, said]);
      space.write(indexPath, damaged());
      const name = `name-${part}.to`;
      space.write('orders/three.yaml', record('three', [name]));
      expect((await space.run(...today)).status).toBe(0);
      expect([part, names(space)]).toEqual([part, expected(name)]);
    }
  }

  test('cut short', () => isRight((index, part) => index.subarray(0, Math.floor(index.length * part))));

  test('with one bit turned', () => isRight((index, part) => turn(index, Math.floor(index.length * part))));

  test('with one bit turned in its first or last octets', () =>
    isRight((index, part) => turn(index, part < 0.5 ? part * 56 : index.length - 14 + Math.floor(part * 28) - 14), 28));

  test('with something behind it', async () => {
    await isRight((index) => Buffer.concat([index, Buffer.from('more')]), 1);
  });
});

describe('an index counts only', () => {
  test('for the program that wrote it', async () => {
    const space = settledWorkspace();
    await space.run(...today);
    space.identity = 'another program';
    expect(await isAnswered(space, () => space.run(...today))).toBe(false);
    expect(await isAnswered(space, () => space.run(...today))).toBe(true);
  });

  test('beside the files that it was written with', async () => {
    const space = settledWorkspace();
    await space.run(...today);
    cpSync(join(space.folder, indexPath), join(space.folder, 'copy'));
    space.write('orders/two.yaml', record('two', ['other.to']));
    await space.run(...today);
    cpSync(join(space.folder, 'copy'), join(space.folder, indexPath));
    space.write('orders/two.yaml', record('two', ['another.to', 'blocked.to']));
    await space.run(...today);
    expect(names(space)).toEqual(['another.to', 'blocked.to']);
  });

  test('for the folder of orders that it was written for', async () => {
    const [one, other] = [settledWorkspace(), settledWorkspace()];
    await one.run(...today);
    other.write('orders/two.yaml', record('two', ['other.to']));
    cpSync(join(one.folder, 'out'), join(other.folder, 'out'), { recursive: true, verbatimSymlinks: true });
    await other.run(...today);
    expect(names(other)).toEqual(['blocked.to', 'other.to']);
  });

  test('if it is a file: a folder in its place stays, and the build is made without', async () => {
    const space = settledWorkspace();
    await space.run(...today);
    rmSync(join(space.folder, indexPath));
    mkdirSync(join(space.folder, indexPath));
    expect(await space.run(...today)).toMatchObject({ status: 0, stderr: expect.not.stringContaining('refused') });
    expect(names(space)).toEqual(['another.to', 'blocked.to']);
  });
});

describe('an output that was tampered with', () => {
  const damages: Readonly<Record<string, (path: string) => void>> = {
    'a file that was changed': (out) => writeOver(join(out, 'current/hosts')),
    'a file that was taken away': (out) => rmSync(join(out, 'current/hosts')),
    'a manifest that was taken away': (out) => rmSync(join(out, 'current/feed.json')),
    'a link that was taken away': (out) => rmSync(join(out, 'hosts')),
    'a link that leads elsewhere': (out) => {
      const target = readlinkSync(join(out, 'current'));
      cpSync(join(out, target), join(out, 'builds/0123456789abcdef'), { recursive: true });
      rmSync(join(out, 'current'));
      symlinkSync('builds/0123456789abcdef', join(out, 'current'));
      writeOver(join(out, 'current/hosts'));
    },
  };

  function writeOver(path: string): void {
    rmSync(path);
    cpSync(import.meta.filename, path);
  }

  test.each(Object.entries(damages))('is mended: %s', async (_, damage) => {
    const space = settledWorkspace();
    await space.run(...today);
    const whole = space.read('out/hosts');
    damage(join(space.folder, 'out'));
    expect((await space.run(...today)).status).toBe(0);
    expect([space.read('out/hosts'), space.read('out/feed.json').length > 0]).toEqual([whole, true]);
  });

  test('a file in the place of a link is replaced, because the last manifest names it', async () => {
    const space = settledWorkspace();
    await space.run(...today);
    rmSync(join(space.folder, 'out/hosts'));
    space.write('out/hosts', '127.0.0.1 localhost\n');
    expect((await space.run(...today)).status).toBe(0);
    expect(space.read('out/hosts')).toContain('0.0.0.0 blocked.to');
  });

  test('a folder of someone else among ours is neither passed over in silence nor swept', async () => {
    const space = settledWorkspace({ 'theirs/app.zip': 'theirs' });
    await space.run(...today);
    renameSync(join(space.folder, 'theirs'), join(space.folder, 'out/builds/release-1'));
    const { status, stderr } = await space.run(...today);
    expect([status, stderr]).toEqual([2, expect.stringContaining('holds something called builds that no build wrote')]);
    expect(existsSync(join(space.folder, 'out/builds/release-1/app.zip'))).toBe(true);
  });
});

describe('a record that was changed is read again', () => {
  test('with the size and the times that it had', async () => {
    const space = settledWorkspace();
    await space.run(...today);
    writeWithOldTimes(space, 'orders/one.yaml', record('one', ['blocked.tk']));
    await space.run(...today);
    expect(names(space)).toEqual(['another.to', 'blocked.tk', 'blocked.to']);
  });

  test('within two seconds before or after the build', async () => {
    const space = settledWorkspace();
    space.now = Date.now();
    for (const name of ['blocked.tk', 'blocked.pm', 'blocked.cc']) {
      await space.run(...today);
      writeWithOldTimes(space, 'orders/one.yaml', record('one', [name]));
      await space.run(...today);
      expect(names(space)).toEqual(['another.to', name, 'blocked.to'].sort());
    }
  });

  test('with another file put in its place', async () => {
    const space = settledWorkspace({ 'next.yaml': record('one', ['blocked.tk']) });
    await space.run(...today);
    renameSync(join(space.folder, 'next.yaml'), join(space.folder, 'orders/one.yaml'));
    await space.run(...today);
    expect(names(space)).toEqual(['another.to', 'blocked.tk', 'blocked.to']);
  });
});

test('files that only look new are read once: the next build believes their stamps', async () => {
  const space = settledWorkspace();
  await space.run(...today);
  writeWithOldTimes(space, 'orders/one.yaml', record('one', ['blocked.to']));
  const index = space.read(indexPath);
  expect(await isAnswered(space, () => space.run(...today))).toBe(true);
  const stamped = space.read(indexPath);
  expect(stamped).not.toBe(index);
  await space.run(...today);
  expect(space.read(indexPath)).toBe(stamped);
});
