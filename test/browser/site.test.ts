import { describe, expect, test } from 'vitest';
import { siteOrders } from '../site/built-site.ts';
import { answer, textOf, visitsTo } from './visit.ts';

const visit = visitsTo(siteOrders);

describe('in Chromium, the site', () => {
  test('answers for a blocked name, one below it, a free one and a sealed one, and leads to the order', async () => {
    const here = await visit();
    const { page } = here;
    expect(await answer(here, 'film-stream.to')).toMatch(/^film-stream\.to is blocked\.it-roma-2026-in-force /);
    const below = await answer(here, 'https://cdn.Film-Stream.to:443/watch?v=1');
    expect(below).toMatch(/^cdn\.film-stream\.to is blocked\./);
    expect(below).toContain('Blocked since 5 November 2026');
    expect(below).toContain('listed as film-stream.to');
    expect(await answer(here, 'Пример-торрент.рф')).toContain(
      'Пример-торрент.рф (xn----itbbjujfdjdcaxf.xn--p1ai) is blocked.',
    );
    const [free, sealed] = [await answer(here, 'sacred-site.cc'), await answer(here, 'secret-site.cc')];
    expect(free).toMatch(/^No public order lists sacred-site\.cc/);
    expect(free).toContain('3 orders are not public (2 restricted, 1 under seal)');
    expect(sealed.replaceAll('secret-site', 'sacred-site')).toBe(free);
    await answer(here, 'film-stream.to');
    await page.click('#Result a');
    expect(await textOf(page, 'h1')).toBe('Film company v Resolver: three streaming sites');
    await page.goBack();
    await page.waitForSelector('#Result .verdict');
    expect(here.complaints).toEqual([]);
  });

  test('shows what somebody typed as text, and says what is no name', async () => {
    const here = await visit();
    await here.page.goto(
      `${here.url}it/?name=${encodeURIComponent('<img src=x onerror=alert(1)>')}`.replace('it/?', 'it/index.html?'),
    );
    await here.page.locator('#Result p').waitFor();
    expect(await textOf(here.page, '#Result')).toContain('«<img src=x onerror=alert(1)>» non è un nome a dominio');
    expect(await here.page.locator('#Result img').count()).toBe(0);
    expect(here.complaints).toEqual([]);
  });

  test('says so where its files cannot be read, rather than that a name is free', async () => {
    const here = await visit();
    await here.page.route('**/search/*.json', (route) => route.abort());
    await here.page.goto(here.url);
    await here.page.fill('#Name', 'film-stream.to');
    await here.page.click('button');
    await here.page.locator('#Result', { hasText: 'could not be loaded' }).waitFor();
  });

  test('works without JavaScript: the form leads to the list of names, and from there to the order', async () => {
    const { page, url } = await visit({ javaScriptEnabled: false });
    await page.goto(url);
    await page.fill('#Name', 'film-stream.to');
    await page.click('button');
    expect(page.url()).toBe(`${url}names.html?name=film-stream.to`);
    await page.click('a[href="names/n-f.html"]');
    await page.click('tr[id="film-stream.to"] a');
    expect(await textOf(page, 'h1')).toBe('Film company v Resolver: three streaming sites');
  });
});
