import { resolve } from 'node:path';
import type { Settings } from '../core/settings.ts';
import type { Manifest } from '../generated/manifest.ts';
import type { Status } from '../generated/status.ts';
import { attempt, shownPath } from './disk.ts';
import type { Io } from './io.ts';
import { previousManifest } from './output-folder.ts';
import { lastPublished } from './publish/last-published.ts';
import { PrimaryFolder } from './publish/primary-folder.ts';

/** Whether the last build was handed to the primary server; undefined where the settings name no folder of one. */
export function publishedState(out: string, { publish }: Settings, io: Io): Status['published'] {
  if (publish?.folder === undefined) return undefined;
  const [path, folder] = [publish.folder, shownPath(publish.folder, io.cwd)];
  return attempt(() => stateOf({ path, folder, out }, io), folder);
}

interface Place {
  /** The folder of the primary server, as the settings have it. */
  readonly path: string;
  /** The same for people. */
  readonly folder: string;
  /** The output folder. */
  readonly out: string;
}

function stateOf({ path, folder, out }: Place, io: Io): Status['published'] {
  const primary = new PrimaryFolder(resolve(io.cwd, path), folder);
  const last = lastPublished(primary);
  const told = { folder, ...(last.kind === 'known' && { serial: last.published.serial, at: last.published.at }) };
  if (primary.isUnsettled()) return { ...told, state: 'unsettled' };
  if (last.kind !== 'known') return { folder, state: last.kind };
  const built = previousManifest(resolve(io.cwd, out));
  if (typeof built !== 'object') return { ...told, state: 'unknown' };
  return { ...told, state: zonesOf(built) === zonesOf(last.manifest) ? 'current' : 'behind' };
}

function zonesOf({ files }: Manifest): string {
  return JSON.stringify(
    files.flatMap(({ zone, serial, sha256 }) => (zone === undefined ? [] : [[zone, serial, sha256]])),
  );
}
