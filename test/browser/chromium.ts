import { existsSync } from 'node:fs';
import { installPackages } from '../resolvers/install.ts';

const chromium = '/usr/bin/chromium';

/** Debian's Chromium, installed where it is missing: a machine without it fails, so that no test of a page is passed over. */
export function ensureChromium(): string {
  if (!existsSync(chromium)) installPackages(['chromium']);
  if (!existsSync(chromium)) throw new Error(`There is no ${chromium}, although it was installed.`);
  return chromium;
}

/** As root there is no sandbox; and without the rest it looks for hosts of its maker, which a closed network refuses. */
export const chromiumOptions: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
