import { join, resolve } from 'node:path';
import type { DomainName } from '../../core/name.ts';
import type { Scope } from '../../core/order.ts';
import { harmless } from '../../core/text.ts';
import { NotOurZone, readZone } from '../../emit/zone-text.ts';
import { attempt, shownPath } from '../disk.ts';
import { blockZoneOf, earlierZones } from '../earlier-zones.ts';
import { linesOf } from '../file-lines.ts';
import type { Io } from '../io.ts';
import { previousManifest } from '../output-folder.ts';
import { currentSet, linkTarget } from '../sets.ts';

export interface EarlierName {
  readonly name: DomainName;
  readonly scope: Scope;
}

export interface EarlierBuilds {
  /** The output folder. */
  readonly build: string;
  /** Of the zones now; a build of just those has nothing more to tell. */
  readonly zoneDigest: string;
  readonly territory: readonly string[] | undefined;
  /** How far back, in milliseconds. */
  readonly lately: number;
}

/** What the last build blocks, and what those before it did whose zones it keeps. */
export function* earlierNames(
  { build, zoneDigest, territory, lately }: EarlierBuilds,
  io: Io,
): Generator<EarlierName, undefined> {
  const folder = resolve(io.cwd, build);
  const label = shownPath(build, io.cwd);
  const manifest = attempt(() => previousManifest(folder), label);
  if (!manifest || manifest === 'damaged' || lately === 0) return undefined;
  // What a build for other countries blocks was not taken off here.
  if (String(manifest.territory) !== String(territory)) return undefined;
  const last = blockZoneOf(manifest);
  if (last !== undefined && manifest.zoneDigest !== zoneDigest) yield* namesIn(join(folder, last), io);
  if (linkTarget(folder) === undefined) return undefined;
  const since = io.now() - lately;
  const zones = attempt(() => earlierZones(join(folder, currentSet)), label);
  for (const { path, replaced } of zones) if (replaced >= since) yield* namesIn(path, io);
  return undefined;
}

const below = '*.';

function* namesIn(path: string, io: Io): Generator<EarlierName> {
  try {
    const { owners } = readZone(linesOf(path));
    for (let next = owners.next(); !next.done; next = owners.next()) {
      const { owner } = next.value;
      const isBelow = owner.startsWith(below);
      const name = (isBelow ? owner.slice(below.length) : owner) as DomainName;
      yield { name, scope: isBelow ? 'subdomains' : 'exact' };
    }
  } catch (error) {
    if (!(error instanceof NotOurZone)) throw error;
    const shown = shownPath(path, io.cwd);
    io.stderr(`${shown} is no zone of ours, so names that it blocked are not asked for: ${harmless(error.message)}.\n`);
  }
}
