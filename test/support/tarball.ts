import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export interface Tarball {
  readonly path: string;
  readonly files: readonly { readonly path: string }[];
}

/** Packs the program as npm would publish it. The scripts are left out: it was compiled before the tests, and others use it. */
export function packedInto(folder: string): Tarball {
  const printed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: join(import.meta.dirname, '../..'),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [{ filename, files }] = JSON.parse(printed) as [{ filename: string; files: Tarball['files'] }];
  return { path: join(folder, filename), files };
}
