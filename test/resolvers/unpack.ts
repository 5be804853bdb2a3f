import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Program } from './programs.ts';

/** Where packages are unpacked for somebody who is not root. */
const CACHE: string = fileURLToPath(new URL('../../node_modules/.cache/resolvers', import.meta.url));

const ROOT = join(CACHE, 'root');

/**
 * Unpacks Debian packages, and those of their dependencies that the machine lacks, beside the project.
 * They replace what was unpacked before, and only once all are there.
 */
export function unpackPackages(packages: readonly string[]): void {
  const archives = join(CACHE, 'archives');
  const staging = join(CACHE, 'staging');
  rmSync(CACHE, { recursive: true, force: true });
  for (const folder of ['state/lists/partial', 'cache/archives/partial', 'archives', 'staging']) {
    mkdirSync(join(CACHE, folder), { recursive: true });
  }
  apt(['update'], archives);
  const plan = apt(['--simulate', '--no-install-recommends', 'install', ...packages], archives);
  const needed = [...plan.matchAll(/^Inst (\S+) .*?\((\S+) /gm)].map(([, name, version]) => `${name}=${version}`);
  apt(['download', ...needed], archives);
  for (const archive of readdirSync(archives)) execFileSync('dpkg', ['-x', join(archives, archive), staging]);
  for (const folder of ['state', 'cache', 'archives']) rmSync(join(CACHE, folder), { recursive: true });
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

/** apt-get with lists, archives and locks of its own, since those of the system belong to root. */
function apt(args: readonly string[], cwd: string): string {
  const options = [
    `Dir::State=${join(CACHE, 'state')}`,
    'Dir::State::status=/var/lib/dpkg/status',
    `Dir::Cache=${join(CACHE, 'cache')}`,
    'Debug::NoLocking=1',
    'APT::Sandbox::User=',
  ].flatMap((option) => ['-o', option]);
  return execFileSync('apt-get', ['-q', ...options, ...args], { cwd, encoding: 'utf8', stdio: 'pipe' });
}
