import { inputsHelp, type Registry } from './program.ts';

export function addMigrate({ program, io, done }: Registry): void {
  program
    .command('migrate')
    .description('bring records to the newest version of their form, without touching what they say')
    .argument('[orders...]', inputsHelp)
    .option('--check', 'change nothing, and exit with 3 where there is something to do')
    .option('--dry-run', 'show what would change and write nothing')
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .action(async (orders, options) => {
      const { migrate } = await import('../migrate.ts');
      done(await migrate(orders, options, io));
    });
}
