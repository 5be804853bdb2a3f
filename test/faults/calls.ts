import { readFileSync } from 'node:fs';

/** What can change a disk. Reads are left out, and so is what only looks. */
const changing = [
  ...['open', 'openat', 'creat', 'write', 'pwrite64', 'writev', 'pwritev', 'pwritev2', 'copy_file_range', 'sendfile'],
  ...['rename', 'renameat', 'renameat2', 'link', 'linkat', 'symlink', 'symlinkat', 'unlink', 'unlinkat'],
  ...['mkdir', 'mkdirat', 'rmdir', 'fsync', 'fdatasync', 'ftruncate', 'truncate', 'fallocate', 'close'],
  ...[
    'chmod',
    'fchmod',
    'fchmodat',
    'chown',
    'fchown',
    'lchown',
    'fchownat',
    'utime',
    'utimes',
    'utimensat',
    'futimesat',
  ],
];

/** For `strace -e`: those calls, and what starts threads. */
export const traced: string = `trace=${[...changing, 'clone', 'clone3'].join(',')}`;

/** Where a fault can strike: the n-th call of its kind in one thread of the program. */
export interface Moment {
  /** The main thread, or one beside it. */
  readonly thread: 'main' | 'beside';
  readonly call: string;
  /** From 1. */
  readonly nth: number;
  /** What it was about, for people. */
  readonly about: string;
  /** What it gave back: of a write, how many octets. */
  readonly result: string;
}

/** A call in the log of `strace -f -y -s 0`. */
interface Call {
  readonly thread: string;
  readonly name: string;
  readonly text: string;
}

/** The calls of a run that touch a folder, from the log of a trace. Programs that the program starts do not count. */
export function momentsIn(log: string, folder: string): readonly Moment[] {
  const calls = callsIn(readFileSync(log, 'utf8'));
  const [main = ''] = calls.map(({ thread }) => thread);
  const threads = threadsOf(calls, main);
  const written = new Set<string>();
  const counts = new Map<string, number>();
  return calls.flatMap(({ thread, name, text }) => {
    const key = `${thread} ${name}`;
    const nth = (counts.get(key) ?? 0) + 1;
    counts.set(key, nth);
    if (!threads.has(thread) || !isIn(text, folder) || !isChange({ name, text }, written)) return [];
    const result = /= (-?\d+)/.exec(text)?.[1] ?? '0';
    const where = thread === main ? 'main' : 'beside';
    return [{ thread: where, call: name, nth, about: aboutOf(text, folder), result } as const];
  });
}

/** Calls of which the rest is logged later begin with the same words. */
function isIn(text: string, folder: string): boolean {
  return text.includes(`${folder}/`) || text.includes(`${folder}>`);
}

function callsIn(log: string): readonly Call[] {
  return log.split('\n').flatMap((line) => {
    const [, thread = '', name = '', text = ''] = /^(\d+)\s+(\w+)\((.*)$/.exec(line) ?? [];
    return name === '' ? [] : [{ thread, name, text }];
  });
}

/** The main thread, and those that it or they have started; processes are none. */
function threadsOf(calls: readonly Call[], main: string): ReadonlySet<string> {
  const started = calls.filter(({ name, text }) => name.startsWith('clone') && text.includes('CLONE_THREAD'));
  return new Set([main, ...started.flatMap(({ text }) => /= (\d+)$/.exec(text)?.[1] ?? [])]);
}

/** Opening counts where it is for writing, and closing where that is of what was opened so. */
function isChange({ name, text }: Omit<Call, 'thread'>, written: Set<string>): boolean {
  if (!changing.includes(name)) return false;
  if (name === 'open' || name === 'openat') {
    const path = /<([^<>]*)>$/.exec(text)?.[1];
    const isWriting = /O_WRONLY|O_RDWR|O_CREAT/.test(text);
    if (isWriting && path !== undefined) written.add(path);
    return isWriting;
  }
  return name !== 'close' || written.has(/<([^<>]*)>/.exec(text)?.[1] ?? '');
}

/** What a call is about, without what is different in each run. */
export function aboutOf(text: string, folder: string): string {
  const [, descriptor] = /^\d+<([^<>]*)>/.exec(text) ?? [];
  const named = [...text.matchAll(/"([^"]+)"/g)].at(-1)?.[1];
  const path = descriptor ?? named ?? text;
  return path
    .replace(folder, '.')
    .replace(/[0-9a-f]{16}(-\d+)?/, 'SET')
    .replace(/[0-9a-f]{8}-\d+-[0-9a-f]{12}/g, 'OWNER')
    .replace(/(aside|index)-\d+-[0-9a-z]+/, '$1')
    .replace(/\d+/g, '#');
}
