import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { harmless } from '../../core/text.ts';
import { type KeyInFile, readSecretKey } from '../../trust/secret-key.ts';
import { attempt, shownPath } from '../disk.ts';
import { CommandError } from '../exit-codes.ts';
import { keyPlace } from './key-place.ts';

export interface SecretKeyFile {
  /** For people. */
  readonly label: string;
  readonly content: KeyInFile;
}

/** Octets: more than a key has. */
const mostOctets = 4096;

/**
 * The secret key in a file that only this account can read, and that no repository holds. No message says a word of what
 * is in it, nor of a path that looks as if it were the key.
 */
export function openSecretKey(given: string, cwd: string): SecretKeyFile {
  refuseKeyItself(given);
  const path = resolve(cwd, given);
  const label = harmless(shownPath(given, cwd));
  const found = attempt(() => statSync(path, { throwIfNoEntry: false }), label);
  if (!found) throw new CommandError(`There is no secret key ${label}. "blocklist keygen" makes one.`);
  if (!found.isFile()) throw new CommandError(`${label} is not a file, so it is no secret key.`);
  refuseRepository(path, label);
  const bytes = attempt(() => privateBytes(path, label), label);
  try {
    const content = readSecretKey(bytes.toString('utf8'));
    if (content) return { label, content };
  } finally {
    bytes.fill(0);
  }
  throw new CommandError(`${label} is not a secret key of "blocklist keygen" or minisign, or it is damaged.`);
}

/** How keys of minisign begin, and what no path has. */
function refuseKeyItself(given: string): void {
  if (!/RW(RTY0|QAAE)Iy|[\r\n]|untrusted comment/.test(given)) return;
  throw new CommandError(
    'What was given is a key, not the name of its file. Whoever sees the settings or the command line has that key now: make a new one, and give the name of its file.',
  );
}

function refuseRepository(path: string, label: string): void {
  const place = attempt(() => keyPlace(path), label);
  const isLink = attempt(() => realpathSync(path), label) !== path;
  const link = isLink ? 'leads into a git repository, and ' : '';
  switch (place) {
    case 'outside':
      return;
    case 'tracked':
      throw new CommandError(
        `${label} ${link}is kept in git: everybody who has the repository has the key. Nothing was signed. Make a new key elsewhere with "blocklist keygen", and give everyone its public half.`,
      );
    case 'untracked':
      throw new CommandError(
        `${label} ${link}lies in a git repository, which would take it along one day. Nothing was signed. Move it out of there.`,
      );
    case 'unknown':
      throw new CommandError(
        `${label} ${link}lies in a git repository, and git does not answer whether it keeps the key. Nothing was signed. Move the key out of there.`,
      );
  }
}

/** What the file holds, looked at through one handle, so that nobody can change it in between. */
function privateBytes(path: string, label: string): Buffer {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const mode = fstatSync(file).mode & 0o777;
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new CommandError(
        `Others than this account can get at ${label} (mode ${mode.toString(8)}). Nothing was signed. If nobody can have copied it: chmod 600 ${label}. If somebody can, make a new key.`,
      );
    }
    const bytes = Buffer.alloc(mostOctets);
    return bytes.subarray(0, readSync(file, bytes, 0, mostOctets, 0));
  } finally {
    closeSync(file);
  }
}
