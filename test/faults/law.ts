import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { Moment } from './calls.ts';
import { type Ended, type Fault, struckRun, tracedRun } from './program.ts';
import type { End, Scene, Stage } from './scene.ts';

/** A fault at a moment. */
export interface Point {
  readonly moment: Moment;
  readonly fault: Fault;
}

/** How a command goes that nothing befalls. */
interface Untouched {
  readonly status: number | null;
  readonly before: Views;
  readonly after: Views;
  readonly healed: unknown;
  readonly entries: readonly string[];
}

type Views = Readonly<Record<End, readonly unknown[]>>;

export interface Course extends Untouched {
  readonly points: readonly Point[];
}

/** Runs a scene without faults, and finds where they can strike. */
export async function courseOf(scene: Scene): Promise<Course> {
  const stage = await scene.stage();
  const before = viewsOf(stage);
  const { status, moments, stderr } = await tracedRun(stage.argv, stage.space);
  expect([scene.name, moments.length > 0, stderr]).toEqual([scene.name, true, expect.any(String)]);
  const after = viewsOf(stage);
  for (const run of await stage.heal()) expect([scene.name, run]).toEqual([scene.name, { ...run, status: 0 }]);
  const points = moments.flatMap((moment) => faultsAt(moment, scene).map((fault) => ({ moment, fault })));
  return { status, before, after, healed: stage.view('ended'), entries: stage.entries(), points };
}

function viewsOf({ view }: Stage): Views {
  return { killed: view('killed'), ended: view('ended') };
}

const everywhere: readonly Fault[] = ['SIGKILL', 'ENOSPC', 'EIO', 'EROFS'];

function faultsAt({ call }: Moment, { readsBack }: Scene): readonly Fault[] {
  const isWrite = /write/.test(call);
  const takesRoom = isWrite || /^(open|creat|mkdir|link|symlink|rename)/.test(call);
  const isName = /^(open|creat|mkdir|rmdir|link|symlink|rename|unlink|chmod|fchmod|utime)/.test(call);
  return [
    ...everywhere,
    ...(takesRoom ? (['EDQUOT'] as const) : []),
    ...(isName ? (['EACCES'] as const) : []),
    ...(isWrite && readsBack ? (['lost'] as const) : []),
  ];
}

export interface Trial {
  readonly isStruck: boolean;
  /** What was not as it must be, in words. */
  readonly breaches: readonly string[];
}

/**
 * Where a call is looked for, from the number that it had. In half of all runs the main thread makes one call more that touches
 * no disk, so the places next to it are tried in turn, several times, before those further off.
 */
const shifts: readonly number[] = [0, ...Array(5).fill([-1, 0, 1]).flat(), 2, -2, 3, -3, 4, -4];

/** Has one fault strike a scene, and looks at what comes of it. */
export async function tryPoint(scene: Scene, point: Point, course: Course): Promise<Trial> {
  for (const shift of shifts) {
    const stage = await scene.stage();
    const run = await struckRun(stage.argv, {
      ...point,
      space: stage.space,
      shift: Math.max(shift, 1 - point.moment.nth),
    });
    const name = nameOf(point);
    if (run.isStruck) return { isStruck: true, breaches: await breachesOf(run, { stage, ...point, name, course }) };
  }
  return { isStruck: false, breaches: [`${nameOf(point)}: it never came to that`] };
}

interface Struck {
  readonly stage: Stage;
  readonly fault: Fault;
  /** For people. */
  readonly name: string;
  readonly course: Course;
}

/** Holds what came of a fault against the law. */
export async function breachesOf(run: Ended, { stage, fault, name, course }: Struck): Promise<readonly string[]> {
  const breaches: string[] = [];
  const complain = (what: string) => breaches.push(`${name}: ${what}`);
  const end = run.signal === 'SIGKILL' ? 'killed' : 'ended';
  const left = stage.view(end);
  const isIn = (views: Views, index: number) => isDeepStrictEqual(left[index], views[end][index]);
  const isNew = left.every((_, index) => isIn(course.after, index));
  const isBetween = (one: unknown, index: number) =>
    stage.onTheWay?.[index]?.some((whole) => isDeepStrictEqual(one, whole)) ?? false;
  const isWhole = left.every(
    (one, index) => isIn(course.before, index) || isIn(course.after, index) || isBetween(one, index),
  );
  if (!isWhole) complain(`neither old nor new: ${shown(left)}`);
  for (const what of saidBadly(run, fault, {
    isNew,
    isChanged: !left.every((_, index) => isIn(course.before, index)),
    course,
  }))
    complain(what);
  for (const { status, stderr } of await stage.heal()) if (status !== 0) complain(`not healed, ${status}: ${stderr}`);
  const healed = stage.view('ended');
  if (!isDeepStrictEqual(healed, course.healed)) complain(`healed to something else: ${shown(healed)}`);
  const entries = stage.entries();
  if (!isDeepStrictEqual(entries, course.entries)) complain(`left around: ${differences(entries, course.entries)}`);
  return breaches;
}

function nameOf({ moment: { thread, call, nth, about }, fault }: Point): string {
  return `${fault} at ${thread} ${call} ${nth} (${about})`;
}

/** What is wrong with how a run ended and what it told. */
function saidBadly(
  { status, signal, stdout, stderr }: Ended,
  fault: Fault,
  { isNew, isChanged, course }: { readonly isNew: boolean; readonly isChanged: boolean; readonly course: Course },
): readonly string[] {
  if (fault === 'SIGKILL') return signal === 'SIGKILL' ? [] : ['it was not killed'];
  const told = `${status}: ${stderr}`;
  if (status === 0) return isNew ? [] : [`it says that all is well: ${stderr}`];
  if (status === null || ![1, 2, 4].includes(status)) return [`exit status ${told}`];
  const complaints: string[] = [];
  if (/^\s+at .*:\d+/m.test(stdout + stderr)) complaints.push(`a stack trace: ${stderr}`);
  if (status === course.status) return complaints;
  if (fault !== 'lost' && !new RegExp(`^\\S+: [a-z ,-]+ \\(${fault}\\)\\. [A-Z].*\\.$`, 'm').test(stderr))
    complaints.push(`no plain message: ${told}`);
  if (isChanged && !/in place|written all the same|broke off|asked and told/.test(stderr))
    complaints.push(`it does not say that it is done: ${told}`);
  return complaints;
}

function shown(view: unknown): string {
  return JSON.stringify(view)?.slice(0, 600) ?? 'nothing';
}

function differences(entries: readonly string[], wanted: readonly string[]): string {
  const more = entries.filter((one) => !wanted.includes(one)).map((one) => `+${one}`);
  return [...more, ...wanted.filter((one) => !entries.includes(one)).map((one) => `-${one}`)].join(' ');
}
