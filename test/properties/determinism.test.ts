import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OrderRecord } from '../../src/core/order.ts';
import { formats } from '../../src/emit/registry.ts';
import { record } from '../support/record.ts';
import { RUNS } from '../support/runs.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

const root = join(import.meta.dirname, '../..');
const build = ['build', '--as-of', '2026-11-24', '--format', formats.map(({ id }) => id).join()];

/** All files that a build wrote, by name. */
function written({ folder }: Workspace, out: string): Readonly<Record<string, string>> {
  const place = join(folder, out, 'current/');
  const names = readdirSync(place).filter((name) => !name.startsWith('.'));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(place, name), 'latin1')]));
}

const target = fc.record({
  name: fc.constantFrom(
    'a.to',
    'b.a.to',
    'c.b.a.to',
    'I.to',
    'i.to',
    'z.to',
    'ä.to',
    'z-z.com',
    'zz.com',
    'İ.to',
    'ß.to',
    'xn--a.to',
  ),
  scope: fc.constantFrom('exact' as const, 'subtree' as const, 'subdomains' as const),
});
const paper: fc.Arbitrary<Partial<OrderRecord>> = fc.record({
  targets: fc.array(target, { minLength: 1, maxLength: 4 }),
  title: fc.constantFrom('Éa v I', 'ça v i', 'İ v ı', 'Z v a'),
  publication: fc.constantFrom('public' as const, 'sealed' as const),
});
const files = fc
  .array(fc.tuple(paper, fc.constantFrom('', 'it/', 'Ä/', 'a b/', 'it/x/')), { minLength: 2, maxLength: 6 })
  .map((papers) =>
    papers.map(([{ targets, ...more }, place], number) => {
      const id = `o-${(number * 7) % 11}`;
      return [`orders/${place}${id}.yaml`, record(id, targets, more)] as const;
    }),
  );

test('law: neither the order in which files were made, nor the one in which folders are read, shows in a build', async () => {
  await fc.assert(
    fc.asyncProperty(
      files.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      async ([list, other]) => {
        const [one, two] = [workspace(Object.fromEntries(list)), workspace(Object.fromEntries(other))];
        const runs = [await one.run(...build), await two.run(...build)];
        expect(runs[1]).toEqual(runs[0]);
        if (runs[0]?.status === 0) expect(written(two, 'out')).toEqual(written(one, 'out'));
        for (const { folder } of [one, two]) rmSync(folder, { recursive: true, force: true });
      },
    ),
    { numRuns: RUNS / 5000 },
  );
});

describe('the program itself writes the same bytes', () => {
  const surroundings = [
    ['C', 'UTC', '022'],
    ['tr_TR.UTF-8', 'America/Sao_Paulo', '077'],
    ['sv_SE.UTF-8', 'Pacific/Apia', '000'],
    ['ja_JP.eucJP', 'Asia/Kathmandu', '027'],
    ['not-a-locale', 'Not/AZone', '007'],
  ] as const;

  test('in any language, time zone and umask, and however folders are listed', () => {
    const space = workspace();
    cpSync(join(root, 'orders'), join(space.folder, 'orders'), { recursive: true });
    space.write('orders/more/i.yaml', record('i', ['I.to', 'ı.to', 'ä.to', 'z.to', 'b.z.to', 'Ö.to']));
    const all = surroundings.flatMap(([language, TZ, umask], place) =>
      [[], ['--import', join(root, 'test/support/shuffled-folders.js')]].map((before, how) => {
        const out = `out-${place}-${how}`;
        const argv = [...before, join(root, 'bin/blocklist.js'), ...build, '--out', out];
        execFileSync('/bin/sh', ['-c', `umask ${umask}; exec "$@"`, 'sh', process.execPath, ...argv], {
          cwd: space.folder,
          env: { PATH: process.env['PATH'], LC_ALL: language, LANG: language, TZ },
          stdio: 'pipe',
        });
        return written(space, out);
      }),
    );
    expect(Object.keys(all[0] ?? {})).toHaveLength(formats.length + 1);
    for (const one of all) expect(one).toEqual(all[0]);
  });

  test('wherever the records lie', async () => {
    const space = workspace({
      'orders/a/one.yaml': record('one', ['a.to', 'b.to']),
      'orders/b/two.yaml': record('two', ['b.to']),
    });
    mkdirSync(join(space.folder, 'flat'));
    cpSync(join(space.folder, 'orders/a/one.yaml'), join(space.folder, 'flat/z.yaml'));
    cpSync(join(space.folder, 'orders/b/two.yaml'), join(space.folder, 'flat/a.yaml'));
    await space.run(...build);
    await space.run(...build, 'flat', '--out', 'other');
    const [one, two] = [written(space, 'out'), written(space, 'other')];
    expect(two).toEqual(one);
  });
});
