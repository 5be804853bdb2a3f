import { InvalidArgumentError } from '@commander-js/extra-typings';
import { asOfOption, collected, endpointOption, nameOption, territoryOption } from '../options.ts';
import { inputsHelp, type Registry } from './program.ts';

/** Ten thousand names make some sixty thousand questions: half a minute. A resolver answers as many in a second or two. */
const usualRate = 5000;

export function addVerify({ program, io, done }: Registry): void {
  program
    .command('verify')
    .description('ask a resolver for every name and say whether it blocks just what it must')
    .argument('[inputs...]', inputsHelp)
    .requiredOption(
      '--server <address>',
      'the resolver, as 192.0.2.1 or with its port as 192.0.2.1@5353',
      endpointOption,
    )
    .option('--orders <ids>', 'ask only for names of these orders, by comma', idsOption)
    .option('--as-of <date>', 'the day or moment whose orders count, if not now', asOfOption)
    .option('--territory <countries>', 'only duties for these countries, by comma: IT,FR', territoryOption)
    .option('--control <name>', 'a name that resolves whenever all is well; may be repeated', controlOption)
    .option('--sample <number>', 'how many of the listed names to ask for; without it, all', sampleOption)
    .option('--lately <days>', 'how far back names that were taken off are asked for', wholeOption(0, 3650), 30)
    .option(
      '--rate <number>',
      'questions a second, at the most; fewer where answers come late',
      wholeOption(1, 100_000),
      usualRate,
    )
    .option('--resume <file>', 'keep what was asked in this file, and go on from there')
    .option('--out <folder>', 'write an evidence report into this folder: a page to print, and JSON')
    .option('--by <name>', 'who asks, for the report; without it, the account and the machine')
    .option('--build <folder>', 'where the files of the last build are', 'out')
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .option('--json', 'print the evidence as JSON')
    .action(async (inputs, options) => {
      const { verify } = await import('../verify.ts');
      done(await verify(inputs, options, io));
    });
}

function idsOption(text: string, earlier: readonly string[] | undefined): readonly string[] {
  return text.split(',').reduce((all, id) => (id.trim() === '' ? all : collected(id.trim(), all)), earlier ?? []);
}

function controlOption(
  text: string,
  earlier: ReturnType<typeof nameOption>[] | undefined,
): ReturnType<typeof nameOption>[] {
  return [...(earlier ?? []), nameOption(text)];
}

function sampleOption(text: string): number | undefined {
  return text === 'all' ? undefined : wholeOption(1, 1e9)(text);
}

function wholeOption(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d{1,10}$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
  };
}
