import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { counted, harmless } from '../../core/text.ts';
import { CommandError } from '../exit-codes.ts';

/**
 * Nothing that a repository configures can run a program: no hook, no monitor of files, no pager, no transport, and so no
 * fetching of what a partial clone lacks. Nothing that it says can put one content in the place of another.
 */
const guarded: readonly string[] = [
  '--no-pager',
  '--no-replace-objects',
  '--no-optional-locks',
  '--literal-pathspecs',
  ...['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'protocol.allow=never'].flatMap((one) => ['-c', one]),
];

export interface GitAnswer {
  readonly isFine: boolean;
  readonly stdout: Buffer;
  /** What git says went wrong, on one harmless line. */
  readonly said: string;
}

export interface GitInput {
  readonly input?: string;
  /** Octets that stdout may have. */
  readonly most?: number;
}

const usualMost = 1 << 28;

/** Runs git for a folder, without a shell. Throws where there is no git at all. */
export function git(
  folder: string,
  argv: readonly string[],
  { input = '', most = usualMost }: GitInput = {},
): GitAnswer {
  const { status, stdout, stderr, error } = spawnSync('git', ['-C', folder, ...guarded, ...argv], {
    // Windows looks for a program in the current folder first, and that one is somebody else's.
    cwd: dirname(process.execPath),
    input,
    maxBuffer: most,
    env: { ...process.env, GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
  });
  if (error && 'code' in error && error.code === 'ENOENT') {
    throw new CommandError(
      'There is no git on this computer, so no revision can be read. Install git, or name two folders to compare.',
    );
  }
  if (error && 'code' in error && error.code === 'ENOBUFS')
    throw new CommandError(`git has more to say than the ${counted(most, 'octet')} that records may have.`);
  if (error) throw new CommandError(`git could not be run: ${harmless(error.message)}.`);
  const lines = stderr.toString('utf8').trim().split('\n');
  const fatal = lines.find((line) => line.startsWith('fatal: ')) ?? lines[0] ?? '';
  return { isFine: status === 0, stdout, said: harmless(fatal.replace(/^fatal: /, '')) };
}

/** The one line that git prints; undefined where it refuses. */
export function gitLine(folder: string, ...argv: readonly string[]): string | undefined {
  const { isFine, stdout } = git(folder, argv);
  const line = stdout.toString('utf8').replace(/\r?\n$/, '');
  return isFine && line !== '' ? line : undefined;
}
