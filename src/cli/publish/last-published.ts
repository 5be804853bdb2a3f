import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Manifest } from '../../generated/manifest.ts';
import { validateManifest } from '../../generated/manifest-validator.ts';
import type { Published } from '../../generated/published.ts';
import { digestOf } from '../digest.ts';
import type { Memory } from '../safety/memory.ts';
import type { PrimaryFolder } from './primary-folder.ts';

/** The last build that a primary server was seen to serve whole; damaged: there is one, and nobody can tell which. */
export type LastPublished =
  | { readonly kind: 'known'; readonly published: Published; readonly manifest: Manifest; readonly memory: Memory }
  | { readonly kind: 'none' | 'damaged' };

export function lastPublished(folder: PrimaryFolder): LastPublished {
  const published = folder.published();
  if (published === undefined) return { kind: 'none' };
  if (published === 'damaged') return { kind: 'damaged' };
  const set = basename(published.set);
  if (!existsSync(folder.path(set, 'manifest.json'))) return { kind: 'damaged' };
  const bytes = folder.manifest(set);
  if (digestOf(bytes) !== published.manifestSha256) return { kind: 'damaged' };
  const manifest: unknown = JSON.parse(Buffer.from(bytes).toString());
  if (!validateManifest(manifest)) return { kind: 'damaged' };
  return { kind: 'known', published, manifest: manifest as Manifest, memory: folder.memory(set) };
}
