import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addPaper, blockedOn, isBlocked, recordFile } from '../../support/importing.ts';
import { utf8 } from '../../support/papers.ts';
import { type Workspace, workspace } from '../../support/workspace.ts';

/** A line of a register: a name, the day from which it is listed, the day on which it was taken off. */
type Line = readonly [name: string, from: string, deleted?: string];

function paper(lines: readonly Line[]): Uint8Array {
  const rows = lines.map(([name, from, deleted = '']) => `${name};${from};${deleted}`);
  return utf8(['Domain;Listed;Deleted', ...rows, ''].join('\n'));
}

async function editions(first: readonly Line[], ...later: readonly (readonly [string, readonly Line[]])[]) {
  const space = workspace({ 'first.csv': paper(first) });
  const added = await addPaper(space, 'first.csv');
  expect([added.status, added.stderr]).toEqual([0, expect.stringContaining('Written')]);
  for (const [day, lines] of later) await amend(space, day, lines);
  return space;
}

async function amend(space: Workspace, day: string, lines: readonly Line[]): Promise<string> {
  space.write('later.csv', paper(lines));
  const run = await space.run('amend', 'register', '--from', 'later.csv', '--whole', '--date', day);
  expect([run.status, run.stderr]).toEqual([0, expect.stringMatching(/Written to|stays as it is/)]);
  return run.stderr;
}

const old: Line = ['stays.cz', '2024-03-01'];

test.each([
  ['in the past', '2026-05-20', '2026-05-19'],
  ['on the day of the paper', '2026-06-10', '2026-06-09'],
  ['in the future', '2026-12-31', '2026-12-30'],
])(
  'a name whose deletion is dated %s is blocked through the day before and free from that day on',
  async (_, day, before) => {
    const space = await editions(
      [old, ['ends.cz', '2024-03-01']],
      ['2026-06-10', [old, ['ends.cz', '2024-03-01', day]]],
    );
    expect([await isBlocked(space, 'ends.cz', before), await isBlocked(space, 'ends.cz', day)]).toEqual([true, false]);
    expect(await isBlocked(space, 'stays.cz', day)).toBe(true);
    expect((await space.run('check')).status).toBe(0);
  },
);

test('a name that is gone from the whole list without a date is free from the day of the paper', async () => {
  const space = await editions([old, ['gone.cz', '2024-03-01']], ['2026-06-10', [old]]);
  expect(await blockedOn(space, '2026-06-09')).toEqual(['gone.cz', 'stays.cz']);
  expect(await blockedOn(space, '2026-06-10')).toEqual(['stays.cz']);
});

test('a name that is listed again after it was taken off is free in between', async () => {
  const again: Line[] = [old, ['again.cz', '2024-03-01', '2026-03-01'], ['again.cz', '2026-05-01']];
  const space = await editions([old, ['again.cz', '2024-03-01']], ['2026-06-10', again]);
  const days = ['2026-02-28', '2026-03-01', '2026-04-30', '2026-05-01', '2027-01-01'];
  expect(await Promise.all(days.map((day) => isBlocked(space, 'again.cz', day)))).toEqual([
    true,
    false,
    false,
    true,
    true,
  ]);
});

test('an end that a later edition takes back, brings forward or puts off is the end of the later one', async () => {
  const first: Line[] = ['back.cz', 'forward.cz', 'off.cz'].map((name) => [name, '2024-03-01', '2026-12-31']);
  const space = await editions(first, [
    '2026-06-10',
    [
      ['back.cz', '2024-03-01'],
      ['forward.cz', '2024-03-01', '2026-10-01'],
      ['off.cz', '2024-03-01', '2027-02-01'],
    ],
  ]);
  expect(await blockedOn(space, '2026-09-30')).toEqual(['back.cz', 'forward.cz', 'off.cz']);
  expect(await blockedOn(space, '2026-12-31')).toEqual(['back.cz', 'off.cz']);
  expect(await blockedOn(space, '2027-01-31')).toEqual(['back.cz', 'off.cz']);
  expect(await blockedOn(space, '2027-02-01')).toEqual(['back.cz']);
});

test('an end that lies ahead does not bar the next edition, which may take it back', async () => {
  const space = await editions(
    [old, ['ends.cz', '2024-03-01']],
    ['2026-06-10', [old, ['ends.cz', '2024-03-01', '2027-01-01']]],
    ['2026-07-10', [old, ['ends.cz', '2024-03-01'], ['new.cz', '2026-07-10']]],
  );
  expect(await blockedOn(space, '2027-01-01')).toEqual(['ends.cz', 'new.cz', 'stays.cz']);
});

test('a name that is to come and is not in the next edition never comes', async () => {
  const space = await editions([old, ['coming.cz', '2026-09-01']], ['2026-06-10', [old]]);
  expect(await blockedOn(space, '2026-09-01')).toEqual(['stays.cz']);
});

test('an edition that says what is on record leaves it as it is', async () => {
  const lines: Line[] = [
    old,
    ['coming.cz', '2026-09-01'],
    ['ends.cz', '2024-03-01', '2027-01-01'],
    ['was.cz', '2024-03-01', '2025-01-01'],
  ];
  const space = await editions(lines);
  const record = space.read(recordFile);
  expect(await amend(space, '2026-06-10', lines)).toContain('The record stays as it is.');
  expect(space.read(recordFile)).toBe(record);
});

test('two editions of one day: the second counts', async () => {
  const space = await editions(
    [old],
    ['2026-06-10', [old, ['one.cz', '2026-06-10']]],
    ['2026-06-10', [old, ['two.cz', '2026-06-10']]],
  );
  expect(await blockedOn(space, '2026-06-09')).toEqual(['stays.cz']);
  expect(await blockedOn(space, '2026-06-10')).toEqual(['stays.cz', 'two.cz']);
});

const months = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01', '2026-07-01'];
const month = fc.integer({ min: 0, max: months.length - 2 });
const anyLine = fc
  .tuple(fc.constantFrom('a.cz', 'b.cz', 'c.cz'), month, fc.option(fc.integer({ min: 1, max: 3 })))
  .map(([name, from, length]): Line => {
    const end = months[from + (length ?? 99)];
    return end === undefined ? [name, months[from] ?? ''] : [name, months[from] ?? '', end];
  });
const anyPaper = fc.array(anyLine, { maxLength: 5 }).map((lines): Line[] => [old, ...lines]);

/** What a paper lists on a day, by nothing but its words. */
function listedOn(lines: readonly Line[], day: string): readonly string[] {
  const on = lines.filter(([, from, deleted]) => from <= day && (deleted === undefined || day < deleted));
  return [...new Set(on.map(([name]) => name))].sort();
}

test('from the day of an edition on, the order lists what the edition lists, day by day', async () => {
  await fc.assert(
    fc.asyncProperty(anyPaper, anyPaper, anyPaper, async (first, second, third) => {
      const space = await editions(first);
      for (const [of, lines] of [
        ['2026-02-15', second],
        ['2026-04-15', third],
      ] as const) {
        await amend(space, of, lines);
        for (const day of [of, ...months.filter((one) => one > of)])
          expect([of, day, await blockedOn(space, day)]).toEqual([of, day, listedOn(lines, day)]);
      }
    }),
    { numRuns: 25 },
  );
});
