import type { Registry } from './program.ts';

export function addVerifyFiles({ program, io, done }: Registry): void {
  program
    .command('verify-files')
    .description('say whether the files of a build are what was signed, before a resolver loads them')
    .argument('[folder]', 'the folder of the files', 'out')
    .requiredOption('--key <public>', 'the public key: its file, or the key itself')
    .option('--state <file>', 'where to remember the last build, so that no older one is taken; else beside the key')
    .option('--json', 'print the answer as data (schemas/verified-files.schema.json)')
    .action(async (folder, options) => {
      const { verifyFiles } = await import('../verify-files.ts');
      done(await verifyFiles(folder, options, io));
    });
}
