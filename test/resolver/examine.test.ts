import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { DomainName } from '../../src/core/name.ts';
import type { Subject } from '../../src/core/subject.ts';
import { examine } from '../../src/resolver/examine.ts';
import { Pace } from '../../src/resolver/pace.ts';
import type { Reply } from '../../src/resolver/reply.ts';

test('where a result cannot be kept, no question goes on behind the error', async () => {
  let [onTheWay, asked] = [0, 0];
  const ask = async (): Promise<Reply> => {
    onTheWay += 1;
    asked += 1;
    await setTimeout(asked % 7);
    onTheWay -= 1;
    return { kind: 'no-answer', why: 'timed-out' };
  };
  const subjects = Array.from({ length: 400 }, (_, index) => [index, subject(`site-${index}.to`)] as const);
  const examining = examine(subjects, {
    client: { ask },
    pace: new Pace(100_000),
    notices: new Set(),
    seed: 'seed',
    onZone: () => {},
    onResult: () => {
      throw new Error('the disk is full');
    },
  });
  await expect(examining).rejects.toThrow('the disk is full');
  expect(onTheWay).toBe(0);
  const before = asked;
  await setTimeout(50);
  expect([asked, before < subjects.length]).toEqual([before, true]);
});

function subject(name: string): Subject {
  return { kind: 'control', name: name as DomainName, part: 'self', expected: undefined, orders: [] };
}
