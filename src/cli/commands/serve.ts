import { isIP } from 'node:net';
import { InvalidArgumentError } from '@commander-js/extra-typings';
import { extraTextForms } from '../../core/extra-text.ts';
import type { Endpoint } from '../../resolver/server/upstream.ts';
import { asOfOption, territoryOption } from '../options.ts';
import { choice, type Registry } from './program.ts';

export function addServe({ program, io, done }: Registry): void {
  program
    .command('serve')
    .description('answer DNS on this computer from the orders, for a first look; no resolver to rely on')
    .option('--port <number>', 'the port, by UDP and TCP', portOption, 5353)
    .option('--address <address>', 'where to listen, if not on this computer alone', addressOption, '127.0.0.1')
    .option(
      '--upstream <address>',
      'the resolver that is asked for all other names: 192.0.2.53 or [2001:db8::1]:53',
      endpointOption,
    )
    .option(
      '--extra-text <form>',
      'in which form clients are told why: text, or JSON: sde-27, fdbs-02',
      choice(extraTextForms),
      'text',
    )
    .option('--as-of <date>', 'the day or moment to answer for, if not now', asOfOption)
    .option('--orders <path>', 'the orders, if not orders/')
    .option('--territory <countries>', 'only duties for these countries, by comma: IT,FR', territoryOption)
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .action(async (options) => {
      const { serve } = await import('../serve.ts');
      done(await serve(options, io));
    });
}

function portOption(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65535) return port;
  throw new InvalidArgumentError('Write a whole number up to 65535, as 5353.');
}

function addressOption(text: string): string {
  if (isIP(text) !== 0) return text;
  throw new InvalidArgumentError('Write an IP address, as 127.0.0.1 or ::1.');
}

function endpointOption(text: string): Endpoint {
  const [, inside, bracketPort] = /^\[([^\]]+)\](?::(\d+))?$/.exec(text) ?? [];
  const [, before, colonPort] = /^([^:]+):(\d+)$/.exec(text) ?? [];
  const address = inside ?? before ?? text;
  if (isIP(address) !== 0) return { address, port: portOption(bracketPort ?? colonPort ?? '53') };
  throw new InvalidArgumentError(
    'Write an IP address, perhaps with a port: 192.0.2.53, 192.0.2.53:5300, [2001:db8::1]:53.',
  );
}
