import type { Page } from '../view.ts';

/** A list in stretches of at most so many, at least one. */
export function inPages<T>(list: readonly T[], most: number): readonly (readonly T[])[] {
  const count = Math.max(1, Math.ceil(list.length / most));
  return Array.from({ length: count }, (_, index) => list.slice(index * most, (index + 1) * most));
}

/** `orders.html`, `orders-2.html`: the first page is the one that menus lead to. */
export function pagePath(path: Page['path'], page: number): string {
  return page === 1 ? path : path.replace(/\.html$/, `-${page}.html`);
}
