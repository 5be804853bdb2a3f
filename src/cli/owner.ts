import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/**
 * Who is writing: one piece of work of one process on one machine. It is a part of the name of whatever lies around
 * while the work is going on, so that others can tell whether anybody still cares for it.
 */
export type Owner = string & { readonly __brand: 'Owner' };

export const ownerText = '[0-9a-f]{8}-[0-9]+-[0-9a-f]{12}';

const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const working = new Set<string>();

/** For work that begins; never the same twice. */
export function newOwner(): Owner {
  const owner = `${host}-${process.pid}-${randomBytes(6).toString('hex')}` as Owner;
  working.add(owner);
  return owner;
}

export function workIsOver(owner: Owner): void {
  working.delete(owner);
}

/** Whether the work may still be going on. Nobody can tell of another machine: there it may. */
export function mayBeAlive(owner: Owner): boolean {
  const [machine, number] = owner.split('-');
  const pid = Number(number);
  if (machine !== host) return true;
  if (pid === process.pid) return working.has(owner);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
