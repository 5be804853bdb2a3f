import { asOfOption } from '../options.ts';
import type { Registry } from './program.ts';

export function addShow({ program, io, done }: Registry): void {
  program
    .command('show')
    .description('show one order: what it asks for, where it stands and what has happened to it')
    .argument('<order>', 'the id of an order, or the file of its record')
    .option('--names', 'all of its names, with their times')
    .option('--as-of <date>', 'the day or moment to ask for, if not now', asOfOption)
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .option('--json', 'print the answer as JSON')
    .action(async (order, options) => {
      const { show } = await import('../show.ts');
      done(show(order, options, io));
    });
}
