import type { Registry } from './program.ts';

export function addApprove({ program, io, done }: Registry): void {
  program
    .command('approve')
    .description('write into an order that somebody has looked at it and agrees')
    .argument('<order>', 'the id or the file of the order')
    .option('--by <name>', 'who agrees: a short name or a role, as in the configuration')
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .action(async (order, options) => {
      const { approve } = await import('../approve.ts');
      done(await approve(order, options, io));
    });
}
