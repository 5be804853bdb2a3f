import { join } from 'node:path';
import type { BuiltZones } from '../../compile/difference/zones-side.ts';
import type { ZoneEntry } from '../../compile/lookup.ts';
import type { ZoneAction } from '../../core/blocklist.ts';
import type { DomainName } from '../../core/name.ts';
import { harmless } from '../../core/text.ts';
import { NotOurZone, readZone, type ZoneOwner } from '../../emit/zone-text.ts';
import type { Manifest } from '../../generated/manifest.ts';
import { attempt } from '../disk.ts';
import { CommandError } from '../exit-codes.ts';
import { fileDigest, linesOf } from '../file-lines.ts';
import { previousManifest } from '../output-folder.ts';

/** The zones of a build, each file being what the manifest says. */
export function builtZones(folder: string, label: string): { readonly manifest: Manifest; readonly zones: BuiltZones } {
  const manifest = soundManifest(folder, label);
  const pathOf = (format: string) => {
    const file = manifest.files.find((one) => one.format === format && !one.cut);
    if (!file) return undefined;
    const path = join(folder, file.name);
    checkDigest(path, file);
    return path;
  };
  const [block, allow] = [pathOf('rpz'), pathOf('rpz-allow')];
  if (block === undefined || allow === undefined) {
    throw new CommandError(
      `In ${label} there are no policy zones (formats rpz and rpz-allow) to compare. Build it with them.`,
    );
  }
  const zones = readingZones(block, () => ({
    blocked: () => entries(readZone(linesOf(block)).owners),
    allowed: [...iterable(entries(readZone(linesOf(allow)).owners))],
  }));
  return { manifest, zones };
}

/** The manifest of a build; says so where there is none, or where it is damaged. */
export function soundManifest(folder: string, label: string): Manifest {
  const manifest = attempt(() => previousManifest(folder), label);
  if (manifest === undefined) {
    throw new CommandError(
      `${label} holds no build: there is no manifest.json. Name a folder that "blocklist build" wrote.`,
    );
  }
  if (manifest === 'damaged')
    throw new CommandError(`${label}/manifest.json is damaged. Build anew, or take another copy.`);
  return manifest;
}

export function checkDigest(path: string, { sha256, name }: Manifest['files'][number]): void {
  if (attempt(() => fileDigest(path), path) === sha256) return;
  throw new CommandError(`${path} is not what its manifest says of ${name}. Build anew, or take another copy.`);
}

/** Runs what reads zones; one that is not ours becomes a message. */
export function readingZones<T>(paths: string, operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    if (!(error instanceof NotOurZone)) throw error;
    throw new CommandError(`${paths} is no zone of ours: ${harmless(error.message)}.`);
  }
}

/** A name's own records and those of the wildcard below it stand side by side. */
function* entries(owners: Iterator<ZoneOwner, undefined>): Generator<ZoneEntry, undefined> {
  let open: ZoneEntry | undefined;
  for (let next = owners.next(); !next.done; next = owners.next()) {
    const { owner, records } = next.value;
    const isBelow = owner.startsWith('*.');
    const name = (isBelow ? owner.slice(2) : owner) as DomainName;
    const action = actionOf(records);
    if (open?.name === name) open = isBelow ? { ...open, below: action } : { ...open, self: action };
    else {
      if (open) yield open;
      open = { name, self: isBelow ? undefined : action, below: isBelow ? action : undefined };
    }
  }
  if (open) yield open;
  return undefined;
}

function* iterable<T>(iterator: Iterator<T, undefined>): Generator<T> {
  for (let next = iterator.next(); !next.done; next = iterator.next()) yield next.value;
}

function actionOf(records: readonly string[]): ZoneAction {
  if (records.includes('CNAME .')) return { kind: 'nxdomain' };
  if (records.includes('CNAME *.')) return { kind: 'nodata' };
  if (records.includes('CNAME rpz-passthru.')) return { kind: 'passthru' };
  const address = (type: string) => records.find((one) => one.startsWith(`${type} `))?.slice(type.length + 1);
  const [ipv4, ipv6] = [address('A'), address('AAAA')];
  return { kind: 'redirect', ipv4: ipv4 ?? '', ...(ipv6 !== undefined && { ipv6 }) };
}
