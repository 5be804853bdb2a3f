import { expect, test } from 'vitest';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

const one = `id: one
title: "A v B"
instrument: court-order
authority: { name: "Tribunale di Milano", kind: court, country: "IT", timeZone: Europe/Rome }
obligations:
  - { service: dns-resolver, effect: block }
events:
  - { type: effective, date: "2020-01-02" } # bound
targets:
  - alone.to # the first
  - both.to
  - x.wide.to
# what the press says
publication: public
`;

function orders(): Workspace {
  return workspace({
    'orders/one.yaml': one,
    'orders/two.yaml': record('two', ['both.to', 'wide.to', 'пример.рф']),
  });
}

test('a name that one order lists is taken away by an amendment', async () => {
  const space = orders();
  expect(await space.run('withdraw', 'ALONE.to', '--date', '2026-11-20', '--note', 'Settled.')).toMatchSnapshot();
  const lines =
    '# the first\n  - both.to\n  - x.wide.to\namendments:\n  - date: "2026-11-20"\n    remove:\n      - alone.to\n    note: "Settled."\n# what';
  expect(space.read('orders/one.yaml')).toBe(one.replace('# the first\n  - both.to\n  - x.wide.to\n# what', lines));
  const { status } = await space.run('check');
  expect(status).toBe(0);
  await space.run('build', '--as-of', '2026-11-21', '--format', 'domains');
  expect(space.read('out/domains.txt')).not.toContain('alone.to');
});

test('a name that several orders list is taken from the one that is said, and stays blocked', async () => {
  const space = orders();
  const { status, stderr } = await space.run('withdraw', 'both.to', '--date', 'today');
  expect([status, stderr]).toEqual([
    2,
    'both.to is listed by 2 orders: one (orders/one.yaml), two (orders/two.yaml). Say which one with --order. Nothing was written.\n',
  ]);
  expect(space.read('orders/one.yaml')).toBe(one);
  const { stdout } = await space.run('withdraw', 'both.to', '--date', 'today', '--order', 'one');
  expect(stdout).toContain('Blocked as before: 1 name\n    both.to, because of two\n');
});

test('a name below one that another order holds stays blocked, and that is said', async () => {
  const { stdout } = await orders().run('withdraw', 'x.wide.to', '--date', 'today');
  expect(stdout).toContain('Blocked as before: 1 name\n    x.wide.to, because of two\n');
});

test('an international name is found however it is written', async () => {
  const { stdout } = await orders().run('withdraw', 'Пример.рф', '--date', 'today');
  expect(stdout).toContain('      - xn--e1afmkfd.xn--p1ai\n');
  expect(stdout).toContain('No longer blocked, from now on: 1 name\n    пример.рф (xn--e1afmkfd.xn--p1ai)\n');
});

test.each<[string, readonly string[], string]>([
  ['that no order lists', ['nobody.to'], 'No order lists nobody.to. Look at the spelling. Nothing was written.\n'],
  [
    'that lies below a listed one',
    ['www.alone.to'],
    'No order lists www.alone.to. These names above it are listed: alone.to (one). Nothing was written.\n',
  ],
  ['that is none', ['not a name'], 'not a name is no domain name. Write it as example.org.\n'],
  [
    'that the order does not list',
    ['alone.to', '--order', 'two'],
    'two does not list alone.to. Look at the spelling. Nothing was written.\n',
  ],
])('a name %s is refused with a sentence', async (_, argv, sentence) => {
  const space = orders();
  const { status, stderr } = await space.run('withdraw', ...argv, '--date', 'today');
  expect([status, stderr]).toEqual([2, sentence]);
  expect(space.read('orders/one.yaml')).toBe(one);
});

test('amendments stand oldest first, and a name is taken away once', async () => {
  const space = orders();
  await space.run('withdraw', 'alone.to', '--date', '2026-11-20');
  const again = await space.run('withdraw', 'alone.to', '--date', '2026-11-21');
  expect(again.stderr).toMatch(/^No order lists alone\.to\./);
  const earlier = await space.run('withdraw', 'x.wide.to', '--date', '2026-11-19');
  expect(earlier.stderr).toMatch(/^The last amendment of one on record is of 2026-11-20, which is later/);
});
