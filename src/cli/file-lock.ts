import { closeSync, openSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { attempt } from './disk.ts';
import { ifAllowed, removeFile } from './durable.ts';
import { CommandError } from './exit-codes.ts';
import { mayBeAlive, type Owner, ownerText } from './owner.ts';

/** Milliseconds. */
const longestWait = 10_000;

/** The file that says that an owner has, or wants, a file for itself. */
export function lockPath(path: string, owner: Owner): string {
  return join(dirname(path), `.${basename(path)}.${owner}.lock`);
}

/**
 * Runs work on a file while nobody else who asks does. Whoever wants the file puts up a lock with a name of its own, and
 * has it if no other lock of somebody alive is there; of two who see one another's, both step back. So nobody ever takes
 * over a lock, and one that a dead owner has left can be removed by anyone. `shown` is the file as people know it.
 */
export async function withLock<T>(
  path: string,
  { owner, shown }: { readonly owner: Owner; readonly shown: string },
  work: () => Promise<T>,
): Promise<T> {
  const lock = lockPath(path, owner);
  try {
    await acquire(path, { owner, shown });
    return await work();
  } finally {
    // Nobody heeds the lock of somebody who is gone.
    ifAllowed(() => removeFile(lock));
  }
}

async function acquire(
  path: string,
  { owner, shown }: { readonly owner: Owner; readonly shown: string },
): Promise<void> {
  const lock = lockPath(path, owner);
  const end = Date.now() + longestWait;
  for (;;) {
    let other = attempt(() => livingOther(path, owner), shown);
    if (other === undefined) {
      attempt(() => closeSync(openSync(lock, 'wx')), shown);
      other = attempt(() => livingOther(path, owner), shown);
      if (other === undefined) return;
      removeFile(lock);
    }
    if (Date.now() > end) throw busy(shown, lockPath(path, other));
    await setTimeout(2 + Math.random() * 20);
  }
}

function busy(shown: string, lock: string): CommandError {
  return new CommandError(
    `${shown} is being changed by another program just now. Try again in a moment. If that program is not running any more, delete the file ${lock} first.`,
  );
}

/** Somebody else alive who has or wants the file; locks of the dead go. */
function livingOther(path: string, owner: Owner): Owner | undefined {
  const [before, after] = [`.${basename(path)}.`, '.lock'];
  for (const name of readdirSync(dirname(path))) {
    if (!name.startsWith(before) || !name.endsWith(after)) continue;
    const other = name.slice(before.length, -after.length);
    if (other === owner || !isOwner(other)) continue;
    if (mayBeAlive(other)) return other;
    removeFile(lockPath(path, other));
  }
  return undefined;
}

const wholeOwner = new RegExp(`^${ownerText}$`);

function isOwner(text: string): text is Owner {
  return wholeOwner.test(text);
}
