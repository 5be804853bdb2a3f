import { delimiter } from 'node:path';
import type { Registry } from './program.ts';

/** Where daemons are that the paths of most accounts lack. */
const daemons = process.platform === 'win32' ? [] : ['/usr/sbin', '/usr/local/sbin'];

export function addDoctor({ program, io, done }: Registry): void {
  program
    .command('doctor')
    .description('look whether this computer and this folder are fit for the work; it changes nothing')
    .option('--out <folder>', 'where the files of the last build are', 'out')
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .option('--json', 'print what was found as JSON')
    .action(async (options) => {
      const { doctor } = await import('../doctor.ts');
      const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
      done(doctor({ ...options, path: [...new Set([...path, ...daemons])] }, io));
    });
}
