import { type Diagnostic, hasErrors } from '../core/diagnostic.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { showFindings } from './findings.ts';
import type { Io } from './io.ts';

/** Shows the errors among findings, then what they mean for the command, a sentence. The exit status says whether there are any. */
export function tellErrors(findings: readonly Diagnostic[], meaning: string, io: Io): ExitCode {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (!hasErrors(errors)) return exitCodes.fine;
  showFindings(errors, { report: 'text', to: 'stderr' }, io);
  io.stderr(`${meaning}\n`);
  return exitCodes.errors;
}
