import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { record } from '../support/record.ts';
import { workspace } from '../support/workspace.ts';
import { hostileTitle, misfits, standingOrders, urgentOrder } from './standing.ts';

const golden = (name: string) => `golden/standing/${name}`;
const ids = [
  'it-roma-2026-in-force',
  'it-sealed',
  'fr-paris-2025-stayed',
  'de-muenchen-2026-draft',
  'es-barcelona-2026-future',
  'us-2022-kept',
  'gb-2020-lifted',
];

describe('show ORDER', () => {
  for (const id of ids) {
    test(`${id} is as the golden card`, async () => {
      const { status, stdout, stderr } = await standingOrders().run('show', id);
      expect([status, stderr]).toEqual([0, '']);
      await expect(stdout).toMatchFileSnapshot(golden(`show-${id}.txt`));
    });

    test(`${id} as JSON fits the published schema`, async () => {
      const { stdout } = await standingOrders().run('show', id, '--json', '--names');
      expect(misfits('order-card', stdout)).toBe(null);
    });
  }

  test('is the same by the file of the record, and breaks lines between words on a terminal', async () => {
    const space = standingOrders();
    const byFile = await space.run('show', 'orders/it-roma-2026-in-force.yaml');
    expect(byFile).toEqual(await space.run('show', 'it-roma-2026-in-force'));
    const { stdout } = await space.on({ columns: 72 }).run('show', 'it-roma-2026-in-force', '--names');
    await expect(stdout).toMatchFileSnapshot(golden('show-names-72.txt'));
  });

  test('answers as of another day', async () => {
    const { stdout } = await standingOrders().run('show', 'fr-paris-2025-stayed', '--as-of', '2027-01-01', '--json');
    await expect(stdout).toMatchFileSnapshot(golden('show.json'));
  });

  test('of many names shows the first ten by the alphabet, and with --names all', async () => {
    const names = Array.from({ length: 5000 }, (_, at) => `n${String(at).padStart(4, '0')}.${at % 2 ? 'to' : 'live'}`);
    const { run } = workspace({
      'orders/a.yaml': record('a', undefined, { amendments: [{ date: '2021-01-01', add: names }] }),
    });
    const few = JSON.parse((await run('show', 'a', '--json')).stdout).names;
    expect(few).toMatchObject({ now: 5000, later: 0, over: 0 });
    expect(few.shown.map(({ name }: { name: string }) => name)).toEqual(names.slice(0, 10));
    const all = JSON.parse((await run('show', 'a', '--json', '--names')).stdout).names.shown;
    expect(all.map(({ name }: { name: string }) => name)).toEqual(names);
    const before = JSON.parse((await run('show', 'a', '--json', '--as-of', '2020-06-01')).stdout).names;
    expect(before).toMatchObject({ now: 0, later: 5000, over: 0 });
  });

  test('counts what an edition of the whole list adds and takes away', async () => {
    const edition = 'b.to\nc.to\nd.to\n';
    const snapshot = { file: 'second.txt', sha256: createHash('sha256').update(edition).digest('hex') };
    const space = workspace({
      'orders/second.txt': edition,
      'orders/a.yaml': record('a', ['a.to', 'b.to'], { amendments: [{ date: '2021-01-01', snapshot }] }),
    });
    const { stdout } = await space.run('show', 'a', '--json');
    expect(JSON.parse(stdout).history.at(-1)).toMatchObject({ type: 'amendment', added: 2, ended: 1 });
  });

  test('calls a time to obey that passed overdue only where the last build does not block its names', async () => {
    const space = workspace({ 'orders/a.yaml': urgentOrder('a') });
    const card = async () => (await space.run('show', 'a')).stdout;
    expect(await card()).toContain(
      'Deadlines        OVERDUE 2026-11-23 10:00 Europe/Rome (2026-11-23 09:00 UTC): 27 hours ago\n',
    );
    await space.run('build');
    expect(await card()).toContain(
      [
        'Deadlines        passed, 2026-11-23 10:00 Europe/Rome (2026-11-23 09:00 UTC): 27 hours ago',
        '                   block its names within 48 hours of service (2026-11-21 10:00)',
        '                   If not: EUR 10,000 a day',
        '                   the files in out/ block the names; whether your resolvers load them is not known here',
        '',
      ].join('\n'),
    );
    const { stdout } = await space.run('show', 'orders/a.yaml');
    expect(stdout).toBe(await card());
  });

  test('says what check finds, and fails where that is an error', async () => {
    const { run } = workspace({ 'orders/a.yaml': record('a', ['x.to', 'co.uk', 'x.to', 'https://y.to/page']) });
    const { status, stdout } = await run('show', 'a');
    expect(status).toBe(1);
    expect(stdout).toMatchSnapshot();
  });

  test('of something that is no order says so, and does not hide a record that cannot be read', async () => {
    const space = workspace({
      'orders/a.yaml': record('a', ['x.to']),
      'orders/b.yaml': record('a', ['y.to']),
      'orders/c.yaml': 'id: [',
    });
    for (const asked of ['nothing', 'a', 'orders', 'orders/c.yaml', '\u001b[2Jx'])
      expect([asked, await space.run('show', asked)]).toMatchSnapshot();
  });

  test('lets nothing that a record says act on the terminal', async () => {
    const { run } = workspace({
      'orders/a.yaml': record('a', ['x.to'], {
        title: hostileTitle,
        caseNumbers: [hostileTitle],
        notes: hostileTitle,
        parties: { applicants: [hostileTitle], respondents: [hostileTitle] },
        obligations: [{ service: 'dns-resolver', effect: 'block', penalty: hostileTitle, note: hostileTitle }],
        events: [{ type: 'effective', date: '2020-01-01', reference: hostileTitle, note: hostileTitle }],
        sources: [{ kind: 'primary', title: hostileTitle, file: hostileTitle }],
      }),
    });
    const { stdout, stderr } = await run('show', 'a');
    expect(`${stdout}${stderr}`).toMatch(/^[\x20-\x7e…\n]*$/);
    expect(`${stdout}${stderr}`).not.toContain('##[');
    expect(`${stdout}${stderr}`).not.toMatch(/^\s*::/m);
  });
});
