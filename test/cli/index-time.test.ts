import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { record } from '../support/record.ts';
import { isAnswered } from '../support/remembering.ts';
import { acceptingWorkspace, type Workspace } from '../support/workspace.ts';

const hour = 3_600_000;
const noon = Date.UTC(2026, 10, 24, 12);
/** The end of 24 November in Rome. */
const lastHour = Date.UTC(2026, 10, 24, 23);
const nextBeginning = Date.UTC(2026, 10, 30, 23);

async function built(): Promise<Workspace> {
  const space = acceptingWorkspace({
    'orders/always.yaml': record('always', ['always.to']),
    'orders/ends.yaml': record('ends', ['ends.to'], {
      events: [
        { type: 'effective', date: '2020-01-01' },
        { type: 'expires', date: '2026-11-24' },
      ],
    }),
    'orders/begins.yaml': record('begins', ['begins.to'], { events: [{ type: 'effective', date: '2026-12-01' }] }),
    'orders/name.yaml': record('name', [{ name: 'later.to', from: '2027-01-01' }, 'now.to']),
  });
  space.now = noon;
  await space.run('build');
  return space;
}

function names({ read }: Workspace): readonly string[] {
  return read('out/domains.txt').split('\n').slice(0, -1).sort();
}

describe('a build of unchanged orders', () => {
  test('before the next moment writes nothing and says what the last one said', async () => {
    const space = await built();
    const times = () =>
      ['out', 'out/current', 'out/builds', 'out/domains.txt'].map((path) => statSync(join(space.folder, path)).mtimeMs);
    const before = times();
    const second = await space.run('build');
    for (const now of [noon + 1, noon + hour, lastHour - 1]) {
      space.now = now;
      expect(
        await isAnswered(space, async () => {
          const run = await space.run('build');
          expect(run).toEqual(second);
          return run;
        }),
      ).toBe(true);
    }
    expect(second.stderr).toMatch(/the files were up to date\. Build again at 2026-11-24 23:00 UTC, /);
    expect(times()).toEqual(before);
  });

  test('is made anew from the moment on when an order ends, an order begins, a name begins', async () => {
    const space = await built();
    expect(names(space)).toEqual(['always.to', 'ends.to', 'now.to']);
    for (const [now, expected] of [
      [lastHour, ['always.to', 'now.to']],
      [nextBeginning - 1, ['always.to', 'now.to']],
      [nextBeginning, ['always.to', 'begins.to', 'now.to']],
      [Date.UTC(2027, 0, 5), ['always.to', 'begins.to', 'later.to', 'now.to']],
    ] as const) {
      space.now = now;
      await space.run('build');
      expect([now, names(space)]).toEqual([now, expected]);
    }
  });

  test('is made anew when the clock was set back', async () => {
    const space = await built();
    space.now = lastHour;
    await space.run('build');
    space.now = noon;
    await space.run('build');
    expect(names(space)).toEqual(['always.to', 'ends.to', 'now.to']);
    space.now = noon - 1;
    expect(await isAnswered(space, () => space.run('build'))).toBe(false);
    expect(JSON.parse(space.read('out/manifest.json')).asOf).toBe('2026-11-24T11:59:59Z');
  });

  test('for a day of the past is the same whatever the clock says', async () => {
    const space = await built();
    await space.run('build', '--as-of', '2026-11-24');
    space.now = Date.UTC(2030, 0, 1);
    expect(await isAnswered(space, () => space.run('build', '--as-of', '2026-11-24'))).toBe(true);
    expect(names(space)).toEqual(['always.to', 'ends.to', 'now.to']);
  });
});
