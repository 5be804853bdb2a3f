import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { OrderRecord } from '../../../src/core/order.ts';
import { accountFile, addPaper, blockedOn, csvRows, isBlocked, recordFile } from '../../support/importing.ts';
import { type Workspace, workspace } from '../../support/workspace.ts';

const names = Array.from({ length: 3000 }, (_, at) => `name-${at}.cz`);

async function added(file: string, text: string, answers: object = {}): Promise<Workspace> {
  const space = workspace({ [file]: text, 'answers.json': JSON.stringify(answers) });
  const { status, stderr } = await addPaper(space, file, '--answers', 'answers.json');
  expect([status, stderr]).toEqual([0, expect.stringContaining('Written')]);
  expect((await space.run('check')).status).toBe(0);
  return space;
}

test('three thousand names without days are a list beside the record, with its digest and its count', async () => {
  const space = await added('list.txt', `${names.join('\n')}\n`);
  const { annex, targets } = parse(space.read(recordFile)) as OrderRecord;
  const bytes = readFileSync(join(space.folder, 'orders/cz/register/annex.txt'));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect([targets, annex]).toEqual([undefined, { file: 'register/annex.txt', sha256, count: 3000 }]);
  expect(bytes.toString()).toBe(`${names.join('\n')}\n`);
  expect(await blockedOn(space, '2026-11-24')).toEqual(names.toSorted());
  expect(csvRows(space.read(accountFile))).toHaveLength(3001);
});

interface Row {
  readonly name: string;
  /** Empty: as long as the order. */
  readonly from: string;
  readonly deleted: string;
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ name, from, deleted }) => `${name};${from};${deleted}`);
  return ['Domain;Listed;Deleted', ...lines, ''].join('\n');
}

function listedOn(rows: readonly Row[], day: string): readonly string[] {
  const on = rows.filter(({ from, deleted }) => from <= day && (deleted === '' || day < deleted));
  return [...new Set(on.map(({ name }) => name))].sort();
}

test('three thousand names with days are listed on just their days', async () => {
  const day = (number: number) => new Date(Date.UTC(2024, 0, 1 + number)).toISOString().slice(0, 10);
  const rows = names.map((name, at): Row => {
    const from = at % 7 === 0 ? '' : day(at % 200);
    return { name, from, deleted: at % 3 === 0 ? day(201 + (at % 100)) : '' };
  });
  const space = workspace({ 'list.csv': table(rows) });
  const { stderr } = await addPaper(space, 'list.csv');
  expect(stderr).toContain('It lists 3000 names');
  for (const number of [0, 1, 100, 199, 200, 201, 250, 300, 301, 500])
    expect([number, await blockedOn(space, day(number))]).toEqual([number, listedOn(rows, day(number))]);
});

const months = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01'];
const anyRow = fc
  .record({
    name: fc.constantFrom('a.cz', 'b.cz', 'c.cz', 'd.cz'),
    from: fc.option(fc.integer({ min: 0, max: 4 })),
    length: fc.option(fc.integer({ min: 1, max: 3 })),
  })
  .map(
    ({ name, from, length }): Row => ({
      name,
      from: from === null ? '' : (months[from] ?? ''),
      deleted: length === null ? '' : (months[(from ?? 0) + length] ?? ''),
    }),
  );

test('in a long list as in a short one, a name is listed on the days of all its lines together', async () => {
  const many = names.slice(0, 501).map((name): Row => ({ name, from: '', deleted: '' }));
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 8 }), fc.boolean(), async (rows, isLong) => {
      const all = isLong ? [...rows, ...many] : [...rows, ...many.slice(0, 2)];
      const space = await added('list.csv', table(all));
      for (const day of ['2025-12-31', ...months])
        expect([day, await blockedOn(space, day)]).toEqual([day, listedOn(all, day)]);
    }),
    { numRuns: 25 },
  );
});

const special = [
  'co.uk',
  'left-out.cz',
  'no █ name',
  'http://page.cz/a/b',
  '192.0.2.7',
  'kickass.*',
  '*.below.cz',
  'wikipedia.org',
];
const answers = {
  'line 1': { accept: 'The court names it so.' },
  'line 2': { leaveOut: 'The court has taken it out.', by: 'court' },
  'line 3': { leaveOut: 'Nobody can read what it says.', by: 'operator' },
  'line 8': { leaveOut: 'It is a library for all.', by: 'operator' },
};

test.each([
  ['short', 3],
  ['long', 600],
])('a %s list keeps what is accepted, what is left out, and what no resolver can be told', async (_, count) => {
  const plain = names.slice(0, count);
  const space = await added('list.txt', [...special, ...plain, ''].join('\n'), answers);
  expect(await blockedOn(space, '2026-11-24')).toEqual(expect.arrayContaining(['co.uk', ...plain]));
  for (const name of ['left-out.cz', 'wikipedia.org', 'page.cz', 'kickass.com', 'below.cz'])
    expect([name, await isBlocked(space, name, '2026-11-24')]).toEqual([name, false]);
  expect(await isBlocked(space, 'www.below.cz', '2026-11-24')).toBe(true);
  const record = space.read(recordFile);
  const kept = count > 500 ? space.read('orders/cz/register/annex.txt') : record;
  for (const text of ['http://page.cz/a/b', '192.0.2.7', 'kickass', 'left-out.cz']) expect(kept).toContain(text);
  const { excluded } = parse(record) as OrderRecord;
  expect(excluded).toEqual([
    { name: 'left-out.cz', by: 'court', reason: 'The court has taken it out.' },
    { name: 'no █ name', by: 'operator', reason: 'Nobody can read what it says.' },
    { name: 'wikipedia.org', by: 'operator', reason: 'It is a library for all.' },
  ]);
});
