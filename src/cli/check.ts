import { hasErrors } from '../core/diagnostic.ts';
import { tally } from '../report/reporter.ts';
import { summary } from '../report/text.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { showFindings } from './findings.ts';
import { readInput } from './input.ts';
import type { Io } from './io.ts';

export interface CheckOptions {
  readonly config?: string;
  readonly report: string;
}

/** Reads and judges orders; builds nothing. */
export function check(inputs: readonly string[], options: CheckOptions, io: Io): ExitCode {
  const input = readInput({ inputs, config: options.config }, io);
  showFindings(input.diagnostics, { report: options.report, to: 'stdout' }, io);
  const names = input.orders.reduce((sum, order) => sum + order.targets.length, 0);
  const records = input.records === 1 ? '1 record' : `${input.records} records`;
  io.stderr(`${records}, ${names} lines with a name. ${summary(tally(input.diagnostics))}\n`);
  return hasErrors(input.diagnostics) ? exitCodes.errors : exitCodes.fine;
}
