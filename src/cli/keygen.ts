import { dirname, resolve } from 'node:path';
import { harmless } from '../core/text.ts';
import { publicKeyFile } from '../trust/public-key.ts';
import { newSecretKey, secretKeyFile, usualCost } from '../trust/secret-key.ts';
import type { Conversation } from './conversation.ts';
import { attempt, pathKind, shownPath } from './disk.ts';
import { ifAllowed, removeFile } from './durable.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { keyPlace } from './trust/key-place.ts';
import { createWhole, sweepWhole } from './whole-file.ts';

export interface KeygenOptions {
  /** false: whoever has the file has the key. */
  readonly password: boolean;
}

interface KeyFile {
  readonly path: string;
  /** For people. */
  readonly label: string;
}

/** Makes a pair of keys, in files that are not there yet. */
export async function keygen(file: string, options: KeygenOptions, io: Io): Promise<ExitCode> {
  const secret = keyFile(file, io);
  const shared = keyFile(`${file.replace(/\.key$/, '')}.pub`, io);
  // First of all: a part of a secret key must not lie around because the rest is there.
  for (const { path } of [secret, shared]) sweepWhole(path);
  refusePlace(secret, shared, io);
  const password = options.password ? await newPassword(io) : undefined;
  const key = newSecretKey();
  const lock = password === undefined ? undefined : { password, cost: usualCost };
  await createWhole({ ...shared, mode: 0o644 }, Buffer.from(publicKeyFile(key.public)));
  try {
    await createWhole({ ...secret, mode: 0o600 }, Buffer.from(secretKeyFile(key, lock)));
  } catch (error) {
    if (pathKind(secret.path, io.cwd) === undefined) ifAllowed(() => removeFile(shared.path));
    throw error;
  }
  io.stdout(`${key.public.text}\n`);
  io.stderr(nextSteps({ secret, shared, isLocked: lock !== undefined }));
  return exitCodes.fine;
}

function keyFile(file: string, { cwd }: Io): KeyFile {
  return { path: resolve(cwd, file), label: harmless(shownPath(file, cwd)) };
}

function refusePlace(secret: KeyFile, shared: KeyFile, { cwd }: Io): void {
  for (const { path, label } of [secret, shared]) {
    if (pathKind(path, cwd) === undefined) continue;
    throw new CommandError(
      `${label} is there already, so nothing was written. A key is never overwritten: choose another name.`,
    );
  }
  if (pathKind(dirname(secret.path), cwd) !== 'folder') {
    throw new CommandError(`There is no folder for ${secret.label}. Make it first.`);
  }
  if (attempt(() => keyPlace(secret.path), secret.label) === 'outside') return;
  throw new CommandError(
    `${secret.label} would lie in a git repository, which would take it along one day. Nothing was written. Name a place outside of it.`,
  );
}

async function newPassword(io: Io): Promise<string> {
  const conversation = await io.converse?.();
  if (!conversation) {
    throw new CommandError(
      'There is nobody here to type a password for the key. For a key that a program uses by itself, say --no-password.',
    );
  }
  return askTwice(conversation);
}

const shortest = 8;

async function askTwice(conversation: Conversation): Promise<string> {
  const hint =
    'Without it the key cannot be used, and nobody can find it out again. What you type is not shown. To lock the key takes some seconds.';
  for (;;) {
    const password = await conversation.secret({ message: 'A password for the secret key', hint });
    if ([...password].length < shortest)
      conversation.say(`Please take at least ${shortest} characters; a few words are good.`);
    else if ((await conversation.secret({ message: 'The same password again' })) === password) return password;
    else conversation.say('The two were not the same.');
  }
}

function nextSteps({
  secret,
  shared,
  isLocked,
}: {
  readonly secret: KeyFile;
  readonly shared: KeyFile;
  readonly isLocked: boolean;
}): string {
  const whoever = isLocked ? 'Whoever has it and the password' : 'It has no password: whoever has it';
  return [
    `${secret.label} is the secret key. ${whoever} can sign builds in your name. Keep it out of git, and a copy of it in a safe.`,
    `  blocklist build --sign ${secret.label}`,
    `${shared.label} is the public key, which is printed above as well. Give it to everyone who loads your builds, by another way than the builds.`,
    `  blocklist verify-files --key ${shared.label} out`,
    '',
  ].join('\n');
}
