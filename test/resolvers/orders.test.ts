import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Workspace, workspace } from '../support/workspace.ts';
import { all, onResolvers, outcomes } from './built-zones.ts';

const milan = ['ilcorsaronero.pro', 'kickasstorrents.to', 'limetorrents.pro'];
const milanBelow = milan.flatMap((name) => [`www.${name}`, `a1b2.c3.d4.${name}`]);
const neighbours = [
  'notkickasstorrents.to',
  'kickasstorrents.to.com',
  'kickasstorrents.com',
  'kickasstorrent.to',
  'torrents.to',
  'to',
  'pro',
  'limetorrents.com',
  'xlimetorrents.pro',
  'limetorrents.pro.it',
  'limetorrents.to',
  'ilcorsaronero.com',
  'ilcorsaronero.it',
  'corsaronero.pro',
  'nero.pro',
  'il-corsaronero.pro',
  'www.pro',
  'archive.org',
  'wikipedia.org',
  'cloudflare.com',
  'tribunale.milano.it',
];

/** The project's own orders, in a folder where building leaves no trace. */
function realOrders(): Workspace {
  const space = workspace();
  cpSync(join(import.meta.dirname, '../../orders'), join(space.folder, 'orders'), { recursive: true });
  return space;
}

describe('the order of Milan of 11 July 2022', () => {
  test('before it, the three names are free', async () => {
    const meant = ['--accept', 'stop/empty', '--because', 'the day before the order'];
    const build = ['it-milano-2022-cloudflare', '--as-of', '2022-07-10', ...meant];
    await onResolvers(realOrders(), build, async (resolver) => {
      const names = [...milan, ...milanBelow];
      expect([resolver.name, await outcomes(resolver, names)]).toEqual([resolver.name, all(names, 'resolves')]);
    });
  });

  for (const [when, asOf] of [
    ['during the appeal', '2022-09-01'],
    ['today', '2026-11-24'],
  ] as const) {
    test(`${when}, the three names and all below are refused, and their neighbours are not`, async () => {
      await onResolvers(realOrders(), ['--as-of', asOf], async (resolver) => {
        const refused = [...milan, ...milanBelow];
        const expected = { ...all(refused, 'nxdomain'), ...all(neighbours, 'resolves') };
        expect([resolver.name, await outcomes(resolver, [...refused, ...neighbours])]).toEqual([
          resolver.name,
          expected,
        ]);
      });
    });
  }
});

describe('the order against Quad9, reversed on appeal in December 2023', () => {
  for (const [when, asOf, expected] of [
    ['while it stood, the name is refused', '2023-08-15', 'nxdomain'],
    ['after its reversal, the name is free', '2024-01-15', 'resolves'],
  ] as const) {
    test(when, async () => {
      await onResolvers(realOrders(), ['--as-of', asOf], async (resolver) => {
        const names = ['canna.to', 'www.canna.to'];
        expect([resolver.name, await outcomes(resolver, names)]).toEqual([resolver.name, all(names, expected)]);
      });
    });
  }
});
