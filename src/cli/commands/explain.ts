import { asOfOption, territoryOption } from '../options.ts';
import type { Registry } from './program.ts';

export function addExplain({ program, io, done }: Registry): void {
  program
    .command('explain')
    .description('say why a name is blocked or is not, or what a finding means')
    .argument('<name|code>', 'a domain name, a web address, or a code such as domain/protected')
    .option('--as-of <date>', 'the day or moment to ask for, if not now', asOfOption)
    .option('--orders <path>', 'the orders, if not orders/')
    .option('--territory <countries>', 'only duties for these countries, by comma', territoryOption)
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .option('--json', 'print the answer as JSON')
    .action(async (subject, options) => {
      const { explain } = await import('../explain.ts');
      done(explain(subject, options, io));
    });
}
