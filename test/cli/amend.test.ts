import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { blockedOn, filesOf, isBlocked } from '../support/importing.ts';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

const one = `# Kept by the registry.
id: one   # never reused
title: "A v B"
instrument: court-order
authority: { name: "Tribunale di Milano", kind: court, country: "IT", timeZone: Europe/Rome }
obligations:
    - service: dns-resolver
      effect: block

events: [ { type: effective, date: "2020-01-02" } ]
targets:
- first.to      # the worst
- {name: "second.to",   at: "page 2"}

- third.to
# A word on publication.
publication: public
`;

function orders(more: Readonly<Record<string, string>> = {}): Workspace {
  return workspace({ 'orders/one.yaml': one, ...more });
}

function amend(space: Workspace, text: string, ...flags: readonly string[]) {
  space.write('paper.txt', text);
  return space.run('amend', 'one', '--from', 'paper.txt', '--date', '2026-06-10', ...flags);
}

test('an order with comments and a layout of its own keeps every other byte', async () => {
  const space = orders();
  const { status, stdout, stderr } = await amend(space, 'fourth.to\n', '--changes');
  expect({ status, stdout, stderr }).toMatchSnapshot();
  const written = space.read('orders/one.yaml');
  const at = written.indexOf('amendments:');
  const end = written.indexOf('# A word on publication.');
  expect(written.slice(0, at) + written.slice(end)).toBe(one);
  expect(written.slice(at, end)).toMatchSnapshot();
});

test('a whole list takes off what it lacks, a paper of changes takes off nothing', async () => {
  const [whole, changes] = [orders(), orders()];
  await amend(whole, 'first.to\nfourth.to\n', '--whole');
  await amend(changes, 'first.to\nfourth.to\n', '--changes');
  expect(await blockedOn(whole, '2026-06-10')).toEqual(['first.to', 'fourth.to']);
  expect(await blockedOn(changes, '2026-06-10')).toEqual(['first.to', 'fourth.to', 'second.to', 'third.to']);
  expect(await blockedOn(whole, '2026-06-09')).toEqual(['first.to', 'second.to', 'third.to']);
});

test('a paper that can be read both ways is written only when it is said what it is', async () => {
  const space = orders();
  const { status, stderr } = await amend(space, 'first.to\nfourth.to\n');
  expect([status, stderr]).toEqual([
    2,
    'The paper can be the whole list (then 2 names would be off it: --whole) or have the changes alone (then 0 names: --changes). Say which.\n',
  ]);
  expect([...filesOf(space, ['paper.txt'])]).toEqual([['orders/one.yaml', one]]);
});

test('where both readings come to the same, nothing needs to be said', async () => {
  const space = orders();
  expect((await amend(space, 'first.to\nsecond.to\nthird.to\nfourth.to\n')).status).toBe(0);
  expect(await blockedOn(space, '2026-06-10')).toHaveLength(4);
});

test('a paper cannot be the whole list and the changes alone', async () => {
  const { status, stderr } = await amend(orders(), 'first.to\n', '--whole', '--changes');
  expect([status, stderr]).toEqual([
    2,
    'A paper is the whole list or it has the changes alone: leave out --whole or --changes.\n',
  ]);
});

test('a paper that says what is on record leaves the record as it is', async () => {
  const space = orders();
  const { status, stderr } = await amend(space, 'third.to\nFIRST.to\nsecond.to\n', '--whole');
  expect([status, stderr]).toEqual([0, expect.stringContaining('The record stays as it is.\n')]);
  expect([...filesOf(space, ['paper.txt'])]).toEqual([['orders/one.yaml', one]]);
});

test('a whole list without one name is refused: it would end every name', async () => {
  const space = orders();
  const { status, stderr } = await amend(space, 'Nothing is listed any more.\n', '--whole');
  expect([status, stderr]).toEqual([2, expect.stringContaining('There is not one name in the paper')]);
  expect(space.read('orders/one.yaml')).toBe(one);
});

test('two papers of one day both count, and each has an account of its own', async () => {
  const space = orders();
  await amend(space, 'fourth.to\n', '--changes');
  await amend(space, 'fifth.to\n', '--changes');
  expect(await blockedOn(space, '2026-06-10')).toHaveLength(5);
  expect(readdirSync(join(space.folder, 'orders/one')).sort()).toEqual([
    '2026-06-10-2.account.csv',
    '2026-06-10.account.csv',
  ]);
});

test('a paper of a day before the last amendment is refused', async () => {
  const space = orders();
  await amend(space, 'fourth.to\n', '--changes');
  const before = space.read('orders/one.yaml');
  space.write('paper.txt', 'fifth.to\n');
  const argv = ['amend', 'one', '--from', 'paper.txt', '--changes', '--date', '2026-06-09'];
  const { status, stderr } = await space.run(...argv);
  expect([status, stderr]).toEqual([
    2,
    expect.stringContaining('The last amendment of one on record is of 2026-06-10'),
  ]);
  expect(space.read('orders/one.yaml')).toBe(before);
});

test('an order with errors is not amended', async () => {
  const faulty = one.replace('third.to', 'com');
  const space = workspace({ 'orders/one.yaml': faulty });
  const { status, stderr } = await amend(space, 'fourth.to\n', '--changes');
  expect([status, stderr]).toEqual([1, expect.stringContaining('orders/one.yaml has errors. Mend them first.')]);
  expect([...filesOf(space, ['paper.txt'])]).toEqual([['orders/one.yaml', faulty]]);
});

