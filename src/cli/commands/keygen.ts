import type { Registry } from './program.ts';

export function addKeygen({ program, io, done }: Registry): void {
  program
    .command('keygen')
    .description('make a pair of keys: a secret one that signs builds, and a public one that checks them')
    .argument('<file>', 'where the secret key goes, outside of any repository; the public key goes beside it')
    .option('--no-password', 'without a password, for a program that signs by itself: whoever has the file has the key')
    .action(async (file, options) => {
      const { keygen } = await import('../keygen.ts');
      done(await keygen(file, options, io));
    });
}
