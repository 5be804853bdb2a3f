import type { Manifest } from '../../generated/manifest.ts';
import type { SecretKey } from '../../trust/secret-key.ts';
import { signatureOf } from '../../trust/signature.ts';
import { CommandError } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { openSecretKey, type SecretKeyFile } from './secret-key-file.ts';

/** Who signs a build. */
export interface Signer {
  /** The key's file, as it was given. */
  readonly file: string;
  /** The key's id. */
  readonly name: string;
  /** The signature file of a manifest. */
  readonly sign: (manifestText: string, manifest: Manifest) => string;
}

/** What is named first counts: on the command line, by BLOCKLIST_KEY_FILE, in the configuration. None: nothing is signed. */
export async function signerFor(files: readonly (string | undefined)[], io: Io): Promise<Signer | undefined> {
  const file = files.find((one) => one !== undefined && one !== '');
  if (file === undefined) return undefined;
  const key = await opened(openSecretKey(file, io.cwd), io);
  return {
    file,
    name: key.public.name,
    sign: (text, manifest) => signatureOf(Buffer.from(text), key, commentOf(manifest)),
  };
}

const attempts = 3;

async function opened({ label, content }: SecretKeyFile, io: Io): Promise<SecretKey> {
  if (content.kind === 'open') return content.key;
  const conversation = await io.converse?.();
  if (!conversation) {
    throw new CommandError(
      `${label} has a password, and there is nobody here to type it. Where nobody sits, use a key without one ("blocklist keygen --no-password"), in a file that only that account can read.`,
    );
  }
  const hint = 'What you type is not shown. To try it takes some seconds.';
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const key = content.open(await conversation.secret({ message: `The password of ${label}`, hint }));
    if (key) return key;
    conversation.say('That is not its password.');
  }
  throw new CommandError(`${label} stays closed. Nothing was written.`);
}

/** Nothing of it changes from one run to the next: no clock, no machine. */
function commentOf({ serial, asOf, validUntil }: Manifest): string {
  return `serial:${serial}\tas-of:${asOf}\tvalid-until:${validUntil ?? 'unknown'}\tfile:manifest.json\thashed`;
}
