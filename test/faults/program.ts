import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '../support/workspace.ts';
import { aboutOf, type Moment, momentsIn, traced } from './calls.ts';

const program = join(import.meta.dirname, '../../bin/blocklist.js');

/** SIGKILL, an error of the disk, or a write that is said to be done and is not. */
export type Fault = 'SIGKILL' | 'ENOSPC' | 'EIO' | 'EROFS' | 'EDQUOT' | 'EACCES' | 'lost';

export interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program in a process of its own, while this one goes on: servers that it asks may be here. */
export async function ended(argv: readonly string[], { folder }: Pick<Workspace, 'folder'>): Promise<Ended> {
  const [name = '', ...rest] = argv;
  // One thread for work on the disk, so that its calls come in one order.
  const env = { ...process.env, UV_THREADPOOL_SIZE: '1', TMPDIR: folder, NO_COLOR: '1' };
  const child = spawn(name, rest, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) child[stream].on('data', (text) => (said[stream] += text));
  const [status, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (...how) => resolve(how));
  });
  return { status, signal, ...said };
}

/** The command line of the program. */
export function commandLine(argv: readonly string[]): readonly string[] {
  return [process.execPath, program, ...argv];
}

/** Where `argv` touches the disk of a workspace, and how it ended. */
export async function tracedRun(
  argv: readonly string[],
  space: Workspace,
): Promise<Ended & { readonly moments: readonly Moment[] }> {
  const log = `${space.folder}.trace`;
  const run = await ended(['strace', '-f', '-y', '-s', '0', '-o', log, '-e', traced, ...commandLine(argv)], space);
  const moments = momentsIn(log, space.folder);
  rmSync(log);
  return { ...run, moments };
}

export interface Struck {
  readonly moment: Moment;
  readonly fault: Fault;
  readonly space: Workspace;
  /** How many calls of the kind later: the program makes some that touch no disk, now more of them and now less. */
  readonly shift: number;
}

/** The same with one fault; `isStruck`: whether it struck what it was meant for. */
export async function struckRun(
  argv: readonly string[],
  { moment, fault, space, shift }: Struck,
): Promise<Ended & { readonly isStruck: boolean }> {
  const { thread, call, nth } = moment;
  const log = `${space.folder}.trace`;
  // Without -f, the main thread is the only one that is traced.
  const follow = thread === 'main' ? [] : ['-f'];
  const inject = `inject=${call}:${injected(fault, moment)}:when=${nth + shift}`;
  const strace = ['strace', ...follow, '-y', '-s', '0', '-o', log, '-e', `trace=${call}`, '-e', inject];
  const run = await ended([...strace, ...commandLine(argv)], space);
  const text = readFileSync(log, 'utf8');
  rmSync(log);
  return { ...run, isStruck: struckIn(text, fault).some((one) => aboutOf(one, space.folder) === moment.about) };
}

/** The calls that a fault struck, as a log has them: what is killed does not come back from its last one. */
function struckIn(log: string, fault: Fault): readonly string[] {
  const calls = log.split('\n').flatMap((line) => /^(?:\d+ +)?\w+\((.*)$/.exec(line)?.[1] ?? []);
  if (fault === 'SIGKILL') return calls.filter((call) => /= \?$|<unfinished \.\.\.>$/.test(call));
  return calls.filter((call) => call.includes('(INJECTED)'));
}

function injected(fault: Fault, { result }: Moment): string {
  if (fault === 'SIGKILL') return 'signal=KILL';
  return fault === 'lost' ? `retval=${result}` : `error=${fault}`;
}
