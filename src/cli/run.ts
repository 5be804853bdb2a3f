import { spawnSync } from 'node:child_process';
import { readFileSync, writeSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { Conversation } from './conversation.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { explainFailure } from './failure.ts';
import { helpPage } from './help-pages.ts';
import { systemRefusal } from './refusal.ts';

/** Runs the command line of this process. */
export async function run(): Promise<void> {
  process.once('SIGINT', leave);
  try {
    process.exitCode = await runLine(process.argv.slice(2));
  } catch (error) {
    process.exitCode = explainFailure(error, { stderr: talk });
  }
}

async function runLine(argv: readonly string[]): Promise<ExitCode> {
  const page = helpPage(argv);
  if (page !== undefined) {
    print(page);
    return exitCodes.fine;
  }
  // Only now: whoever asks for help waits for none of the rest.
  const { main } = await import('./main.ts');
  return main(argv, {
    stdout: print,
    stderr: talk,
    now: Date.now,
    timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    cwd: process.cwd(),
    identity,
    keyFile: process.env['BLOCKLIST_KEY_FILE'] || undefined,
    person,
    isTerminal: process.stderr.isTTY === true,
    interruption,
    converse: process.stdin.isTTY === true && process.stdout.isTTY === true ? converse : undefined,
    columns: process.stdout.isTTY === true ? columnsOf(process.stdout) : undefined,
    colour: { stdout: hasColour(process.stdout), stderr: hasColour(process.stderr) },
  });
}

function leave(): never {
  process.exit(exitCodes.interrupted);
}

function interruption(): AbortSignal {
  const ending = new AbortController();
  process.off('SIGINT', leave);
  const interrupt = () => {
    process.once('SIGINT', leave);
    ending.abort();
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  return ending.signal;
}

/** ACCESSIBLE asks for words that a screen reader can follow. */
async function converse(): Promise<Conversation> {
  if (process.env['ACCESSIBLE']) {
    const { plainConversation } = await import('./plain-conversation.ts');
    const conversation = plainConversation(process.stdin, process.stdout);
    // The first Ctrl-C ends the question, so that the command can say what it has kept; a second one ends the program.
    process.off('SIGINT', leave);
    process.once('SIGINT', () => {
      process.once('SIGINT', leave);
      conversation.interrupt();
    });
    return conversation;
  }
  const { clackConversation } = await import('./clack-conversation.ts');
  return clackConversation();
}

/** Made when the program was bundled: see write-help.ts. */
function identity(): string {
  return readFileSync(new URL('identity', import.meta.url), 'utf8');
}

/** In a pipeline, who started it; else who git thinks is at work here, or whose account it is. */
function person(): string | undefined {
  const { GITHUB_ACTOR, GITLAB_USER_LOGIN } = process.env;
  const git = () => spawnSync('git', ['config', 'user.name'], { encoding: 'utf8' }).stdout?.trim();
  return GITHUB_ACTOR || GITLAB_USER_LOGIN || git() || account();
}

function account(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    // An account without an entry in the list of accounts, as in some containers.
    return undefined;
  }
}

// NO_COLOR: no-color.org. A terminal without colours says so itself.
function hasColour(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env['NO_COLOR'] && stream.hasColors();
}

// COLUMNS: POSIX, XBD 8.3: what the person prefers goes before what the terminal says.
function columnsOf({ columns }: NodeJS.WriteStream): number | undefined {
  const wanted = Number(process.env['COLUMNS']);
  return Number.isInteger(wanted) && wanted > 0 ? wanted : columns || undefined;
}

/** Data that does not arrive is no success. */
function print(text: string): void {
  try {
    write(1, text);
  } catch (error) {
    throw systemRefusal(error, 'What was to be printed') ?? error;
  }
}

/** Where talk cannot arrive, there is nobody to tell: the exit status says how it went. */
function talk(text: string): void {
  try {
    write(2, text);
  } catch (error) {
    if (!systemRefusal(error, '')) throw error;
  }
}

function write(descriptor: 1 | 2, text: string): void {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; ) {
    try {
      from += writeSync(descriptor, bytes, from);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      // The reader went away (`| head`): there is nobody left to tell. A full pipe is tried again.
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
    }
  }
}
