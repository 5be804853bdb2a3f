import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { instantFor, parseAsOf } from '../../core/dates.ts';
import type { Manifest } from '../../generated/manifest.ts';
import { validateManifest } from '../../generated/manifest-validator.ts';
import type { PublicKey } from '../../trust/public-key.ts';
import { type SignatureFault, verifySignature } from '../../trust/signature.ts';
import { attempt } from '../disk.ts';
import { CommandError, exitCodes } from '../exit-codes.ts';
import { momentWords } from '../moment-words.ts';
import { currentSet, manifestName, manifestSignature } from '../sets.ts';
import { extraInSet, fileProblems, linkProblems, type SetProblem } from './set-files.ts';

export interface VerifyRequest {
  /** The folder of the files; absolute. */
  readonly folder: string;
  /** The same, for people. */
  readonly label: string;
  readonly key: PublicKey;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What came of looking at a set: without problems it is whole, as it was signed, and of use now. */
export interface VerifiedSet {
  readonly problems: readonly SetProblem[];
  /** Where the files themselves are, no links in between. */
  readonly set: string;
  /** undefined where nothing vouches for it. */
  readonly manifest: Manifest | undefined;
  readonly manifestBytes: Uint8Array;
}

/**
 * Holds a set of files against a public key: the signature, the manifest, every file, and that there is no other. It
 * knows nothing of what was seen before (`seen.ts`). What it looked at stays the same only if nobody else may write there.
 */
export function verifySet({ folder, label, key, now }: VerifyRequest): VerifiedSet {
  const hasLinks = attempt(
    () => lstatSync(join(folder, currentSet), { throwIfNoEntry: false }),
    label,
  )?.isSymbolicLink();
  const set = attempt(() => realpathSync(hasLinks ? join(folder, currentSet) : folder), label);
  const verified = verifyIn(set, { key, now, links: hasLinks ? folder : undefined });
  if (hasLinks && attempt(() => realpathSync(join(folder, currentSet)), label) !== set) {
    throw new CommandError(
      `A build put other files into ${label} while these were looked at. Run this again.`,
      exitCodes.safetyStop,
    );
  }
  return verified;
}

interface Looking extends Pick<VerifyRequest, 'key' | 'now'> {
  /** The output folder whose links lead to the set; undefined where there are no links. */
  readonly links: string | undefined;
}

function verifyIn(set: string, { key, now, links }: Looking): VerifiedSet {
  const manifestBytes = smallFile(join(set, manifestName), manifestName);
  const nothing = { set, manifest: undefined, manifestBytes: manifestBytes ?? new Uint8Array() };
  if (!manifestBytes) return { ...nothing, problems: [notThere(manifestName, 'missing')] };
  const signed = smallFile(join(set, manifestSignature), manifestSignature);
  if (!signed) return { ...nothing, problems: [notThere(manifestSignature, 'unsigned')] };
  const verdict = verifySignature(manifestBytes, signed, key);
  if (!verdict.ok) return { ...nothing, problems: [signatureProblem(verdict.fault, key)] };
  const manifest = readManifest(manifestBytes);
  if (!manifest) return { ...nothing, problems: [unknownManifest] };
  const names = new Set([manifestName, manifestSignature, ...manifest.files.map(({ name }) => name)]);
  const problems = [
    ...timeProblems(manifest, now),
    ...fileProblems(set, manifest),
    ...extraInSet(set, names),
    ...(links === undefined ? [] : linkProblems(links, names)),
  ];
  return { set, manifest, manifestBytes, problems };
}

/** Octets: far more than any manifest or signature has. */
const mostOctets = 1 << 22;

/** undefined where there is no such file of its own. */
function smallFile(path: string, shown: string): Uint8Array | undefined {
  return attempt(() => {
    if (!lstatSync(path, { throwIfNoEntry: false })?.isFile() || statSync(path).size > mostOctets) return undefined;
    return readFileSync(path);
  }, shown);
}

function notThere(file: string, code: 'missing' | 'unsigned'): SetProblem {
  const says =
    code === 'missing'
      ? `There is no ${file}, so there is no build.`
      : `There is no ${file}: nobody signed this build. Ask who made it.`;
  return { code, file, says };
}

function signatureProblem(fault: SignatureFault, key: PublicKey): SetProblem {
  switch (fault.kind) {
    case 'unreadable':
      return {
        code: 'signature',
        file: manifestSignature,
        says: `${manifestSignature} is not a signature: ${fault.detail}.`,
      };
    case 'other-key':
      return {
        code: 'other-key',
        file: manifestSignature,
        says: `It is signed with the key ${fault.id}; yours is ${key.name}. If the makers of the build have a new key, get it from them, and not from where the files come from.`,
      };
    case 'wrong':
      return {
        code: 'signature',
        file: manifestName,
        says: `${manifestName} is not what was signed: it or its signature was changed, or they are of two builds.`,
      };
  }
}

function readManifest(bytes: Uint8Array): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return validateManifest(value) ? (value as Manifest) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const unknownManifest: SetProblem = {
  code: 'manifest',
  file: manifestName,
  says: `${manifestName} is signed and says what this version of blocklist does not know. Use a newer one.`,
};

const hour = 3_600_000;

/** Clocks differ. A day begins up to 14 hours before it does in UTC. */
const lead = { moment: hour / 12, day: 26 * hour };

function timeProblems({ asOf, validUntil }: Manifest, now: number): readonly SetProblem[] {
  const made = parseAsOf(asOf);
  if (made === undefined) return [unknownManifest];
  if (instantFor(made, 'UTC') - lead[made.kind] > now) {
    return [
      {
        code: 'early',
        says: `It is for ${momentWords(asOf, 'UTC')}, which is still to come. Look at this computer's clock.`,
      },
    ];
  }
  if (validUntil === null) return [];
  const end = Date.parse(validUntil);
  if (now < end) return [];
  return [
    {
      code: 'expired',
      says: `It was good until ${momentWords(validUntil, 'UTC')}. There should be a newer one: ask who makes the builds, or look why it does not arrive.`,
    },
  ];
}
