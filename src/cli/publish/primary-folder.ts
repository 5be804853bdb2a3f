import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import type { Published } from '../../generated/published.ts';
import { validatePublished } from '../../generated/published-validator.ts';
import { digestOf } from '../digest.ts';
import { ifAllowed, makeFolder, syncFolder, writeNew } from '../durable.ts';
import { CommandError, exitCodes } from '../exit-codes.ts';
import { fileDigest } from '../file-lines.ts';
import { copyMemory, type Memory } from '../safety/memory.ts';
import type { BuiltSet, ZoneFile } from './built-set.ts';
import { copyFile } from './copy-file.ts';
import { isLeftover, type Leftover } from './leftover.ts';

// The folder that a primary server reads is laid out as the output folder of builds is: the files of a publication lie in
// sets/<name>/, `current` is a link to one of these, and the files that the server reads are links through `current`. So all
// zones change by one rename, before the server is told of the first, and going back is one rename as well.

const sets = 'sets';
const current = 'current';
const manifestName = 'manifest.json';
const contentName = 'set.json';
const leftoverName = 'publishing.json';
const publishedName = 'published.json';
const setName = /^\d+-[0-9a-f]{12}(-\d+)?$/;
const asideName = /^\.aside-/;

/** Zone files that were put in place together. */
export interface FileSet {
  /** The name of its folder. */
  readonly name: string;
  readonly zones: readonly ZoneFile[];
}

/** The folder of a primary server. Whoever calls what changes it has it locked. */
export class PrimaryFolder {
  readonly #folder: string;
  readonly #label: string;

  /** `label` is the folder for people. */
  constructor(folder: string, label: string) {
    this.#folder = folder;
    this.#label = label;
  }

