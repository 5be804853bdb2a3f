import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { OrderRecord } from '../../src/core/order.ts';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

// What pages and feeds say of days and times.

async function siteOf(orders: Readonly<Record<string, Partial<OrderRecord>>>, asOf: string): Promise<Workspace> {
  const space = workspace(
    Object.fromEntries(
      Object.entries(orders).map(([id, fields]) => [`orders/${id}.yaml`, record(id, [`${id}.to`], fields)]),
    ),
  );
  expect(await space.run('site', '--as-of', asOf)).toMatchObject({ status: 0 });
  return space;
}

const feedTitles = (space: Workspace) =>
  (
    JSON.parse(space.read('site/current/changes.json')) as { readonly items: readonly { readonly title: string }[] }
  ).items
    .map(({ title }) => title.split(': ', 2).join(': '))
    .sort();

test('a last day that came after the end, or that another one replaced, is announced nowhere', async () => {
  const space = await siteOf(
    {
      lifted: {
        events: [
          { type: 'effective', date: '2026-01-05' },
          { type: 'lifted', date: '2026-06-01' },
          { type: 'expires', date: '2026-10-31' },
        ],
      },
      extended: {
        events: [
          { type: 'effective', date: '2026-01-05' },
          { type: 'expires', date: '2026-03-31' },
          { type: 'expires', date: '2026-10-31' },
        ],
      },
    },
    '2026-11-24',
  );
  expect(feedTitles(space)).toEqual([
    'extended: Last day in force',
    'extended: Takes effect',
    'lifted: Lifted',
    'lifted: Takes effect',
  ]);
  expect(space.read('site/current/orders/lifted.html')).not.toContain('31 October');
  expect(space.read('site/current/orders/extended.html')).not.toContain('31 March');
});

test('of a day, feeds and pages agree in every time zone: it is noon there', async () => {
  const at = (country: string, timeZone: string) => ({
    authority: { name: 'Court', kind: 'court' as const, country, timeZone },
  });
  const space = await siteOf(
    {
      auckland: {
        ...at('NZ', 'Pacific/Auckland'),
        events: [
          { type: 'effective', date: '2026-01-01' },
          { type: 'expires', date: '2026-11-24' },
        ],
      },
      kiritimati: { ...at('KI', 'Pacific/Kiritimati'), events: [{ type: 'effective', date: '2026-11-25' }] },
      honolulu: { ...at('US', 'Pacific/Honolulu'), events: [{ type: 'effective', date: '2026-11-24' }] },
    },
    '2026-11-24',
  );
  expect(feedTitles(space)).toEqual(['auckland: Takes effect', 'honolulu: Takes effect']);
});

test('a time of day says by which clock', async () => {
  const space = await siteOf(
    {
      rome: {
        events: [
          { type: 'effective', date: '2026-07-01' },
          { type: 'served', date: '2026-07-11T07:30:00Z' },
          { type: 'expires', date: '2026-12-24T23:30:00+01:00' },
        ],
      },
    },
    '2026-11-24',
  );
  const page = space.read('site/current/orders/rome.html');
  expect(page).toContain('<time datetime="2026-07-11T09:30+02:00">11 July 2026, 09:30 (UTC+02:00)</time>');
  const coming = space.read('site/current/deadlines.html');
  expect(coming).toContain('<time datetime="2026-12-24T23:30+01:00">24 December 2026, 23:30 (UTC+01:00)</time>');
});

test('nothing on a page lets anybody try a guess at what the record holds besides', async () => {
  const space = await siteOf({ one: { notes: 'Not for the public.' } }, '2026-11-24');
  const digest = createHash('sha256').update(space.read('orders/one.yaml')).digest('hex');
  expect(space.read('site/current/orders/one.html')).not.toContain(digest);
});
