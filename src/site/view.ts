import { html, type Markup } from '../core/html.ts';
import type { SiteFacts } from './facts.ts';
import type { ListedName, NameGroup } from './listing.ts';
import type { PageKey, Words } from './words/words.ts';

/** All that pages are made from. */
export interface Site {
  readonly facts: SiteFacts;
  /** By the alphabet. */
  readonly names: readonly ListedName[];
  readonly groups: readonly NameGroup[];
  /** The file of each name's page, in the folder `names`. */
  readonly fileOfName: ReadonlyMap<string, string>;
  /** The file of each authority's page, in the folder `authorities`, by `authorityKey`. */
  readonly fileOfAuthority: ReadonlyMap<string, string>;
}

/** A page, whatever its language. */
export interface Page {
  /** Within the folder of a language: `orders/it-milano-2022.html`. */
  readonly path: string;
  readonly section: PageKey;
  readonly title: (view: View) => string;
  readonly body: (view: View) => Markup;
}

/** Where something is shown: in which language, on which page. */
export interface Setting {
  readonly words: Words;
  /** The folder of the language: empty, or with a slash at its end. */
  readonly folder: string;
  /** Of the page, within the folder of the language. */
  readonly path: string;
}

/** A page in one language. */
export interface View extends Setting {
  readonly site: Site;
}

/** The way from a page to a file of the same language, such as `orders.html`. */
export function to({ path }: Setting, target: string): string {
  return `${up(path)}${target}`;
}

/** The way from a page to a file at the root of the site, such as `style.css`. */
export function toRoot({ folder, path }: Setting, target: string): string {
  return `${up(folder)}${up(path)}${target}`;
}

function up(path: string): string {
  return '../'.repeat(path.split('/').length - 1);
}

export function link(from: Setting, { path, text }: { readonly path: string; readonly text: string | Markup }): Markup {
  return html`<a href="${to(from, path)}">${text}</a>`;
}
