import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { everything } from '../support/kills.ts';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';
import type { Scene, Stage } from './scene.ts';

type Files = Readonly<Record<string, string>>;

const onItsWay = /^\.blocklist\/pending|\.(part|lock|probe)$/;

/** Files that are for people and programs. */
function onRecord({ folder }: Workspace): Readonly<Record<string, readonly [mode: number, text: string]>> {
  const names = (readdirSync(folder, { recursive: true }) as string[]).sort();
  const files = names.filter((name) => !onItsWay.test(name) && statSync(join(folder, name)).isFile());
  return Object.fromEntries(
    files.map((name) => [name, [statSync(join(folder, name)).mode & 0o777, readFileSync(join(folder, name), 'utf8')]]),
  );
}

/** A command that is done once: where it was done, another one that writes clears up after it. */
function once(name: string, argv: readonly string[], files: Files): Scene {
  return {
    name,
    stage: async () => {
      const space = workspace(files);
      space.now = Date.now();
      const before = JSON.stringify(onRecord(space));
      return {
        ...stageOf(space, argv),
        heal: async () => {
          const isDone = JSON.stringify(onRecord(space)) !== before;
          const next = isDone ? [] : [await space.run(...argv)];
          return [...next, await space.run('check', '--report', 'json=checked.json')];
        },
      };
    },
  };
}

/** A command that can be given as often as one likes. */
function often(name: string, argv: readonly string[], files: Files, ...first: readonly (readonly string[])[]): Scene {
  return {
    name,
    stage: async () => {
      const space = workspace(files);
      for (const one of first) await space.run(...one);
      return { ...stageOf(space, argv), heal: async () => [await space.run(...argv)] };
    },
  };
}

function stageOf(space: Workspace, argv: readonly string[]): Omit<Stage, 'heal'> {
  return { space, argv, view: () => [onRecord(space)], entries: () => everything(space) };
}

const one = { 'orders/it/one.yaml': record('one', ['a.to', 'b.to']) };
const due = {
  'orders/it/one.yaml': record('one', ['a.to'], {
    obligations: [{ service: 'dns-resolver', effect: 'block', comply: { within: 'P30D', from: 'served' } }],
    events: [
      { type: 'effective', date: '2020-01-01' },
      { type: 'served', date: '2026-11-20' },
    ],
  }),
};
const many = Array.from({ length: 600 }, (_, number) => `site-${number}.to`);
const list = `${many.join('\n')}\n`;
const facts = [
  ...[
    '--instrument',
    'court-order',
    '--authority',
    'Tribunale di Milano',
    '--country',
    'IT',
    '--publication',
    'public',
  ],
  ...['--service', 'dns-resolver', '--effective', '2022-07-14', '--id', 'new'],
];
const approvals = { 'blocklist.config.yaml': 'approvals: { required: 1, people: [Anna, Bruno] }\n' };
const sides = {
  'old/orders/one.yaml': record(
    'one',
    Array.from({ length: 3000 }, (_, at) => `site-${at}.to`),
  ),
  'new/orders/one.yaml': record(
    'one',
    Array.from({ length: 3000 }, (_, at) => `site-${at}.live`),
  ),
};
const overflow = ['diff', 'old', 'new', '--format', 'markdown', '--overflow', 'all.txt', '--as-of', '2026-11-24'];

export const recordScenes: readonly Scene[] = [
  once('add, of names', ['add', ...facts, '--target', 'c.to'], one),
  once('add, of a list', ['add', ...facts, '--from', 'paper.txt'], { ...one, 'paper.txt': list }),
  once('amend', ['amend', 'one', '--from', 'paper.txt', '--date', '2026-06-10', '--changes'], {
    ...one,
    'paper.txt': list,
  }),
  once('stay', ['stay', 'one', '--date', '2026-11-20'], one),
  once('withdraw', ['withdraw', 'b.to', '--order', 'one', '--date', '2026-11-20'], one),
  once('approve', ['approve', 'one', '--by', 'Anna'], { ...one, ...approvals }),
  often('init', ['init', '.'], {}),
  often('check, with a report', ['check', '--report', 'json=report.json'], one),
  often('check, with a report in the place of another', ['check', '--report', 'json=report.json'], {
    ...one,
    'report.json': 'old\n',
  }),
  often('due, with a calendar', ['due', '--ics', 'due.ics', '--as-of', '2026-11-24'], { ...due, 'due.ics': 'old\n' }),
  often('diff, with what does not fit', overflow, { ...sides, 'all.txt': 'old\n' }),
];
