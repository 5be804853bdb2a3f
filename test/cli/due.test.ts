import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { OrderRecord } from '../../src/core/order.ts';
import { readCalendar } from '../support/calendar-reader.ts';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

const block = { service: 'dns-resolver', effect: 'block' } as const;
const delhi = { name: 'High Court of Delhi', kind: 'court', country: 'IN', timeZone: 'Asia/Kolkata' } as const;

/** An order served three days before the day of tests, to be obeyed within 48 hours. */
function urgent(id: string, name: string, more: Partial<OrderRecord> = {}): string {
  return record(id, [name], {
    obligations: [{ ...block, comply: { within: 'PT48H', from: 'served' }, penalty: 'EUR 10,000 a day' }],
    events: [
      { type: 'served', date: '2026-11-21T10:00:00+01:00' },
      { type: 'effective', date: '2026-11-21T10:00:00+01:00' },
    ],
    ...more,
  });
}

function fixture(): Workspace {
  return workspace({
    'orders/late.yaml': urgent('it-late', 'late.to'),
    'orders/secret.yaml': urgent('it-secret', 'secret.to', {
      publication: 'sealed',
      amendments: [{ date: '2026-11-24T12:50:00+01:00', reference: 'Secret paper', add: ['more.to'] }],
      review: '2026-11-24',
    }),
    'orders/east.yaml': record('in-east', ['a.to', { name: 'b.to', until: '2026-12-15' }], {
      authority: delhi,
      obligations: [{ ...block, comply: { within: 'P3D', from: 'served' } }],
      events: [
        { type: 'served', date: '2026-11-22' },
        { type: 'effective', date: '2026-11-22' },
        { type: 'expires', date: '2027-06-30' },
      ],
    }),
    'orders/unknown.yaml': record('it-unknown', ['c.to'], {
      obligations: [{ ...block, comply: { within: 'P30D' }, penalty: 'A fine' }],
    }),
    'orders/old.yaml': urgent('it-old', 'old.to', {
      events: [
        { type: 'served', date: '2026-01-01' },
        { type: 'effective', date: '2026-01-01' },
      ],
    }),
  });
}

describe('due', () => {
  test('lists what is overdue, due today, soon and later, and what nobody can work out', async () => {
    const { status, stdout, stderr } = await fixture().run('due');
    expect([status, stderr]).toEqual([0, '']);
    await expect(stdout).toMatchFileSnapshot('golden/due/list.txt');
  });

  test('shows the clock of the reader where it is another', async () => {
    const space = fixture();
    space.timeZone = 'America/New_York';
    await expect((await space.run('due', 'in-east', '--days', '300')).stdout).toMatchFileSnapshot(
      'golden/due/reader.txt',
    );
  });

  test('breaks lines between words where the terminal is narrow', async () => {
    const space = fixture();
    const { stdout } = await space.on({ columns: 60 }).run('due');
    await expect(stdout).toMatchFileSnapshot('golden/due/narrow.txt');
    const words = (text: string) => text.split(/\s+/);
    expect(words(stdout)).toEqual(words((await space.run('due')).stdout));
  });

  test('shows UTC where the system names a zone that nobody knows', async () => {
    const space = fixture();
    const { stdout } = await space.run('due');
    space.timeZone = 'Etc/Unknown';
    expect((await space.run('due')).stdout).toBe(stdout);
  });

  test('says so where nothing is due', async () => {
    const space = workspace({ 'orders/one.yaml': record('one', ['a.to']) });
    expect((await space.run('due', '--as-of', '2026-11-24')).stdout).toBe(
      'Deadlines on 2026-11-24\n\nNothing is due within 60 days.\n',
    );
  });

  test('with --json prints what the published schema describes', async () => {
    const path = join(import.meta.dirname, '../../schemas/due.schema.json');
    const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(path, 'utf8')));
    const { stdout } = await fixture().run('due', '--json');
    expect([validate(JSON.parse(stdout)), validate.errors]).toEqual([true, null]);
    await expect(stdout).toMatchFileSnapshot('golden/due/list.json');
  });

  test('of orders with errors tells the deadlines of the others and says so', async () => {
    const space = fixture();
    space.write('orders/wrong.yaml', urgent('it-wrong', 'co.uk').replace('2026-11-21T10', '2026-11-41T10'));
    const { status, stdout, stderr } = await space.run('due');
    expect([status, stdout.includes('it-late'), stdout.includes('it-wrong')]).toEqual([1, true, false]);
    expect(stderr).toContain('orders/wrong.yaml');
    expect(stderr).toContain('Orders with errors are left out: their deadlines are missing here.');
  });

  test('takes wrong words as a matter of usage', async () => {
    const { run } = fixture();
    for (const argv of [
      ['--days', 'x'],
      ['--days', '-1'],
      ['--ics', 'it-late'],
      ['--json', '--ics'],
    ])
      expect([argv, (await run('due', ...argv)).status]).toEqual([argv, 2]);
  });
});

