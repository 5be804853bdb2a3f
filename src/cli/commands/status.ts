import { asOfOption } from '../options.ts';
import type { Registry } from './program.ts';

/** The command that the program's name alone stands for; help does not name it. */
const statusCommand = 'status';

export function addStatus({ program, io, done }: Registry): void {
  program
    .command(statusCommand, { hidden: true })
    .description('say where things stand; the same as blocklist alone')
    .option('--as-of <date>', 'the day or moment to ask for, if not now', asOfOption)
    .option('--out <folder>', 'where the files of the last build are', 'out')
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .option('--json', 'print the answer as JSON')
    .action(async (options) => {
      const { status } = await import('../status.ts');
      done(status(options, io));
    });
}

/** The command line with the command that it leaves out. */
export function withCommand(argv: readonly string[]): readonly string[] {
  const [first] = argv;
  const asksForProgram = ['-h', '--help', '-V', '--version'].includes(first ?? '');
  return first === undefined || (first.startsWith('-') && !asksForProgram) ? [statusCommand, ...argv] : argv;
}
