import { isIP } from 'node:net';
import { InvalidArgumentError } from '@commander-js/extra-typings';
import type { Server } from '../../resolver/transport.ts';

const usualPort = 53;

/** An address with or without a port. A name will not do: it would take a resolver to find it. */
export function serverOption(text: string): Server {
  const found = /^\[(?<v6>[^\]]*)\](?::(?<port6>\d+))?$|^(?<v4>[^:]*)(?::(?<port4>\d+))?$/.exec(text)?.groups;
  const address = isIP(text) === 6 ? text : (found?.['v6'] ?? found?.['v4'] ?? '');
  const port = isIP(text) === 6 ? usualPort : Number(found?.['port6'] ?? found?.['port4'] ?? usualPort);
  const isWhole = found?.['v6'] === undefined ? isIP(address) !== 0 : isIP(address) === 6;
  if (isWhole && port >= 1 && port <= 65535) return { address, port };
  throw new InvalidArgumentError(
    'Write the address of a resolver, as 192.0.2.1, 192.0.2.1:5353 or [2001:db8::1]:5353.',
  );
}

/** `192.0.2.1` or `192.0.2.1 port 5353` */
export function serverWords({ address, port }: Server): string {
  return port === usualPort ? address : `${address} port ${port}`;
}
