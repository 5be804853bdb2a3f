import { describe, expect, test } from 'vitest';
import { builtSite, type Files, siteOrders } from './built-site.ts';
import { webOf } from './links.ts';
import { all, attribute, pageTree } from './page-tree.ts';

const pagesOf = (files: Files) => [...files].filter(([path]) => path.endsWith('.html'));

describe('the site', () => {
  test('is as the golden pages', async () => {
    const files = await builtSite(siteOrders(), '--url', 'https://blocks.example.net/public');
    for (const path of [
      'index.html',
      'orders.html',
      'orders/it-roma-2026-in-force.html',
      'it/orders/it-roma-2026-in-force.html',
      'orders/it-stayed.html',
      'orders/it-replaced.html',
      'authorities.html',
      'authorities/it-tribunale-di-roma.html',
      'names.html',
      'names/n-f.html',
      'deadlines.html',
      'it/deadlines.html',
      'counts.html',
      'changes.atom',
      'it/changes.json',
    ]) {
      expect([path, files.has(path)]).toEqual([path, true]);
      await expect(files.get(path)).toMatchFileSnapshot(`golden/${path}`);
    }
    expect([...files.keys()].filter((path) => !path.startsWith('search/'))).toMatchSnapshot();
  });

  test('is well-formed HTML that runs and loads nothing but files of its own', async () => {
    for (const [path, text] of pagesOf(await builtSite(siteOrders()))) {
      const tree = pageTree(text);
      const ids = tree.elements.flatMap((element) => attribute(element, 'id') ?? []);
      const inline = tree.elements.flatMap(({ attrs }) => attrs.filter(({ name }) => /^on|^style$/.test(name)));
      expect([path, tree.faults, inline, ids.length - new Set(ids).size]).toEqual([path, [], [], 0]);
      expect([path, all(tree, 'style'), all(tree, 'h1').length]).toEqual([path, [], 1]);
      const scripts = all(tree, 'script').map((one) => [attribute(one, 'src'), one.childNodes.length]);
      const expected =
        path === 'index.html' ? [['search.js', 0]] : path === 'it/index.html' ? [['../search.js', 0]] : [];
      expect([path, scripts]).toEqual([path, expected]);
      expect([path, text.includes('content="default-src &#39;none&#39;; script-src &#39;self&#39;;')]).toEqual([
        path,
        true,
      ]);
    }
  });

  test('has an end for every link, and every page is linked to', async () => {
    expect(webOf(await builtSite(siteOrders()))).toEqual({ loose: [], unreached: [] });
  });

  test('has the same pages in each language, with no text of the one in the other', async () => {
    const files = await builtSite(siteOrders());
    const paths = [...files.keys()].filter((path) => /\.(html|atom)$|changes\.json$/.test(path));
    const italian = paths.filter((path) => path.startsWith('it/')).map((path) => path.slice(3));
    expect(italian).toEqual(paths.filter((path) => !path.startsWith('it/')));
    for (const path of italian.filter((one) => one.endsWith('.html'))) {
      expect(files.get(`it/${path}`)).toContain('<html lang="it">');
      expect(files.get(`it/${path}`)).not.toMatch(/>(Orders|Names|Search|In force|None so far\.|At a glance)</);
    }
  });

  test('is the same bytes for the same orders and moment, and says that there is nothing to do', async () => {
    const space = siteOrders();
    const first = await builtSite(space);
    expect(await space.run('site')).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(/^Nothing to do: site\/current/),
    });
    space.timeZone = 'Asia/Tokyo';
    expect(await builtSite(space, '--out', 'site')).toEqual(first);
  });

  test('is not written where a record has errors', async () => {
    const space = siteOrders();
    const before = await builtSite(space);
    space.write('orders/broken.yaml', 'id: broken\n');
    const { status, stderr } = await space.run('site');
    expect([status, stderr.endsWith('Nothing was written: the site stays as it is.\n')]).toEqual([1, true]);
    space.write('orders/broken.yaml', space.read('orders/it-restricted.yaml').replaceAll('it-restricted', 'other'));
    expect(await builtSite(space)).not.toEqual(before);
  });
});
