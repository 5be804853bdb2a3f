import {
  closeSync,
  fsync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { systemRefusal } from './refusal.ts';

/** Writes a file that is not there yet, so that it outlasts a power cut. */
export function writeNew(path: string, bytes: Uint8Array, mode: number = 0o666): void {
  writeTo(openSync(path, 'wx', mode), bytes);
}

/** The same for a file that is there and empty. */
export function writeWhole(path: string, bytes: Uint8Array): void {
  writeTo(openSync(path, 'r+'), bytes);
}

function writeTo(file: number, bytes: Uint8Array): void {
  try {
    writeAll(file, bytes, 0);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Writes all of it: a disk that is nearly full takes less than it is given. `at`: where; undefined: where the file is at. */
export function writeAll(file: number, bytes: Uint8Array, at?: number): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(file, bytes, done, bytes.length - done, at === undefined ? undefined : at + done);
}

/**
 * Makes a folder and those above it, as they are needed. Not by Node's own way to make several: of what it does not know, such
 * as a disk that is read-only, it says that the folder is not there.
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (hasCode(error, ['EEXIST']) && statSync(path).isDirectory()) return;
    if (!hasCode(error, ['ENOENT']) || dirname(path) === path) throw error;
    makeFolder(dirname(path));
    unless(['EEXIST'], () => mkdirSync(path));
  }
}

/** Files that are open at once: enough for all threads that Node syncs with, and few for any system. */
const atOnce = 32;

/**
 * Makes what files hold outlast a power cut, several at a time: a disk takes them together in little more than the time of
 * one. What the system refuses is handed on with the path.
 */
export async function syncFiles(
  paths: readonly string[],
  refused: (error: unknown, path: string) => unknown,
): Promise<void> {
  for (let from = 0; from < paths.length; from += atOnce) await syncTogether(paths.slice(from, from + atOnce), refused);
}

/** Opened and closed one by one, in their order, so that each run makes the same calls. */
async function syncTogether(
  paths: readonly string[],
  refused: (error: unknown, path: string) => unknown,
): Promise<void> {
  const failures: unknown[] = [];
  const attempted = <T>(path: string, operation: () => T): T | undefined => {
    try {
      return operation();
    } catch (error) {
      failures.push(refused(error, path));
      return undefined;
    }
  };
  const open = paths.flatMap((path) => {
    const file = attempted(path, () => openSync(path, 'r+'));
    return file === undefined ? [] : [{ path, file }];
  });
  const ends = await Promise.allSettled(open.map(({ file }) => promisify(fsync)(file)));
  ends.forEach((end, at) => {
    if (end.status === 'rejected') failures.push(refused(end.reason, open[at]?.path ?? ''));
  });
  for (const { path, file } of open) attempted(path, () => closeSync(file));
  if (failures.length > 0) throw failures[0];
}

/** Makes what happened to the names of a folder outlast a power cut, where the system has such a thing. */
export function syncFolder(path: string): void {
  let folder: number | undefined;
  try {
    folder = openSync(path, 'r');
    fsyncSync(folder);
  } catch (error) {
    // Windows opens no folders, network file systems refuse to sync them, and one that is gone needs it no more.
    if (!hasCode(error, ['ENOENT', 'ENOTDIR', 'EPERM', 'EACCES', 'EISDIR', 'EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EBADF']))
      throw error;
  } finally {
    if (folder !== undefined) closeSync(folder);
  }
}

const renameAttempts = 20;

/** On Windows a file cannot be replaced while another program, such as a virus scanner, looks at it. */
export async function replaceFile(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const isBusy = process.platform === 'win32' && hasCode(error, ['EPERM', 'EACCES', 'EBUSY']);
      if (!isBusy || attempt === renameAttempts) throw error;
      await setTimeout(50);
    }
  }
}

export function removeFile(path: string): void {
  unless(['ENOENT', 'ENOTDIR'], () => unlinkSync(path));
}

/** Removes a folder if nothing is in it. */
export function removeEmptyFolder(path: string): void {
  unless(['ENOENT', 'ENOTDIR', 'ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES', 'EBUSY'], () => rmdirSync(path));
}

/** Does what may stay undone: what the system refuses now, the next run tries again. */
export function ifAllowed(operation: () => void): void {
  try {
    operation();
  } catch (error) {
    if (!systemRefusal(error, '')) throw error;
  }
}

/** Runs a file operation; it is fine if the system refuses it for one of these reasons. */
function unless(codes: readonly string[], operation: () => void): void {
  try {
    operation();
  } catch (error) {
    if (!hasCode(error, codes)) throw error;
  }
}

export function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
