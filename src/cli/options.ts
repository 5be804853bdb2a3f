import { InvalidArgumentError } from '@commander-js/extra-typings';
import { type AsOf, parseAsOf } from '../core/dates.ts';
import type { DomainName } from '../core/name.ts';
import { readTarget } from '../core/target-text.ts';
import { isTerritory } from '../core/territory.ts';
import { readEndpoint } from '../resolver/network.ts';
import type { Endpoint } from '../resolver/recipe.ts';

export function asOfOption(text: string): AsOf {
  const asOf = parseAsOf(text);
  if (asOf) return asOf;
  throw new InvalidArgumentError('Write a day as 2026-11-24, or a moment as 2026-11-24T09:30:00+01:00.');
}

/** Country codes, several by comma or by repeating the option. */
export function territoryOption(text: string, earlier: readonly string[] | undefined): readonly string[] {
  const codes = text.split(',').map((code) => code.trim().toUpperCase());
  const wrong = codes.find((code) => !isTerritory(code));
  if (wrong === undefined) return [...new Set([...(earlier ?? []), ...codes])];
  throw new InvalidArgumentError(`${wrong} is not a country's code. Write two letters, as IT, or EU.`);
}

/** A domain name, or the one in a web address. */
export function nameOption(text: string): DomainName {
  const read = readTarget(text);
  if (read.kind === 'name') return read.name;
  if (read.kind === 'partial') return read.host;
  throw new InvalidArgumentError('Write a domain name as example.org.');
}

export function serialOption(text: string): number {
  const serial = Number(text);
  if (/^\d+$/.test(text) && serial >= 1 && serial <= 4294967295) return serial;
  throw new InvalidArgumentError('Write a whole number from 1 to 4294967295.');
}

export function daysOption(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write a whole number of days, as 90.');
}

/** Names out of a closed list, several by comma or by repeating the option. */
export function choiceOption(
  choices: readonly string[],
): (text: string, earlier?: readonly string[]) => readonly string[] {
  return (text, earlier) => {
    const given = text.split(',').map((one) => one.trim());
    const wrong = given.find((one) => !choices.includes(one));
    if (wrong === undefined) return [...(earlier ?? []), ...given];
    throw new InvalidArgumentError(`"${wrong}" is none of these: ${choices.join(', ')}.`);
  };
}

/** What an option says that may be repeated. */
export function collected(text: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), text];
}

export function endpointOption(text: string): Endpoint {
  const endpoint = readEndpoint(text);
  if (endpoint) return endpoint;
  throw new InvalidArgumentError('Write an address as 192.0.2.1, or with its port as 192.0.2.1@5300.');
}

/** The address of a folder on the web, with a slash at its end. */
export function siteUrlOption(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url && /^https?:$/.test(url.protocol) && `${url.search}${url.hash}${url.username}` === '';
  if (url && isPlain) return url.href.replace(/\/?$/, '/');
  throw new InvalidArgumentError('Write an address as https://blocks.example.net/.');
}