test('a dry run shows the change and writes nothing', async () => {
  const space = orders();
  const { status, stdout, stderr } = await amend(space, 'fourth.to\n', '--changes', '--dry-run');
  expect([status, stdout]).toEqual([0, expect.stringContaining('fourth.to')]);
  expect(stderr).toContain('Nothing was written, because of --dry-run.\n');
  expect([...filesOf(space, ['paper.txt'])]).toEqual([['orders/one.yaml', one]]);
});

test('as JSON, stdout is the change alone, and says whether it was written', async () => {
  const space = orders();
  const dry = await amend(space, 'fourth.to\n', '--changes', '--json', '--dry-run');
  expect(JSON.parse(dry.stdout)).toMatchObject({ order: 'one', written: false, gained: { names: ['fourth.to'] } });
  expect(space.read('orders/one.yaml')).toBe(one);
  const done = await amend(space, 'fourth.to\n', '--changes', '--json');
  expect(JSON.parse(done.stdout)).toMatchObject({ order: 'one', written: true, gained: { names: ['fourth.to'] } });
  expect(space.read('orders/one.yaml')).toContain('fourth.to');
});

const decided = record(
  'one',
  [
    'first.to',
    { name: 'co.uk', overblock: { accept: ['domain/public-suffix'], reason: 'The court says so.' } },
    'out.to',
  ],
  {
    excluded: [{ name: 'out.to', by: 'court', reason: 'The court took it out.' }],
  },
);

test('names that the record leaves out or accepts are not asked about again, and stay what they are', async () => {
  const space = orders({ 'orders/one.yaml': decided });
  const { status, stderr } = await amend(space, 'first.to\nco.uk\nout.to\nnew.to\n', '--whole');
  expect([status, stderr]).toEqual([0, expect.stringContaining('Left out, as the record says already: 1 name.')]);
  expect(await isBlocked(space, 'out.to', '2026-06-10')).toBe(false);
  expect(await isBlocked(space, 'co.uk', '2026-06-10')).toBe(true);
  expect(space.read('orders/one.yaml').match(/co\.uk|out\.to|new\.to/g)).toEqual([
    'co.uk',
    'out.to',
    'new.to',
    'out.to',
  ]);
  expect((await space.run('check')).status).toBe(0);
});

test('a line that nobody can read and that the record leaves out is not asked about again', async () => {
  const unread = record('one', ['first.to', 'sec█nd.to'], {
    excluded: [{ name: 'sec█nd.to', by: 'operator', reason: 'Nobody can read it.' }],
  });
  const space = orders({ 'orders/one.yaml': unread });
  const { status, stderr } = await amend(space, 'first.to\nsec█nd.to\nnew.to\n', '--whole');
  expect([status, stderr]).toEqual([0, expect.stringContaining('3 lines: 2 domains, 1 left out')]);
  expect(await blockedOn(space, '2026-06-10')).toEqual(['first.to', 'new.to']);
  expect(space.read('orders/one.yaml').match(/sec█nd/g)).toHaveLength(2);
});

test('an accepted name whose time changes keeps the reason why it was accepted', async () => {
  const space = orders({ 'orders/one.yaml': decided });
  space.write('paper.csv', 'Domain;Deleted\nfirst.to;\nco.uk;2026-12-31\n');
  const argv = ['amend', 'one', '--from', 'paper.csv', '--date', '2026-06-10', '--whole'];
  expect((await space.run(...argv)).status).toBe(0);
  expect(space.read('orders/one.yaml').match(/The court says so\./g)).toHaveLength(2);
  expect([await isBlocked(space, 'co.uk', '2026-12-30'), await isBlocked(space, 'co.uk', '2026-12-31')]).toEqual([
    true,
    false,
  ]);
  expect((await space.run('check')).status).toBe(0);
});

test('a mask in place of a name frees the name and holds what lies below', async () => {
  const space = orders();
  await amend(space, 'first.to\n*.second.to\nthird.to\n', '--whole');
  expect(await isBlocked(space, 'second.to', '2026-06-09')).toBe(true);
  expect(await isBlocked(space, 'second.to', '2026-06-10')).toBe(false);
  expect(await isBlocked(space, 'www.second.to', '2026-06-10')).toBe(true);
});

test('a line that was left out of a later paper is added to what the record leaves out', async () => {
  const space = orders();
  space.write('answers.json', JSON.stringify({ 'line 1': { leaveOut: 'The site has moved away.', by: 'operator' } }));
  expect((await amend(space, 'fourth.to\nfifth.to\n', '--changes', '--answers', 'answers.json')).status).toBe(0);
  expect(await blockedOn(space, '2026-06-10')).toEqual(['fifth.to', 'first.to', 'second.to', 'third.to']);
  expect((await space.run('check')).status).toBe(0);
});

test('more than five hundred new names come as a list, and those with days of their own stay in the record', async () => {
  const space = orders();
  const names = Array.from({ length: 600 }, (_, at) => `n${at}.to`);
  const rows = names.map((name, at) => `${name};${at === 7 ? '2026-09-01' : ''};${at === 8 ? '2026-09-01' : ''}`);
  space.write('paper.csv', ['Domain;Listed;Deleted', ...rows].join('\n'));
  const argv = ['amend', 'one', '--from', 'paper.csv', '--date', '2026-06-10', '--changes'];
  expect((await space.run(...argv)).status).toBe(0);
  expect(space.read('orders/one/2026-06-10.txt').split('\n')).toHaveLength(599);
  const old = ['first.to', 'second.to', 'third.to'];
  expect(await blockedOn(space, '2026-06-10')).toEqual([...old, ...names.filter((name) => name !== 'n7.to')].sort());
  expect(await blockedOn(space, '2026-09-01')).toEqual([...old, ...names.filter((name) => name !== 'n8.to')].sort());
  expect((await space.run('check')).status).toBe(0);
});
