import { InvalidArgumentError } from '@commander-js/extra-typings';
import { type ConfigText, configText } from '../core/config-text.ts';
import { isTerritory } from '../core/territory.ts';
import { holdsNetwork, readNetwork, readPort } from '../resolver/network.ts';
import type { Endpoint, View } from '../resolver/recipe.ts';
import { endpointOption } from './options.ts';

export function endpointsOption(text: string, earlier: readonly Endpoint[] | undefined): readonly Endpoint[] {
  return [...(earlier ?? []), endpointOption(text)];
}

/** Networks, by comma. */
export function networksOption(text: string): readonly string[] {
  return text.split(',').map((one) => {
    const network = readNetwork(one.trim());
    if (network !== undefined) return network;
    throw new InvalidArgumentError(
      'Write networks as 192.0.2.0/24 or 2001:db8::/32, without bits beyond the slash, several by comma.',
    );
  });
}

/** Whose clients get names of their own, before it is known where those are. */
export type ViewPlace = Pick<View, 'territory' | 'clients'>;

/** `IT=192.0.2.0/24,198.51.100.0/24`; one for each place. */
export function viewOption(text: string, earlier: readonly ViewPlace[] | undefined): readonly ViewPlace[] {
  const [, place = '', networks = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  const territory = place.trim().toUpperCase();
  if (!isTerritory(territory)) {
    throw new InvalidArgumentError('Write a country and its networks, as IT=192.0.2.0/24.');
  }
  if (earlier?.some((one) => one.territory === territory)) {
    throw new InvalidArgumentError(`${territory} is there already. Write all of its networks at once, by comma.`);
  }
  const clients = networksOption(networks);
  // Resolvers differ in whether the first or the narrowest decides.
  const other = earlier?.find((one) => one.clients.some((net) => clients.some((own) => overlap(net, own))));
  if (other) throw new InvalidArgumentError(`Some clients would be both in ${territory} and in ${other.territory}.`);
  return [...(earlier ?? []), { territory, clients }];
}

function overlap(one: string, other: string): boolean {
  return holdsNetwork(one, other) || holdsNetwork(other, one);
}

export function configTextOption(text: string): ConfigText {
  const read = configText(text);
  if (read !== undefined) return read;
  throw new InvalidArgumentError('Write one line of at most 200 bytes without quotes and without \\.');
}

/** In lower case, as TSIG compares it (RFC 8945 4.2). */
export function keyOption(text: string): string {
  if (text.length <= 200 && /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/.test(text)) {
    return text;
  }
  throw new InvalidArgumentError('Write the name of a key in small letters, digits, dots and -, as milan-key.');
}

export function portOption(text: string): number {
  const port = readPort(text);
  if (port !== undefined) return port;
  throw new InvalidArgumentError('Write the number of a port, from 1 to 65535.');
}

/** Seconds. */
export function refreshOption(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) >= 1) return Number(text);
  throw new InvalidArgumentError('Write a whole number of seconds, as 60.');
}
