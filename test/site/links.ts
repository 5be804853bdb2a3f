import { posix } from 'node:path';
import type { Files } from './built-site.ts';
import { attribute, pageTree } from './page-tree.ts';

interface Link {
  readonly path: string;
  /** The file, with its anchor where there is one. */
  readonly to: string;
}

export interface Web {
  /** Links that lead nowhere. */
  readonly loose: readonly Link[];
  /** Pages that nothing leads to. */
  readonly unreached: readonly string[];
}

/** How the pages of a site hang together. */
export function webOf(files: Files): Web {
  const pages = [...files].filter(([path]) => path.endsWith('.html'));
  const links: Link[] = [];
  const ends = new Set(files.keys());
  for (const [path, text] of pages) {
    for (const element of pageTree(text).elements) {
      const id = attribute(element, 'id');
      if (id !== undefined) ends.add(`${path}#${id}`);
      const href = attribute(element, 'href') ?? attribute(element, 'src') ?? attribute(element, 'action');
      if (href === undefined || /^https?:/.test(href)) continue;
      links.push({ path, to: href.startsWith('#') ? path + href : posix.join(posix.dirname(path), href) });
    }
  }
  const reached = new Set(links.filter(({ path, to }) => path !== to).map(({ to }) => to.replace(/#.*/, '')));
  return {
    loose: links.filter(({ to }) => !ends.has(to)),
    unreached: pages.map(([path]) => path).filter((path) => !reached.has(path)),
  };
}
