import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from './ask.ts';
import { outcome } from './outcome.ts';
import type { Program } from './programs.ts';

/** A program that runs for as long as the test process lives, and no longer. */
export interface Foreground {
  /** Everything it has printed. */
  log(): string;
  hasEnded(): boolean;
  /** Ends the program and all that it forked, and removes its folder. May be called twice. */
  stop(): Promise<void>;
}

interface Command {
  readonly program: Program;
  readonly args: readonly string[];
  /** Belongs to the program alone: it is removed when the program ends. */
  readonly folder: string;
}

/** How one sees that a server has loaded all that it was given. */
interface Readiness {
  readonly port: number;
  /** By the log, every zone is loaded. */
  readonly isLoaded: (log: string) => boolean;
  /** A line of the log that says a zone is not loaded, or only in part. */
  readonly complaint: RegExp;
  /** A name that some zone refuses. */
  readonly probe: string | undefined;
}

// A test process can be killed without a chance to clean up (vitest does so to a worker that hangs), but its end of the
// pipe is closed even then. So the end of standard input is the one signal to stop: `read` returns, the program gets
// TERM, and KILL if it is deaf. `kill 0` then takes whatever it forked, since the shell leads a process group. PIPE is
// trapped because nobody reads the log of a dead test.
const KEEPER = `
folder=$1; shift
trap : PIPE
exec 3<&0 </dev/null
"$@" 3<&- & program=$!
{ read -r _; kill -s TERM $program; sleep 5; kill -s KILL $program; } <&3 2>/dev/null &
exec 3<&-
wait $program
echo "ended with status $?" >&2
rm -rf "$folder"
kill -s KILL 0
`;

const LOG_LIMIT = 4 * 1024 * 1024;
const START_TIMEOUT = 60_000;
const POLL_INTERVAL = 20;
const TAIL_LINES = 30;
const TAIL_WIDTH = 300;

/** Starts a program that stays in the foreground and logs to its standard output or error. */
export function runForeground({ program, args, folder }: Command): Foreground {
  const child = spawn('sh', ['-c', KEEPER, 'keeper', folder, program.path, ...args], {
    cwd: folder,
    detached: true,
    env: program.libraryPath === null ? process.env : { ...process.env, LD_LIBRARY_PATH: program.libraryPath },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let log = '';
  let ended = false;
  const closed = new Promise<void>((resolve) => {
    child.once('close', () => {
      ended = true;
      resolve();
    });
    child.once('error', (error) => {
      log += String(error);
    });
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-LOG_LIMIT);
    });
  }
  return {
    log: () => log,
    hasEnded: () => ended,
    stop: async () => {
      child.stdin.end();
      await closed;
    },
  };
}

/** Resolves when the server answers with every zone in force; else stops it and rejects with the end of its log. */
export async function untilReady(running: Foreground, readiness: Readiness): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT;
  for (;;) {
    if (running.hasEnded()) return await failed(running, 'it ended');
    if (readiness.complaint.test(running.log())) return await failed(running, 'it did not load all of its zones');
    if (readiness.isLoaded(running.log()) && (await isInForce(readiness))) return;
    if (Date.now() > deadline) return await failed(running, `it was not ready after ${START_TIMEOUT} ms`);
    await sleep(POLL_INTERVAL);
  }
}

async function isInForce({ port, probe }: Readiness): Promise<boolean> {
  try {
    const answer = await ask({ port, name: probe ?? 'ready.example', timeout: 500, tries: 1 });
    if (answer.rcode === 'TIMEOUT' || answer.rcode === 'SERVFAIL' || answer.rcode === 'REFUSED') return false;
    return probe === undefined || outcome(answer) !== 'resolves';
  } catch {
    return false;
  }
}

async function failed(running: Foreground, why: string): Promise<never> {
  await running.stop();
  const tail = running.log().trimEnd().split('\n').slice(-TAIL_LINES);
  throw new Error(`not started, since ${why}:\n${tail.map((line) => line.slice(0, TAIL_WIDTH)).join('\n')}`);
}
