import { rmSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { record } from '../support/record.ts';
import { standInPrimary } from '../support/stand-in-primary.ts';
import { acceptingWorkspace, type Workspace, workspace } from '../support/workspace.ts';
import { hostileTitle, misfits, standingOrders, urgentOrder } from './standing.ts';

const golden = (name: string) => `golden/standing/${name}`;

function withDrafts(space: Workspace): Workspace {
  space.write('.blocklist/drafts/a.json', JSON.stringify({ title: 'Film v Resolver', saved: '2026-11-23T10:00:00Z' }));
  space.write('.blocklist/drafts/b.json', JSON.stringify({ saved: '2026-11-20T10:00:00Z' }));
  space.write('.blocklist/drafts/c.json', 'not JSON');
  return space;
}

const lines = (text: string) => text.split('\n').length - 1;

describe('blocklist alone', () => {
  test('says where things stand, on one screen', async () => {
    const space = withDrafts(standingOrders());
    await space.run('build', '--as-of', '2026-11-23');
    const { status, stdout, stderr } = await space.on({ columns: 80 }).run();
    expect([status, stderr]).toEqual([0, '']);
    expect(lines(stdout)).toBeLessThanOrEqual(24);
    expect(Math.max(...stdout.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(80);
    await expect(stdout).toMatchFileSnapshot(golden('status-80.txt'));
    await expect((await space.run()).stdout).toMatchFileSnapshot(golden('status.txt'));
  });

  test('with --json prints what the published schema describes', async () => {
    const { stdout } = await withDrafts(standingOrders()).run('--json', '--as-of', '2026-11-24');
    expect(misfits('status', stdout)).toBe(null);
    await expect(stdout).toMatchFileSnapshot(golden('status.json'));
    expect(misfits('status', (await workspace().run('--json')).stdout)).toBe(null);
  });

  test('in a folder without orders says how to begin', async () => {
    const { status, stdout, stderr } = await workspace().run();
    expect([status, stderr]).toEqual([0, '']);
    await expect(stdout).toMatchFileSnapshot(golden('fresh.txt'));
    await expect((await withDrafts(workspace()).run()).stdout).toMatchFileSnapshot(golden('fresh-drafts.txt'));
  });

  test('with errors in orders says where, and that no build works', async () => {
    const space = workspace({ 'orders/one.yaml': record('one', ['a.to']) });
    await space.run('build');
    space.write('orders/two.yaml', record('two', ['b.to', 'co.uk', 'github.io', 'com']));
    space.write('orders/three.yaml', 'id: [');
    const { status, stdout } = await space.run();
    expect(status).toBe(1);
    expect(stdout).toMatchSnapshot();
  });

  test('tells whether the files of the last build block what the orders ask for', async () => {
    const space = acceptingWorkspace({
      'orders/one.yaml': record('one', ['a.to', { name: 'b.to', from: '2026-11-26' }]),
    });
    const state = async (...argv: string[]) => {
      const { stdout } = await space.run('status', '--json', ...argv);
      return JSON.parse(stdout).build.state;
    };
    expect(await state()).toBe('none');
    await space.run('build');
    expect(await state()).toBe('current');
    space.now += 86_400_000;
    expect(await state()).toBe('current');
    expect(await state('--as-of', '2026-11-27')).toBe('behind');
    space.write('orders/two.yaml', record('two', ['www.a.to']));
    expect(await state()).toBe('behind');
    await space.run('build');
    expect(await state()).toBe('current');
    await space.run('build', '--territory', 'FR');
    expect(await state()).toBe('current');
    space.write('elsewhere/manifest.json', '{');
    expect(await state('--out', 'elsewhere')).toBe('damaged');
    space.write('orders/two.yaml', record('two', ['co.uk']));
    expect(await state()).toBe('unknown');
  });

  test('tells whether the last build was handed to the primary server', async () => {
    const space = acceptingWorkspace({ 'orders/one.yaml': record('one', ['a.to']) });
    const primary = await standInPrimary(space);
    const told = async () => {
      const [json, { stdout }] = [await space.run('status', '--json'), await space.run('status')];
      expect(misfits('status', json.stdout)).toBe(null);
      const line = stdout.split('\n').find((one) => one.includes('Published')) ?? '';
      return [JSON.parse(json.stdout).published?.state, line.trim(), stdout.includes('blocklist publish  ')];
    };
    const seen = [await told()];
    // Of a list of one name, one more is twice as many.
    space.write('blocklist.config.yaml', `${primary.config}safety: { moreNames: 100 }\n`);
    await space.run('build');
    seen.push(await told());
    await space.run('publish');
    seen.push(await told());
    space.write('orders/two.yaml', record('two', ['b.to']));
    await space.run('build');
    seen.push(await told());
    primary.behave('fails');
    await space.run('publish');
    const leftover = space.read('zones/publishing.json');
    seen.push(await told());
    primary.behave('loads');
    await space.run('publish');
    seen.push(await told());
    space.write('zones/publishing.json', leftover);
    seen.push(await told());
    rmSync(join(space.folder, 'zones/publishing.json'));
    space.write('zones/published.json', '{');
    seen.push(await told());
    expect(seen).toMatchInlineSnapshot(`
      [
        [
          undefined,
          "",
          false,
        ],
        [
          "none",
          "Published   nothing was handed to the primary server yet",
          true,
        ],
        [
          "current",
          "Published   the primary server has the last build (serial 2026112400, 2026-11-24 12:00 UTC)",
          false,
        ],
        [
          "behind",
          "Published   the last build is not published: the primary server has another one (serial 2026112400, 2026-11-24 12:00 UTC)",
          true,
        ],
        [
          "unsettled",
          "Published   the last publication did not get through: run blocklist publish again (serial 2026112400, 2026-11-24 12:00 UTC)",
          true,
        ],
        [
          "current",
          "Published   the primary server has the last build (serial 2026112401, 2026-11-24 12:00 UTC)",
          false,
        ],
        [
          "unsettled",
          "Published   the last publication did not get through: run blocklist publish again (serial 2026112401, 2026-11-24 12:00 UTC)",
          true,
        ],
        [
          "damaged",
          "Published   zones/published.json cannot be read: nobody can tell what was handed to the primary server",
          true,
        ],
      ]
    `);
  });

  test('calls overdue just what due calls so, before and after a build', async () => {
    const space = workspace({ 'orders/one.yaml': urgentOrder('one'), 'orders/two.yaml': urgentOrder('two') });
    const both = async () => {
      const [status, due] = [await space.run('--json'), await space.run('due', '--json')].map(({ stdout }) => {
        const { deadlines, built, unknown, older } = JSON.parse(stdout);
        return { deadlines, built, unknown, older };
      });
      expect(status).toEqual(due);
      return [status?.deadlines.length, status?.built.length];
    };
    expect(await both()).toEqual([2, 0]);
    expect((await space.run()).stdout).toContain('OVERDUE 2026-11-23 10:00, 27 hours ago  one: block its names');
    await space.run('build');
    expect(await both()).toEqual([0, 2]);
    const { stdout } = await space.run();
    expect(stdout).not.toContain('OVERDUE');
    expect(stdout).toContain('2 deadlines passed: the files in out/ block the names; whether your resolvers load');
    space.write('orders/three.yaml', urgentOrder('three'));
    expect(await both()).toEqual([3, 0]);
  });

  test('says that deadlines of orders with errors are missing', async () => {
    const space = workspace({ 'orders/one.yaml': urgentOrder('one').replace('2026-11-21T', '2026-11-41T') });
    expect((await space.run()).stdout).toContain('Deadlines   the deadlines of 1 order with errors are missing here\n');
  });

  test('of many deadlines shows the most urgent ones', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const { run } = workspace(Object.fromEntries(ids.map((id) => [`orders/${id}.yaml`, urgentOrder(id)])));
    const { stdout } = await run();
    expect(stdout.match(/OVERDUE/g)?.length).toBe(4);
    expect(stdout).toContain('… and 2 more: run blocklist due\n');
  });

  test('tells the next changes: orders and names that begin or end, each once', async () => {
    const { run } = workspace({
      'orders/one.yaml': record(
        'one',
        [
          'a.to',
          { name: 'b.to', from: '2026-12-01', until: '2026-12-24' },
          { name: 'c.to', from: '2026-12-01' },
          { name: 'd.to', until: '2026-12-31' },
        ],
        {
          events: [
            { type: 'effective', date: '2020-01-01' },
            { type: 'expires', date: '2026-12-31' },
          ],
        },
      ),
      'orders/draft.yaml': record('draft', [{ name: 'x.to', from: '2026-12-01' }], {
        events: [{ type: 'issued', date: '2020-01-01' }],
      }),
      'orders/cdn.yaml': record('cdn', [{ name: 'x.to', from: '2026-12-01' }], {
        obligations: [{ service: 'cdn', effect: 'block' }],
      }),
    });
    const { changes } = JSON.parse((await run('--json')).stdout);
    expect(changes.map(({ date, kind, names }: Record<string, unknown>) => [date, kind, names])).toEqual([
      ['2026-12-01', 'names-begin', 2],
      ['2026-12-24', 'names-end', 1],
      ['2026-12-31', 'ends', 4],
    ]);
  });

  test('lets nothing that a record or a draft says act on the terminal', async () => {
    const space = workspace({ 'orders/a.yaml': record('a', ['x.to'], { title: hostileTitle }) });
    space.write('.blocklist/drafts/a.json', JSON.stringify({ title: hostileTitle, saved: hostileTitle }));
    const { stdout } = await space.run();
    expect(stdout).toMatch(/^[\x20-\x7e…“”\n]*$/);
    expect(stdout).not.toContain('##[');
  });

  test('takes no words of its own, and sends other words where they belong', async () => {
    const { run } = workspace();
    for (const argv of [['--nonsense'], ['--as-of', 'soon'], ['lst']])
      expect([argv, await run(...argv)]).toMatchSnapshot();
  });
});
