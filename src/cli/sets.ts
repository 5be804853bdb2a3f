import { existsSync, lstatSync, readdirSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of all sets in an output folder. */
export const builds = 'builds';

/** The link to the folder of the set in use. */
export const currentSet = 'current';

/** What the link of a file leads to. */
export function linkedThrough(name: string): string {
  return join(currentSet, name);
}

/** The folder of the set in use, as seen from the output folder. */
export function linkTarget(folder: string): string | undefined {
  const path = join(folder, currentSet);
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? join(readlinkSync(path)) : undefined;
}

/** Files left aside by a killed build are swept when they are this old, in milliseconds. */
const sweepAfter = 10 * 60 * 1000;

/** Takes away what killed builds left aside. `now` in milliseconds since 1970. */
export function sweep(folder: string, now: number): void {
  if (!existsSync(join(folder, builds))) return;
  const keep = linkTarget(folder);
  for (const name of readdirSync(join(folder, builds))) {
    const path = join(folder, builds, name);
    if (join(builds, name) === keep || now - statSync(path).mtimeMs < sweepAfter) continue;
    rmSync(path, { recursive: true, force: true });
  }
}
