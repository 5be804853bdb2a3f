import { basename, dirname, resolve } from 'node:path';
import { pathKind, shownPath } from '../disk.ts';
import { CommandError } from '../exit-codes.ts';
import { inputFiles, ordersFolder } from '../input-files.ts';
import type { Io } from '../io.ts';
import { isShallow, mergeBase, noRepository, type Revision, revisionOf } from './revision.ts';

/** What a word of the command line stands for. */
export type Named =
  | { readonly kind: 'build'; readonly label: string; readonly folder: string }
  /** A folder that has an orders/ and perhaps settings of its own. */
  | { readonly kind: 'project'; readonly label: string; readonly folder: string }
  /** A folder of records, judged by the settings here. */
  | { readonly kind: 'records'; readonly label: string; readonly folder: string }
  | { readonly kind: 'revision'; readonly label: string; readonly revision: Revision };

/**
 * A word that is the path of a folder is that folder: what holds orders/ is a project, what holds a manifest.json a build,
 * and what holds records is just that. The path of a manifest.json is its build. Anything else is a git revision.
 */
export function namedSide(word: string, io: Io): Named {
  if (word.startsWith('-')) {
    throw new CommandError(`${word} begins with a hyphen: that is no revision. A folder of this name is ./${word}.`);
  }
  const kind = pathKind(word, io.cwd);
  if (kind === 'folder') return namedFolder(word, io);
  if (kind === 'file' && basename(word) === 'manifest.json') return buildIn(dirname(word), io);
  if (kind === 'file') {
    throw new CommandError(
      `${word} is a file, and no manifest.json. Name a folder, the manifest.json of a build, or a git revision.`,
    );
  }
  return namedRevision(word, io);
}

/** The state of the files as they are now. */
export function workingTree(): Named {
  return { kind: 'project', label: 'the files as they are now', folder: '.' };
}

/** What is compared with where nothing is named. */
export function usualBase({ cwd }: Io): Named {
  return revisionSide(mergeBase(cwd));
}

function namedFolder(word: string, io: Io): Named {
  const label = shownPath(word, io.cwd);
  if (resolve(io.cwd, word) === resolve(io.cwd)) return workingTree();
  const has = (name: string) => pathKind(resolve(io.cwd, word, name), io.cwd);
  if (has(ordersFolder) === 'folder') return { kind: 'project', label: `the folder ${label}`, folder: word };
  if (has('manifest.json') === 'file') return buildIn(word, io);
  if (inputFiles([word], io.cwd).records.length > 0)
    return { kind: 'records', label: `the records in ${label}`, folder: word };
  throw new CommandError(
    `In the folder ${label} there is neither an ${ordersFolder}/, nor the manifest.json of a build, nor a record. If the git revision of that name is meant, write refs/heads/${word}.`,
  );
}

function buildIn(place: string, { cwd }: Io): Named {
  return { kind: 'build', label: `the build in ${shownPath(place, cwd)}`, folder: resolve(cwd, place) };
}

function namedRevision(word: string, { cwd }: Io): Named {
  const problem = noRepository(cwd);
  if (problem !== undefined) {
    throw new CommandError(
      `There is no folder ${word} here. ${problem}, so it is no revision either. Look at the spelling.`,
    );
  }
  const revision = revisionOf(word, cwd);
  if (revision) return revisionSide(revision);
  const shallow = isShallow(cwd)
    ? ' This clone is shallow, so an older commit may just not be in it: git fetch --unshallow brings the rest (in GitHub Actions fetch-depth: 0, in GitLab GIT_DEPTH: 0).'
    : ' Look at the spelling; a branch of the server may have to be fetched first, and is called origin/NAME.';
  throw new CommandError(`There is no folder ${word} here, and git knows no revision ${word}.${shallow}`);
}

/** Digits that tell a commit from every other one here. */
const shortHash = 12;

function revisionSide(revision: Revision): Named {
  return { kind: 'revision', label: `${revision.name} (${revision.commit.slice(0, shortHash)})`, revision };
}
