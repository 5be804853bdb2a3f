import { InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { asOfOption, daysOption, territoryOption } from '../options.ts';
import { inputsHelp, type Registry } from './program.ts';

export function addDue({ program, io, done }: Registry): void {
  program
    .command('due')
    .description('say by when orders must be obeyed or looked at, and when they and their names end')
    .argument('[orders...]', inputsHelp)
    .option('--days <number>', 'how far to look ahead; without it 60, and a calendar holds everything', daysOption)
    .option('--as-of <date>', 'the day or moment to ask for, if not now', asOfOption)
    .option('--territory <countries>', 'only duties for these countries, by comma: IT,FR', territoryOption)
    .option('--out <folder>', 'where the files of the last build are', 'out')
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .addOption(new Option('--json', 'print the deadlines as JSON').conflicts('ics'))
    .addOption(new Option('--ics [file]', 'print a calendar, or write it to a file').argParser(calendarFileOption))
    .action(async (orders, options) => {
      const { showDue } = await import('../due.ts');
      done(await showDue(orders, options, io));
    });
}

/** What does not end like a calendar is more likely the id of an order. */
function calendarFileOption(text: string): string {
  if (/\.ics$/i.test(text)) return text;
  throw new InvalidArgumentError('The name of a calendar ends in .ics, as deadlines.ics. Write orders before --ics.');
}
