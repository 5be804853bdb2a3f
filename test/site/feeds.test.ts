import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { builtSite, siteOrders } from './built-site.ts';

/** The names of the children of each element, by its path: `feed/entry` and `id title updated`. */
function shape(xml: string): readonly string[] {
  const open: string[][] = [[]];
  const path: string[] = [];
  const found: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, uri }) => {
    expect(uri).toBe('http://www.w3.org/2005/Atom');
    open.at(-1)?.push(name);
    path.push(name);
    open.push([]);
  });
  parser.on('closetag', () => {
    const children = open.pop() ?? [];
    if (children.length > 0) found.push(`${path.join('/')}: ${[...new Set(children)].join(' ')}`);
    path.pop();
  });
  parser.write(xml).close();
  return [...new Set(found)];
}

describe('the feeds of changes', () => {
  test('have in Atom all that RFC 4287 asks for', async () => {
    const files = await builtSite(siteOrders(), '--url', 'https://blocks.example.net');
    for (const path of ['changes.atom', 'it/changes.atom']) {
      expect(shape(files.get(path) ?? '')).toEqual([
        'feed/author: name',
        'feed/entry: id title updated link summary',
        'feed: id title updated author link entry',
      ]);
    }
  });

  test('have in JSON Feed 1.1 the keys that it asks for, each entry once', async () => {
    const files = await builtSite(siteOrders(), '--url', 'https://blocks.example.net');
    const feed = JSON.parse(files.get('changes.json') ?? '');
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Blocked domain names',
      home_page_url: 'https://blocks.example.net/index.html',
      feed_url: 'https://blocks.example.net/changes.json',
    });
    const ids = feed.items.map(({ id }: { id: string }) => id);
    expect(ids.length).toBeGreaterThan(10);
    expect(new Set(ids).size).toBe(ids.length);
    for (const item of feed.items) {
      expect(item).toEqual({
        id: expect.stringMatching(/^urn:blocklist:/),
        url: expect.stringMatching(/^https:\/\/blocks\.example\.net\/orders\/[a-z0-9-]+\.html$/),
        title: expect.any(String),
        content_text: expect.any(String),
        date_published: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      });
    }
  });

  test('tell of what has happened, never of what is ahead, and keep the id of an entry when others come', async () => {
    const space = siteOrders();
    const idsOf = async (day: string) => {
      const feed = JSON.parse((await builtSite(space, '--as-of', day)).get('changes.json') ?? '');
      return feed.items.map(({ id }: { id: string }) => id);
    };
    const [before, after] = [await idsOf('2026-11-10'), await idsOf('2026-11-30')];
    expect(after.slice(after.length - before.length)).toEqual(before);
    expect(after.length).toBeGreaterThan(before.length);
    expect(after.join()).not.toContain('2027');
  });
});
