import { chmodSync, closeSync, linkSync, openSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { digestOf } from './digest.ts';
import { attempt, pathKind } from './disk.ts';
import { hasCode, makeFolder, replaceFile, syncFolder, writeNew, writeWhole } from './durable.ts';
import { CommandError } from './exit-codes.ts';
import { withLock } from './file-lock.ts';
import type { Owner } from './owner.ts';
import { asidePath, type Intent, linkless, sweepPending, withIntent } from './pending.ts';
import { standingAfter, systemRefusal } from './refusal.ts';

/** A file that is not there yet. */
export interface NewFile {
  /** From the current folder. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Who may do what with it (POSIX), less what the account takes away (umask); undefined: as usual. */
  readonly mode?: number | undefined;
}

/** A file of the name is there already; nothing was written. */
export class FileExists extends CommandError {
  readonly path: string;

  constructor(path: string) {
    super(`${path} is there already, so nothing was written. Choose another name.`);
    this.path = path;
  }
}

/** Makes a file, whole or not at all; one that is there is never touched (`FileExists`). */
export function createFile(file: NewFile, cwd: string): Promise<void> {
  return createTogether([file], cwd);
}

/**
 * Makes files that belong together, all or none: lists first and, as the last, the record that names them. None that is
 * there is touched (`FileExists`). Folders are made as they are needed.
 */
export async function createTogether(files: readonly NewFile[], cwd: string): Promise<void> {
  sweepPending(cwd);
  await withIntent(cwd, creation(files, cwd), async (owner) => {
    for (const file of files) writeAside(file, { owner, cwd });
    for (const file of files) await giveName(file, { owner, cwd, isLast: file === files.at(-1) });
  });
}

/** Makes files that a change of another file needs, and changes that: all of it or nothing. */
export async function createAndChange(files: readonly NewFile[], change: Change, cwd: string): Promise<void> {
  await changing(change, cwd, async (replace, path) => {
    if (files.length === 0) return replace();
    const counts = { file: path, unlessSha256: digestOf(readFileSync(path)) };
    await withIntent(cwd, { ...creation(files, cwd), counts }, async (owner) => {
      for (const file of files) writeAside(file, { owner, cwd });
      for (const file of files) await giveName(file, { owner, cwd, isLast: false });
      await replace();
    });
  });
}

function creation(files: readonly NewFile[], cwd: string): Intent {
  return { work: 'create', files: files.map(({ path }) => path), folders: missingFolders(files, cwd) };
}

interface Making {
  readonly owner: Owner;
  readonly cwd: string;
}

const folderAttempts = 10;

/** Writes into a folder that may have to be made. Somebody who clears up may take it away again while it is empty. */
function writeAside({ path: shown, bytes, mode }: NewFile, { owner, cwd }: Making): void {
  const path = asidePath(resolve(cwd, shown), owner);
  attempt(() => {
    for (let attempts = 1; ; attempts++) {
      makeFolder(dirname(path));
      try {
        writeNew(path, bytes, mode);
        return;
      } catch (error) {
        if (!hasCode(error, ['ENOENT']) || attempts === folderAttempts) throw error;
      }
    }
  }, shown);
}

/** Gives what was written aside its name, if nothing has it. A name lasts before the next one is given. */
async function giveName(
  { path: shown }: NewFile,
  { owner, cwd, isLast }: Making & { readonly isLast: boolean },
): Promise<void> {
  const path = resolve(cwd, shown);
  const aside = asidePath(path, owner);
  await refusals(async () => {
    try {
      linkSync(aside, path);
    } catch (error) {
      if (!hasCode(error, linkless)) throw error;
      await giveNameWithoutLinks(path, { aside, isLast });
    }
    if (isLast) settle(path, shown);
    else syncFolder(dirname(path));
  }, shown);
}

/** After a file has got its name or its new content: a fault now does not undo that. */
function settle(path: string, shown: string): void {
  try {
    syncFolder(dirname(path));
  } catch (error) {
    throw standingAfter(error, shown, 'It is written all the same: look at it before you run this again.');
  }
}

/** Of the last file, on which the others depend, nobody ever sees a half. */
async function giveNameWithoutLinks(
  path: string,
  { aside, isLast }: { readonly aside: string; readonly isLast: boolean },
): Promise<void> {
  closeSync(openSync(path, 'wx'));
  if (isLast) await replaceFile(aside, path);
  else writeWhole(path, readFileSync(aside));
}

/** What the system refuses becomes a sentence about the file. */
async function refusals(operation: () => Promise<void>, shown: string): Promise<void> {
  try {
    await operation();
  } catch (error) {
    if (hasCode(error, ['EEXIST'])) throw new FileExists(shown);
    throw systemRefusal(error, shown) ?? error;
  }
}

/** The folders that have to be made for the files, from the current folder, the outermost first. */
function missingFolders(files: readonly NewFile[], cwd: string): readonly string[] {
  const missing = new Set<string>();
  for (const { path } of files) {
    for (let folder = dirname(path); pathKind(folder, cwd) === undefined; folder = dirname(folder)) missing.add(folder);
  }
  return [...missing].sort((a, b) => a.length - b.length);
}

export interface Change {
  /** From the current folder. */
  readonly path: string;
  /** What the file is to hold, by what it holds. What it throws leaves the file as it is. */
  readonly change: (bytes: Uint8Array) => Uint8Array;
}

/**
 * Changes a file so that there is the old one or the new one at any moment, and no change of anybody else is lost:
 * everybody who changes it this way waits for the others.
 */
export async function changeFile(change: Change, cwd: string): Promise<void> {
  await changing(change, cwd, (replace) => replace());
}

/** Makes a file, or puts it in the place of the one that is there: whoever reads meanwhile gets one or the other, whole. */
export async function createOrReplace(file: NewFile, cwd: string): Promise<void> {
  try {
    await createFile(file, cwd);
  } catch (error) {
    if (!(error instanceof FileExists)) throw error;
    await changeFile({ path: file.path, change: () => file.bytes }, cwd);
  }
}

/** Runs work that is to replace a file, while nobody else may; its path comes along with links resolved. */
async function changing(
  { path: shown, change }: Change,
  cwd: string,
  work: (replace: () => Promise<void>, path: string) => Promise<void>,
): Promise<void> {
  sweepPending(cwd);
  // A link stays a link.
  const path = attempt(() => realpathSync(resolve(cwd, shown)), shown);
  await withIntent(cwd, { work: 'change', files: [path], folders: [] }, async (owner) => {
    const replace = () => refusals(() => replaceContent(path, { change, aside: asidePath(path, owner), shown }), shown);
    await withLock(path, { owner, shown }, () => work(replace, path));
  });
}

interface Replacing extends Pick<Change, 'change'> {
  readonly aside: string;
  readonly shown: string;
}

async function replaceContent(path: string, { change, aside, shown }: Replacing): Promise<void> {
  const before = readFileSync(path);
  const after = change(before);
  if (before.equals(after)) return;
  writeNew(aside, after);
  chmodSync(aside, statSync(path).mode);
  // An editor asks nobody.
  if (!readFileSync(path).equals(before)) {
    throw new CommandError(`${shown} was changed by another program meanwhile. Nothing was written. Run this again.`);
  }
  await replaceFile(aside, path);
  settle(path, shown);
}
