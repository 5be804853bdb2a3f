import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { longestId, richOrders } from '../site/rich-orders.ts';
import { found, rules } from './axe.ts';
import { visitsTo } from './visit.ts';

const visit = visitsTo(richOrders);

/** A page of each kind and state, and what the search can answer. */
const kinds: readonly string[] = [
  'index.html',
  'index.html?name=film-stream.to',
  `index.html?name=${'long-label-that-nobody-would-type.'.repeat(5)}film-stream.to`,
  'index.html?name=deep.film-stream.to',
  'index.html?name=sacred-site.cc',
  'index.html?name=secret-site.cc',
  'index.html?name=two+words',
  'index.html?name=*.film-stream.to',
  'index.html?name=help.film-stream.to',
  'index.html?name=shop.stayed.to',
  'index.html?name=excluded.example.to',
  'orders.html',
  'orders/it-roma-2026-in-force.html',
  `orders/${longestId}.html`,
  'orders/it-amended-often.html',
  'orders/fr-stop-and-go.html',
  'orders/it-many-names.html',
  'orders/it-begins.html',
  'orders/it-stayed.html',
  'orders/it-ran-out.html',
  'orders/de-muenchen-2026-draft.html',
  'orders/us-asks.html',
  'orders/jp-scripts.html',
  'order-names/it-many-names.html',
  'authorities.html',
  'authorities/it-tribunale-di-milano.html',
  'names.html',
  'names/n-a.html',
  'names/n-x.html',
  'deadlines.html',
  'counts.html',
];

const paths = ['', 'it/'].flatMap((folder) => kinds.map((kind) => folder + kind));

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  if (address.includes('?')) await page.locator('#Result p').filter({ hasNotText: '…' }).first().waitFor();
}

/** What runs over the edge, or hides a part of itself at its side; a field of text scrolls by itself. */
const tooWide = `[...document.querySelectorAll('html, header *, main *:not(input), footer *')]
  .filter((one) => {
    const scrolls = one.scrollWidth > one.clientWidth && !['visible', 'clip'].includes(getComputedStyle(one).overflowX);
    const isHidden = one.closest('thead, caption') !== null;
    return !isHidden && (scrolls || one.scrollWidth > innerWidth || one.getBoundingClientRect().right > innerWidth + 0.5);
  })
  .map((one) => one.outerHTML.slice(0, 100))`;

describe('in Chromium, a page of every kind', () => {
  // 320 is the width that WCAG 2.1 asks for (1.4.10); 700 and 800 lie on both sides of where tables become blocks.
  for (const width of [320, 700, 800]) {
    test(`is no wider than a screen of ${width}, and nothing in it has to be scrolled sideways`, async () => {
      const { page, url } = await visit({ viewport: { width, height: 640 } });
      for (const path of paths) {
        await open(page, url + path);
        expect([path, await page.evaluate(tooWide)]).toEqual([path, []]);
      }
    });
  }

  for (const [device, width] of [
    ['a phone', 360],
    ['a desktop', 1280],
  ] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`has nothing that axe-core finds, on ${device} in ${colorScheme}`, async () => {
        const { page, url, complaints } = await visit({
          viewport: { width, height: 800 },
          colorScheme,
          bypassCSP: true,
        });
        for (const path of width === 360 && colorScheme === 'light' ? paths : kinds) {
          await open(page, url + path);
          expect([path, await found(page, rules[colorScheme])]).toEqual([path, []]);
        }
        expect(complaints).toEqual([]);
      }, 600_000);
    }
  }

  test('is black on white on paper, whatever the screen, without the menu and within the edges', async () => {
    const { page, url } = await visit({ viewport: { width: 700, height: 1000 }, colorScheme: 'dark', bypassCSP: true });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const path of [
      'index.html',
      'orders.html',
      'orders/it-roma-2026-in-force.html',
      'names/n-f.html',
      'counts.html',
    ]) {
      await open(page, url + path);
      expect([path, await found(page, rules.dark), await page.evaluate(tooWide)]).toEqual([path, [], []]);
      const [paper, ink] = await page.evaluate<[string, string]>(
        '[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]',
      );
      expect([path, paper, ink]).toEqual([path, 'rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
      expect([path, await page.locator('nav:visible, form:visible').count()]).toEqual([path, 0]);
    }
  });

  test('is a table to those who hear it, where the screen is narrow too', async () => {
    const { page, url } = await visit({ viewport: { width: 320, height: 640 } });
    await page.goto(`${url}authorities.html`);
    const row = page.getByRole('table').getByRole('row').filter({ hasText: 'Tribunale di Roma' });
    expect(await row.getByRole('rowheader').allTextContents()).toEqual(['Tribunale di Roma']);
    expect(await row.getByRole('cell').allTextContents()).toEqual(['Italy', 'Court', '1', '1']);
    expect(await page.getByRole('columnheader').allTextContents()).toEqual([
      'Authority',
      'Country',
      'Kind',
      'Orders',
      'Orders in force',
    ]);
  });
});
