import { createHash } from 'node:crypto';
import { type BigIntStats, closeSync, openSync, readSync, statSync } from 'node:fs';
import { isAbsolute, sep } from 'node:path';

// A stamp is what a file system tells of a file without reading it: size, times of change, place on the disk. While it
// stays the same, so does the file. A file that was changed just now can change again within the same tick of the clock:
// its stamp proves nothing, and its content is looked at.

/** Milliseconds: the coarsest clock of a file system that is in use (FAT). */
const tick = 2000;

const noProof = '?';
const noFile = '-';
const hidden = '!';

/** The stamps of files as one text, each with its path and a NUL, which no path can hold; in the given order. */
export function stampsOf(paths: readonly string[], cwd: string): string {
  return paths.map((path) => `${stampOf(path, cwd)}\t${path}\0`).join('');
}

/** The same without the stamps that prove nothing of what was read from a moment on (milliseconds since 1970). */
export function provenStamps(stamps: string, begun: number): string {
  return stampedFiles(stamps)
    .map(({ path, text }) => {
      const [, modified, changed] = text.split(' ', 3).map(Number);
      const last = Math.max(modified ?? 0, changed ?? 0) / 1e6;
      return `${last > begun - tick ? `${noProof}\t${path}` : text}\0`;
    })
    .join('');
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

function stampOf(path: string, cwd: string): string {
  const found = statOf(isAbsolute(path) ? path : `${cwd}${sep}${path}`);
  if (found === hidden) return hidden;
  if (!found) return noFile;
  return `${found.size} ${found.mtimeNs} ${found.ctimeNs} ${found.ino}`;
}

const piece = Buffer.allocUnsafeSlow(1 << 18);
export const digestSize = 32;

const nothing = new Uint8Array(digestSize);

/** SHA-256 of a file; all zeros where there is none; undefined where this account cannot read it. */
export function digestOfFile(path: string, cwd: string): Uint8Array | undefined {
  try {
    return digestOf(isAbsolute(path) ? path : `${cwd}${sep}${path}`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === undefined) throw error;
    return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' ? nothing : undefined;
  }
}

function digestOf(path: string): Uint8Array {
  const hash = createHash('sha256');
  const file = openSync(path, 'r');
  try {
    for (let size = readSync(file, piece); size > 0; size = readSync(file, piece)) hash.update(piece.subarray(0, size));
  } finally {
    closeSync(file);
  }
  return hash.digest();
}
