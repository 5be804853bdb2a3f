import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { attempt, pathKind } from '../disk.ts';
import { sweepPending } from '../pending.ts';
import { createTogether } from '../safe-file.ts';
import type { NewFile } from './new-file.ts';

export interface PlacedFile {
  readonly file: NewFile;
  /** `same` and `other` were there before, with the same text or another; they stay as they are. */
  readonly placed: 'made' | 'same' | 'other';
}

/** Puts the files that are not there yet into the folder: all of them, or none. */
export async function placeFiles(folder: string, files: readonly NewFile[]): Promise<readonly PlacedFile[]> {
  const all = files.map((file) => ({ file, placed: stateOf(folder, file) }));
  const missing = all.flatMap(({ file, placed }) => (placed === 'made' ? [file] : []));
  const made = missing.map(({ path, text, executable }) => {
    return { path, bytes: Buffer.from(text), mode: executable ? 0o777 : undefined };
  });
  if (made.length > 0) await createTogether(made, folder);
  // What an earlier run could not clear up goes all the same.
  else sweepPending(folder);
  return all;
}

function stateOf(folder: string, { path, text }: NewFile): PlacedFile['placed'] {
  if (pathKind(path, folder) === undefined) return 'made';
  return attempt(() => readFileSync(resolve(folder, path), 'utf8'), path) === text ? 'same' : 'other';
}
