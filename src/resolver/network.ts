import { isIP } from 'node:net';
import type { Endpoint } from './recipe.ts';

/**
 * `192.0.2.1`, `192.0.2.1@5300`, `2001:db8::1@53`, and as other programs write them: `192.0.2.1:5300`, `192.0.2.1#5300`,
 * `[2001:db8::1]:53` (RFC 3986 3.2.2). undefined for anything else.
 */
export function readEndpoint(text: string, usualPort = 53): Endpoint | undefined {
  if (isAddress(text)) return { address: text, port: usualPort };
  const [, marked, bracketed, plain, last] = /^(?:(.*)[@#]|\[(.*)\]:|([^:]*):)(.*)$/.exec(text) ?? [];
  const address = marked ?? bracketed ?? plain ?? '';
  const port = readPort(last ?? '');
  const isWhole = isAddress(address) && (bracketed === undefined || isIP(address) === 6);
  return isWhole && port !== undefined ? { address, port } : undefined;
}

/** 1 to 65535; undefined for anything else. */
export function readPort(text: string): number | undefined {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= 65535 ? port : undefined;
}

/**
 * An address or a network as a network: `192.0.2.1/32`, `2001:db8::/32`. undefined for anything else, and where bits are
 * set beyond the prefix: BIND rejects its whole configuration for one.
 */
export function readNetwork(text: string): string | undefined {
  const [address = '', prefix, ...more] = text.split('/');
  if (!isAddress(address) || more.length > 0) return undefined;
  const width = isIP(address) === 4 ? 32 : 128;
  if (prefix === undefined) return `${address}/${width}`;
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > width) return undefined;
  const free = BigInt(width - Number(prefix));
  return bitsOf(address) % (1n << free) === 0n ? `${address}/${Number(prefix)}` : undefined;
}

/** Whether every address of the inner network is in the outer one; both as `readNetwork` gives them. */
export function holdsNetwork(outer: string, inner: string): boolean {
  const [wide, narrow] = [outer, inner].map((network) => {
    const [address = '', prefix = ''] = network.split('/');
    return { family: isIP(address), bits: bitsOf(address), prefix: Number(prefix) };
  });
  if (!wide || !narrow || wide.family !== narrow.family || wide.prefix > narrow.prefix) return false;
  const free = BigInt((wide.family === 4 ? 32 : 128) - wide.prefix);
  return wide.bits >> free === narrow.bits >> free;
}

function isAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes('%');
}

function bitsOf(address: string): bigint {
  if (isIP(address) === 4) return address.split('.').reduce((bits, byte) => bits * 256n + BigInt(byte), 0n);
  // The one reader of IPv6 that is at hand: it gives the shortest form, with groups of hexadecimal digits alone.
  const shortest = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail = ''] = shortest.split('::');
  const [before, after] = [head, tail].map((part) => part.split(':').filter(Boolean)) as [string[], string[]];
  const zeros: string[] = Array(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].reduce((bits, group) => bits * 65536n + BigInt(`0x${group}`), 0n);
}