  /** Refuses to put our files in the place of somebody else's. */
  refuseForeign(files: readonly string[]): void {
    const foreign = [...files, current].find((name) => {
      const target = this.#linkOf(name);
      if (target === undefined) return lstatSync(this.#at(name), { throwIfNoEntry: false }) !== undefined;
      const leadsTo = name === current ? [sets, basename(target)] : [current, name];
      return target !== join(...leadsTo);
    });
    if (foreign === undefined) return;
    throw new CommandError(
      `${this.#label} holds something called ${foreign} that "blocklist publish" did not put there. Move it away, or name another folder.`,
    );
  }

  /** The set that the server reads; undefined where there is none. */
  current(): FileSet | undefined {
    const target = this.#linkOf(current);
    return target === undefined ? undefined : this.set(basename(target));
  }

  /** undefined where it is not there, or not whole. */
  set(name: string): FileSet | undefined {
    if (!setName.test(name)) return undefined;
    const content = this.#read(join(sets, name, contentName)) as Partial<FileSet> | undefined;
    return Array.isArray(content?.zones) ? { name, zones: content.zones } : undefined;
  }

  /** Where a file of a set is. */
  path(set: string, file: string): string {
    return this.#at(sets, set, file);
  }

  /** The manifest of the build that a set was made of. */
  manifest(set: string): Uint8Array {
    return readFileSync(this.path(set, manifestName));
  }

  /** What that build left for later ones. */
  memory(set: string): Memory {
    return { path: this.#at(sets, set), label: `${this.#label}/${sets}/${set}` };
  }

  /** Copies the zones of a build aside; what was copied is what the manifest says. The answer is where they are. */
  copyAside({ folder, label, zones, manifestBytes }: BuiltSet): string {
    makeFolder(this.#at(sets));
    const aside = this.#newAside();
    for (const { file, sha256 } of zones) {
      if (copyFile(join(folder, file), join(aside, file)) === sha256) continue;
      throw new CommandError(`${label}/${file} changed while it was read. Nothing was published. Run this again.`);
    }
    this.#tell(aside, { folder, manifestBytes });
    this.#finish(aside, zones);
    return aside;
  }

  /** Reads back what was copied: the disk must give what the checker has seen. */
  holdAgainst(aside: string, { label, zones }: BuiltSet): void {
    for (const { file, sha256 } of zones) {
      if (fileDigest(join(aside, file)) === sha256) continue;
      throw new CommandError(
        `The copy of ${label}/${file} in ${this.#label} is not what was copied. Nothing was published. Look after the disk, then run this again.`,
        exitCodes.safetyStop,
      );
    }
  }

  /** What cannot be taken away now, a later publication takes away. */
  removeAside(): void {
    ifAllowed(() => {
      for (const name of this.#names(sets)) if (asideName.test(name)) this.#remove(sets, name);
    });
  }

  /** Makes what was copied aside a set. */
  keep(aside: string, { manifestBytes, manifest, zones }: BuiltSet): FileSet {
    return { name: this.#nameSet(aside, { serial: manifest.serial, digest: digestOf(manifestBytes) }), zones };
  }

  /** Whether a set was made of this very build. */
  isOf({ name }: FileSet, { manifestBytes }: BuiltSet): boolean {
    return existsSync(this.path(name, manifestName)) && digestOf(this.manifest(name)) === digestOf(manifestBytes);
  }

  /** The zones of a set as one of a later build, which has the same zones and another manifest. */
  renew(set: FileSet, built: BuiltSet): FileSet {
    const aside = this.#newAside();
    for (const { zone, file } of built.zones) {
      const known = set.zones.find((one) => one.zone === zone)?.file ?? file;
      linkSync(this.path(set.name, known), join(aside, file));
    }
    this.#tell(aside, built);
    this.#finish(aside, built.zones);
    return this.keep(aside, built);
  }

  /** A set of files that are in other sets already, each with the set that it comes from. */
  compose(from: readonly (readonly [set: string, zone: ZoneFile])[]): string {
    const aside = this.#newAside();
    for (const [set, { file }] of from) linkSync(this.path(set, file), join(aside, file));
    const zones = from.map(([, zone]) => zone);
    this.#finish(aside, zones);
    const serial = Math.max(...zones.map((zone) => zone.serial));
    return this.#nameSet(aside, { serial, digest: digestOf(Buffer.from(JSON.stringify(zones))) });
  }

  /** Gives the server a set to read, all its files at once. */
  use(name: string): void {
    const { zones } = this.set(name) ?? { zones: [] };
    for (const { file } of zones) if (this.#linkOf(file) === undefined) this.#putLink(file, join(current, file));
    this.#putLink(current, join(sets, name));
    this.#removeStaleLinks(new Set(zones.map(({ file }) => file)));
    this.touch(name);
    syncFolder(this.#folder);
  }

  /** Takes all files away from the server. */
  useNone(): void {
    this.#remove(current);
    this.#removeStaleLinks(new Set());
    syncFolder(this.#folder);
  }

  /** BIND looks at no file that is older than its last load: this makes those of a set as new as can be. */
  touch(name: string): void {
    const now = new Date();
    for (const { file } of this.set(name)?.zones ?? []) utimesSync(this.path(name, file), now, now);
  }

  /** Removes the sets that are not named, now or when it can be done. */
  forgetSetsBut(names: readonly (string | undefined)[]): void {
    ifAllowed(() => {
      for (const name of this.#names(sets)) if (setName.test(name) && !names.includes(name)) this.#remove(sets, name);
    });
  }

  /** Removes a set, now or when it can be done. */
  forget({ name }: FileSet): void {
    ifAllowed(() => this.#remove(sets, name));
  }

  /** What an earlier publication has left open; undefined where nothing is. */
  leftover(): Leftover | undefined {
    const value = this.#read(leftoverName);
    return isLeftover(value) ? value : undefined;
  }

  writeLeftover(leftover: Leftover): void {
    this.#write(leftoverName, leftover);
  }

  removeLeftover(): void {
    this.#remove(leftoverName);
    // If a power cut brings it back, it is settled once more.
    ifAllowed(() => syncFolder(this.#folder));
  }

  /** Whether something was left open, as far as can be told. */
  isUnsettled(): boolean {
    return existsSync(this.#at(leftoverName));
  }

  /** The last build that was served whole; undefined: none was. */
  published(): Published | 'damaged' | undefined {
    if (!existsSync(this.#at(publishedName))) return undefined;
    const value = this.#read(publishedName);
    return validatePublished(value) ? (value as Published) : 'damaged';
  }

  writePublished(published: Published): void {
    this.#write(publishedName, published);
  }

  #newAside(): string {
    const aside = this.#at(sets, `.aside-${process.pid}`);
    rmSync(aside, { recursive: true, force: true });
    mkdirSync(aside);
    return aside;
  }

  /** What later builds are compared with. */
  #tell(aside: string, { folder, manifestBytes }: Pick<BuiltSet, 'folder' | 'manifestBytes'>): void {
    writeNew(join(aside, manifestName), manifestBytes);
    copyMemory(folder, aside);
  }

  #finish(aside: string, zones: readonly ZoneFile[]): void {
    writeNew(join(aside, contentName), Buffer.from(`${JSON.stringify({ version: 1, zones }, null, 2)}\n`));
    syncFolder(aside);
  }

  #nameSet(aside: string, { serial, digest }: { readonly serial: number; readonly digest: string }): string {
    const wanted = `${serial}-${digest.slice(0, 12)}`;
    let name = wanted;
    for (let number = 1; existsSync(this.#at(sets, name)); number++) name = `${wanted}-${number}`;
    renameSync(aside, this.#at(sets, name));
    syncFolder(this.#at(sets));
    return name;
  }

  #removeStaleLinks(kept: ReadonlySet<string>): void {
    for (const name of this.#names()) {
      if (this.#linkOf(name) === join(current, name) && !kept.has(name)) this.#remove(name);
    }
  }

  #putLink(name: string, target: string): void {
    const aside = this.#at(`.${name}.part`);
    rmSync(aside, { force: true });
    symlinkSync(target, aside);
    renameSync(aside, this.#at(name));
  }

  #linkOf(name: string): string | undefined {
    const path = this.#at(name);
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(path) : undefined;
  }

  #read(name: string): unknown {
    const path = this.#at(name);
    try {
      return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  #write(name: string, value: unknown): void {
    const aside = this.#at(`.${name}.part`);
    rmSync(aside, { force: true });
    writeNew(aside, Buffer.from(`${JSON.stringify(value, null, 2)}\n`));
    renameSync(aside, this.#at(name));
    syncFolder(this.#folder);
  }

  #remove(...path: readonly string[]): void {
    rmSync(this.#at(...path), { recursive: true, force: true });
  }

  #names(...path: readonly string[]): readonly string[] {
    return existsSync(this.#at(...path)) ? readdirSync(this.#at(...path)) : [];
  }

  #at(...path: readonly string[]): string {
    return join(this.#folder, ...path);
  }
}
