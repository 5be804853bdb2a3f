import { isIP } from 'node:net';
import { InvalidArgumentError, Option } from '@commander-js/extra-typings';
import type { Registry } from './program.ts';

export function addDiff({ program, io, done }: Registry): void {
  program
    .command('diff')
    .description('print the change from one build to another, for a server to apply')
    .argument('<old>', 'the folder of a build, or its manifest.json: what the server has')
    .argument('<new>', 'the folder of a later build')
    .addOption(
      new Option('--format <format>', 'how: nsupdate, a dynamic update of the zones (RFC 2136)')
        .choices(['nsupdate'])
        .makeOptionMandatory(),
    )
    .option('--server <address>', 'the primary server, for nsupdate: 127.0.0.1, or 127.0.0.1#5353', serverOption)
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .action(async (old, next, options) => {
      const { diff } = await import('../diff.ts');
      done(diff({ old, next }, options, io));
    });
}

/** As nsupdate takes it: the address, and perhaps a port after a space. */
function serverOption(text: string): string {
  const [address = '', port, ...rest] = text.split('#');
  const isPort = port === undefined || (/^\d{1,5}$/.test(port) && Number(port) <= 65535);
  if (isIP(address) !== 0 && isPort && rest.length === 0) return port === undefined ? address : `${address} ${port}`;
  throw new InvalidArgumentError('Write an IP address, perhaps with a port: 127.0.0.1, 127.0.0.1#5353.');
}
