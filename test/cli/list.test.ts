import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { record } from '../support/record.ts';
import { workspace } from '../support/workspace.ts';
import { hostileTitle, misfits, standingOrders } from './standing.ts';

const golden = (name: string) => `golden/standing/${name}`;

describe('list', () => {
  test('shows every order with where it stands, in whole lines where no terminal limits them', async () => {
    const { status, stdout, stderr } = await standingOrders().run('list');
    expect([status, stderr]).toEqual([0, '7 orders on 2026-11-24 12:00 UTC.\n']);
    await expect(stdout).toMatchFileSnapshot(golden('list.txt'));
  });

  for (const columns of [120, 80, 60]) {
    test(`fits a terminal of ${columns} columns`, async () => {
      const { stdout } = await standingOrders().on({ columns }).run('list');
      expect(Math.max(...stdout.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
      await expect(stdout).toMatchFileSnapshot(golden(`list-${columns}.txt`));
    });
  }

  test('answers as of another day', async () => {
    const { stdout } = await standingOrders().run('list', '--as-of', '2025-03-01');
    await expect(stdout).toMatchFileSnapshot(golden('list-2025-03-01.txt'));
  });

  test('of the orders that list a name or one above it says which block it, and why the others do not', async () => {
    const { stdout } = await standingOrders().run('list', '--name', 'www.film-stream.to');
    await expect(stdout).toMatchFileSnapshot(golden('list-name.txt'));
  });

  for (const [filter, ids] of [
    [
      ['--authority', 'TRIBUNAL'],
      ['fr-paris-2025-stayed', 'it-roma-2026-in-force'],
    ],
    [['--authority', 'münchen'], ['de-muenchen-2026-draft']],
    [
      ['--country', 'it,gb'],
      ['gb-2020-lifted', 'it-roma-2026-in-force', 'it-sealed'],
    ],
    [
      ['--state', 'in-force'],
      ['it-roma-2026-in-force', 'it-sealed'],
    ],
    [
      ['--state', 'draft,not-yet'],
      ['de-muenchen-2026-draft', 'es-barcelona-2026-future'],
    ],
    [['--state', 'stayed'], ['fr-paris-2025-stayed']],
    [['--state', 'ended'], ['gb-2020-lifted']],
    [['--state', 'kept'], ['us-2022-kept']],
    [['--state', 'in-force', '--as-of', '2021-01-01'], ['gb-2020-lifted']],
    [['--name', 'music-old.to', '--state', 'in-force'], []],
    [
      ['it-sealed', 'orders/gb-2020-lifted.yaml'],
      ['gb-2020-lifted', 'it-sealed'],
    ],
  ] as const) {
    test(`${filter.join(' ')} takes just those`, async () => {
      const { status, stdout } = await standingOrders().run('list', ...filter, '--json');
      expect(status).toBe(0);
      expect(JSON.parse(stdout).orders.map(({ id }: { id: string }) => id)).toEqual(ids);
    });
  }

  test('with --json prints what the published schema describes', async () => {
    const { stdout } = await standingOrders().run('list', '--name', 'film-stream.to', '--json');
    expect(misfits('list', stdout)).toBe(null);
    await expect(stdout).toMatchFileSnapshot(golden('list.json'));
    expect(misfits('list', (await standingOrders().run('list', '--json')).stdout)).toBe(null);
  });

  test('leaves no order out because of its errors, and names those that cannot be read', async () => {
    const { run } = workspace({
      'orders/one.yaml': record('one', ['a.to', 'co.uk']),
      'orders/two.yaml': record('two', ['b.to']).replace('country: "IT"', 'country: NO'),
      'orders/three.yaml': 'id: [',
    });
    const { status, stdout, stderr } = await run('list');
    expect(status).toBe(1);
    expect(`${stdout}${stderr}`).toMatchSnapshot();
    expect(misfits('list', (await run('list', '--json')).stdout)).toBe(null);
  });

  test('marks orders that are for others, and counts a name once however many lines it has', async () => {
    const { run } = workspace({
      'blocklist.config.yaml': 'operator: { names: ["Us"], territory: ["IT"] }',
      'orders/a.yaml': record('a', ['x.to', { name: 'x.to', scope: 'exact' }, 'y.to']),
      'orders/b.yaml': record('b', ['x.to'], { parties: { respondents: ['Them'] } }),
    });
    expect((await run('list')).stdout).toMatchSnapshot();
  });

  test('lets nothing that a record says act on the terminal', async () => {
    const authority = { name: hostileTitle, kind: 'court', country: 'IT', timeZone: 'Europe/Rome' } as const;
    const { run } = workspace({ 'orders/a.yaml': record('a', ['x.to'], { title: hostileTitle, authority }) });
    const { stdout, stderr } = await run('list');
    expect(`${stdout}${stderr}`).toMatch(/^[\x20-\x7e…\n]*$/);
    expect(`${stdout}${stderr}`).not.toContain('##[');
  });
});
