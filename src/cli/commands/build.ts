import type { Format } from '../../emit/format.ts';
import { formats } from '../../emit/registry.ts';
import { reportIds } from '../findings.ts';
import { asOfOption, choiceOption, serialOption, territoryOption } from '../options.ts';
import { acceptOption, becauseOption } from '../safety/accepting.ts';
import { choice, inputsHelp, type Registry } from './program.ts';

export function addBuild({ program, argv, io, done }: Registry): void {
  const ids = formats.map(({ id }) => id);
  const widest = Math.max(...formats.map(({ file }) => file.length));
  const tableOf = (listed: readonly Format[]) =>
    listed.map(({ id, file, title }) => `  ${id.padEnd(10)} ${file.padEnd(widest)} ${title}`).join('\n');
  const usual = tableOf(formats.filter(({ onRequest }) => !onRequest));
  const more = tableOf(formats.filter(({ onRequest }) => onRequest));
  program
    .command('build')
    .description('write the files that resolvers load, from the orders in force')
    .argument('[orders...]', inputsHelp)
    .option('--as-of <date>', 'the day or moment to build for, if not now', asOfOption)
    .option('--out <folder>', 'where the files go', 'out')
    .option('--format <formats>', 'only these, by comma; without it, the usual ones', choiceOption(ids))
    .option('--territory <countries>', 'only duties for these countries, by comma: IT,FR', territoryOption)
    .option('--serial <number>', 'the number of the files (serial), where no earlier build tells it', serialOption)
    .option(
      '--sign <file>',
      'the secret key that signs the manifest; else BLOCKLIST_KEY_FILE or the configuration names it',
    )
    .option('--accept <stops>', 'let these safety stops pass, by comma; needs --because', acceptOption)
    .option('--because <reason>', 'why; it is recorded', becauseOption)
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .option('--report <kind>', `how to show findings: ${reportIds.join(', ')}`, choice(reportIds), 'text')
    .option('--json', 'print what was written as JSON (the manifest)')
    .addHelpText('after', `\nFormats:\n${usual}\n\nOnly where --format names them:\n${more}`)
    .action(async (orders, options) => {
      const { build } = await import('../build.ts');
      done(await build({ argv, inputs: orders, options }, io));
    });
}
