import { Worker } from 'node:worker_threads';
import type { Paper, PaperChoices, Unreadable } from '../import/paper.ts';
import type { PaperWork } from './paper-thread.ts';

/** How long a paper may be read, and how much memory that may take. */
export interface ThreadLimits {
  readonly milliseconds: number;
  /** Megabytes of objects and texts. */
  readonly heap: number;
  /** Megabytes of everything, buffers included, that the program takes more than before. */
  readonly memory: number;
}

const defaultLimits: ThreadLimits = { milliseconds: 60_000, heap: 2048, memory: 3072 };

/**
 * What a paper holds, read in a thread of its own that is ended when it takes too long or too much: the paper comes from
 * outside, and may have been made to stop a program. `choices` is what a person has decided about the paper.
 */
export async function readPaperFile(
  bytes: Uint8Array,
  fileName: string,
  choices: PaperChoices = {},
): Promise<Paper | Unreadable> {
  if (import.meta.url.endsWith('.ts')) {
    // Before it is compiled the program has no file that a thread could run; only its tests are run so.
    const { readPaper } = await import('../import/registry.ts');
    return readPaper(bytes, fileName, { choices });
  }
  return readInThread({ bytes, fileName, choices }, { program: new URL('./paper-thread.js', import.meta.url) });
}

/** The same with another program or other limits. */
export function readInThread(
  work: PaperWork,
  { program, limits = defaultLimits }: { readonly program: URL; readonly limits?: ThreadLimits },
): Promise<Paper | Unreadable> {
  const worker = new Worker(program, {
    workerData: work,
    resourceLimits: { maxOldGenerationSizeMb: limits.heap },
    execArgv: [],
    // A library's warnings belong neither to the data nor to the talk of this program.
    stdout: true,
    stderr: true,
  });
  return new Promise((resolve) => {
    let ended = false;
    const end = (outcome: Paper | Unreadable) => {
      // A thread that is ended says that it has exited; the first word counts.
      if (ended) return;
      ended = true;
      clearTimeout(timeOut);
      clearInterval(watch);
      // The thread may hold memory that the next step needs, so it is gone before that begins.
      void worker.terminate().then(() => resolve(outcome));
    };
    const timeOut = setTimeout(() => end(tooSlow(limits)), limits.milliseconds);
    const watch = watchMemory(limits, () => end(tooMuch));
    worker.once('message', end);
    worker.once('messageerror', () => end(tooMuch));
    worker.once('error', (error) => end(crashed(error)));
    worker.once('exit', () => end(crashed(new Error('it ended before it had read anything'))));
  });
}

/** The limit of a thread's heap does not count its buffers, and unpacking a hostile PDF is all buffers. */
function watchMemory({ memory }: ThreadLimits, exceeded: () => void): NodeJS.Timeout {
  const before = process.memoryUsage.rss();
  return setInterval(() => {
    if (process.memoryUsage.rss() - before > memory * 1024 * 1024) exceeded();
  }, 50);
}

const whatNext = 'Nothing was read from it. Split it into smaller files, or save only the list of names as a CSV file.';
const tooMuch: Unreadable = { message: `This file takes more memory than a paper may. ${whatNext}` };

function tooSlow({ milliseconds }: ThreadLimits): Unreadable {
  return { message: `Reading this file took more than ${milliseconds / 1000} seconds and was stopped. ${whatNext}` };
}

function crashed(error: Error & { readonly code?: unknown }): Unreadable {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') return tooMuch;
  // What buffers and texts cannot hold is told as a range, and never as memory.
  if (error instanceof RangeError) return tooMuch;
  return {
    message: `Reading this file failed by a fault of this program (${error.message}). Save the list of names as a CSV file or a plain text and use that; and report the fault, please, if the file may be shown.`,
  };
}
