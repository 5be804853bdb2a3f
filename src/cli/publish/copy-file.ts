import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { writeAll } from '../durable.ts';
import { piecesOf } from '../file-lines.ts';

/** Copies a file to where none is, so that it outlasts a power cut. The answer is the SHA-256 of what was copied. */
export function copyFile(from: string, to: string, mode: number = 0o666): string {
  const hash = createHash('sha256');
  const file = openSync(to, 'wx', mode);
  try {
    for (const piece of piecesOf(from)) {
      hash.update(piece);
      writeAll(file, piece);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}
