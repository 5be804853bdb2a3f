import { describe, expect, test } from 'vitest';
import { record } from '../support/record.ts';
import { workspace } from '../support/workspace.ts';
import { builtSite, type Files, siteOrders } from './built-site.ts';
import { webOf } from './links.ts';
import { all, attribute, pageTree } from './page-tree.ts';
import { richOrders } from './rich-orders.ts';
import { trickyOrders } from './tricky-orders.ts';

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

  test('says where an order stands as one would say it, in each language', async () => {
    const files = await builtSite(richOrders());
    const said = (path: string) => /<p class="state [^"]+">(.*)<\/p>/.exec(files.get(path) ?? '')?.[1];
    const stands = ['it-ran-out', 'it-annulled', 'it-begins', 'it-stayed', 'it-amended-often', 'us-asks'].map((id) => [
      said(`orders/${id}.html`),
      said(`it/orders/${id}.html`),
    ]);
    expect(stands).toEqual([
      ['No longer in force, last day 31 December 2023.', 'Non più in vigore, ultimo giorno 31 dicembre 2023.'],
      ['No longer in force since 30 June 2022.', 'Non più in vigore dal giorno 30 giugno 2022.'],
      ['Not yet in force, begins on 1 February 2027.', 'Non ancora in vigore, inizia il giorno 1 febbraio 2027.'],
      ['Suspended since 1 June 2025.', 'Sospeso dal giorno 1 giugno 2025.'],
      [
        'In force since 1 January 2020, no end date is known.',
        'In vigore dal giorno 1 gennaio 2020, data di fine non nota.',
      ],
      ['For the record only.', 'Solo per conoscenza.'],
    ]);
  });

  test('says of a listed name whether it is blocked itself or only below it, and that some names below are free', async () => {
    const files = await builtSite(trickyOrders());
    const rows = (page: string, name: string) =>
      new RegExp(`<tr id="${name}">.*?</tr>`, 's').exec(files.get(page) ?? '')?.[0].replace(/<[^>]+>/g, '') ?? '';
    expect(rows('names/n-s.html', 'sub.to')).toMatch(
      /^sub\.toSubdomainsamended: its subdomains only, not the name itself/,
    );
    expect(rows('it/names/n-s.html', 'sub.to')).toMatch(/^sub\.toSottodominiamended: solo i suoi sottodomini/);
    expect(rows('names/n-e.html', 'exact.to')).toMatch(/^exact\.toYesamended: this name alone, without its subdomains/);
    expect(rows('names/n-v.html', 'void.open.to')).toBe(
      'void.open.toNoamended: In force since 5 January 2026, no end date is known; the order leaves it free',
    );
    expect(rows('names/n-w.html', 'wide.to')).toContain(
      'amended: with all its subdomains; except names that the order leaves free',
    );
    expect(rows('it/names/n-w.html', 'wide.to')).toContain('; tranne i nomi che il provvedimento lascia liberi');
    expect(rows('names/n-w.html', 'wide.to').match(/except/g)).toHaveLength(1);
  });

  test('counts the orders that are not public, one or many, restricted or sealed', async () => {
    const space = workspace();
    const told = async (...kinds: readonly ('restricted' | 'sealed')[]) => {
      for (const [at, publication] of kinds.entries())
        space.write(`orders/o${at}.yaml`, record(`o${at}`, [`o${at}.to`], { publication }));
      const files = await builtSite(space);
      return ['index.html', 'it/index.html'].map(
        (path) => /<p>([^<]*)<\/p>\n<\/footer>/.exec(files.get(path) ?? '')?.[1],
      );
    };
    expect(await told('sealed')).toEqual([
      '1 order is not public (1 under seal): the names in it are not shown anywhere here.',
      '1 provvedimento non è pubblico (1 segreto): i nomi che elenca non compaiono in nessuna pagina.',
    ]);
    expect(await told('sealed', 'sealed', 'restricted')).toEqual([
      '3 orders are not public (1 restricted, 2 under seal): the names in them are not shown anywhere here.',
      '3 provvedimenti non sono pubblici (1 ad accesso limitato, 2 segreti): i nomi che elencano non compaiono in nessuna pagina.',
    ]);
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
