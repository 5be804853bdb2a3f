import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { builtSite } from '../site/built-site.ts';
import type { Workspace } from '../support/workspace.ts';
import { chromiumOptions, ensureChromium } from './chromium.ts';
import { served } from './served.ts';

export interface Visit {
  readonly page: Page;
  readonly url: string;
  /** What the browser complained of: errors of scripts, of the policy, files that are missing. */
  readonly complaints: readonly string[];
}

/** One browser and one site of these orders for all tests of a file: they only read it. */
export function visitsTo(orders: () => Workspace): (options?: BrowserContextOptions) => Promise<Visit> {
  let browser: Browser;
  let folder: string | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: ensureChromium(), args: [...chromiumOptions] });
  }, 600_000);
  afterAll(async () => {
    await browser.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });
  const siteFolder = async () => {
    if (folder !== undefined) return folder;
    const space = orders();
    await builtSite(space);
    folder = mkdtempSync(join(tmpdir(), 'blocklist-site-'));
    cpSync(join(space.folder, 'site/current/'), folder, { recursive: true });
    return folder;
  };
  return async (options = {}) => {
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
  };
}

export async function textOf(page: Page, selector: string): Promise<string> {
  return (await page.locator(selector).textContent()) ?? '';
}

/** What a search shows, as text. */
export async function answer({ page, url }: Visit, text: string): Promise<string> {
  await page.goto(url);
  await page.fill('#Name', text);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#Result .verdict');
  return textOf(page, '#Result');
}
