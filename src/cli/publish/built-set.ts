import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { harmless } from '../../core/text.ts';
import type { Manifest } from '../../generated/manifest.ts';
import { attempt, shownPath } from '../disk.ts';
import { CommandError, exitCodes } from '../exit-codes.ts';
import { fileDigest } from '../file-lines.ts';
import type { Io } from '../io.ts';
import { previousManifest } from '../output-folder.ts';
import { isPlainName } from '../sets.ts';
import { publicKeyFrom } from '../trust/public-key-file.ts';
import { verifySet } from '../trust/verify-set.ts';

/** A zone in a file: the content belongs to the serial. */
export interface ZoneFile {
  /** The zone's name, without a dot at the end. */
  readonly zone: string;
  /** The name of its file. */
  readonly file: string;
  readonly serial: number;
  readonly sha256: string;
}

/** What a build wrote, every file of it held against the manifest. */
export interface BuiltSet {
  /** Where its files are, no links in between: a build that comes meanwhile does not change it. */
  readonly folder: string;
  /** The output folder, for people. */
  readonly label: string;
  readonly manifest: Manifest;
  /** The very bytes of its file. */
  readonly manifestBytes: Uint8Array;
  readonly zones: readonly ZoneFile[];
}

/** `publicKey`: the file of the key that the build must be signed with; undefined: it need not be. */
export function builtSet(out: string, publicKey: string | undefined, io: Io): BuiltSet {
  const label = shownPath(out, io.cwd);
  const path = join(resolve(io.cwd, out), 'manifest.json');
  if (!existsSync(path)) {
    throw new CommandError(`${label} holds no build: there is no manifest.json. Run "blocklist build" first.`);
  }
  const folder = attempt(() => dirname(realpathSync(path)), label);
  const manifest = previousManifest(folder);
  if (manifest === undefined || manifest === 'damaged') {
    throw refused(`${label}/manifest.json is damaged. Nothing was published.`);
  }
  const manifestBytes = attempt(() => readFileSync(join(folder, 'manifest.json')), label);
  if (publicKey !== undefined) checkSignature({ folder, manifestBytes }, { out, label, publicKey }, io);
  for (const entry of manifest.files) checkFile(join(folder, entry.name), { label, entry });
  const zones = zonesOf(manifest);
  if (zones.length === 0) {
    throw new CommandError(
      `The build in ${label} has no zone, and a primary server takes nothing else. Build with the usual formats.`,
    );
  }
  return {
    folder,
    label,
    manifest,
    manifestBytes,
    zones,
  };
}

interface Signed {
  readonly out: string;
  readonly label: string;
  readonly publicKey: string;
}

/** Whoever checks the files at a resolver would refuse them otherwise, too late. */
function checkSignature(
  read: Pick<BuiltSet, 'folder' | 'manifestBytes'>,
  { out, label, publicKey }: Signed,
  io: Io,
): void {
  const { key } = publicKeyFrom(publicKey, io);
  const { problems, set, manifestBytes } = verifySet({ folder: resolve(io.cwd, out), label, key, now: io.now() });
  if (problems.length > 0) {
    const says = problems.map((problem) => `  ${problem.says}\n`).join('');
    throw refused(
      `${label} was refused, and nothing was published:\n${says}Build and sign again, with the key of ${harmless(publicKey)}.`,
    );
  }
  if (set === read.folder && Buffer.from(manifestBytes).equals(read.manifestBytes)) return;
  throw refused(
    `A build put other files into ${label} while these were looked at. Nothing was published. Run this again.`,
  );
}

/** The zones of a build, in the order of its manifest. */
function zonesOf({ files }: Manifest): readonly ZoneFile[] {
  return files.flatMap(({ name: file, zone, serial, sha256 }) => {
    if (zone === undefined || serial === undefined) return [];
    if (!isPlainName(file)) {
      throw refused(`The manifest calls a file ${harmless(file)}, as no build does. Nothing was published.`);
    }
    return [{ zone, file, serial, sha256 }];
  });
}

function checkFile(
  path: string,
  { label, entry }: { readonly label: string; readonly entry: Manifest['files'][number] },
): void {
  const shown = `${label}/${harmless(entry.name)}`;
  const size = attempt(() => statSync(path, { throwIfNoEntry: false })?.size, shown);
  if (size === undefined)
    throw refused(`${shown} is in the manifest and not there. Nothing was published. Build again.`);
  if (size === entry.bytes && attempt(() => fileDigest(path), shown) === entry.sha256) return;
  throw refused(
    `${shown} is not what the build wrote: it has been changed since, or is of another build. Nothing was published. Build again.`,
  );
}

function refused(message: string): CommandError {
  return new CommandError(message, exitCodes.safetyStop);
}
