import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { replaceSite } from '../../src/cli/site-folder.ts';
import { workspace } from '../support/workspace.ts';
import { builtSite, filesBelow, siteOrders } from './built-site.ts';

describe('the folder of a site', () => {
  test('keeps the old site, whole, where the new one could not be written', async () => {
    const space = siteOrders();
    const before = await builtSite(space);
    const folder = join(space.folder, 'site');
    const files = function* () {
      yield { path: 'index.html', text: 'half' };
      throw new Error('killed');
    };
    await expect(replaceSite({ folder, label: 'site', files: files(), now: space.now })).rejects.toThrow('killed');
    expect(filesBelow(join(folder, 'current'))).toEqual(before);
  });

  test('is never one with files that no site wrote, nor that of a build', async () => {
    const space = siteOrders();
    mkdirSync(join(space.folder, 'public'));
    space.write('public/index.html', 'mine');
    expect(await space.run('site', '--out', 'public')).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'public holds something called index.html that no site wrote, so nothing was written. Give another folder with --out.\n',
    });
    expect(space.read('public/index.html')).toBe('mine');
    expect((await space.run('build')).status).toBe(0);
    expect((await space.run('site', '--out', 'out')).status).toBe(2);
  });

  test('takes no address but a plain one of the web', async () => {
    const { run } = workspace();
    for (const url of [
      'blocks.example',
      'ftp://blocks.example/',
      'https://blocks.example/?a',
      'https://a@blocks.example/',
    ]) {
      expect([url, (await run('site', '--url', url)).status]).toEqual([url, 2]);
    }
  });
});
