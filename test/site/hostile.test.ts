import { describe, expect, test } from 'vitest';
import { base, freeFields, withFields } from '../support/order-fields.ts';
import { workspace } from '../support/workspace.ts';
import { builtSite } from './built-site.ts';
import { pageTree } from './page-tree.ts';

/** Everything that HTML, an attribute, a script, XML or a template might take for more than text. */
const hostile = [
  `"><x-evil onload='alert(1)'>&amp;\${1}{{2}}`,
  '<!--]]></title></script></svg><script>alert(3)</script>',
  `' onfocus=alert(1) autofocus x='`,
  '\u202eevil\u0000<x-evil>',
];

describe('text from outside', () => {
  test.each(hostile)('stays text in every page, whatever field of a record it stands in: %j', async (text) => {
    const space = workspace({ 'orders/one.json.yaml': JSON.stringify(withFields(base, freeFields, text)) });
    const { status } = await space.run('site');
    // What is no text at all is stopped before it comes to a page.
    expect(status).toBe(text.includes('\u0000') ? 1 : 0);
    if (status !== 0) return;
    const files = await builtSite(space);
    for (const [path, page] of [...files].filter(([one]) => one.endsWith('.html'))) {
      const { faults, elements } = pageTree(page);
      const names = elements.flatMap(({ attrs }) => attrs.map(({ name }) => name));
      const scripts = elements.filter(({ tagName }) => tagName === 'script').length;
      expect([path, faults, elements.some(({ tagName }) => tagName === 'x-evil')]).toEqual([path, [], false]);
      expect([path, names.filter((name) => /^on|^autofocus/.test(name))]).toEqual([path, []]);
      expect([path, scripts]).toEqual([path, path.endsWith('index.html') ? 1 : 0]);
    }
    expect(pageTree(files.get('orders/one.html') ?? '').text.split(text).length).toBeGreaterThan(8);
    expect(files.get('changes.atom')).not.toMatch(/<x-evil|<script/);
    for (const path of ['changes.json', ...[...files.keys()].filter((one) => one.startsWith('search/'))]) {
      expect(files.get(path)).not.toContain('\u202e');
      JSON.parse(files.get(path) ?? '');
    }
  });
});
