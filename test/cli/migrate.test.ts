import { expect, test } from 'vitest';
import { approvedBy } from '../support/approved.ts';
import { record } from '../support/record.ts';
import { workspace } from '../support/workspace.ts';

const one = record('one', ['a.to']);
const other = `# the second\r\n${record('two', ['b.to', 'c.to']).replaceAll('\n', '\r\n')}`;
const newest = `schema: 1\n${record('three', ['d.to'])}`;

test('--check and --dry-run say what there is to do, and change nothing', async () => {
  const { run, read } = workspace({ 'orders/one.yaml': one, 'orders/two.yaml': other, 'orders/three.yaml': newest });
  expect(await run('migrate', '--check')).toEqual({
    status: 3,
    stdout: 'orders/one.yaml\norders/two.yaml\n',
    stderr: '2 records must be brought to version 1, the newest: run blocklist migrate.\n',
  });
  expect(await run('migrate', '--dry-run')).toEqual({
    status: 0,
    stdout: 'orders/one.yaml, line 1:\n  + schema: 1\norders/two.yaml, line 2:\n  + schema: 1\n',
    stderr: '2 records would be brought to version 1, the newest. Nothing was written, because of --dry-run.\n',
  });
  expect([read('orders/one.yaml'), read('orders/two.yaml')]).toEqual([one, other]);
});

test('a record gets the line of its version and nothing else, once', async () => {
  const { run, read } = workspace({ 'orders/one.yaml': one, 'orders/two.yaml': other, 'orders/three.yaml': newest });
  expect(await run('migrate')).toMatchObject({
    status: 0,
    stderr: '2 records brought to version 1, the newest. No name, date or approval changed.\n',
  });
  const nothing = { status: 0, stdout: '', stderr: expect.stringMatching(/^There is nothing to do/) };
  for (const argv of [['migrate'], ['migrate', '--check']]) expect(await run(...argv)).toEqual(nothing);
  expect(read('orders/one.yaml')).toBe(`schema: 1\n${one}`);
  expect(read('orders/two.yaml')).toBe(other.replace('second\r\n', 'second\r\nschema: 1\r\n'));
  expect(read('orders/three.yaml')).toBe(newest);
});

test('only the orders that are asked for are changed', async () => {
  const { run, read } = workspace({ 'orders/one.yaml': one, 'orders/two.yaml': other });
  expect(await run('migrate', 'two')).toMatchObject({ status: 0, stdout: expect.stringContaining('orders/two.yaml') });
  expect([read('orders/one.yaml'), read('orders/two.yaml').includes('schema: 1')]).toEqual([one, true]);
});

test('a record with errors stays as it is, and the others do not wait for it', async () => {
  const faulty = record('faulty', ['co.uk']);
  const { run, read } = workspace({ 'orders/faulty.yaml': faulty, 'orders/one.yaml': one, 'orders/no.yaml': 'id: "' });
  const { status, stdout, stderr } = await run('migrate');
  expect([status, stdout]).toEqual([1, 'orders/one.yaml, line 1:\n  + schema: 1\n']);
  expect(stderr).toContain('domain/public-suffix');
  expect(stderr).toContain('orders/no.yaml:1:');
  expect(stderr).toContain('Records with errors stay as they are. Mend them, then run this again.\n');
  expect([read('orders/faulty.yaml'), read('orders/one.yaml')]).toEqual([faulty, `schema: 1\n${one}`]);
  expect(await run('migrate', '--check')).toMatchObject({ status: 1 });
});

test('a record of a later version is left alone by every command that would write into it', async () => {
  const later = one.replace('id: "one"', 'schema: 7\nid: "one"');
  const { run, read } = workspace({ 'orders/later.yaml': later });
  for (const argv of [
    ['migrate'],
    ['approve', 'orders/later.yaml', '--by', 'Anna'],
    ['lift', 'orders/later.yaml', '--date', 'today'],
    ['withdraw', 'a.to', '--date', 'today', '--order', 'orders/later.yaml'],
  ]) {
    const { status, stderr } = await run(...argv);
    expect([argv[0], status === 0, stderr.includes('schema/version')]).toEqual([argv[0], false, true]);
  }
  expect(read('orders/later.yaml')).toBe(later);
});

test('a record in braces is left as it is, with the reason', async () => {
  const { run } = workspace({ 'orders/one.yaml': JSON.stringify({ ...JSON.parse(asJson), id: 'one' }) });
  const { status, stderr } = await run('migrate');
  expect([status, stderr]).toEqual([
    1,
    'orders/one.yaml: It was left as it is: it is not written line by line, one key below the other. Write the lines by hand.\n',
  ]);
});

const asJson = `{"title": "A v B", "instrument": "court-order", "publication": "public",
"authority": {"name": "C", "kind": "court", "country": "IT", "timeZone": "Europe/Rome"},
"events": [{"type": "effective", "date": "2020-01-01"}], "targets": ["a.to"],
"obligations": [{"service": "dns-resolver", "effect": "block"}]}`;

test('what was approved stays approved, and what is not is no obstacle', async () => {
  const approved = approvedBy(['Anna', 'Ben'], one);
  const config = 'approvals: { required: 2 }\n';
  const { run, read } = workspace({ 'orders/one.yaml': approved, 'blocklist.config.yaml': config });
  expect(await run('build')).toMatchObject({ status: 0 });
  expect(await run('migrate')).toMatchObject({ status: 0 });
  expect(read('orders/one.yaml')).toBe(`schema: 1\n${approved}`);
  expect(await run('check')).toMatchObject({ status: 0, stdout: 'No findings.\n' });
  const unapproved = workspace({ 'orders/one.yaml': one, 'blocklist.config.yaml': config });
  expect(await unapproved.run('check')).toMatchObject({ status: 1 });
  expect(await unapproved.run('migrate')).toMatchObject({ status: 0 });
});

test('zones and serials are what they were; the digest of the texts in the manifest is not', async () => {
  const { run, read } = workspace({ 'orders/one.yaml': one, 'orders/two.yaml': other });
  await run('build');
  const [zone, before] = [read('out/blocklist.rpz'), JSON.parse(read('out/manifest.json'))];
  await run('migrate');
  expect(await run('build')).toMatchObject({ status: 0 });
  const after = JSON.parse(read('out/manifest.json'));
  expect(read('out/blocklist.rpz')).toBe(zone);
  expect(after).toEqual({ ...before, ordersDigest: after.ordersDigest });
  expect(after.ordersDigest).not.toBe(before.ordersDigest);
});

test('a comparison says nothing of a record that was only migrated', async () => {
  const { run } = workspace({ 'before/orders/one.yaml': one, 'after/orders/one.yaml': `schema: 1\n${one}` });
  const { stdout } = await run('diff', 'before', 'after');
  expect(stdout).not.toContain('one.yaml');
});
