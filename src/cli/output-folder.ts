import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { diagnostic } from '../core/diagnostic.ts';
import type { Outputs, Sink } from '../emit/outputs.ts';
import type { Manifest } from '../generated/manifest.ts';
import { validateManifest } from '../generated/manifest-validator.ts';
import { attempt } from './disk.ts';
import { ifAllowed, makeFolder, removeEmptyFolder, syncFolder, writeAll } from './durable.ts';
import { keepZones, type NamedSet } from './earlier-zones.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import { standingAfter, systemRefusal } from './refusal.ts';
import { notAsWritten, readBack, type SecondLook, secondLook } from './second-look.ts';
import {
  builds,
  currentSet as current,
  heldFile,
  isOurs,
  ledgerName,
  linkedThrough,
  linkTarget,
  manifestName,
  manifestSignature,
  putLink,
  sweep,
} from './sets.ts';

// How a set of files changes as one: the files of a build lie in builds/<digest>/, `current` is a link to that folder,
// and each file that people use is a link through `current`. Putting a new link in the place of `current` is one rename,
// so a reader sees the old set or the new one, never a mixture, even when the program is killed in between.

export interface Written {
  readonly manifest: Manifest;
  /** Whether the files are new; false where the folder held just these already. */
  readonly changed: boolean;
  /** The folder of the set; undefined where the files had to be moved out of it. */
  readonly set: string | undefined;
}

/** The manifest of the build that the folder holds; undefined where there is none. */
export function previousManifest(folder: string): Manifest | 'damaged' | undefined {
  const path = join(folder, manifestName);
  // A link that leads nowhere was left by a first build that was killed: nothing was built yet.
  if (!existsSync(path)) return undefined;
  try {
    const value: unknown = JSON.parse(attempt(() => readFileSync(path, 'utf8'), path));
    return validateManifest(value) ? (value as Manifest) : 'damaged';
  } catch (error) {
    if (error instanceof SyntaxError) return 'damaged';
    throw error;
  }
}

export interface Replacing extends Outputs {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How many names the files hold. */
  readonly names: number;
  /**
   * Told what was written and in which folder it is; leaves the memory of the build there. The answer is the manifest to be
   * written; what it throws leaves everything as it was.
   */
  readonly admit: (draft: Manifest, aside: string) => Manifest;
  /** Makes the signature of the manifest, from what is written of it; undefined: there is to be none. */
  readonly sign: ((text: string, manifest: Manifest) => string) | undefined;
  /** Told the name of a file whenever a piece of it is written. */
  readonly onPiece: (file: string) => void;
}

/** Writes the set aside, reads it back, and puts it in the place of the old one. `label` is the folder for messages. */
export async function replaceOutputs(folder: string, label: string, outputs: Replacing): Promise<Written> {
  // The manifest last: where files are moved one by one, no old signature ever lies beside a new manifest.
  const names = [...outputs.files, ...(outputs.sign ? [manifestSignature] : []), manifestName];
  let before: string | undefined;
  const fresh = [join(folder, builds), folder].filter((path) => !existsSync(path));
  try {
    refuseForeign(folder, label, names);
    before = linkTarget(folder);
    makeFolder(join(folder, builds));
    sweep(folder, outputs.now);
    const aside = join(folder, builds, `.aside-${process.pid}-${Math.random().toString(36).slice(2, 8)}`);
    mkdirSync(aside);
    try {
      const { manifest, signature } = await writeSet(aside, label, outputs);
      const text = manifestText(manifest);
      if (linkTarget(folder) !== before) throw overtaken(label);
      const target = join(builds, digestOf(text).slice(0, 16));
      return {
        manifest,
        ...(await putInPlace(folder, aside, { names, manifest, signature, target, now: outputs.now })),
      };
    } finally {
      forget(aside);
    }
  } catch (error) {
    // A first build that is refused leaves nothing behind.
    ifAllowed(() => {
      for (const path of fresh.filter((one) => existsSync(one))) removeEmptyFolder(path);
    });
    throw standingAfter(error, label, standing(folder, before));
  }
}

