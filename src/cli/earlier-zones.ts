import { copyFileSync, linkSync, lstatSync, readdirSync, utimesSync } from 'node:fs';
import { basename, join } from 'node:path';
import { formats } from '../emit/registry.ts';
import type { Manifest } from '../generated/manifest.ts';
import { hasCode } from './durable.ts';
import { linkless } from './pending.ts';
import { earlierZone } from './sets.ts';

// A record that is deleted takes its names along: nothing in orders/ tells of them any more, and a resolver that has not
// loaded the last zone goes on blocking them. So a set keeps the zones of the builds before it, for `verify` to ask for.

/** How long a zone is kept after another took its place, in milliseconds: as far back as `verify` asks if not told else. */
const longest = 30 * 24 * 3_600_000;

/** Octets of all that are kept beside the last one. */
const mostOctets = 64 * 2 ** 20;

export interface EarlierZone {
  readonly path: string;
  /** When another took its place, in milliseconds since 1970. */
  readonly replaced: number;
  readonly size: number;
}

/** A set: its folder and what it says of itself. */
export interface NamedSet {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Brings the zone of a set whose place another is to take, and those that it keeps itself, into the new one. */
export function keepZones(old: NamedSet, next: NamedSet, now: number): void {
  // What blocks the names of one country is not what another country's build has taken off.
  if (String(old.manifest.territory) !== String(next.manifest.territory)) return;
  const file = blockZoneOf(old.manifest);
  const kept = earlierZones(old.folder).filter(({ replaced }) => now - replaced <= longest);
  if (file !== undefined && old.manifest.zoneDigest !== next.manifest.zoneDigest) {
    const name = `.earlier-${old.manifest.serial}.rpz`;
    bring(join(old.folder, file), join(next.folder, name), now);
  }
  let octets = 0;
  for (const { path, size, replaced } of kept) {
    octets += size;
    if (octets <= mostOctets) bring(path, join(next.folder, basename(path)), replaced);
  }
}

/** As a second name of the same file, where there can be one: the old set stays whole as long as it is in use. */
function bring(from: string, to: string, replaced: number): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!hasCode(error, linkless)) throw error;
    copyFileSync(from, to);
  }
  utimesSync(to, replaced / 1000, replaced / 1000);
}

/** The zones of earlier builds that a set keeps, the last first. */
export function earlierZones(set: string): readonly EarlierZone[] {
  return readdirSync(set)
    .filter((name) => earlierZone.test(name))
    .map((name) => join(set, name))
    .map((path) => ({ path, replaced: lstatSync(path).mtimeMs, size: lstatSync(path).size }))
    .sort((a, b) => b.replaced - a.replaced);
}

/** The file that blocks names. */
export function blockZoneOf({ files }: Manifest): string | undefined {
  const ids = formats.flatMap(({ id, zone }) => (zone === 'block' ? [id] : []));
  return files.find(({ format }) => ids.includes(format))?.name;
}
