import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

// A stamp is what a file system tells of a file without reading it: size, times of change, place on the disk. While it
// stays the same, so does the file. A file that was changed just now can change again within the same tick of the clock:
// its stamp proves nothing, and its content is looked at.

/** Milliseconds: the coarsest clock of a file system that is in use (FAT). */
const tick = 2000;

const noProof = '?';
const noFile = '-';

/**
 * The stamps of files as one text, a line each, in the given order. With the moment (milliseconds since 1970) before the
 * files were read, those are left out that prove nothing about what was read then.
 */
export function stampsOf(paths: readonly string[], cwd: string, begun: number = Number.POSITIVE_INFINITY): string {
  return paths.map((path) => `${path}\t${stampOf(path, cwd, begun)}\n`).join('');
}

function stampOf(path: string, cwd: string, begun: number): string {
  const found = statSync(resolve(cwd, path), { throwIfNoEntry: false, bigint: true });
  if (!found) return noFile;
  const changed = Math.max(Number(found.mtimeNs), Number(found.ctimeNs)) / 1e6;
  return changed > begun - tick ? noProof : `${found.size} ${found.mtimeNs} ${found.ctimeNs} ${found.ino}`;
}

/** The lines of a text of stamps that say something else than those of another one; undefined where the files differ. */
export function differingStamps(before: string, after: string): readonly number[] | undefined {
  const earlier = before.split('\n');
  const later = after.split('\n');
  if (earlier.length !== later.length) return undefined;
  const differing: number[] = [];
  for (const [line, text] of later.entries()) {
    if (text === earlier[line]) continue;
    if (text.split('\t')[0] !== earlier[line]?.split('\t')[0]) return undefined;
    differing.push(line);
  }
  return differing;
}

const piece = Buffer.allocUnsafeSlow(1 << 18);
export const digestSize = 32;

/** SHA-256 of a file; of nothing where there is none. */
export function digestOfFile(path: string, cwd: string): Uint8Array {
  const hash = createHash('sha256');
  if (statSync(resolve(cwd, path), { throwIfNoEntry: false })?.isFile() !== true) return new Uint8Array(digestSize);
  const file = openSync(resolve(cwd, path), 'r');
  try {
    for (let size = readSync(file, piece); size > 0; size = readSync(file, piece)) hash.update(piece.subarray(0, size));
  } finally {
    closeSync(file);
  }
  return hash.digest();
}
