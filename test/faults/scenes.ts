import { buildScenes } from './build-scenes.ts';
import { publishScenes } from './publish-scenes.ts';
import { recordScenes } from './record-scenes.ts';
import type { Scene } from './scene.ts';
import { siteScenes } from './site-scenes.ts';
import { trustScenes } from './trust-scenes.ts';

/** Every command that writes. */
export const scenes: readonly (readonly [name: string, scene: Scene])[] = [
  ...buildScenes,
  ...publishScenes,
  ...recordScenes,
  ...trustScenes,
  ...siteScenes,
].map((scene) => [scene.name, scene] as const);

/** Two at a time: a process waits more than it works. */
export async function inTwos<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    while (next < all.length) {
      const at = next++;
      results[at] = await work(all[at] as T);
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}
