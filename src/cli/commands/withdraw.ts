import { dateHelp, orderHelp } from './events.ts';
import type { Registry } from './program.ts';

export function addWithdraw({ program, io, done }: Registry): void {
  program
    .command('withdraw')
    .description('add to a record that a later paper takes a name away')
    .argument('<name>', 'a domain name')
    .option('--order <order>', `${orderHelp}, where several list the name`)
    .option('--date <date>', dateHelp)
    .option('--reference <text>', 'the number of the paper')
    .option('--note <text>', 'what else to know about it')
    .option('--dry-run', 'show what would change and write nothing')
    .option('--yes', 'write without asking')
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .option('--json', 'print what changes as JSON, and write without asking')
    .action(async (name, options) => {
      const { withdraw } = await import('../withdraw.ts');
      done(await withdraw(name, options, io));
    });
}
