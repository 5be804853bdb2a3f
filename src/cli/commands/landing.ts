import { Option } from '@commander-js/extra-typings';
import { asOfOption, endpointOption, territoryOption } from '../options.ts';
import { choice, inputsHelp, type Registry } from './program.ts';

export function addLanding({ program, io, done }: Registry): void {
  program
    .command('landing')
    .description('write the pages that blocked names lead to, or print how a web server shows them')
    .argument('[orders...]', inputsHelp)
    .option('--out <folder>', 'where the pages are', 'landing')
    .option(
      '--recipe <server>',
      'print the configuration of nginx or caddy instead',
      choice(['nginx', 'caddy'] as const),
    )
    .addOption(
      new Option('--listen <address>', 'for the recipe: where it answers')
        .argParser(endpointOption)
        .default({ address: '127.0.0.1', port: 80 }, '127.0.0.1@80'),
    )
    .option('--as-of <date>', 'the day or moment to write for, if not now', asOfOption)
    .option('--territory <countries>', 'only duties for these countries, by comma: IT,FR', territoryOption)
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .action(async (orders, options) => {
      const { writeLanding } = await import('../landing.ts');
      done(await writeLanding(orders, options, io));
    });
}
