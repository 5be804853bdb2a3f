import { createHash } from 'node:crypto';
import { type BigIntStats, closeSync, openSync, readSync, statSync } from 'node:fs';
import { isAbsolute, resolve, sep } from 'node:path';

// A stamp is what a file system tells of a file without reading it: size, times of change, place on the disk. While it
// stays the same, so does the file. A file that was changed just now can change again within the same tick of the clock:
// its stamp proves nothing, and its content is looked at.

/** Milliseconds: the coarsest clock of a file system that is in use (FAT). */
const tick = 2000;

const noProof = '?';
const noFile = '-';
const hidden = '!';

/**
 * The stamps of files as one text, each with its path and a NUL, which no path can hold; in the given order. With the
 * moment (milliseconds since 1970) before the files were read, those are left out that prove nothing about what was read.
 */
export function stampsOf(paths: readonly string[], cwd: string, begun: number = Number.POSITIVE_INFINITY): string {
  return paths.map((path) => `${stampOf(path, cwd, begun)}\t${path}\0`).join('');
}

/** undefined where there is no such file; `hidden` where the system does not tell. */
function statOf(path: string): BigIntStats | typeof hidden | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false, bigint: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return hidden;
    throw error;
  }
}

/** The files that a text of stamps tells of, each with what it says of it. */
export function stampedFiles(stamps: string): readonly StampedFile[] {
  return stamps
    .split('\0')
    .slice(0, -1)
    .map((text) => ({ path: text.slice(text.indexOf('\t') + 1), text }));
}

export interface StampedFile {
  readonly path: string;
  /** The stamp and the path. */
  readonly text: string;
}

function stampOf(path: string, cwd: string, begun: number): string {
  const found = statOf(isAbsolute(path) ? path : `${cwd}${sep}${path}`);
  if (found === hidden) return hidden;
  if (!found) return noFile;
  const changed = Math.max(Number(found.mtimeNs), Number(found.ctimeNs)) / 1e6;
  return changed > begun - tick ? noProof : `${found.size} ${found.mtimeNs} ${found.ctimeNs} ${found.ino}`;
}

const piece = Buffer.allocUnsafeSlow(1 << 18);
export const digestSize = 32;

/** SHA-256 of a file; of nothing where there is none; undefined where this account cannot read it. */
export function digestOfFile(path: string, cwd: string): Uint8Array | undefined {
  try {
    return digestOf(resolve(cwd, path));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

function digestOf(path: string): Uint8Array {
  const hash = createHash('sha256');
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return new Uint8Array(digestSize);
  const file = openSync(path, 'r');
  try {
    for (let size = readSync(file, piece); size > 0; size = readSync(file, piece)) hash.update(piece.subarray(0, size));
  } finally {
    closeSync(file);
  }
  return hash.digest();
}
