import type { Command } from '@commander-js/extra-typings';
import { addNameOptions } from './add.ts';
import type { Registry } from './program.ts';

const help = `
The paper is the whole list as it now is (--whole: names that it lacks have been taken off), or has the changes alone
(--changes). Where both readings come to the same, neither is needed.`;

export function addAmend({ program, io, done }: Registry): void {
  const command = program
    .command('amend')
    .description('add what a later paper changes in the names of an order')
    .argument('<order>', 'the id or the file of an order')
    .addHelpText('after', help);
  addNameOptions(command as unknown as Command);
  command
    .option('--date <date>', 'the day of the paper, as 2026-11-24')
    .option('--whole', 'the paper is the whole list')
    .option('--changes', 'the paper has the changes alone')
    .option('--reference <text>', 'the number of the paper')
    .option('--note <text>', 'what else to know about it')
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .option('--dry-run', 'show what would be added and write nothing')
    .option('--json', 'print the change as JSON')
    .option('--yes', 'write without asking once more')
    .action(async (order, options) => {
      const { amend } = await import('../amend.ts');
      done(await amend(order, options, io));
    });
}
