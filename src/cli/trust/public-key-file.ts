import { harmless } from '../../core/text.ts';
import { type PublicKey, readPublicKey } from '../../trust/public-key.ts';
import { readBytes, shownPath } from '../disk.ts';
import { CommandError } from '../exit-codes.ts';
import type { Io } from '../io.ts';

export interface GivenKey {
  readonly key: PublicKey;
  /** The file that it was read from; undefined where the key itself was given. */
  readonly file: string | undefined;
}

/** A public key: its file, or the 56 characters of the key themselves. */
export function publicKeyFrom(given: string, io: Io): GivenKey {
  const itself = /^RW[\w+/]{54}$/.test(given) ? readPublicKey(given) : undefined;
  if (itself) return { key: itself, file: undefined };
  const bytes = readBytes(given, io.cwd);
  const label = harmless(shownPath(given, io.cwd));
  if (!bytes) throw new CommandError(`There is no public key ${label}. Look at the spelling.`);
  const text = Buffer.from(bytes).toString('utf8');
  const key = bytes.length > 4096 ? undefined : readPublicKey(text);
  if (key) return { key, file: given };
  const isSecret = /^untrusted comment: .*secret key/.test(text);
  throw new CommandError(
    isSecret
      ? `${label} is a secret key. It has no business here: take the public one, and if this came to you from elsewhere, tell its owner.`
      : `${label} is not a public key of "blocklist keygen" or minisign.`,
  );
}
