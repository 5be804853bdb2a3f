import { createHash } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OrderRecord } from '../../src/core/order.ts';
import { record } from '../support/record.ts';
import { workspace } from '../support/workspace.ts';

function list(file: string, content: string): { readonly file: string; readonly sha256: string } {
  return { file, sha256: createHash('sha256').update(content).digest('hex') };
}

/** The names that a record blocks on a day, and its findings by code. */
async function on(
  day: string,
  parts: Partial<OrderRecord>,
  files: Readonly<Record<string, string>> = {},
): Promise<{ names: string[]; codes: string[] }> {
  const lists = Object.fromEntries(Object.entries(files).map(([file, content]) => [`orders/${file}`, content]));
  // Another order keeps the build from being empty; its name is left out of the answer.
  const other = record('other', ['other.to']);
  const space = workspace({ ...lists, 'orders/one.yaml': record('one', undefined, parts), 'orders/other.yaml': other });
  const { stdout } = await space.run('check', '--json');
  const codes = JSON.parse(stdout).diagnostics.map(({ code }: { code: string }) => code);
  const built = await space.run('build', '--as-of', day, '--format', 'rpz');
  if (built.status !== 0) return { names: [], codes };
  const lines = space.read('out/blocklist.rpz').split('\n').slice(3, -1);
  return { names: lines.map((line) => line.split(' ')[0] ?? '').filter((name) => !name.includes('other.to')), codes };
}

describe('lines that name one thing twice', () => {
  test('an end on an earlier line does not end a later paper that lists the name again', async () => {
    const targets = [{ name: 'site.to', until: '2026-03-01' }];
    const again = { targets, amendments: [{ date: '2026-06-01', add: ['site.to'] }] };
    expect(await on('2026-02-01', again)).toEqual({ names: ['site.to', '*.site.to'], codes: [] });
    expect((await on('2026-04-01', again)).names).toEqual([]);
    expect((await on('2026-07-01', again)).names).toEqual(['site.to', '*.site.to']);
    const edition = { targets, amendments: [{ date: '2026-06-01', snapshot: list('e.txt', 'site.to\n') }] };
    expect((await on('2026-07-01', edition, { 'e.txt': 'site.to\n' })).names).toEqual(['site.to', '*.site.to']);
  });

  test('a later beginning on one line does not postpone another', async () => {
    const { names, codes } = await on('2026-07-01', { targets: [{ name: 'late.to', from: '2027-01-01' }, 'late.to'] });
    expect([names, codes]).toEqual([['late.to', '*.late.to'], []]);
  });

  test('a register that lists a name again keeps the scope in which it stands', async () => {
    const parts = {
      targets: [{ name: 'e.to', scope: 'exact' as const }],
      amendments: [{ date: '2026-02-01', snapshot: list('e.txt', 'e.to\nf.to\n') }],
    };
    expect((await on('2026-07-01', parts, { 'e.txt': 'e.to\nf.to\n' })).names).toEqual(['e.to', 'f.to', '*.f.to']);
  });
});

describe('what a paper takes away', () => {
  test('a name goes with all that is held of it, a mask only with the names below', async () => {
    const both = { targets: ['site.to', '*.mask.to', { name: 'mask.to', scope: 'exact' as const }] };
    const without = (name: string) => ({ ...both, amendments: [{ date: '2026-02-01', remove: [name] }] });
    expect((await on('2026-07-01', without('mask.to'))).names).toEqual(['site.to', '*.site.to']);
    expect((await on('2026-07-01', without('*.mask.to'))).names).toEqual(['mask.to', 'site.to', '*.site.to']);
    expect((await on('2026-07-01', without('*.site.to'))).codes).toContain('order/removes-absent');
  });

  test('a removal has no time of its own', async () => {
    const remove = [{ name: 'site.to', from: '2026-12-24' }];
    const parts = { targets: ['site.to', 'b.to'], amendments: [{ date: '2026-02-01', remove }] };
    expect((await on('2026-07-01', parts)).codes).toContain('order/target-window');
  });

  test('an edition without names is an error, not the end of all names', async () => {
    const parts = { targets: ['site.to'], amendments: [{ date: '2026-02-01', snapshot: list('e.txt', '') }] };
    expect(await on('2026-07-01', parts, { 'e.txt': '' })).toEqual({ names: [], codes: ['order/snapshot-empty'] });
  });
});

describe('a finding, not silence', () => {
  test('a comment that hides a name behind another kind of line end', async () => {
    for (const content of ['# annex\ra.to\rb.to\r', 'a.to\n# part 2\rb.to\n', '# x\u2028b.to\na.to\n']) {
      const { names, codes } = await on('2026-07-01', { annex: list('a.txt', content) }, { 'a.txt': content });
      expect([names, codes.some((code) => code.startsWith('domain/'))]).toEqual([[], true]);
    }
  });

  test('a name whose time lies outside its order’s', async () => {
    const targets = ['site.to', { name: 'never.to', until: '2019-12-31' }];
    expect((await on('2026-07-01', { targets })).codes).toEqual(['order/never-held']);
  });

  test('names without any duty, and a name left out that a shorter one blocks', async () => {
    const space = workspace({
      'orders/one.yaml': record('one', ['a.to']).replace(/obligations:[\s\S]*?events:/, 'events:'),
    });
    expect((await space.run('check')).stdout).toContain('order/no-obligations');
    const excluded = [{ name: 'good.site.to', by: 'court' as const, reason: 'Refused in the judgment.' }];
    expect((await on('2026-07-01', { targets: ['site.to', 'good.site.to'], excluded })).codes).toContain(
      'order/excluded-covered',
    );
  });

  test('a name above a public suffix, an exception that is too long or no name, a notice page that nobody reaches', async () => {
    expect((await on('2026-07-01', { targets: ['linode.com'] })).codes).toEqual(['domain/public-suffix']);
    const long = `${'a'.repeat(60)}.`.repeat(4);
    expect((await on('2026-07-01', { targets: ['e.com'], exceptions: [`${long}e.com`] })).codes).toEqual([
      'domain/too-long-for-zone',
    ]);
    expect((await on('2026-07-01', { targets: ['e.com'], exceptions: ['https://good.e.com/page'] })).codes).toEqual([
      'order/exception-outside',
    ]);
    for (const ipv6 of ['fe80::1%eth0', '::1']) {
      const obligations = [
        { service: 'dns-resolver' as const, effect: 'block' as const, redirect: { ipv4: '192.0.2.7', ipv6 } },
      ];
      expect((await on('2026-07-01', { targets: ['e.com'], obligations })).codes).toEqual(['order/redirect-address']);
    }
  });

  test('orders in a linked folder are read, one that points to itself is not read twice', async () => {
    const space = workspace({ 'orders/one.yaml': record('one', ['a.to']), 'shared/two.yaml': record('two', ['b.to']) });
    symlinkSync('../shared', join(space.folder, 'orders/fr'));
    symlinkSync('../orders', join(space.folder, 'shared/loop'));
    expect((await space.run('check')).stderr).toBe('2 records, 2 lines with a name: 2 names.\n');
  });
});
