import { describe, expect, test } from 'vitest';
import type { OrderRecord } from '../../src/core/order.ts';
import { approvedBy } from '../support/approved.ts';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

const config = 'approvals: { required: 2, people: [Anna, Bruno, Carla] }\n';

function withRecord(text: string, configuration = config): Workspace {
  return workspace({ 'orders/one.yaml': text, 'blocklist.config.yaml': configuration });
}

/** What is found of approvals: code, message and line. */
async function found(space: Workspace): Promise<readonly string[]> {
  const { stdout } = await space.run('check', '--json');
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: readonly { code: string; message: string; place?: { line: number } }[];
  };
  return diagnostics.map(({ code, message, place }) => `${code} ${place?.line}: ${message}`);
}

const plain = record('one', ['a.to', 'b.to', 'c.to']);

describe('four eyes', () => {
  test('are not asked for unless the configuration says so, and then approvals are not looked at', async () => {
    const stale = approvedBy(['Anna', 'Somebody'], plain).replace('c.to', 'd.to');
    expect(await found(workspace({ 'orders/one.yaml': stale }))).toEqual([]);
    expect(await found(withRecord(stale, 'approvals: { required: 0, people: [Anna] }\n'))).toEqual([]);
  });

  test('keep an order that too few have approved out of every build; the last build stays', async () => {
    const space = withRecord(approvedBy(['Anna', 'Carla'], plain));
    expect((await space.run('build')).status).toBe(0);
    const before = space.read('out/domains.txt');
    space.write('orders/two.yaml', approvedBy(['Bruno'], record('two', ['e.to'])));
    expect(await space.run('build')).toMatchInlineSnapshot(`
      {
        "status": 1,
        "stderr": "error Bruno has approved the record as it stands; 1 more approval must come. Who can: Anna or Carla. order/approval-missing
        orders/two.yaml:18:1
        18 │ approvals:
           │ ^^^^^^^^^
        → Let a colleague look at the record; "blocklist approve two --by NAME" writes down that it is right.

      1 error.
      Nothing was written: the files of the last build stay as they are.
      ",
        "stdout": "",
      }
    `);
    expect(space.read('out/domains.txt')).toBe(before);
    expect(await space.run('check')).toMatchInlineSnapshot(`
      {
        "status": 1,
        "stderr": "2 records, 4 lines with a name: 4 names.
      ",
        "stdout": "error Bruno has approved the record as it stands; 1 more approval must come. Who can: Anna or Carla. order/approval-missing
        orders/two.yaml:18:1
        18 │ approvals:
           │ ^^^^^^^^^
        → Let a colleague look at the record; "blocklist approve two --by NAME" writes down that it is right.

      1 error.
      ",
      }
    `);
  });

  test('see every name of the record, and nothing of its layout', async () => {
    const approved = approvedBy(['Anna', 'Bruno'], plain);
    expect(await found(withRecord(approved))).toEqual([]);
    expect(await found(withRecord(`# A remark.\n${approved.replaceAll('\n', '\r\n')}`))).toEqual([]);
    expect(await found(withRecord(approved.replace('c.to', 'd.to')))).toMatchInlineSnapshot(`
      [
        "order/approval-missing 20: Nobody has approved the record as it stands; 2 must. Who can: Anna, Bruno or Carla.",
        "order/approval-outdated 21: The record has changed since Anna approved it on 2026-11-23.",
        "order/approval-outdated 22: The record has changed since Bruno approved it on 2026-11-23.",
      ]
    `);
  });

  test('an end of the order needs them as well: until it has them, the names stay blocked', async () => {
    const space = withRecord(approvedBy(['Anna', 'Bruno'], plain));
    await space.run('build');
    const events: OrderRecord['events'] = [
      { type: 'effective', date: '2020-01-01' },
      { type: 'lifted', date: '2026-11-24' },
    ];
    const lifted = record('one', ['a.to', 'b.to', 'c.to'], { events });
    const approvals = space.read('orders/one.yaml').slice(plain.length);
    space.write('orders/one.yaml', lifted + approvals);
    expect((await space.run('build')).status).toBe(1);
    expect(space.read('out/domains.txt')).toContain('a.to');
    // The new approvals come below the old ones, which are history from then on.
    space.write('orders/one.yaml', approvedBy(['Bruno', 'Carla'], lifted) + approvals.replace('approvals:\n', ''));
    expect((await space.run('build', '--accept', 'stop/empty', '--because', 'it was lifted')).status).toBe(0);
    expect(space.read('out/domains.txt')).not.toContain('a.to');
  });

  test('the same person twice counts once, and who is not named does not count', async () => {
    expect(await found(withRecord(approvedBy(['Anna', 'Anna'], plain)))).toMatchInlineSnapshot(`
      [
        "order/approval-missing 20: Anna has approved the record as it stands; 1 more approval must come. Who can: Bruno or Carla.",
      ]
    `);
    expect(await found(withRecord(approvedBy(['Anna', 'anna', 'Dora'], plain)))).toMatchInlineSnapshot(`
      [
        "order/approval-missing 20: Anna has approved the record as it stands; 1 more approval must come. Who can: Bruno or Carla.",
        "order/approval-unknown 22: anna is not among those who may approve orders: Anna, Bruno and Carla.",
        "order/approval-unknown 23: Dora is not among those who may approve orders: Anna, Bruno and Carla.",
      ]
    `);
    expect(await found(withRecord(approvedBy(['Anna', 'Bruno', 'Dora'], plain)))).toMatchInlineSnapshot(`
      [
        "order/approval-unknown 23: Dora is not among those who may approve orders: Anna, Bruno and Carla.",
      ]
    `);
    expect(await found(withRecord(approvedBy(['Dora', 'Emil'], plain), 'approvals: { required: 2 }\n'))).toEqual([]);
  });

  test('are not asked for what compiles to nothing, unless it was approved once and has changed', async () => {
    const events: OrderRecord['events'] = [{ type: 'issued', date: '2020-01-01' }];
    const draft = record('one', ['a.to', 'b.to', 'c.to'], { events });
    const subpoena = record('one', undefined, { instrument: 'subpoena' });
    const elsewhere = record('one', ['a.to'], { obligations: [{ service: 'cdn', effect: 'block' }] });
    for (const text of [draft, subpoena, elsewhere]) {
      expect((await found(withRecord(text))).filter((one) => one.includes('approval'))).toEqual([]);
      expect((await found(withRecord(approvedBy(['Anna'], text)))).filter((one) => one.includes('approval'))).toEqual(
        [],
      );
    }
    const approvals = approvedBy(['Anna', 'Bruno'], plain).slice(plain.length);
    expect(await found(withRecord(draft + approvals))).toMatchInlineSnapshot(`
      [
        "order/draft 13: This is a draft: the record does not say from when names must be blocked.",
        "order/approval-missing 20: Nobody has approved the record as it stands; 2 must. Who can: Anna, Bruno or Carla.",
        "order/approval-outdated 21: The record has changed since Anna approved it on 2026-11-23.",
        "order/approval-outdated 22: The record has changed since Bruno approved it on 2026-11-23.",
      ]
    `);
  });

  test('are asked for an approved order that somebody makes a draft of and approves alone', async () => {
    const draft = record('one', ['a.to', 'b.to', 'c.to'], { events: [{ type: 'issued', date: '2020-01-01' }] });
    const approvals = approvedBy(['Anna', 'Bruno'], plain).slice(plain.length);
    const again = approvedBy(['Anna'], draft).slice(draft.length).replace('approvals:\n', '');
    expect(await found(withRecord(draft + approvals + again))).toMatchInlineSnapshot(`
      [
        "order/draft 13: This is a draft: the record does not say from when names must be blocked.",
        "order/approval-missing 20: Anna has approved the record as it stands; 1 more approval must come. Who can: Bruno or Carla.",
        "order/approval-outdated 22: The record has changed since Bruno approved it on 2026-11-23.",
      ]
    `);
  });

  test('from a day on are asked for records with something dated on it or later', async () => {
    const since = (day: string) => `approvals: { required: 1, from: "${day}" }\n`;
    const amended = record('one', ['a.to'], { amendments: [{ date: '2026-05-05T23:30:00+02:00', add: ['b.to'] }] });
    const asked = async (text: string, day: string) => (await found(withRecord(text, since(day)))).length > 0;
    expect(await asked(plain, '2020-01-02')).toBe(false);
    expect(await asked(plain, '2020-01-01')).toBe(true);
    expect(await asked(amended, '2026-05-06')).toBe(false);
    expect(await asked(amended, '2026-05-05')).toBe(true);
    expect(await asked(approvedBy(['Anna'], plain).replace('c.to', 'd.to'), '2026-01-01')).toBe(true);
  });

  test('are asked for only when the record is sound', async () => {
    const faulty = record('one', ['a.to'], { events: [{ type: 'effective', date: '2020-02-30' }] });
    expect((await found(withRecord(faulty))).map((one) => one.split(' ')[0])).toEqual(['order/date']);
  });

  test('that nobody could give are a fault of the configuration', async () => {
    const run = (configuration: string) => withRecord(plain, configuration).run('check');
    expect(await run('approvals: { required: 3, people: [Anna, Anna, Bruno] }\n')).toMatchInlineSnapshot(`
      {
        "status": 2,
        "stderr": "error 3 approvals are asked for and 2 people may give one: no order could ever be built. schema/value
        blocklist.config.yaml:1:24
        1 │ approvals: { required: 3, people: [Anna, Anna, Bruno] }
          │                        ^
        → Correct the value.

      1 error.
      The configuration has errors.
      ",
        "stdout": "",
      }
    `);
    expect((await run('approvals: { required: 1, from: "2026-02-30" }\n')).status).toBe(2);
    expect((await run('approvals: { people: [Anna] }\n')).status).toBe(2);
  });

  test('know people by short names: an e-mail address does not belong into a record', async () => {
    const text = approvedBy(['anna@example.org'], plain);
    expect((await found(withRecord(text))).map((one) => one.split(':')[0])).toEqual(['text/personal-data 21']);
  });
});
