import { hasErrors } from '../core/diagnostic.ts';
import type { LineAccount } from '../core/order.ts';
import { counted } from '../core/text.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { showFindings } from './findings.ts';
import { type Input, readInput } from './input.ts';
import type { Io } from './io.ts';
import { Progress } from './progress.ts';

export interface CheckOptions {
  readonly config?: string;
  readonly report: string;
}

/** Reads and judges orders; builds nothing. */
export function check(inputs: readonly string[], options: CheckOptions, io: Io): ExitCode {
  const input = readInput({ inputs, config: options.config, progress: new Progress(io) }, io);
  showFindings(input.diagnostics, { report: options.report, to: 'stdout' }, io);
  io.stderr(`${account(input)}\n`);
  return hasErrors(input.diagnostics) ? exitCodes.errors : exitCodes.fine;
}

const parts: readonly (readonly [keyof LineAccount, string, string])[] = [
  ['targets', 'name', 'names'],
  ['merged', 'that stood there already', 'that stood there already'],
  ['removals', 'removal', 'removals'],
  ['excluded', 'left out with a reason', 'left out with a reason'],
  ['reported', 'that no resolver can block', 'that no resolver can block'],
];

/** What became of every line, so that the parts add up. */
function account({ records, judged }: Input): string {
  const sum = (key: keyof LineAccount) => judged.reduce((total, order) => total + order.account[key], 0);
  const shown = parts
    .map(([key, one, many]) => ({ count: sum(key), one, many }))
    .filter(({ count }) => count > 0)
    .map(({ count, one, many }) => `${count} ${count === 1 ? one : many}`);
  const lines = sum('lines');
  const became = shown.length === 0 ? '' : `: ${shown.join(', ')}`;
  return `${counted(records, 'record')}, ${counted(lines, 'line')} with a name${became}.`;
}
