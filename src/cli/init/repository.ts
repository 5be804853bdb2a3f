import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandError } from '../exit-codes.ts';
import { hooksFolder } from './hook.ts';

/** What git does before a commit in the repository that a folder lies in. */
export type HookState =
  | { readonly kind: 'no-repository' }
  /** Nothing yet; our hook would be what `core.hooksPath` is to be set to. */
  | { readonly kind: 'free'; readonly path: string }
  | { readonly kind: 'ours' }
  /** Somebody's own hooks, in words. */
  | { readonly kind: 'others'; readonly what: string };

/** Where a folder lies in its repository, as `legal/`; empty at the top, undefined where there is no repository or no git. */
export function prefixOf(folder: string): string | undefined {
  return git(folder, 'rev-parse', '--show-prefix');
}

/** Looks only. */
export function hookState(folder: string): HookState {
  const prefix = prefixOf(folder);
  if (prefix === undefined) return { kind: 'no-repository' };
  const path = `${prefix}${hooksFolder}`;
  const configured = git(folder, 'config', '--get', 'core.hooksPath');
  if (configured === path) return { kind: 'ours' };
  if (configured !== undefined) return { kind: 'others', what: `core.hooksPath is ${configured}` };
  const own = git(folder, 'rev-parse', '--git-path', 'hooks/pre-commit');
  if (own !== undefined && existsSync(resolve(folder, own))) return { kind: 'others', what: `there is ${own}` };
  return { kind: 'free', path };
}

/** Tells git, for this repository on this computer alone, where its hooks are. */
export function useHooks(folder: string, path: string): void {
  if (git(folder, 'config', '--local', 'core.hooksPath', path) !== undefined) return;
  throw new CommandError(`git did not take the setting. Set it yourself: git config core.hooksPath ${path}`);
}

/** What git prints, without the line end; undefined where it fails or is not there. */
function git(folder: string, ...argv: readonly string[]): string | undefined {
  try {
    return execFileSync('git', argv, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trimEnd();
  } catch {
    return undefined;
  }
}
