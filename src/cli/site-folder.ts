import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SiteFile } from '../site/site.ts';
import { attempt } from './disk.ts';
import { ifAllowed, makeFolder, syncFiles, syncFolder } from './durable.ts';
import { CommandError } from './exit-codes.ts';
import { standingAfter, systemRefusal } from './refusal.ts';
import { builds, currentSet, isAsideLink, isOurs, linkTarget, putLink, sweep } from './sets.ts';

// A site changes as one, as the files of a build do: its pages lie in builds/<digest>/, and `current`, which a web server
// shows, is a link to that folder. Putting a new link in its place is one rename, so a visitor gets the old site or the new
// one, even when the program is killed in between.

export interface WrittenSite {
  readonly files: number;
  readonly bytes: number;
  /** The largest file, and its bytes. */
  readonly largest: { readonly path: string; readonly bytes: number };
  /** Whether the site is new; false where the folder held just this one already. */
  readonly changed: boolean;
}

export interface SiteRequest {
  readonly folder: string;
  /** The folder for messages. */
  readonly label: string;
  readonly files: Iterable<SiteFile>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Writes the site aside and puts it in the place of the old one. */
export async function replaceSite({ folder, label, files, now }: SiteRequest): Promise<WrittenSite> {
  let before: string | undefined;
  try {
    refuseForeign(folder, label);
    before = linkTarget(folder);
    makeFolder(join(folder, builds));
    sweep(folder, now);
    const aside = join(folder, builds, `.aside-${process.pid}-${Math.random().toString(36).slice(2, 8)}`);
    mkdirSync(aside);
    try {
      const { digest, paths, ...written } = writeFiles(aside, label, files);
      await sync(aside, label, paths);
      return { ...written, changed: putInPlace(folder, aside, digest) };
    } finally {
      forget(aside);
    }
  } catch (error) {
    const isNew = linkTarget(folder) !== before;
    throw standingAfter(error, label, isNew ? 'The new pages are in place all the same.' : 'The site stays as it is.');
  }
}

/** Refuses to put a site among somebody's files, and in the folder of a build for resolvers. */
function refuseForeign(folder: string, label: string): void {
  const found = existsSync(folder) ? readdirSync(folder) : [];
  const foreign = found.find(
    (name) => !isAsideLink(folder, name) && !((name === builds || name === currentSet) && isOurs(folder, name)),
  );
  if (foreign === undefined) return;
  throw new CommandError(
    `${label} holds something called ${foreign} that no site wrote, so nothing was written. Give another folder with --out.`,
  );
}

function writeFiles(
  aside: string,
  label: string,
  files: Iterable<SiteFile>,
): Omit<WrittenSite, 'changed'> & { readonly digest: string; readonly paths: readonly string[] } {
  const paths: string[] = [];
  const hash = createHash('sha256');
  const folders = new Set<string>();
  let [total, largest] = [0, { path: '', bytes: 0 }];
  for (const { path, text } of files) {
    const content = Buffer.from(text);
    const full = join(aside, path);
    if (!folders.has(dirname(full))) attempt(() => makeFolder(dirname(full)), `${label}/${path}`);
    folders.add(dirname(full));
    attempt(() => writeFileSync(full, content, { flag: 'wx' }), `${label}/${path}`);
    hash.update(`${path}\0${content.length}\0`).update(content);
    paths.push(path);
    total += content.length;
    if (content.length > largest.bytes) largest = { path, bytes: content.length };
  }
  return { files: paths.length, bytes: total, largest, digest: hash.digest('hex').slice(0, 16), paths };
}

async function sync(aside: string, label: string, paths: readonly string[]): Promise<void> {
  const files = new Map(paths.map((path) => [join(aside, path), `${label}/${path}`]));
  await syncFiles([...files.keys()], (error, path) => systemRefusal(error, files.get(path) ?? path) ?? error);
  for (const folder of new Set([...files.keys()].map(dirname))) syncFolder(folder);
}

/** Whether there was anything to do. */
function putInPlace(folder: string, aside: string, digest: string): boolean {
  const old = linkTarget(folder);
  const target = join(builds, digest);
  if (old === target && existsSync(join(folder, target))) return false;
  rmSync(join(folder, target), { recursive: true, force: true });
  renameSync(aside, join(folder, target));
  syncFolder(join(folder, builds));
  putLink(folder, currentSet, target);
  syncFolder(folder);
  if (old !== undefined) forget(join(folder, old));
  return true;
}

/** What cannot be taken away now is swept by a later run. */
function forget(path: string): void {
  ifAllowed(() => rmSync(path, { recursive: true, force: true }));
}
