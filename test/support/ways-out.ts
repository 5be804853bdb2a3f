import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { formats } from '../../src/emit/registry.ts';
import { exportFormats } from '../../src/export/registry.ts';
import type { Workspace } from './workspace.ts';

/** The configuration that the ways out ask for: a zone of the order by itself, for its recipe. */
export const configOfOne = 'zones: [{ name: rpz.one, order: one }]\n';

/** Every command that makes something for readers outside, of an order by the id `one`. */
export const waysOut: readonly (readonly string[])[] = [
  ['build', '--format', formats.map(({ id }) => id).join()],
  ['site'],
  ['landing'],
  ...exportFormats.map(({ id }) => ['export', 'one', '--format', id]),
];

/** What a resolver is to tell of it. */
export const recipeOfOne: readonly string[] = [
  ...['recipe', 'powerdns', '--version', '5', '--extra-text', 'sde-27', '--out', '/srv/out'],
];

/** What they have written, each file as a text; what a build keeps for its own next run stays in the house. */
export function writtenOutside({ folder, read }: Workspace): readonly string[] {
  return ['out/current', 'site', 'landing']
    .filter((part) => existsSync(join(folder, part)))
    .flatMap((part) =>
      readdirSync(join(folder, part), { recursive: true, encoding: 'utf8' }).map((at) => join(part, at)),
    )
    .filter((path) => statSync(join(folder, path)).isFile() && !/\/\.[^/]+$/.test(path))
    .map(read);
}
