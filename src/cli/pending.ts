import { type BigIntStats, linkSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { digestOf } from './digest.ts';
import { attempt } from './disk.ts';
import { hasCode, ifAllowed, makeFolder, removeEmptyFolder, removeFile, syncFolder, writeNew } from './durable.ts';
import { lockPath } from './file-lock.ts';
import { mayBeAlive, newOwner, type Owner, ownerText, workIsOver } from './owner.ts';

/** What a piece of work is about to do, so that whoever comes next can clear up if it is killed. */
export interface Intent {
  readonly work: 'create' | 'change';
  /** From the current folder. Of those that are made together the last counts: without it the others are nothing. */
  readonly files: readonly string[];
  /** Folders that are made for them, the outermost first. */
  readonly folders: readonly string[];
  /** Instead of the last file, this one counts: without a change of it the others are nothing. */
  readonly counts?: { readonly file: string; readonly unlessSha256: string };
}

/** Where intents lie, in the current folder. */
const pendingFolder = join('.blocklist', 'pending');

/** Where a file is written before it gets its name. */
export function asidePath(path: string, owner: Owner): string {
  return join(dirname(path), `.${basename(path)}.${owner}.part`);
}

/**
 * Does work, and clears up after it: after work that fails, what it has done of it goes again. If the program is killed,
 * or clearing up fails, the next run does that.
 */
export async function withIntent(cwd: string, intent: Intent, work: (owner: Owner) => Promise<void>): Promise<void> {
  const owner = newOwner();
  const folder = join(cwd, pendingFolder);
  const path = join(folder, `${owner}.json`);
  try {
    attempt(() => {
      makeFolder(folder);
      writeNew(path, Buffer.from(`${JSON.stringify({ version: 1, ...intent })}\n`));
      syncFolder(folder);
    }, pendingFolder);
    await work(owner);
  } finally {
    ifAllowed(() => {
      clearUp(cwd, intent, owner);
      removeFile(path);
    });
    workIsOver(owner);
  }
}

const intentName = new RegExp(`^(?:(${ownerText})\\+)?(${ownerText})\\.json$`);

/** Clears up after work that was killed: takes away what it left half done, and nothing else. */
export function sweepPending(cwd: string): void {
  const folder = join(cwd, pendingFolder);
  attempt(() => {
    for (const name of namesIn(folder)) {
      const [, sweeper, owner] = intentName.exec(name) ?? [];
      if (owner === undefined || mayBeAlive((sweeper ?? owner) as Owner)) continue;
      sweepIntent(cwd, { name, owner: owner as Owner });
    }
  }, pendingFolder);
}

/** How many pieces of work are not over: those that may be going on, and those that were killed. */
export function pendingWork(cwd: string): { readonly alive: number; readonly dead: number } {
  const owners = attempt(() => namesIn(join(cwd, pendingFolder)), pendingFolder).flatMap((name) => {
    const [, sweeper, owner] = intentName.exec(name) ?? [];
    return owner === undefined ? [] : [(sweeper ?? owner) as Owner];
  });
  const alive = owners.filter(mayBeAlive).length;
  return { alive, dead: owners.length - alive };
}

function sweepIntent(cwd: string, { name, owner }: { readonly name: string; readonly owner: Owner }): void {
  const folder = join(cwd, pendingFolder);
  const sweeper = newOwner();
  const mine = join(folder, `${sweeper}+${owner}.json`);
  ifAllowed(() => {
    // Of several who want to clear up, one does.
    renameSync(join(folder, name), mine);
    const intent = readIntent(mine);
    if (intent) clearUp(cwd, intent, owner);
    removeFile(mine);
  });
  workIsOver(sweeper);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (hasCode(error, ['ENOENT'])) return [];
    throw error;
  }
}

/** undefined where it was not written to its end: then nothing else was begun. */
function readIntent(path: string): Intent | undefined {
  try {
    const { work, files, folders, counts } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Intent>;
    const isSound = (work === 'create' || work === 'change') && isTexts(files) && isTexts(folders);
    return isSound ? { work, files, folders, ...(counts && { counts }) } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function clearUp(cwd: string, { work, files, folders, counts }: Intent, owner: Owner): void {
  const paths = files.map((file) => resolve(cwd, file));
  const last = paths.at(-1);
  const isDone = counts ? hasChanged(cwd, counts) : last === undefined || isFinished(last, owner);
  if (work === 'create' && !isDone) {
    for (const path of paths) if (isPlaced(path, owner)) removeFile(path);
  }
  for (const path of paths) {
    const aside = asidePath(path, owner);
    for (const litter of [aside, probePath(aside), lockPath(path, owner)]) removeFile(litter);
  }
  for (const folder of folders.toReversed()) removeEmptyFolder(resolve(cwd, folder));
  for (const folder of new Set(paths.map((path) => dirname(path)))) syncFolder(folder);
}

function hasChanged(cwd: string, { file, unlessSha256 }: NonNullable<Intent['counts']>): boolean {
  const path = resolve(cwd, file);
  return statOf(path) === undefined || digestOf(readFileSync(path)) !== unlessSha256;
}

/** The last file has its name and its content: what was written aside is gone, or is the same file. */
function isFinished(path: string, owner: Owner): boolean {
  const [file, aside] = [statOf(path), statOf(asidePath(path, owner))];
  return file !== undefined && (aside === undefined || (file.ino === aside.ino && file.dev === aside.dev));
}

/** Whether the owner put the file there. What was written aside is still there as long as that is asked. */
function isPlaced(path: string, owner: Owner): boolean {
  const aside = asidePath(path, owner);
  const [file, source] = [statOf(path), statOf(aside)];
  if (!file || !source) return false;
  if (file.ino === source.ino && file.dev === source.dev) return true;
  if (file.mtimeNs < source.mtimeNs || hasLinks(aside)) return false;
  return readFileSync(aside).subarray(0, Number(file.size)).equals(readFileSync(path));
}

/** Whether files in the folder can have two names: without that, a new file is written in place. */
function hasLinks(aside: string): boolean {
  const probe = probePath(aside);
  try {
    removeFile(probe);
    linkSync(aside, probe);
    removeFile(probe);
    return true;
  } catch (error) {
    if (hasCode(error, linkless)) return false;
    throw error;
  }
}

function probePath(aside: string): string {
  return `${aside}.probe`;
}

/** What systems say that know no second name for a file. */
export const linkless: readonly string[] = ['EPERM', 'EACCES', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL', 'EMLINK'];

function statOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch (error) {
    if (hasCode(error, ['ENOENT', 'ENOTDIR'])) return undefined;
    throw error;
  }
}
