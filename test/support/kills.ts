import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** How many moments of a piece of work are tried; KILLS=1000 tries each. */
const kills = Number(process.env['KILLS'] ?? 3);

/** The first and the last, and moments between them, other ones in each run of the tests. */
export function momentsOf(touches: number): readonly number[] {
  const step = Math.max(1, touches / kills);
  const between = Array.from({ length: Math.min(kills, touches) }, (_, at) => Math.ceil((at + Math.random()) * step));
  return [...new Set([1, ...between.filter((moment) => moment > 1 && moment < touches), touches])];
}

/** All files of a folder, and the folders below it that are empty. */
export function everything({ folder: cwd }: { readonly folder: string }): readonly string[] {
  const entries = readdirSync(cwd, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => [join(entry.parentPath, entry.name), entry.isDirectory()] as const);
  return paths
    .filter(([path, isFolder]) => !isFolder || readdirSync(path).length === 0)
    .map(([path]) => path.slice(cwd.length + 1))
    .sort();
}