describe('a time to obey that passed', () => {
  const late = (space: Workspace, ...argv: readonly string[]) =>
    space.run('due', ...argv, '--json').then(({ stdout }) => {
      const { deadlines, built } = JSON.parse(stdout);
      const ids = (list: { order: string; state: string }[]) =>
        list.filter(({ state }) => state === 'overdue').map(({ order }) => order);
      return { overdue: ids(deadlines), built: ids(built) };
    });
  const space = () =>
    workspace({ 'orders/one.yaml': urgent('one', 'one.to'), 'orders/two.yaml': urgent('two', 'two.to') });

  test('is overdue without a build', async () => {
    expect(await late(space())).toEqual({ overdue: ['one', 'two'], built: [] });
  });

  test('is not overdue where the last build was made of these records, and it says what is not known', async () => {
    const built = space();
    await built.run('build', '--as-of', '2026-11-23');
    expect(await late(built)).toEqual({ overdue: [], built: ['one', 'two'] });
    expect(await late(built, 'one')).toEqual({ overdue: [], built: ['one'] });
    expect(await late(built, 'orders/one.yaml')).toEqual({ overdue: [], built: ['one'] });
    await expect((await built.run('due')).stdout).toMatchFileSnapshot('golden/due/built.txt');
  });

  test('is overdue where the build is for a time before the order', async () => {
    const built = space();
    await built.run('build', '--as-of', '2026-11-20', '--accept', 'stop/empty', '--because', 'it is before the order');
    expect(await late(built)).toEqual({ overdue: ['one', 'two'], built: [] });
  });

  test('is overdue for a later paper that the build is too early for', async () => {
    const built = space();
    const amendments = [{ date: '2026-11-22T12:30:00+01:00', add: ['more.to'] }];
    built.write('orders/two.yaml', urgent('two', 'two.to', { amendments }));
    await built.run('build', '--as-of', '2026-11-22T12:00:00+01:00');
    built.now += 86_400_000;
    expect(await late(built)).toEqual({ overdue: ['two'], built: ['one', 'two'] });
  });

  test('is overdue where the order was recorded after the build, though it is dated before', async () => {
    const built = space();
    await built.run('build', '--as-of', '2026-11-24');
    built.write('orders/three.yaml', urgent('three', 'three.to'));
    expect(await late(built)).toEqual({ overdue: ['one', 'three', 'two'], built: [] });
    await built.run('build', '--as-of', '2026-11-24');
    expect((await late(built)).overdue).toEqual([]);
  });

  test('is overdue where only some orders were built, or only for another country, or the manifest is damaged', async () => {
    const built = space();
    await built.run('build', 'one', '--as-of', '2026-11-24');
    expect((await late(built)).overdue).toEqual(['one', 'two']);
    const french = {
      obligations: [{ ...block, territory: ['FR'], comply: { within: 'PT48H', from: 'served' } as const }],
    };
    built.write('orders/two.yaml', urgent('two', 'two.to', french));
    await built.run('build', '--territory', 'IT', '--as-of', '2026-11-24');
    expect(await late(built)).toEqual({ overdue: ['two'], built: ['one'] });
    built.write('out/manifest.json', '{}');
    expect((await late(built)).overdue).toEqual(['one', 'two']);
  });
});

describe('due --ics', () => {
  test('prints a calendar that a strict reader takes, and of an order that is not public just its id', async () => {
    const { status, stdout, stderr } = await fixture().run('due', '--ics');
    expect(status).toBe(0);
    expect(stderr).toBe(
      'Not in the calendar, because it cannot be worked out: the time to obey it-unknown. "blocklist due" says why.\n',
    );
    const { parts } = readCalendar(stdout);
    const secret = parts.filter(({ properties }) => properties.get('SUMMARY')?.startsWith('it-secret'));
    expect(secret.map(({ properties }) => [properties.get('SUMMARY'), properties.get('DESCRIPTION')])).toEqual([
      ['it-secret', undefined],
      ['it-secret', undefined],
      ['it-secret', undefined],
    ]);
    // git keeps the golden file with LF alone; the reader has seen to CRLF.
    await expect(stdout.replaceAll('\r\n', '\n')).toMatchFileSnapshot('golden/due/calendar.ics');
  });

  test('keeps the UID of a deadline whose time changes, so that calendars replace it', async () => {
    const space = fixture();
    const uids = async () =>
      readCalendar((await space.run('due', 'in-east', '--ics')).stdout).parts.map(({ properties }) =>
        properties.get('UID'),
      );
    const before = await uids();
    space.write('orders/east.yaml', space.read('orders/east.yaml').replace('2027-06-30', '2028-06-30'));
    expect(await uids()).toEqual(before);
  });

  test('writes a file in the place of the old one and leaves nothing else', async () => {
    const space = fixture();
    const { stdout } = await space.run('due', '--ics');
    space.write('due.ics', 'old');
    const run = await space.run('due', '--ics', 'due.ics');
    expect([run.status, run.stdout, run.stderr.split('\n')[0]]).toEqual([0, '', 'due.ics: 7 dates.']);
    expect(space.read('due.ics')).toBe(stdout);
    expect(readdirSync(space.folder)).toEqual(['.blocklist', 'due.ics', 'orders']);
    expect(readdirSync(join(space.folder, '.blocklist'), { recursive: true })).toEqual(['pending']);
  });

  test('says what is wrong with the place, and leaves nothing there', async () => {
    const space = fixture();
    const { status, stderr } = await space.run('due', '--ics', 'nowhere/due.ics');
    expect([status, stderr]).toEqual([
      2,
      'There is no folder nowhere, so nowhere/due.ics was not written. Look at the spelling, or make it.\n',
    ]);
    space.write('folder.ics/x', '');
    expect((await space.run('due', '--ics', 'folder.ics')).status).toBe(2);
    expect(readdirSync(space.folder)).toEqual(['.blocklist', 'folder.ics', 'orders']);
    expect(readdirSync(join(space.folder, '.blocklist'), { recursive: true })).toEqual(['pending']);
    expect(readdirSync(join(space.folder, 'folder.ics'))).toEqual(['x']);
  });

  test('holds all that lies ahead, unless --days says how far', async () => {
    const count = async (...argv: readonly string[]) =>
      readCalendar((await fixture().run('due', '--ics', ...argv)).stdout).parts.length;
    expect([await count(), await count('--days', '60')]).toEqual([7, 6]);
  });
});
