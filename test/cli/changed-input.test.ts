import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { manyRecords } from '../support/many-records.ts';
import { record } from '../support/record.ts';
import { indexPath } from '../support/remembering.ts';
import { workspace } from '../support/workspace.ts';

test('list and show say the same whether or not a build has left what it read', async () => {
  const rich = record('rich', ['a.to', 'b.to', 'gone.to'], {
    amendments: [{ date: '2021-01-01', add: ['c.to', 'd.to'], remove: ['b.to'], reference: 'Order of January' }],
    excluded: [{ name: 'gone.to', by: 'court', reason: 'Refused in the judgment.' }],
    sources: [{ kind: 'primary', title: 'The order' }],
    notes: 'A note.',
  });
  const space = workspace({ ...manyRecords(), 'orders/rich.yaml': rich });
  space.now = Date.now() + 3_600_000;
  await space.run('build');
  space.write('orders/fixed/fixed-3.yaml', record('fixed-3', ['changed.to', 'a.to']));
  space.write('orders/fixed/fixed-5.yaml', record('fixed-5', ['co.uk']));
  const commands = [
    ['list', '--json'],
    ['list', '--name', 'www.a.to', '--json'],
    ['show', 'rich', '--names', '--json'],
    ['show', 'fixed-3', '--json'],
    ['show', 'fixed-7', '--json'],
  ];
  const say = async () => {
    const said = [];
    for (const argv of commands) said.push([argv, await space.run(...argv)]);
    return said;
  };
  const remembering = await say();
  rmSync(join(space.folder, indexPath));
  expect(remembering).toEqual(await say());
});
