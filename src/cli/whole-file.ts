import { closeSync, linkSync, openSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { attempt } from './disk.ts';
import { hasCode, ifAllowed, removeFile, replaceFile, syncFolder, writeNew } from './durable.ts';
import { mayBeAlive, newOwner, type Owner, ownerText, workIsOver } from './owner.ts';
import { asidePath, linkless } from './pending.ts';
import { standingAfter } from './refusal.ts';

// Files that stand for themselves and that no person edits: they need neither a lock nor a note of what is going on. What a
// program that was killed has left of one goes when the same file is written again.

export interface WholeFile {
  readonly path: string;
  /** For people. */
  readonly label: string;
  /** Who may do what with it (POSIX), less the umask; undefined: as usual. */
  readonly mode?: number;
}

/** Makes a file that is not there yet (EEXIST). Whoever reads meanwhile finds none, or all of it. */
export function createWhole(file: WholeFile, bytes: Uint8Array): Promise<void> {
  return throughAside(file, bytes, async (aside) => {
    try {
      linkSync(aside, file.path);
    } catch (error) {
      if (!hasCode(error, linkless)) throw error;
      closeSync(openSync(file.path, 'wx', file.mode));
      await replaceFile(aside, file.path);
    }
  });
}

/** Makes a file, or puts it in the place of the one that is there. Whoever reads meanwhile gets one or the other. */
export function replaceWhole(file: WholeFile, bytes: Uint8Array): Promise<void> {
  return throughAside(file, bytes, (aside) => replaceFile(aside, file.path));
}

async function throughAside(
  { path, label, mode }: WholeFile,
  bytes: Uint8Array,
  giveName: (aside: string) => Promise<void>,
): Promise<void> {
  sweepWhole(path);
  const owner = newOwner();
  const aside = asidePath(path, owner);
  try {
    attempt(() => writeNew(aside, bytes, mode), label);
    await giveName(aside);
  } catch (error) {
    throw standingAfter(error, label, '');
  } finally {
    ifAllowed(() => removeFile(aside));
    workIsOver(owner);
  }
  try {
    syncFolder(dirname(path));
  } catch (error) {
    throw standingAfter(error, label, 'It is written all the same.');
  }
}

const asideName = new RegExp(`^\\.(.+)\\.(${ownerText})\\.part$`);

/** Takes away what programs that were killed have left of a file that they were writing. */
export function sweepWhole(path: string): void {
  ifAllowed(() => {
    for (const name of readdirSync(dirname(path))) {
      const [, of, owner] = asideName.exec(name) ?? [];
      if (of === basename(path) && !mayBeAlive(owner as Owner)) removeFile(join(dirname(path), name));
    }
  });
}
