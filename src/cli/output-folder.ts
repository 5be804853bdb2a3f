import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { diagnostic } from '../core/diagnostic.ts';
import type { OutputFile } from '../emit/outputs.ts';
import type { Manifest } from '../generated/manifest.ts';
import { validateManifest } from '../generated/manifest-validator.ts';
import { attempt, systemRefusal } from './disk.ts';
import { CommandError, exitCodes } from './exit-codes.ts';

// How a set of files changes as one: the files of a build lie in builds/<digest>/, `current` is a link to that folder,
// and each file that people use is a link through `current`. Putting a new link in the place of `current` is one rename,
// so a reader sees the old set or the new one, never a mixture, even when the program is killed in between.

const builds = 'builds';
const current = 'current';

/** Files left aside by a killed build are swept when they are this old, in milliseconds. */
const sweepAfter = 10 * 60 * 1000;

export interface Written {
  /** Whether the files are new; false where the folder held just these already. */
  readonly changed: boolean;
}

/** The manifest of the build that the folder holds; undefined where there is none or it is damaged. */
export function previousManifest(folder: string): Manifest | undefined {
  const path = join(folder, 'manifest.json');
  if (!existsSync(path)) return undefined;
  try {
    const value: unknown = JSON.parse(attempt(() => readFileSync(path, 'utf8'), path));
    return validateManifest(value) ? (value as Manifest) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Writes the set aside, reads it back, and puts it in the place of the old one. `label` is the folder for messages. */
export function replaceOutputs(
  folder: string,
  label: string,
  { files, now }: { readonly files: readonly OutputFile[]; readonly now: number },
): Written {
  return attempt(() => {
    refuseForeign(folder, label, files);
    mkdirSync(join(folder, builds), { recursive: true });
    sweep(folder, now);
    const id = setId(files);
    const target = join(builds, id);
    if (linkTarget(folder) === target && isIntact(join(folder, target), files)) return { changed: false };
    const old = linkTarget(folder);
    stage(folder, target, files);
    if (canLink(folder)) linkSet(folder, target, files);
    else copySet(folder, target, files);
    if (old !== undefined && old !== target) rmSync(join(folder, old), { recursive: true, force: true });
    return { changed: true };
  }, label);
}

function setId(files: readonly OutputFile[]): string {
  const hash = createHash('sha256');
  for (const { name, text } of files) hash.update(`${name}\n${text.length}\n${text}`);
  return hash.digest('hex').slice(0, 16);
}

/** Refuses to put our files over someone else's: `--out /etc` must not replace /etc/hosts. */
function refuseForeign(folder: string, label: string, files: readonly OutputFile[]): void {
  const ours = new Set(previousManifest(folder)?.files.map(({ name }) => name));
  for (const name of [...files.map((file) => file.name), builds, current]) {
    const found = lstatSync(join(folder, name), { throwIfNoEntry: false });
    const expected = name === builds ? found?.isDirectory() : found?.isSymbolicLink();
    const copied = ours.has(name) || (name === 'manifest.json' && ours.size > 0);
    if (!found || expected || copied) continue;
    const { message, help } = diagnostic('build/foreign-files', {
      message: `${label} holds something called ${name} that no build wrote.`,
    });
    throw new CommandError(`${message} ${help}`);
  }
}

function stage(folder: string, target: string, files: readonly OutputFile[]): void {
  const aside = join(folder, builds, `.aside-${process.pid}-${Math.random().toString(36).slice(2, 8)}`);
  mkdirSync(aside);
  try {
    for (const file of files) writeThrough(join(aside, file.name), file.text);
    for (const file of files) readBack(join(aside, file.name), file);
    syncFolder(aside);
    rmSync(join(folder, target), { recursive: true, force: true });
    renameSync(aside, join(folder, target));
    syncFolder(join(folder, builds));
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    throw error;
  }
}

function writeThrough(path: string, text: string): void {
  const file = openSync(path, 'wx');
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Compares the bytes, then what a reader of the format finds in them: both must be what was compiled. */
function readBack(path: string, { name, text, readBack: expected }: OutputFile): void {
  const read = readFileSync(path, 'utf8');
  const same = read === text && (!expected || sameSequence(expected.format.readOwners(read), expected.owners));
  if (same) return;
  const { message, help } = diagnostic('build/read-back', { message: `${name} does not say what was compiled.` });
  throw new CommandError(`${message} ${help}`, exitCodes.fault);
}

function sameSequence(found: Iterable<string>, expected: readonly string[]): boolean {
  let index = 0;
  for (const owner of found) if (owner !== expected[index++]) return false;
  return index === expected.length;
}

function isIntact(set: string, files: readonly OutputFile[]): boolean {
  return files.every(({ name, text }) => {
    const path = join(set, name);
    return existsSync(path) && readFileSync(path, 'utf8') === text;
  });
}

function linkTarget(folder: string): string | undefined {
  const path = join(folder, current);
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? join(readlinkSync(path)) : undefined;
}

function linkSet(folder: string, target: string, files: readonly OutputFile[]): void {
  for (const { name } of files) putLink(folder, name, join(current, name));
  putLink(folder, current, target);
  const names = new Set(files.map(({ name }) => name));
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const stale = entry.isSymbolicLink() && entry.name !== current && !names.has(entry.name);
    if (stale && readlinkSync(join(folder, entry.name)) === join(current, entry.name))
      unlinkSync(join(folder, entry.name));
  }
  syncFolder(folder);
}

function putLink(folder: string, name: string, target: string): void {
  const path = join(folder, name);
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() && readlinkSync(path) === target) return;
  const aside = join(folder, `.${name}-${process.pid}`);
  rmSync(aside, { force: true });
  symlinkSync(target, aside);
  renameSync(aside, path);
}

/** Windows gives links only to some accounts. Without them the files are moved one by one, the manifest last. */
function canLink(folder: string): boolean {
  const probe = join(folder, builds, `.probe-${process.pid}`);
  try {
    symlinkSync('.', probe);
    unlinkSync(probe);
    return true;
  } catch (error) {
    if (systemRefusal(error, probe)) return false;
    throw error;
  }
}

function copySet(folder: string, target: string, files: readonly OutputFile[]): void {
  for (const { name } of files) renameSync(join(folder, target, name), join(folder, name));
  rmSync(join(folder, target), { recursive: true, force: true });
}

function sweep(folder: string, now: number): void {
  const keep = linkTarget(folder);
  for (const name of readdirSync(join(folder, builds))) {
    const path = join(folder, builds, name);
    if (join(builds, name) === keep || now - statSync(path).mtimeMs < sweepAfter) continue;
    rmSync(path, { recursive: true, force: true });
  }
}

/** Makes a rename last through a power cut. Windows has no such call for folders, and needs none. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
