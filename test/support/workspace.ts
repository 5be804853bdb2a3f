import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Conversation } from '../../src/cli/conversation.ts';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';

export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of its own with the command line on it, gone when the test is over. */
export interface Workspace {
  readonly folder: string;
  /** What its clock says, in milliseconds since 1970. */
  now: number;
  /** Where its reader sits. */
  timeZone: string;
  /** Which program it is. */
  identity: string;
  /** What the environment names as the file of the secret key. */
  keyFile: string | undefined;
  /** Happens whenever a command has said something to people: a build does so before it leaves its index. */
  meanwhile: () => void;
  write(path: string, content: string | Uint8Array): void;
  read(path: string): string;
  run(...argv: readonly string[]): Promise<Run>;
  /** The same folder, seen from a terminal so wide. */
  on(terminal: { readonly columns: number }): Pick<Workspace, 'run'>;
  /** The same folder, with somebody at the terminal who answers. */
  answering(person: Conversation): Pick<Workspace, 'run'>;
}

/** 24 November 2026, noon in UTC: the day on which tests take place. */
const testNow: number = Date.UTC(2026, 10, 24, 12);

export function workspace(files: Readonly<Record<string, string | Uint8Array>> = {}): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'blocklist-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const write = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  for (const [path, content] of Object.entries(files)) write(path, content);
  const space: Workspace = {
    folder,
    now: testNow,
    timeZone: 'UTC',
    identity: 'test',
    keyFile: undefined,
    meanwhile: () => {},
    write,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    run: (...argv) => runIn(space, argv),
    on: ({ columns }) => ({ run: (...argv) => runIn(space, argv, { columns }) }),
    answering: (person) => ({ run: (...argv) => runIn(space, argv, { converse: async () => person }) }),
  };
  return space;
}

/** A folder where whoever builds lets pass what the safety stops ask about: for tests of something else. */
export function acceptingWorkspace(files: Readonly<Record<string, string | Uint8Array>> = {}): Workspace {
  const space = workspace(files);
  const { run } = space;
  space.run = async (...argv) => {
    const first = await run(...argv);
    const codes =
      first.status === 4 && argv[0] === 'build' ? /--accept (\S+) --because/.exec(first.stderr)?.[1] : undefined;
    return codes === undefined ? first : run(...argv, '--accept', codes, '--because', 'the test means it');
  };
  return space;
}

/** Runs the command line in this process, with the workspace as its world. */
async function runIn(
  space: Workspace,
  argv: readonly string[],
  terminal: Pick<Io, 'columns' | 'converse'> = {},
): Promise<Run> {
  const out = { stdout: '', stderr: '' };
  const status = await main(argv, {
    stdout: (text) => {
      out.stdout += text;
    },
    stderr: (text) => {
      out.stderr += text;
      space.meanwhile();
    },
    now: () => space.now,
    timeZone: () => space.timeZone,
    identity: () => space.identity,
    keyFile: space.keyFile,
    person: () => 'anna',
    isTerminal: false,
    cwd: space.folder,
    ...terminal,
    colour: { stdout: false, stderr: false },
  });
  return { status, ...out };
}
