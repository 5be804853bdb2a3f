// What the measures share: the inputs, the commands of the program, and the comparison with another command.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeAnnex, makeOrders } from './inputs.js';
import { inTurn, medianOf } from './timing.js';

const node = process.execPath;
const program = new URL('../bin/blocklist.js', import.meta.url).pathname;

/** What a program in JavaScript cannot go below. */
export const nothing = { argv: [node, '-e', '0'] };

export function run(cwd, ...words) {
  return { argv: [node, program, ...words], cwd };
}

/** Runs a command of the program; not as one that this process waits for: a resolver's answers come meanwhile. */
export function ours(cwd, ...words) {
  const { argv } = run(cwd, ...words);
  return new Promise((resolve, reject) => {
    const child = spawn(argv[0], argv.slice(1), { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

export function rebuild(cwd) {
  return run(cwd, 'build', '--as-of', '2026-11-24');
}

/** From nothing: without the files of an earlier build. */
export function build(cwd) {
  return { ...rebuild(cwd), before: () => rmSync(join(cwd, 'out'), { recursive: true, force: true }) };
}

export function against(ours, theirs) {
  const pairs = inTurn(ours, theirs);
  return {
    ours: medianOf(pairs, (pair) => pair.ours.seconds),
    theirs: medianOf(pairs, (pair) => pair.theirs.seconds),
    ratio: medianOf(pairs, (pair) => pair.ours.seconds / pair.theirs.seconds),
    ourPeak: medianOf(pairs, (pair) => pair.ours.mebibytes),
    theirPeak: medianOf(pairs, (pair) => pair.theirs.mebibytes),
  };
}

/** Inputs below a folder, each made when it is first asked for. */
export function inputsIn(folder) {
  const made = new Map();
  const once = (name, make) => {
    if (!made.has(name)) {
      const cwd = join(folder, name);
      mkdirSync(cwd, { recursive: true });
      made.set(name, { cwd, files: make(cwd) });
    }
    return made.get(name);
  };
  return {
    none: () => once('none', () => []),
    annex: (count) => once(`annex-${count}`, (cwd) => makeAnnex(cwd, count)),
    badAnnex: (count) => once(`bad-annex-${count}`, (cwd) => makeAnnex(cwd, count, { hasBadLine: true })),
    orders: (count, targets) => once(`orders-${count}-${targets}`, (cwd) => makeOrders(cwd, count, { targets })),
  };
}
