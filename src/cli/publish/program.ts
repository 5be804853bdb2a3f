import { spawn } from 'node:child_process';
import type { Command } from './plan.ts';

/** How a program ended. */
export type Ended =
  | { readonly kind: 'done' }
  /** After `took` milliseconds. */
  | { readonly kind: 'failed'; readonly status: string; readonly said: string; readonly took: number }
  | { readonly kind: 'missing'; readonly program: string }
  | { readonly kind: 'hung' }
  | { readonly kind: 'interrupted' };

export interface Running {
  readonly cwd: string;
  /** Milliseconds after which it hangs. */
  readonly limit: number;
  /** Ends it; undefined: nothing does. */
  readonly signal: AbortSignal | undefined;
}

/** What is kept of its last words, in characters. */
const mostSaid = 2000;

/**
 * Runs a program without a shell. It leads a process group of its own: what is meant for us alone, as Ctrl-C, does not reach
 * it, and what it has started ends with it.
 */
export function runProgram([program = '', ...args]: Command, { cwd, limit, signal }: Running): Promise<Ended> {
  if (signal?.aborted) return Promise.resolve({ kind: 'interrupted' });
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    let said = '';
    const end = (ended: Ended) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', interrupt);
      resolve(ended);
    };
    const stop = (ended: Ended) => {
      endGroup(child.pid);
      child.stdout.destroy();
      child.stderr.destroy();
      end(ended);
    };
    const interrupt = () => stop({ kind: 'interrupted' });
    const timer = setTimeout(() => stop({ kind: 'hung' }), limit);
    signal?.addEventListener('abort', interrupt, { once: true });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-mostSaid);
      });
    }
    child.once('error', (error) => {
      clearTimeout(timer);
      if ('code' in error && (error.code === 'ENOENT' || error.code === 'EACCES')) end({ kind: 'missing', program });
      else reject(error);
    });
    // Not "close": whatever it left running may keep its output open.
    child.once('exit', (code, killedBy) => {
      const took = performance.now() - begun;
      const ended = () => ({ kind: 'failed', status: `${code ?? killedBy}`, said, took }) as const;
      setImmediate(() => end(code === 0 ? { kind: 'done' } : ended()));
    });
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