/** Which files are in use after a build that failed; empty where that is not known. `before` is what was linked. */
function standing(folder: string, before: string | undefined): string {
  try {
    if (linkTarget(folder) !== before) return 'The new files are in place all the same.';
    if (before !== undefined) return 'The files of the last build stay as they are.';
    return existsSync(join(folder, manifestName)) ? '' : 'No files are in place yet.';
  } catch (error) {
    if (!systemRefusal(error, '')) throw error;
    return '';
  }
}

/** Writes all files and reads them back: what the disk gives must be what was compiled. */
async function writeSet(aside: string, label: string, outputs: Replacing): Promise<Signed> {
  const { write, names, admit, sign, onPiece } = outputs;
  const look = secondLook(names);
  const open = new Set<number>();
  const opened = (name: string): Sink => {
    const path = join(aside, name);
    const shown = `${label}/${name}`;
    const file = attempt(() => openSync(path, 'wx'), shown);
    open.add(file);
    return {
      write: (chunk) => {
        onPiece(name);
        attempt(() => writeAll(file, chunk), shown);
      },
      end: ({ crc32 }) => {
        // Closed or not: it must not be closed twice.
        open.delete(file);
        attempt(() => closeSync(file), shown);
        return sameDigest(look, path, { name: shown, crc32 });
      },
    };
  };
  try {
    const manifest = admit(await write(opened), aside);
    const text = manifestText(manifest);
    const signature = sign?.(text, manifest);
    await writeText(opened(manifestName), text);
    if (signature !== undefined) await writeText(opened(manifestSignature), signature);
    return { manifest, signature };
  } finally {
    for (const file of open) closeSync(file);
    await look.end();
  }
}

interface Signed {
  readonly manifest: Manifest;
  /** What the signature file holds; undefined where there is none. */
  readonly signature: string | undefined;
}

async function writeText(sink: Sink, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  sink.write(bytes);
  await sink.end({ bytes: bytes.length, crc32: crc32(bytes) });
}

async function sameDigest(
  look: SecondLook,
  path: string,
  { name, crc32 }: { readonly name: string; readonly crc32: number },
): Promise<string> {
  const seen = await look.at(path).catch((error: unknown) => {
    throw systemRefusal(error, name) ?? error;
  });
  if (seen.crc32 === crc32) return seen.sha256;
  throw notAsWritten(name);
}

function overtaken(label: string): CommandError {
  return new CommandError(
    `Another build wrote ${label} in the meantime; its files stay. Run this one again.`,
    exitCodes.safetyStop,
  );
}

