import { afterAll, expect, test } from 'vitest';
import { courseOf, type Point, tryPoint } from './law.ts';
import { inTwos, scenes } from './scenes.ts';

/** How many faults are tried of each command, always the same; FAULTS=all tries each at each moment. */
const wanted = process.env['FAULTS'] === 'all' ? Number.POSITIVE_INFINITY : Number(process.env['FAULTS'] ?? 2);

const tried: { readonly name: string; readonly struck: number; readonly points: number }[] = [];

test.each(scenes)('%s', async (name, scene) => {
  const course = await courseOf(scene);
  const points = sampleOf(course.points);
  const trials = await inTwos(points, (point) => tryPoint(scene, point, course));
  tried.push({ name, points: course.points.length, struck: trials.filter(({ isStruck }) => isStruck).length });
  const breaches = trials.flatMap(({ breaches }) => breaches);
  expect(breaches).toEqual([]);
});

afterAll(() => {
  const lines = tried.map(({ name, struck, points }) => `${name}: ${struck} of ${points} faults struck`);
  const all = tried.reduce((sum, { struck }) => sum + struck, 0);
  process.stdout.write(`${lines.join('\n')}\n${all} faults struck in all.\n`);
});

/** Spread over the whole run, and so over all kinds of faults. */
function sampleOf(points: readonly Point[]): readonly Point[] {
  const step = Math.max(1, points.length / wanted);
  return points.filter((_, at) => Math.floor((at + step / 2) / step) > Math.floor((at - 1 + step / 2) / step));
}
