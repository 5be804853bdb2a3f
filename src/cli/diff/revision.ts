import { CommandError } from '../exit-codes.ts';
import { git, gitLine } from './git.ts';

/** A commit, and how it was found. */
export interface Revision {
  /** Its whole hash. */
  readonly commit: string;
  /** As people call it: `origin/main`. */
  readonly name: string;
}

/** The commit that a word names that is no option; undefined where git knows none. */
export function revisionOf(name: string, folder: string): Revision | undefined {
  const commit = gitLine(folder, 'rev-parse', '--verify', '--quiet', `${name}^{commit}`);
  return commit === undefined ? undefined : { commit, name };
}

/** Why git does not help with a folder; undefined where it does. */
export function noRepository(folder: string): string | undefined {
  const { isFine, said } = git(folder, ['rev-parse', '--git-dir']);
  if (isFine) return undefined;
  return /not a git repository/.test(said)
    ? 'This folder lies in no git repository'
    : `git refuses this folder: ${said}`;
}

/** What is compared with where nothing is named: where the work on this branch began. */
export function mergeBase(folder: string): Revision {
  const problem = noRepository(folder);
  if (problem !== undefined) {
    throw new CommandError(
      `${problem}, so there is nothing to compare with. Name what it is to be compared with: a folder of records, or the folder of a build.`,
    );
  }
  if (!revisionOf('HEAD', folder)) {
    throw new CommandError('Nothing was committed here yet, so there is nothing to compare with. Name a folder.');
  }
  const main = mainBranch(folder);
  if (!main) {
    throw new CommandError(
      'No main branch was found here (origin/HEAD, origin/main, origin/master, main, master). Name what it is to be compared with, as HEAD~1.',
    );
  }
  const commit = gitLine(folder, 'merge-base', main.commit, 'HEAD');
  if (commit !== undefined) return { commit, name: `where this branch left ${main.name}` };
  const why = isShallow(folder)
    ? 'this clone is shallow: the commits that would tell are not in it. Fetch them (git fetch --unshallow; in GitHub Actions fetch-depth: 0, in GitLab GIT_DEPTH: 0), or'
    : 'they have no commit in common.';
  throw new CommandError(
    `It cannot be told where this branch left ${main.name}: ${why}${why.endsWith('or') ? '' : ' So'} name a revision to compare with, as ${main.name}.`,
  );
}

export function isShallow(folder: string): boolean {
  return gitLine(folder, 'rev-parse', '--is-shallow-repository') === 'true';
}

/** The main branch as the remote of this branch has it, else as this clone has it. */
function mainBranch(folder: string): Revision | undefined {
  const upstream = gitLine(folder, 'rev-parse', '--verify', '--quiet', '--symbolic-full-name', '@{upstream}');
  const remote = /^refs\/remotes\/([^/]+)\//.exec(upstream ?? '')?.[1] ?? 'origin';
  const named = gitLine(folder, 'symbolic-ref', '--quiet', `refs/remotes/${remote}/HEAD`);
  const candidates = [
    ...(named === undefined ? [] : [named]),
    ...['main', 'master'].map((branch) => `refs/remotes/${remote}/${branch}`),
    ...['main', 'master'].map((branch) => `refs/heads/${branch}`),
  ];
  for (const ref of candidates) {
    const found = revisionOf(ref, folder);
    if (found) return { ...found, name: ref.replace(/^refs\/(?:remotes|heads)\//, '') };
  }
  return undefined;
}
