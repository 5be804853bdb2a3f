// biome-ignore lint/style/noRestrictedImports: to load a library is all that it does.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * A library that is loaded when it is first needed. Reading its tables takes longer than most commands take for all the
 * rest, and most commands never come to need it.
 */
export function library<T>(name: string): () => T {
  let loaded: T | undefined;
  return () => {
    loaded ??= require(name) as T;
    return loaded;
  };
}
