import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { builtSite, siteOrders } from '../site/built-site.ts';
import { found, rules } from './axe.ts';
import { chromiumOptions, ensureChromium } from './chromium.ts';
import { desktop, phone } from './screens.ts';
import { served } from './served.ts';

let browser: Browser;
let folder: string | undefined;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: ensureChromium(), args: [...chromiumOptions] });
}, 600_000);

afterAll(async () => {
  await browser.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** One site for all tests: they only read it. */
async function siteFolder(): Promise<string> {
  if (folder !== undefined) return folder;
  const space = siteOrders();
  await builtSite(space);
  folder = mkdtempSync(join(tmpdir(), 'blocklist-site-'));
  cpSync(join(space.folder, 'site/current/'), folder, { recursive: true });
  return folder;
}

interface Visit {
  readonly page: Page;
  readonly url: string;
  /** What the browser complained of: errors of scripts, of the policy, files that are missing. */
  readonly complaints: readonly string[];
}

async function visit(options: BrowserContextOptions = {}): Promise<Visit> {
  const { url, server } = await served(await siteFolder());
  const context = await browser.newContext(options);
  onTestFinished(async () => {
    await context.close();
    server.close();
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  return { page, url, complaints };
}

async function textOf(page: Page, selector: string): Promise<string> {
  return (await page.locator(selector).textContent()) ?? '';
}

/** What a search shows, as text. */
async function answer({ page, url }: Visit, text: string): Promise<string> {
  await page.goto(url);
  await page.fill('#Name', text);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#Result .verdict');
  return textOf(page, '#Result');
}

describe('in Chromium, the site', () => {
  test('answers for a blocked name, one below it, a free one and a sealed one, and leads to the order', async () => {
    const here = await visit();
    const { page } = here;
    expect(await answer(here, 'film-stream.to')).toMatch(/^film-stream\.to is blocked\.it-roma-2026-in-force /);
    const below = await answer(here, 'https://cdn.Film-Stream.to:443/watch?v=1');
    expect(below).toMatch(/^cdn\.film-stream\.to is blocked\./);
    expect(below).toContain('In force since 5 November 2026');
    expect(below).toContain('through film-stream.to');
    expect(await answer(here, 'пример-торрент.рф')).toContain('is blocked.');
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
    await here.page.waitForFunction("document.getElementById('Result').textContent !== ''");
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
    await here.page.waitForFunction("document.getElementById('Result').textContent.includes('could not be loaded')");
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

  test('can be used with the keyboard alone, and shows where one is', async () => {
    const { page, url } = await visit();
    await page.goto(url);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.id')).toBe('Name');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
  });

  for (const [name, viewport] of [
    ['a phone', phone],
    ['a desktop', desktop],
  ] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`has nothing that axe-core finds, and nothing that runs over the edge, on ${name} in ${colorScheme}`, async () => {
        const here = await visit({ viewport, colorScheme, bypassCSP: true });
        await answer(here, 'film-stream.to');
        for (const path of [
          '',
          'orders.html',
          'orders/it-roma-2026-in-force.html',
          'it/orders/it-stayed.html',
          'authorities/it-tribunale-di-roma.html',
          'names/n-f.html',
          'deadlines.html',
          'counts.html',
        ]) {
          if (path !== '') await here.page.goto(here.url + path);
          expect([path, await found(here.page, rules[colorScheme])]).toEqual([path, []]);
          expect([path, await here.page.evaluate('document.documentElement.scrollWidth')]).toEqual([
            path,
            viewport.width,
          ]);
        }
        expect(here.complaints).toEqual([]);
      });
    }
  }
});
