import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { siteOrders } from '../site/built-site.ts';
import { textOf, visitsTo } from './visit.ts';

const visit = visitsTo(siteOrders);

/** What has the focus, in a word, and whether one sees that it has. */
async function focus(page: Page): Promise<{ readonly on: string; readonly isSeen: boolean }> {
  return page.evaluate(`(() => {
    const one = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    const { left, right, bottom, height } = one.getBoundingClientRect();
    const isOnScreen = left >= 0 && right <= innerWidth && bottom > 0 && height > 0;
    return {
      on: one.id || one.textContent || one.tagName,
      isSeen: outlineStyle === 'solid' && outlineWidth === '3px' && isOnScreen,
    };
  })()`);
}

async function tabbed(page: Page, times: number): Promise<readonly string[]> {
  const stops: string[] = [];
  for (let time = 0; time < times; time++) {
    await page.keyboard.press('Tab');
    const { on, isSeen } = await focus(page);
    stops.push(isSeen ? on : `unseen: ${on}`);
  }
  return stops;
}

const menu = [
  'Blocked domain names',
  'Italiano',
  'Search',
  'Orders',
  'Authorities',
  'Names',
  'Coming dates',
  'Statistics',
];

describe('with the keyboard alone, the site', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`is gone through in the order in which it is read, and shows where one is, in ${colorScheme}`, async () => {
      const { page, url } = await visit({ colorScheme });
      await page.goto(url);
      const stops = await tabbed(page, 2 + menu.length + 1);
      expect(stops).toEqual(['Skip to the content', ...menu, 'Name', 'Search']);
      await page.goto(`${url}authorities.html`);
      const [skip, ...rest] = await tabbed(page, 1 + menu.length + 2);
      expect([skip, ...rest]).toEqual([
        'Skip to the content',
        ...menu,
        'Landgericht München I',
        'Juzgado de lo Mercantil de Barcelona',
      ]);
    });
  }

  test('lets the menu be passed over', async () => {
    const { page, url } = await visit();
    await page.goto(url);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await tabbed(page, 2)).toEqual(['Name', 'Search']);
  });

  test('answers a search and says the answer aloud, without taking the focus; Escape clears it away', async () => {
    const { page, url } = await visit();
    await page.goto(url);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('film-stream.to');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#Result .verdict');
    // A live region speaks only of what changes in it, so it has to be there from the beginning.
    expect(await page.getByRole('status').textContent()).toMatch(/^film-stream\.to is blocked\./);
    expect(await focus(page)).toEqual({ on: 'Name', isSeen: true });
    expect(await tabbed(page, 2)).toEqual(['Search', 'it-roma-2026-in-force']);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Escape');
    expect([await page.inputValue('#Name'), await textOf(page, '#Result'), page.url()]).toEqual(['', '', url]);
    expect(await focus(page)).toEqual({ on: 'Name', isSeen: true });
  });

  test('says of what is no name that it is none, at the field and aloud, until a name is typed', async () => {
    const { page, url } = await visit();
    await page.goto(url);
    await page.focus('#Name');
    await page.keyboard.type('two words');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('status').textContent()).toBe(
      '“two words” is not a domain name. Type one such as example.org.',
    );
    expect(await page.getAttribute('#Name', 'aria-invalid')).toBe('true');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('example.org');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#Result .verdict');
    expect(await page.getAttribute('#Name', 'aria-invalid')).toBe(null);
  });
});
