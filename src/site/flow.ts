import { html, type Markup } from '../core/html.ts';
import { languages } from './languages.ts';
import type { Page, Setting, Site, View } from './view.ts';

// Pages are cut by bytes and not by rows: a row is a name of four letters, or a title of five hundred, or a name of sixty orders.
// What rows come to is not guessed but written once and measured, in every language.

/** The most bytes of what a page lists. One row can be larger, so that a whole page stays below twice as many. */
export const mostBytes = 150_000;

/** What a page lists, such as the rows of a table, with what stands around it: it goes on on a next page where it has to. */
export interface Section {
  readonly rows: readonly Row[];
  readonly around: (rows: readonly Markup[], view: View) => Markup;
}

export type Row = (view: View) => Markup;

/** Where a page stands among those that one list goes over. */
export interface PageOf {
  readonly page: number;
  readonly pages: number;
  readonly path: (page: number) => string;
}

type Flowing = Pick<Page, 'path' | 'section' | 'title'> & { readonly sections: readonly Section[] };

/** One page, or as many as it takes. */
export function flow(site: Site, { sections, ...first }: Flowing): readonly Page[] {
  const path = (page: number) => pagePath(first.path, page);
  const views = settingsOf(first.path).map((setting) => ({ ...setting, site }));
  return cut(sections, views).map((parts, index, { length }) => ({
    ...first,
    path: path(index + 1),
    body: (view) => html`${parts.map(({ rows, around }) =>
      around(
        rows.map((row) => row(view)),
        view,
      ),
    )}
${pager(view, { page: index + 1, pages: length, path })}`,
  }));
}

/** What stands alone between the sections of a page. */
export function alone(shown: Row): Section {
  return { rows: [shown], around: (rows) => html`${rows}` };
}

interface Part {
  readonly rows: Row[];
  readonly around: Section['around'];
}

function cut(sections: readonly Section[], views: readonly View[]): readonly (readonly Part[])[] {
  const pages: Part[][] = [[]];
  let used = 0;
  const open = (around: Section['around'], rows: Row[]): Part => {
    const part = { rows, around };
    const bytes = mostIn(views, (view) =>
      around(
        rows.map((row) => row(view)),
        view,
      ),
    );
    if (used > 0 && used + bytes > mostBytes) {
      pages.push([]);
      used = 0;
    }
    used += bytes;
    pages.at(-1)?.push(part);
    return part;
  };
  for (const { rows, around } of sections) {
    const [first, ...rest] = rows;
    let part = open(around, first === undefined ? [] : [first]);
    for (const row of rest) {
      const bytes = mostIn(views, row);
      if (used + bytes > mostBytes) {
        part = open(around, [row]);
      } else {
        used += bytes;
        part.rows.push(row);
      }
    }
  }
  return pages;
}

/** A page in every language. */
export function settingsOf(path: string): readonly Setting[] {
  return languages.map(({ words, folder }) => ({ words, folder, path }));
}

/** The bytes of a piece of a page, in the language in which it has most. */
export function mostIn<Where>(settings: readonly Where[], shown: (where: Where) => Markup): number {
  return Math.max(...settings.map((setting) => Buffer.byteLength(shown(setting).text)));
}

/** A list in stretches of at most so many bytes, or of one that has more. */
export function stretches<T>(list: readonly T[], bytesOf: (one: T) => number): readonly (readonly T[])[] {
  const found: T[][] = [];
  let used = mostBytes;
  for (const one of list) {
    const bytes = bytesOf(one);
    if (used + bytes > mostBytes) {
      found.push([]);
      used = 0;
    }
    found.at(-1)?.push(one);
    used += bytes;
  }
  return found;
}

/** `orders.html`, `orders~2.html`: neither names nor ids have such a sign. The first page is the one that menus lead to. */
export function pagePath(path: Page['path'], page: number): string {
  return page === 1 ? path : path.replace(/\.html$/, `~${page}.html`);
}

/** Where one list goes over several pages. */
export function pager({ words }: View, { page, pages, path }: PageOf): Markup {
  if (pages === 1) return html``;
  const file = (number: number) => path(number).replace(/^.*\//, '');
  return html`<nav class="pager" aria-label="${words.pageOf(page, pages)}"><p>${words.pageOf(page, pages)}</p>
${page > 1 ? html`<a rel="prev" href="${file(page - 1)}">${words.previous}</a>` : ''}
${page < pages ? html`<a rel="next" href="${file(page + 1)}">${words.next}</a>` : ''}</nav>
`;
}
