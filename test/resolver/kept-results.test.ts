import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keptResults } from '../../src/cli/verify/kept-results.ts';
import type { Result } from '../../src/resolver/examine.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

const result: Result = {
  finding: 'blocked',
  answer: 'NXDOMAIN',
  way: 'A over UDP',
  marked: true,
  answered: true,
  resolved: false,
};

function open({ folder, now }: Workspace, plan: string = 'a') {
  const world = { cwd: folder, now: () => now } as Parameters<typeof keptResults>[1];
  return keptResults({ file: 'state', plan }, world);
}

test('what a killed run has kept is gone on from, but for a line that was cut off and what was not answered', () => {
  const space = workspace();
  const first = open(space);
  first.add(3, result);
  first.add(4, { ...result, finding: 'no-answer' });
  first.addZone({ zone: 'rpz.block', serial: 7 });
  appendFileSync(join(space.folder, 'state'), '[5,{"finding":"blo');
  space.now += 60_000;
  const second = open(space);
  expect([...second.results]).toEqual([[3, result]]);
  expect([...second.zones.values()]).toEqual([{ zone: 'rpz.block', serial: 7 }]);
  expect(second.begun).toBe(first.begun);
  second.add(6, result);
  expect([...open(space).results.keys()]).toEqual([3, 6]);
});

test('answers to other questions, old ones, and files of somebody else are not gone on from', () => {
  const space = workspace({ other: 'text\n' });
  open(space);
  expect(() => open(space, 'b')).toThrow('was begun for other names');
  space.now += 25 * 3_600_000;
  expect(() => open(space)).toThrow('more than a day ago');
  space.write('state', 'text\n');
  expect(() => open(space)).toThrow('is not what verify keeps');
});
