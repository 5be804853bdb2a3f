import { isIPv6 } from 'node:net';
import type { QuotableText } from '../core/config-text.ts';
import type { Endpoint, Recipe, RecipeOptions } from './recipe.ts';

type CommentMark = '#' | '--' | '//';

/** Lines as comments; an empty one stays empty but for the mark. */
export function comments(mark: CommentMark, lines: readonly string[], indent = ''): string {
  return lines.map((line) => `${indent}${mark} ${line}`.trimEnd()).join('\n');
}

const roleWords: Readonly<Record<RecipeOptions['role'], string>> = {
  standalone: 'loads the files of a build by itself',
  primary: 'hands the zones to secondaries and answers nobody else',
  secondary: 'fetches the zones from a primary',
};

/** The first lines of a file: what it is for, and whether it has been tried. */
export function heading(
  { title }: Pick<Recipe, 'title'>,
  { version, role, remarks }: RecipeOptions,
): readonly string[] {
  const { untried } = version;
  return [
    `${title} ${version.version}, ${role} (${roleWords[role]}). Written by \`blocklist recipe\`.`,
    untried === undefined
      ? 'Tried: the tests of blocklist start this version as it is printed for them (own ports, folders, upstream).'
      : `NOT TRIED HERE: ${untried}`,
    ...(untried === undefined ? [] : ['Ask it with `blocklist verify` before you rely on it.']),
    ...remarks,
    '',
  ];
}

/** How builds are handed to a primary with a way back. */
export function publishNotes(primary: 'bind' | 'knot', { listen, zones }: RecipeOptions): readonly string[] {
  const [zone] = zones;
  const folder = zone?.file.slice(0, zone.file.lastIndexOf('/'));
  return [
    'Safer is to have a build checked, put in place, reloaded and waited for, and the one before put back if that fails:',
    `blocklist publish --primary ${primary} --server ${withAt(listen)} --folder ${folder}`,
    'That folder is for publish alone: build into another one.',
  ];
}

/** Between double quotes, as Lua and YAML read it alike. */
export function quoted(text: QuotableText): string {
  return `"${text.replaceAll('"', '\\"')}"`;
}

/** `192.0.2.1@53`, as Unbound and Knot write it. */
export function withAt({ address, port }: Endpoint): string {
  return `${address}@${port}`;
}

/** `192.0.2.1:53`, `[2001:db8::1]:53`. */
export function withColon({ address, port }: Endpoint): string {
  return isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
}

/** An address that only this machine reaches. */
export function isLoopback({ address }: Endpoint): boolean {
  return address === '::1' || address.startsWith('127.');
}

/** Each line with this before it, and a line feed after it. */
export function lines(list: readonly string[], indent = ''): string {
  return list.map((line) => `${indent}${line}\n`).join('');
}
