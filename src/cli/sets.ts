import { existsSync, lstatSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of all sets in an output folder. */
export const builds = 'builds';

/** The link to the folder of the set in use. */
export const currentSet = 'current';

/** What a build says of its files. */
export const manifestName = 'manifest.json';

/** The signature of that, in minisign's format, where there is one. */
export const manifestSignature = 'manifest.json.minisig';

/** What the link of a file leads to. */
export function linkedThrough(name: string): string {
  return join(currentSet, name);
}

/** The folder of the set in use, as seen from the output folder. */
export function linkTarget(folder: string): string | undefined {
  const path = join(folder, currentSet);
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? join(readlinkSync(path)) : undefined;
}

/** Puts a link in the place of what bears its name, in one step. */
export function putLink(folder: string, name: string, target: string): void {
  const aside = join(folder, `.${name}-${process.pid}`);
  rmSync(aside, { force: true });
  symlinkSync(target, aside);
  renameSync(aside, join(folder, name));
}

/** Whether a file's name leads out of no folder, begins with no dot, and is none that programs give themselves on the way. */
export function isPlainName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$/.test(name);
}

const setName = /^[0-9a-f]{16}(-\d+)?$/;
const asideName = /^\.(aside|probe)-/;
const asideLink = /^\.(.+)-\d+$/;
const asideIndex = /^\.index-/;

/** A zone of an earlier build that a set keeps. */
export const earlierZone: RegExp = /^\.earlier-\d+\.rpz$/;

/** Whether what bears one of our names in an output folder was put there by a build. */
export function isOurs(folder: string, name: string, path: string = join(folder, name)): boolean {
  if (name === builds) {
    const isFolder = lstatSync(path).isDirectory();
    return isFolder && readdirSync(path).every((entry) => setName.test(entry) || asideName.test(entry));
  }
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return false;
  const target = readlinkSync(path).split(/[\\/]/);
  if (name === currentSet) return target.length === 2 && target[0] === builds && setName.test(target[1] ?? '');
  return target.length === 2 && target[0] === currentSet && target[1] === name;
}

/** What killed builds left aside is swept when it is this old, in milliseconds. */
const sweepAfter = 10 * 60 * 1000;

/** Takes away what killed builds left aside in a folder whose `builds` is ours. `now` in milliseconds since 1970. */
export function sweep(folder: string, now: number): void {
  const keep = linkTarget(folder);
  const sets = entriesOf(join(folder, builds)).map((name) => join(builds, name));
  const links = entriesOf(folder).filter((name) => isAsideLink(folder, name));
  const drafts = keep === undefined ? [] : entriesOf(join(folder, keep)).filter((name) => asideIndex.test(name));
  const litter = [...sets.filter((set) => set !== keep), ...links, ...drafts.map((name) => join(keep ?? '', name))];
  for (const path of litter.map((path) => join(folder, path))) {
    // Another build may have swept it already.
    const changed = lstatSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (changed !== undefined && now - changed >= sweepAfter) rmSync(path, { recursive: true, force: true });
  }
}

/** Whether a killed build left this link on its way to its place. */
export function isAsideLink(folder: string, name: string): boolean {
  const of = asideLink.exec(name)?.[1];
  return of !== undefined && of !== builds && isOurs(folder, of, join(folder, name));
}

/** What builds keep for the safety stops of later ones, in the folder of a set. */
export const ledgerName = '.ledger.json';

/** The file that says who held which name, by its SHA-256 in hexadecimal: a new one never takes the place of the old. */
export function heldName(sha256: string): string {
  return `.held-${sha256.slice(0, 16)}`;
}

/** A file that says who held which name. */
export const heldFile: RegExp = /^\.held-[0-9a-f]{16}$/;

/** Whether a build leaves files of this name beside those that it signs: its memory, and the zones before this one. */
export function isLeftBeside(name: string): boolean {
  return (
    name === '.index' || name === ledgerName || heldFile.test(name) || asideIndex.test(name) || earlierZone.test(name)
  );
}

function entriesOf(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
