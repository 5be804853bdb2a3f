import { resolve } from 'node:path';
import { compile, type Moment } from '../compile/compile.ts';
import { type CutList, cutLists } from '../compile/cuts.ts';
import type { Blocklist } from '../core/blocklist.ts';
import { hasErrors } from '../core/diagnostic.ts';
import type { Settings } from '../core/settings.ts';
import { cutFiles } from '../emit/cut-files.ts';
import { blockZone } from '../emit/rpz.ts';
import { zoneDigest } from '../emit/zone-digest.ts';
import type { Manifest } from '../generated/manifest.ts';
import type { Status } from '../generated/status.ts';
import { shownPath } from './disk.ts';
import type { Input } from './input.ts';
import type { Io } from './io.ts';
import { previousManifest } from './output-folder.ts';

export interface Compared {
  readonly input: Input;
  readonly moment: Moment;
  /** What orders ask for at the moment, wherever. */
  readonly blocklist: Blocklist;
}

/** Whether the files of the last build block what the orders ask for at the moment. */
export function buildState(out: string, compared: Compared, io: Io): Status['build'] {
  const folder = shownPath(out, io.cwd);
  const manifest = previousManifest(resolve(io.cwd, out));
  if (manifest === undefined) return { folder, state: 'none' };
  if (manifest === 'damaged') return { folder, state: 'damaged' };
  const { asOf, serial, validUntil } = manifest;
  const made = { folder, asOf, serial, ...(validUntil !== null && { validUntil }) };
  if (hasErrors(compared.input.diagnostics)) return { ...made, state: 'unknown' };
  return { ...made, state: blocksTheSame(manifest, compared) ? 'current' : 'behind' };
}

// The digest is of what zones say, where a name below another one is folded into it: plain lists name both, so the names
// are counted as well.
function blocksTheSame(manifest: Manifest, { input, moment, blocklist }: Compared): boolean {
  const { territory } = manifest;
  const there = territory ? { ...moment, territory } : moment;
  const now = territory ? compile(input.corpus, input.orders, there).blocklist : blocklist;
  return (
    now.names.size === manifest.names &&
    now.orders.length === manifest.orders &&
    zoneDigest(now, input.settings.zone) === manifest.zoneDigest &&
    cutsTheSame(manifest, cutLists(now, { ...input, moment: there }), input.settings)
  );
}

/** Zones are cut out wherever the block zone is written. */
function cutsTheSame({ files }: Manifest, lists: readonly CutList[], { zone }: Settings): boolean {
  if (!files.some(({ format, cut }) => format === blockZone.id && !cut)) return true;
  const digests = cutFiles({ cuts: lists, zone, previous: undefined, serial: undefined, today: 0 });
  const now = digests.map(({ format, zone: one }) => [format.file, one?.zone, one?.digest]);
  const before = files.filter(({ cut }) => cut).map(({ name, zone: one, digest }) => [name, one, digest]);
  return JSON.stringify(now) === JSON.stringify(before);
}
