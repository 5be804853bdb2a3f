import type { ExitCode } from './exit-codes.ts';
import type { Io } from './io.ts';
import { unchangedBuild } from './unchanged.ts';

/** Runs one command line, without the program's name; the answer is the exit status. */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  const done = argv[0] === 'build' ? await unchangedBuild(argv, io) : undefined;
  if (done !== undefined) return done;
  // Only now: a build that has nothing to do needs none of the rest.
  const { runCommand } = await import('./commands.ts');
  return runCommand(argv, io);
}
