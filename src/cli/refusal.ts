import { constants } from 'node:os';
import { harmless } from '../core/text.ts';
import { CommandError } from './exit-codes.ts';

/** What the system refused, as a message for the user. */
export class SystemRefusal extends CommandError {}

interface Words {
  readonly why: string;
  /** undefined: it is plain from the reason. */
  readonly next?: string;
}

const words: Readonly<Record<string, Words>> = {
  EACCES: { why: 'this account may not touch it', next: 'Give it the right to, or run this as one that has it.' },
  EPERM: { why: 'the system does not allow it', next: 'Ask whoever runs this computer why.' },
  ENOSPC: { why: 'there is no space left on the disk', next: 'Make room there, then run this again.' },
  EDQUOT: { why: 'the quota of this account is used up', next: 'Make room there, then run this again.' },
  EFBIG: { why: 'files may not grow so large here', next: 'Have that limit raised, then run this again.' },
  EROFS: { why: 'the disk is read-only', next: 'Make it writable or name another place, then run this again.' },
  EIO: { why: 'the disk reports a fault', next: 'Have the disk looked at, then run this again.' },
  EMFILE: { why: 'too many files are open', next: 'Allow this program more of them (ulimit -n), then run this again.' },
  ENFILE: { why: 'too many files are open on this computer', next: 'Close other programs, then run this again.' },
  ENOENT: { why: 'it is not there' },
  ENOTDIR: { why: 'a part of the path is a file, not a folder' },
  EISDIR: { why: 'it is a folder' },
};

/** Why the system refused, in words that follow a colon; undefined where it was not the system. */
export function systemRefusal(error: unknown, path: string): SystemRefusal | undefined {
  const code = systemCode(error);
  if (code === undefined) return undefined;
  const { why, next } = words[code] ?? { why: 'the system refused it' };
  return new SystemRefusal(`${harmless(path)}: ${why} (${code}).${next === undefined ? '' : ` ${next}`}`);
}

/** What the system refused, and where things stand after that, in a sentence; anything else as it is. */
export function standingAfter(error: unknown, path: string, standing: string): unknown {
  const refusal = error instanceof SystemRefusal ? error : systemRefusal(error, path);
  return refusal && standing !== '' ? new SystemRefusal(`${refusal.message} ${standing}`) : (refusal ?? error);
}

/** The name of a system's error, such as ENOSPC; undefined where it is none. */
function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error)) return undefined;
  if (/^E[A-Z0-9]+$/.test(String(error.code))) return String(error.code);
  // Node has no name for some, such as a quota that is used up.
  const number = 'errno' in error ? -Number(error.errno) : Number.NaN;
  return Object.entries(constants.errno).find(([, known]) => known === number)?.[0];
}
