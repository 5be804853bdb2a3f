import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startedCaddy } from '../landing/caddy.ts';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';
import { found, rules } from './axe.ts';
import { chromiumOptions, ensureChromium } from './chromium.ts';
import { desktop, phone } from './screens.ts';
import { served } from './served.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: ensureChromium(), args: [...chromiumOptions] });
}, 600_000);

afterAll(() => browser.close());

/** Pages of no order, of one and of two, with texts that are long, in another direction, and markup. */
async function landingPages(): Promise<Workspace> {
  const space = workspace({
    'blocklist.config.yaml':
      'notice: { organisation: "Example <Resolver>", contacts: ["mailto:block@example.net", "tel:+39021234567"], website: "https://resolver.example/" }\n',
    'orders/one.yaml': record('one', ['gone.to'], {
      title: `Film <b>company</b> & "Sons" v ${'Unbroken'.repeat(40)}`,
      caseNumbers: ['7/2026', '8/2026'],
      ecli: 'ECLI:IT:TRIBMI:2026:7',
      legalBasis: ['Legge 22 aprile 1941, n. 633, articoli 156 e 163'],
    }),
    'orders/two.yaml': record('two', ['deep.gone.to'], {
      title: '\u05e1\u05e8\u05d8\u05d9\u05dd \u05e0\u05d2\u05d3 \u05d0\u05ea\u05e8',
    }),
  });
  expect(await space.run('landing')).toMatchObject({ status: 0 });
  return space;
}

describe('in Chromium, the page that blocked names lead to', () => {
  test('has its style under the policy that servers send', async () => {
    const { port } = await startedCaddy(await landingPages());
    const context = await browser.newContext({ colorScheme: 'dark' });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const response = await page.goto(`http://127.0.0.1:${port}/?name=www.gone.to`);
    expect(response?.status()).toBe(451);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(20, 24, 28)');
  });

  for (const [name, viewport] of [
    ['a phone', phone],
    ['a desktop', desktop],
  ] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`has nothing that axe-core finds, and nothing that runs over the edge, on ${name} in ${colorScheme}`, async () => {
        const folder = join((await landingPages()).folder, 'landing/pages');
        const { url, server } = await served(folder);
        const context = await browser.newContext({ viewport, colorScheme, bypassCSP: true });
        onTestFinished(async () => {
          await context.close();
          server.close();
        });
        const page = await context.newPage();
        const pages = readdirSync(folder);
        expect(pages.length).toBe(3);
        for (const file of pages) {
          await page.goto(url + file);
          expect([file, await found(page, rules[colorScheme])]).toEqual([file, []]);
          expect([file, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([file, viewport.width]);
        }
      });
    }
  }
});
