import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Whether a file would go along with a git repository. */
export type KeyPlace =
  /** In none, or git leaves it out for good. */
  | 'outside'
  | 'tracked'
  /** The next `git add` would take it. */
  | 'untracked'
  /** There is a repository, and git cannot be asked. */
  | 'unknown';

/** `path`: where the file is, or is to be; its folder must be there. Links are followed. */
export function keyPlace(path: string): KeyPlace {
  const folder = realpathSync(dirname(path));
  const file = existsSync(path) ? realpathSync(path) : join(folder, basename(path));
  const home = dirname(file);
  if (gitStatus(home, ['rev-parse', '--is-inside-work-tree']) !== 0) return hasRepository(home) ? 'unknown' : 'outside';
  if (gitStatus(home, ['--literal-pathspecs', 'ls-files', '--error-unmatch', '--', basename(file)]) === 0)
    return 'tracked';
  return gitStatus(home, ['check-ignore', '--quiet', '--', `./${basename(file)}`]) === 0 ? 'outside' : 'untracked';
}

function hasRepository(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return true;
  return dirname(folder) !== folder && hasRepository(dirname(folder));
}

/** How git ended; undefined where it could not be started. */
function gitStatus(folder: string, argv: readonly string[]): number | undefined {
  try {
    execFileSync('git', argv, { cwd: folder, stdio: 'ignore' });
    return 0;
  } catch (error) {
    const status = error instanceof Error && 'status' in error ? error.status : undefined;
    return typeof status === 'number' ? status : undefined;
  }
}
