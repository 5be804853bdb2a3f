import { harmless, harmlessLines } from '../core/text.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { systemRefusal } from './refusal.ts';

/** Says what ended a command; the answer is the exit status. */
export function explainFailure(error: unknown, io: Pick<Io, 'stderr'>): ExitCode {
  const refusal = error instanceof CommandError ? error : systemRefusal(error, 'A file');
  if (refusal) {
    io.stderr(`${harmlessLines(refusal.message)}\n`);
    return refusal.exitCode;
  }
  const what = error instanceof Error ? error.message : String(error);
  io.stderr(
    `This is a fault of the program, not of your orders: ${harmless(what)}\nNothing was written. Please report it.\n`,
  );
  return exitCodes.fault;
}
