import type { Server } from '../../resolver/transport.ts';

const usualPort = 53;

/** `192.0.2.1` or `192.0.2.1 port 5353` */
export function serverWords({ address, port }: Server): string {
  return port === usualPort ? address : `${address} port ${port}`;
}
