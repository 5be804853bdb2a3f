import { resolve } from 'node:path';
import { compile } from '../compile/compile.ts';
import type { Deadline } from '../compile/deadlines.ts';
import { instantFor, parseAsOf } from '../core/dates.ts';
import { byText, hasErrors } from '../core/diagnostic.ts';
import { zoneDigest } from '../emit/zone-digest.ts';
import { attempt, shownPath } from './disk.ts';
import type { Input } from './input.ts';
import type { Io } from './io.ts';
import { previousManifest } from './output-folder.ts';

/** A build whose files block just what the records as they are now ask for at its moment. */
export interface LastBuild {
  /** The output folder, for people. */
  readonly label: string;
  /** The moment that it was compiled for. */
  readonly asOf: string;
  /** Whether it blocks the names that a duty to obey is about. */
  readonly holds: (deadline: Deadline) => boolean;
}

/**
 * The build in an output folder; undefined where there is none, or where it was made of other records than these. A date
 * alone proves nothing: an order may have been recorded after the build, with an earlier date. So the records are compiled
 * for the moment of the build, and must give the zones that it wrote.
 */
export function lastBuild(input: Input, out: string, io: Io): LastBuild | undefined {
  const label = shownPath(out, io.cwd);
  const manifest = attempt(() => previousManifest(resolve(io.cwd, out)), label);
  if (!manifest || manifest === 'damaged' || hasErrors(input.diagnostics)) return undefined;
  const asOf = parseAsOf(manifest.asOf);
  if (!asOf) return undefined;
  const { settings, corpus } = input;
  // With an id on the command line, the other records were read as well.
  const orders = [...corpus.orders.values()].sort((a, b) => byText(a.id, b.id));
  const { blocklist } = compile(corpus, orders, { asOf, settings, territory: manifest.territory });
  if (zoneDigest(blocklist, settings.zone) !== manifest.zoneDigest) return undefined;
  const holding = new Set(blocklist.orders.map(({ order }) => order.file));
  return {
    label,
    asOf: manifest.asOf,
    holds: ({ order, start }) => {
      return holding.has(order.file) && start !== undefined && start <= instantFor(asOf, order.timeZone);
    },
  };
}
