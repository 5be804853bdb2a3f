import { accessSync, constants, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isAfter, serialAfter } from '../../core/serial.ts';
import type { PublishSettings } from '../../core/settings.ts';
import type { Manifest } from '../../generated/manifest.ts';
import { attempt, shownPath } from '../disk.ts';
import type { Io } from '../io.ts';
import { previousManifest } from '../output-folder.ts';
import { type LastPublished, lastPublished } from '../publish/last-published.ts';
import { PrimaryFolder } from '../publish/primary-folder.ts';
import { systemRefusal } from '../refusal.ts';
import { currentSet, ledgerName } from '../sets.ts';
import { type ReadLedger, readLedger } from './ledger.ts';
import type { Memory } from './memory.ts';
import type { Stop } from './stops.ts';

/** What is known of the builds before this one. */
export interface Before {
  /** Of the last build in the output folder; undefined: it holds none. */
  readonly manifest: Manifest | 'damaged' | undefined;
  /** Where that is, or would be, which the ledger is read from. */
  readonly memory: Memory;
  readonly ledger: ReadLedger;
  readonly published: LastPublished;
  /** The folder of the primary server, for people; undefined where the settings name none. */
  readonly publishLabel: string | undefined;
}

/** `folder` is the output folder, `label` the same for people. */
export function readBefore(
  { folder, label }: { readonly folder: string; readonly label: string },
  publish: PublishSettings | undefined,
  io: Io,
): Before {
  const manifest = attempt(() => previousManifest(folder), label);
  const primary = publish?.folder;
  const publishLabel = primary === undefined ? undefined : shownPath(primary, io.cwd);
  const published = attempt(
    () =>
      primary === undefined
        ? ({ kind: 'none' } as const)
        : lastPublished(new PrimaryFolder(resolve(io.cwd, primary), publishLabel ?? '')),
    publishLabel ?? label,
  );
  if (manifest === undefined && published.kind === 'known' && hasLedger(published.memory)) {
    const { memory } = published;
    return { manifest, memory, ledger: readLedger(memory, published.manifest), published, publishLabel };
  }
  // In the set in use, or beside the files where there are no links.
  const set = join(folder, currentSet);
  const memory = { path: existsSync(set) ? set : folder, label: `${label}/${currentSet}` };
  return { manifest, memory, ledger: readLedger(memory, manifest), published, publishLabel };
}

/** Whether there is a ledger that this account may read: another one may have published. */
function hasLedger({ path }: Memory): boolean {
  try {
    accessSync(join(path, ledgerName), constants.R_OK);
    return true;
  } catch (error) {
    if (systemRefusal(error, '')) return false;
    throw error;
  }
}

/** Where a build was made or published before this one and left nothing; undefined: it left something, or there was none. */
export function leftNothing({ manifest, ledger, published, publishLabel }: Before, label: string): string | undefined {
  if (ledger.kind !== 'none') return undefined;
  if (manifest !== undefined) return label;
  return published.kind === 'known' ? publishLabel : undefined;
}

/** Of which manifest serials are counted on: the last build's; where the output folder holds none, the published one's. */
export function lastManifest({ manifest, published }: Before): Manifest | undefined {
  if (manifest !== undefined) return manifest === 'damaged' ? undefined : manifest;
  return published.kind === 'known' ? published.manifest : undefined;
}

/** The stop where there was a build, and its serial cannot be read. */
export function serialStops({ manifest, published, publishLabel }: Before, label: string): readonly Stop[] {
  const stop = (about: string): readonly Stop[] => [
    { code: 'stop/serial-unknown', says: 'The number of the last build (its serial) is not known.', about: [about] },
  ];
  if (manifest === 'damaged') return stop(`${label}/manifest.json is damaged`);
  if (manifest === undefined && published.kind === 'damaged') {
    return stop(`${label} holds no build, and what ${publishLabel}/published.json says was published cannot be read`);
  }
  return [];
}

/** A serial that comes after the last one that is known, where one is: the ledger's, else that of what is published. */
export function nextKnownSerial({ ledger, published }: Before): number | undefined {
  const lists = ledger.kind === 'known' ? Object.values(ledger.ledger.lists) : [];
  const serials = [...lists, ...(published.kind === 'known' ? [published.manifest] : [])].map(({ serial }) => serial);
  if (serials.length === 0) return undefined;
  return serialAfter(
    serials.reduce((last, one) => (isAfter(one, last) ? one : last)),
    0,
  );
}

/** The stop where builds were made before, and what they left is not there. */
export function ledgerStops({ ledger, memory }: Before): readonly Stop[] {
  if (ledger.kind === 'known' || ledger.kind === 'none') return [];
  const path = `${memory.label}/${ledgerName}`;
  const says = 'What the last build left is not what it should be, so this one cannot be compared with it.';
  const about = ledger.kind === 'lost' ? `${path} is not there` : `${path} is damaged, or belongs to another build`;
  return [{ code: 'stop/ledger', says, about: [about] }];
}
