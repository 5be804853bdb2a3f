import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { record } from '../support/record.ts';
import { workspace } from '../support/workspace.ts';

const path = join(import.meta.dirname, 'lumen-intake.json');
const takes = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(path, 'utf8')));

test('Lumen takes the notice of every public order of this project, and drops nothing of it', async () => {
  const space = workspace();
  cpSync(join(import.meta.dirname, '../../orders'), join(space.folder, 'orders'), { recursive: true });
  const { orders } = JSON.parse((await space.run('list', '--json')).stdout) as {
    readonly orders: readonly { readonly id: string; readonly publication: string; readonly state: string }[];
  };
  const open = orders.filter(({ publication, state }) => publication === 'public' && state !== 'kept');
  expect(open.length).toBeGreaterThan(5);
  for (const { id } of open) {
    const { stdout } = await space.run('export', id, '--format', 'lumen');
    expect([id, takes(JSON.parse(stdout)) ? null : takes.errors]).toEqual([id, null]);
  }
});

async function noticeOf(fields: object): Promise<Readonly<Record<string, unknown>>> {
  const { run } = workspace({ 'orders/a.yaml': record('a', ['a.to'], fields) });
  return JSON.parse((await run('export', 'a', '--format', 'lumen')).stdout).notice;
}

test('a law with a comma stays one law where Lumen cuts at commas', async () => {
  const { regulation_list } = await noticeOf({ legalBasis: ['L. 633/1941, art. 156', 'D.Lgs. 70/2003'] });
  expect(String(regulation_list).split(',')).toEqual(['L. 633/1941; art. 156', ' D.Lgs. 70/2003']);
});

test('a date that Lumen would refuse the notice for is left out', async () => {
  const events = (issued: string) => [
    { type: 'issued', date: issued },
    { type: 'effective', date: '2020-01-01' },
  ];
  expect(await noticeOf({ events: events('1998-10-28') })).not.toHaveProperty('date_sent');
  expect(await noticeOf({ events: events('1998-10-29') })).toHaveProperty('date_sent', '1998-10-29');
});
