import { expect, test } from 'vitest';
import { distance } from '../../src/cli/deadline-words.ts';

const second = 1000;
const hour = 3600 * second;
const day = 24 * hour;

test('what is left is said in plain words and never rounded up', () => {
  const lefts = [
    0,
    59 * second,
    60 * second,
    hour - 1,
    hour,
    2 * hour - 1,
    48 * hour - 1,
    2 * day,
    3 * day - 1,
    400 * day,
  ];
  expect(lefts.map((left) => distance(left, 0))).toEqual([
    'in less than a minute',
    'in less than a minute',
    'in 1 minute',
    'in 59 minutes',
    'in 1 hour',
    'in 1 hour',
    'in 47 hours',
    'in 2 days',
    'in 2 days',
    'in 400 days',
  ]);
  expect([30 * second, 25 * 60 * second, day, 3 * day].map((ago) => distance(0, ago))).toEqual([
    'just now',
    '25 minutes ago',
    '24 hours ago',
    '3 days ago',
  ]);
});
