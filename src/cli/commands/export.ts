import { exportFormats } from '../../export/registry.ts';
import { asOfOption } from '../options.ts';
import { choice, inputsHelp, type Registry } from './program.ts';

export function addExport({ program, io, done }: Registry): void {
  program
    .command('export')
    .description('print orders for readers outside, without personal data; nothing is sent')
    .argument('[orders...]', inputsHelp)
    .requiredOption('--format <format>', 'one of the list below', choice(exportFormats.map(({ id }) => id)))
    .option('--evidence <file>', 'what verify --json printed, for the report on effect')
    .option('--preview', 'only say what would be left out')
    .option('--as-of <date>', 'the day or moment to describe, if not now', asOfOption)
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .addHelpText(
      'after',
      `\nFormats:\n${exportFormats.map(({ id, title }) => `  ${id.padEnd(12)} ${title}`).join('\n')}`,
    )
    .action(async (orders, options) => {
      const { exportOrders } = await import('../export.ts');
      done(exportOrders(orders, options, io));
    });
}
