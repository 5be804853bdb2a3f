import { dirname, resolve } from 'node:path';
import { counted, harmless, harmlessJson } from '../core/text.ts';
import type { VerifiedFiles } from '../generated/verified-files.ts';
import { pathKind, shownPath } from './disk.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { withLock } from './file-lock.ts';
import type { Io } from './io.ts';
import { momentWords } from './moment-words.ts';
import { newOwner, workIsOver } from './owner.ts';
import { systemRefusal } from './refusal.ts';
import { type GivenKey, publicKeyFrom } from './trust/public-key-file.ts';
import { type MemoryFile, readMemory, remember, seenProblems, withSeen } from './trust/seen.ts';
import type { SetProblem } from './trust/set-files.ts';
import { type VerifiedSet, verifySet } from './trust/verify-set.ts';

export interface VerifyFilesOptions {
  readonly json?: true;
  /** The file of a public key, or the key. */
  readonly key: string;
  /** Where the last build that was taken is remembered. */
  readonly state?: string;
}

/** Says whether the files of a build may be loaded. What is good is remembered, so that nothing older is, later. */
export async function verifyFiles(folder: string, options: VerifyFilesOptions, io: Io): Promise<ExitCode> {
  const label = harmless(shownPath(folder, io.cwd));
  const given = publicKeyFrom(options.key, io);
  const memory = memoryFile(given, options.state, io);
  if (pathKind(folder, io.cwd) !== 'folder')
    throw new CommandError(`There is no folder ${label}. Look at the spelling.`);
  const owner = newOwner();
  const look = async () => {
    const known = readMemory(memory);
    const verified = verifySet({ folder: resolve(io.cwd, folder), label, key: given.key, now: io.now() });
    const { manifest } = verified;
    const problems = manifest ? seenProblems(known[given.key.text], manifest, memory) : [];
    const all = [...verified.problems, ...problems];
    if (manifest && all.length === 0) await remember(memory, withSeen(known, given.key, manifest));
    return tell({ label, verified, given, problems: all, isFirst: known[given.key.text] === undefined }, options, io);
  };
  try {
    return await withLock(memory.path, { owner, shown: memory.label }, look);
  } catch (error) {
    throw systemRefusal(error, memory.label) ?? error;
  } finally {
    workIsOver(owner);
  }
}

/** Beside the key: whoever set up the one has the other. */
function memoryFile({ file }: GivenKey, state: string | undefined, io: Io): MemoryFile {
  const path = state ?? (file === undefined ? undefined : `${file}.seen`);
  if (path === undefined) {
    throw new CommandError(
      'Say with --state in which file to remember the last build, or give --key the file of the key.',
    );
  }
  const [whole, label] = [resolve(io.cwd, path), harmless(shownPath(path, io.cwd))];
  if (pathKind(dirname(whole), io.cwd) === 'folder') return { path: whole, label };
  throw new CommandError(
    `There is no folder for ${label}, which is to remember the last build. Make it, or choose another file with --state.`,
  );
}

interface Told {
  readonly label: string;
  readonly verified: VerifiedSet;
  readonly given: GivenKey;
  readonly problems: readonly SetProblem[];
  /** Whether nothing was known of the key until now. */
  readonly isFirst: boolean;
}

function tell(told: Told, { json }: VerifyFilesOptions, io: Io): ExitCode {
  const isGood = told.problems.length === 0;
  io.stdout(json ? asData(told) : isGood ? goodWords(told) : refusedWords(told));
  return isGood ? exitCodes.fine : exitCodes.safetyStop;
}

function asData({ label, verified: { manifest }, given, problems }: Told): string {
  const answer: VerifiedFiles = {
    version: 1,
    folder: label,
    verdict: problems.length === 0 ? 'good' : 'refused',
    key: given.key.name,
    ...(manifest && {
      serial: manifest.serial,
      asOf: manifest.asOf,
      validUntil: manifest.validUntil,
      names: manifest.names,
      files: manifest.files.length,
    }),
    problems: [...problems],
  };
  return `${harmlessJson(JSON.stringify(answer, null, 2))}\n`;
}

function goodWords({ label, verified: { manifest }, given, isFirst }: Told): string {
  if (!manifest) return '';
  const { files, names, serial, asOf, validUntil } = manifest;
  const until = validUntil === null ? 'no end is known' : `good until ${momentWords(validUntil, 'UTC')}`;
  const lines = [
    `${label} is good: ${counted(files.length, 'file')} with ${counted(names, 'name')}, as signed with the key ${given.key.name}.`,
    `Serial ${serial}, for ${momentWords(asOf, 'UTC')}; ${until}.`,
    ...(isFirst ? ['It is the first build seen with this key. From now on an older one is refused.'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function refusedWords({ label, problems }: Told): string {
  const lines = problems.map(({ code, says }) => `  ${code.padEnd(12)} ${says}`);
  return `${label} is refused: do not load it.\n${lines.join('\n')}\n`;
}
