import { chmodSync, closeSync, linkSync, mkdirSync, openSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { digestOf } from './digest.ts';
import { attempt, pathKind, systemRefusal } from './disk.ts';
import { hasCode, removeEmptyFolder, removeFile, replaceFile, syncFolder, writeNew, writeWhole } from './durable.ts';
import { CommandError } from './exit-codes.ts';
import { withLock } from './file-lock.ts';
import type { Owner } from './owner.ts';
import { asidePath, linkless, withIntent } from './pending.ts';

export { sweepPending } from './pending.ts';

/** A file that is not there yet. */
export interface NewFile {
  /** From the current folder. */
  readonly path: string;
  readonly bytes: Uint8Array;
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
  const folders = missingFolders(files, cwd);
  const intent = { work: 'create', files: files.map(({ path }) => path), folders } as const;
  await withIntent(cwd, intent, (owner) => place(files, { cwd, owner, folders, finish: async () => {} }));
}

/** Makes files that a change of another file needs, and changes that: all of it or nothing. */
export async function createAndChange(files: readonly NewFile[], change: Change, cwd: string): Promise<void> {
  const folders = missingFolders(files, cwd);
  const before = attempt(() => digestOf(readFileSync(resolve(cwd, change.path))), change.path);
  const counts = { file: change.path, unlessSha256: before };
  const intent = { work: 'create', files: files.map(({ path }) => path), folders, counts } as const;
  const finish = () => changeFile(change, cwd);
  await withIntent(cwd, intent, (owner) => place(files, { cwd, owner, folders, finish }));
}

interface Placing {
  readonly cwd: string;
  readonly owner: Owner;
  readonly folders: readonly string[];
  /** What has to succeed for them to stay. */
  readonly finish: () => Promise<void>;
}

async function place(files: readonly NewFile[], { cwd, owner, folders, finish }: Placing): Promise<void> {
  const all = files.map(({ path, bytes }) => ({ path: resolve(cwd, path), shown: path, bytes }));
  const last = all.at(-1)?.path;
  const placed: string[] = [];
  let isWhole = false;
  try {
    for (const { path, shown, bytes } of all) attempt(() => writeAside(asidePath(path, owner), bytes), shown);
    for (const { path, shown } of all) {
      await refusals(() => giveName(path, { owner, isLast: path === last }), shown);
      placed.push(path);
      attempt(() => syncFolder(dirname(path)), shown);
    }
    await finish();
    isWhole = true;
  } finally {
    // In this order, whenever it is broken off, what is left still says what is to be cleared up.
    if (!isWhole) placed.forEach(removeFile);
    for (const { path } of all) removeFile(asidePath(path, owner));
    if (!isWhole) for (const folder of folders.toReversed()) removeEmptyFolder(resolve(cwd, folder));
  }
  for (const folder of new Set(all.map(({ path }) => dirname(path)))) attempt(() => syncFolder(folder), folder);
}

const folderAttempts = 10;

/** Writes into a folder that may have to be made. Somebody who clears up may take it away again while it is empty. */
function writeAside(path: string, bytes: Uint8Array): void {
  for (let attempts = 1; ; attempts++) {
    mkdirSync(dirname(path), { recursive: true });
    try {
      writeNew(path, bytes);
      return;
    } catch (error) {
      if (!hasCode(error, ['ENOENT']) || attempts === folderAttempts) throw error;
    }
  }
}

interface Naming {
  readonly owner: Owner;
  readonly isLast: boolean;
}

/** Gives what was written aside its name, if nothing has it. */
async function giveName(path: string, naming: Naming): Promise<void> {
  try {
    linkSync(asidePath(path, naming.owner), path);
  } catch (error) {
    if (!hasCode(error, linkless)) throw error;
    await giveNameWithoutLinks(path, naming);
  }
}

/** Of the last file, on which the others depend, nobody ever sees a half. */
async function giveNameWithoutLinks(path: string, { owner, isLast }: Naming): Promise<void> {
  const aside = asidePath(path, owner);
  closeSync(openSync(path, 'wx'));
  try {
    if (isLast) await replaceFile(aside, path);
    else writeWhole(path, readFileSync(aside));
  } catch (error) {
    removeFile(path);
    throw error;
  }
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
export async function changeFile({ path, change }: Change, cwd: string): Promise<void> {
  // A link stays a link.
  const real = attempt(() => realpathSync(resolve(cwd, path)), path);
  await withIntent(cwd, { work: 'change', files: [real], folders: [] }, (owner) =>
    withLock(real, { owner, shown: path }, () =>
      refusals(() => replaceContent(real, { change, aside: asidePath(real, owner), shown: path }), path),
    ),
  );
}

interface Replacing extends Pick<Change, 'change'> {
  readonly aside: string;
  readonly shown: string;
}

async function replaceContent(path: string, { change, aside, shown }: Replacing): Promise<void> {
  const before = readFileSync(path);
  const after = change(before);
  if (before.equals(after)) return;
  try {
    writeNew(aside, after);
    chmodSync(aside, statSync(path).mode);
    // An editor asks nobody.
    if (!readFileSync(path).equals(before)) {
      throw new CommandError(`${shown} was changed by another program meanwhile. Nothing was written. Run this again.`);
    }
    await replaceFile(aside, path);
    syncFolder(dirname(path));
  } finally {
    removeFile(aside);
  }
}
