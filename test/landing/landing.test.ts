import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { record } from '../support/record.ts';
import { workspace } from '../support/workspace.ts';
import { landingOrders } from './landing-orders.ts';

test('whatever sealed and restricted orders hold or leave free, the pages and the maps are the same', async () => {
  const open = { 'orders/open.yaml': record('open', ['wide.to'], { exceptions: ['good.wide.to'] }) };
  const secret = (publication: 'sealed' | 'restricted') => ({
    [`orders/${publication}.yaml`]: record(publication, ['low.good.wide.to', 'other.to'], {
      exceptions: ['mild.other.to'],
      publication,
    }),
  });
  const [plain, full] = [workspace(open), workspace({ ...open, ...secret('sealed'), ...secret('restricted') })];
  for (const space of [plain, full]) expect(await space.run('landing')).toMatchObject({ status: 0 });
  for (const file of ['names.map', 'names.caddy'])
    expect(full.read(`landing/${file}`)).toBe(plain.read(`landing/${file}`));
  expect(readdirSync(join(full.folder, 'landing/pages'))).toEqual(readdirSync(join(plain.folder, 'landing/pages')));
});

test('what reads as a mailbox in a title is not on the page', async () => {
  const space = workspace({ 'orders/one.yaml': record('one', ['a.to'], { title: 'Ask anna [at] example [dot] it' }) });
  expect(await space.run('landing')).toMatchObject({ status: 0 });
  const pages = readdirSync(join(space.folder, 'landing/pages')).map((name) => space.read(`landing/pages/${name}`));
  expect(pages.join('')).toContain('On record here as</dt><dd>one');
  expect(pages.join('')).not.toContain('anna');
});

test('orders may be named, as for a build; a recipe takes none', async () => {
  const space = workspace({ 'orders/one.yaml': record('one', ['a.to']), 'orders/two.yaml': record('two', ['b.to']) });
  expect(await space.run('landing', 'two')).toMatchObject({ status: 0, stderr: expect.stringContaining('1 name') });
  expect(space.read('landing/names.map')).toMatch(/^\.b\.to [0-9a-f]{32};\n$/);
  expect(await space.run('landing', 'two', '--recipe', 'nginx')).toEqual({
    status: 2,
    stdout: '',
    stderr: '--recipe is the same for all orders. Leave them out.\n',
  });
});

test('every server gets its map of the same names, and its recipe', async () => {
  const space = landingOrders();
  expect(await space.run('landing')).toMatchObject({ status: 0 });
  for (const file of ['names.map', 'names.caddy'])
    await expect(space.read(`landing/${file}`)).toMatchFileSnapshot(`golden/${file}`);
  for (const server of ['nginx', 'caddy']) {
    const { stdout } = await space.run('landing', '--recipe', server, '--out', '/srv/landing', '--listen', '::1@8080');
    await expect(stdout).toMatchFileSnapshot(`golden/recipe.${server}`);
  }
});

test.each([
  ['orders', 'one.yaml'],
  ['own', 'names.map'],
  ['pages-of-others', 'pages'],
])('nothing is written into a folder with files that no landing wrote: %s', async (folder, name) => {
  const page = 'pages-of-others/pages/0123456789abcdef0123456789abcdef.html';
  const space = workspace({ 'orders/one.yaml': record('one', ['a.to']), 'own/names.map': 'mine', [page]: 'mine' });
  expect(await space.run('landing', '--out', folder)).toEqual({
    status: 2,
    stdout: '',
    stderr: `${folder} holds something called ${name} that no landing wrote, so nothing was written. Give another folder with --out.\n`,
  });
  expect([space.read('own/names.map'), space.read(page)]).toEqual(['mine', 'mine']);
  expect(readdirSync(join(space.folder, 'orders'))).toEqual(['one.yaml']);
});
