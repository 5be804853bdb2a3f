import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { neededFor, ownApt } from './own-apt.ts';
import type { Program } from './programs.ts';

/** Where packages are unpacked for somebody who is not root. */
const CACHE: string = fileURLToPath(new URL('../../node_modules/.cache/resolvers', import.meta.url));

const ROOT = join(CACHE, 'root');

/**
 * Unpacks Debian packages, and those of their dependencies that the machine lacks, beside the project.
 * They replace what was unpacked before, and only once all are there.
 */
export function unpackPackages(packages: readonly string[]): void {
  const staging = join(CACHE, 'staging');
  const work = join(CACHE, 'work');
  rmSync(CACHE, { recursive: true, force: true });
  for (const folder of [staging, work]) mkdirSync(folder, { recursive: true });
  const apt = ownApt({ folder: work, status: '/var/lib/dpkg/status' });
  apt.run('update');
  apt.unpack(neededFor(apt, packages), staging);
  rmSync(work, { recursive: true });
  renameSync(staging, ROOT);
}

/** An unpacked program, or null. */
export function unpackedProgram(name: string): Program | null {
  const path = ['usr/sbin', 'usr/bin'].map((folder) => join(ROOT, folder, name)).find((path) => existsSync(path));
  if (path === undefined) return null;
  const libraries = ['usr/lib', 'lib'].flatMap((folder) => multiarchFolders(join(ROOT, folder)));
  return { path, libraryPath: libraries.join(':') };
}

function multiarchFolders(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return [
    folder,
    ...readdirSync(folder)
      .filter((name) => name.includes('-linux-gnu'))
      .map((name) => join(folder, name)),
  ];
}