interface Replacement extends Signed {
  readonly names: readonly string[];
  /** The folder of the set, as seen from the output folder. */
  readonly target: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

async function putInPlace(
  folder: string,
  aside: string,
  { names, manifest, signature, target, now }: Replacement,
): Promise<Omit<Written, 'manifest'>> {
  const old = linkTarget(folder);
  if (old === target && (await isIntact(join(folder, target), { manifest, signature }))) {
    moveMemory(aside, join(folder, target));
    return { changed: linkSet(folder, target, names), set: join(folder, target) };
  }
  if (old !== undefined) keepEarlier(join(folder, old), { folder: aside, manifest }, now);
  syncFolder(aside);
  const free = freeTarget(folder, target);
  renameSync(aside, join(folder, free));
  syncFolder(join(folder, builds));
  const links = canLink(folder);
  if (links) linkSet(folder, free, names);
  else copySet(folder, free, names);
  if (old !== undefined) forget(join(folder, old));
  return { changed: true, set: links ? join(folder, free) : undefined };
}

/** The set's folder, or one beside it where a damaged set with the same name is still in use. */
function freeTarget(folder: string, target: string): string {
  for (let number = 0; ; number++) {
    const free = number === 0 ? target : `${target}-${number}`;
    if (!existsSync(join(folder, free))) return free;
  }
}

/** Before the new set is in use, so that no end of the program comes in between. One that cannot be kept stops no build. */
function keepEarlier(old: string, next: NamedSet, now: number): void {
  ifAllowed(() => {
    const manifest = previousManifest(old);
    if (typeof manifest === 'object') keepZones({ folder: old, manifest }, next, now);
  });
}

/** What cannot be taken away now is swept by a later build. */
function forget(path: string): void {
  ifAllowed(() => rmSync(path, { recursive: true, force: true }));
}

/** Refuses to put our files over someone else's: `--out /etc` must not replace /etc/hosts. */
function refuseForeign(folder: string, label: string, names: readonly string[]): void {
  const previous = previousManifest(folder);
  const copied = new Set(
    typeof previous === 'object' ? [manifestName, manifestSignature, ...previous.files.map(({ name }) => name)] : [],
  );
  for (const name of [...names, builds, current]) {
    const path = join(folder, name);
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (!found || isOurs(folder, name) || (copied.has(name) && found.isFile())) continue;
    const { message, help } = diagnostic('build/foreign-files', {
      message: `${label} holds something called ${name} that no build wrote.`,
    });
    throw new CommandError(`${message} ${help}`);
  }
}

/** What is written of a manifest. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

async function isIntact(set: string, { manifest, signature }: Signed): Promise<boolean> {
  const written = join(set, manifestName);
  if (!existsSync(written) || readFileSync(written, 'utf8') !== manifestText(manifest)) return false;
  const signed = join(set, manifestSignature);
  if (signature !== (existsSync(signed) ? readFileSync(signed, 'utf8') : undefined)) return false;
  for (const { name, sha256 } of manifest.files) {
    const path = join(set, name);
    if (!existsSync(path) || (await readBack(path)).sha256 !== sha256) return false;
  }
  return true;
}

/** Whether there was anything to do. */
function linkSet(folder: string, target: string, names: readonly string[]): boolean {
  const wanted = [...names.map((name) => [name, linkedThrough(name)] as const), [current, target] as const];
  const wrong = wanted.filter(([name, leadsTo]) => !isLink(join(folder, name), leadsTo));
  for (const [name, leadsTo] of wrong) putLink(folder, name, leadsTo);
  const kept = new Set([...names, current]);
  const stale = readdirSync(folder).filter(
    (name) => !kept.has(name) && isLink(join(folder, name), linkedThrough(name)),
  );
  for (const name of stale) unlinkSync(join(folder, name));
  if (wrong.length + stale.length === 0) return false;
  syncFolder(folder);
  return true;
}

function isLink(path: string, target: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true && readlinkSync(path) === target;
}

/** Windows gives links only to some accounts. Without them the files are moved one by one, the manifest last. */
function canLink(folder: string): boolean {
  const probe = join(folder, builds, `.probe-${process.pid}`);
  try {
    symlinkSync('.', probe);
    unlinkSync(probe);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'].includes(code)) return false;
    throw error;
  }
}

function copySet(folder: string, target: string, names: readonly string[]): void {
  const before = previousManifest(folder);
  const old = typeof before === 'object' ? [manifestSignature, ...before.files.map(({ name }) => name)] : [];
  for (const name of old.filter((one) => !names.includes(one))) rmSync(join(folder, name), { force: true });
  moveMemory(join(folder, target), folder);
  for (const name of names) renameSync(join(folder, target, name), join(folder, name));
  rmSync(join(folder, target), { recursive: true, force: true });
}

/** The ledger after the files that it names; those that it does not name go last. */
function moveMemory(from: string, to: string): void {
  const held = readdirSync(from).filter((name) => heldFile.test(name));
  for (const name of [...held, ledgerName]) renameSync(join(from, name), join(to, name));
  const stale = readdirSync(to).filter((name) => heldFile.test(name) && !held.includes(name));
  for (const name of stale) rmSync(join(to, name), { force: true });
}
