import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Pace } from '../../src/resolver/pace.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** Lets time pass, with a question in every tenth of a second. */
async function pass(pace: Pace, seconds: number): Promise<void> {
  for (let tenth = 0; tenth < seconds * 10; tenth++) {
    vi.advanceTimersByTime(100);
    await pace.take();
  }
}

test('a pace begins slowly, grows to the most, and no further', async () => {
  const pace = new Pace(5000);
  expect(pace.rate).toBe(1000);
  await pass(pace, 4);
  expect(pace.rate).toBeCloseTo(3000);
  await pass(pace, 10);
  expect(pace.rate).toBe(5000);
});

test('a pace that is slower than the first stays as it was asked for', async () => {
  const pace = new Pace(20);
  await pass(pace, 5);
  expect(pace.rate).toBe(20);
  const slowest = new Pace(3);
  slowest.slowDown();
  expect(slowest.rate).toBe(3);
});

test('late answers halve it, those that were asked for before with them, and never to a standstill', async () => {
  const pace = new Pace(1000);
  pace.slowDown();
  for (let late = 0; late < 50; late++) pace.slowDown();
  expect(pace.rate).toBe(500);
  await pass(pace, 2);
  expect(pace.rate).toBe(500);
  await pass(pace, 2);
  expect(pace.rate).toBeGreaterThan(500);
  for (let turn = 0; turn < 20; turn++) {
    vi.advanceTimersByTime(3000);
    pace.slowDown();
  }
  expect(pace.rate).toBe(10);
});

test('no more go through in a second than the pace allows', async () => {
  const pace = new Pace(100);
  let through = 0;
  for (let question = 0; question < 50; question++) void pace.take().then(() => through++);
  await Promise.resolve();
  await Promise.resolve();
  // A burst of a twentieth; the others wait.
  expect(through).toBe(5);
});
