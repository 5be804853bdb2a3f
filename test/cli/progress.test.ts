import { expect, test } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { Progress } from '../../src/cli/progress.ts';

/** A terminal, or a file, on which so many milliseconds go by with each look at the clock. */
function watched(isTerminal: boolean, step: number): { io: Io; said: string[] } {
  const said: string[] = [];
  let now = 0;
  const io: Io = {
    stdout: () => {},
    stderr: (text) => void said.push(text),
    now: () => {
      now += step;
      return now - step;
    },
    cwd: '.',
    identity: () => '',
    isTerminal,
    colour: { stdout: false, stderr: false },
  };
  return { io, said };
}

function work(progress: Progress): void {
  for (let files = 1; files <= 8; files++) progress.reading(files, files * 1000);
  progress.writing('out/hosts');
  progress.end();
}

test('progress is said after half a second, a line in the place of the last one, and goes again', () => {
  const { io, said } = watched(true, 120);
  work(new Progress(io));
  expect(said).toEqual([
    '\r\u001b[KReading: 5 files, 5000 names, 8333 names a second',
    '\r\u001b[KReading: 6 files, 6000 names, 8333 names a second',
    '\r\u001b[KReading: 7 files, 7000 names, 8333 names a second',
    '\r\u001b[KReading: 8 files, 8000 names, 8333 names a second',
    '\r\u001b[KWriting out/hosts',
    '\r\u001b[K',
  ]);
});

test('whoever waits no longer than half a second is told nothing', () => {
  const { io, said } = watched(true, 10);
  work(new Progress(io));
  expect(said).toEqual([]);
});

test('a file is told nothing of progress', () => {
  const { io, said } = watched(false, 1000);
  work(new Progress(io));
  expect(said).toEqual([]);
});
