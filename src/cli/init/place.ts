import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { attempt } from '../disk.ts';
import type { NewFile } from './new-file.ts';

export type Placed =
  | 'made'
  /** It was there, and says the same. */
  | 'same'
  /** It was there, and stays as it is. */
  | 'other';

/** Puts a file into the folder, unless there is one. */
export function placeFile(folder: string, { path, text, executable }: NewFile): Placed {
  const place = resolve(folder, path);
  attempt(() => mkdirSync(dirname(place), { recursive: true }), path);
  try {
    writeFileSync(place, text, { flag: 'wx', mode: executable ? 0o777 : 0o666 });
    return 'made';
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST'))
      attempt(() => {
        throw error;
      }, path);
    return attempt(() => readFileSync(place, 'utf8'), path) === text ? 'same' : 'other';
  }
}
