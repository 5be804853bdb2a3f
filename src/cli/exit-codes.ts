import type { Diagnostic } from '../core/diagnostic.ts';

/** What the exit status of every command means. */
export const exitCodes = {
  fine: 0,
  /** Errors in orders. */
  errors: 1,
  /** Usage, configuration, or a file that cannot be read or written. */
  usage: 2,
  /** Asked for by `--exit-code` or `--check`: there are changes. */
  changes: 3,
  /** A safety stop: the result looks like an accident. */
  safetyStop: 4,
  /** A fault of the program. */
  fault: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends a command with a message for the user: what, why, what next. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = exitCodes.usage) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The configuration has errors: its diagnostics are the message. */
export class ConfigurationError extends CommandError {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super('The configuration has errors.');
    this.diagnostics = diagnostics;
  }
}
