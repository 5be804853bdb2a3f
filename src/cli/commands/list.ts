import { asOfOption, choiceOption, nameOption, territoryOption } from '../options.ts';
import { inputsHelp, type Registry } from './program.ts';

const states = ['in-force', 'draft', 'not-yet', 'stayed', 'ended', 'kept'];

export function addList({ program, io, done }: Registry): void {
  program
    .command('list')
    .description('show orders in a table, with where each one stands')
    .argument('[orders...]', inputsHelp)
    .option('--authority <text>', 'only of authorities whose name holds this text')
    .option('--country <countries>', 'only of authorities in these countries, by comma: IT,FR', territoryOption)
    .option('--state <states>', `only those that stand so, by comma: ${states.join(', ')}`, choiceOption(states))
    .option('--name <name>', 'only those that list this domain name or one above it', nameOption)
    .option('--as-of <date>', 'the day or moment to ask for, if not now', asOfOption)
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .option('--json', 'print the answer as JSON')
    .action(async (orders, options) => {
      const { list } = await import('../list.ts');
      done(list(orders, options, io));
    });
}
