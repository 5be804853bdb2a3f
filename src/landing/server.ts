import type { ConfigPath } from '../core/config-text.ts';
import type { Notice } from '../core/extra-text.ts';
import { contentSecurityPolicy } from './page.ts';

export interface ServerOptions {
  /** Where `blocklist landing --out` wrote, on the machine of the server. */
  readonly folder: ConfigPath;
  readonly listen: { readonly address: string; readonly port: number };
  readonly website: Notice['website'];
}

/** Which pages a name and those below it lead to, but for names below that have a lead of their own. */
export interface Lead {
  readonly name: string;
  readonly self: string;
  readonly below: string;
}

export const pageFolder = 'pages';
/** Whoever is led here for a name without a page of its own reads this one: for sealed orders it is the same as for none. */
export const anyPage = 'any';

/** What every answer bears, but for the Link: the same from every server. */
export const answerHeaders: readonly (readonly [name: string, value: string])[] = [
  ['Cache-Control', 'no-store'],
  ['Content-Security-Policy', contentSecurityPolicy],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
];

/** Who blocks, not who asked for it (RFC 7725 4). */
export function blockedBy(website: string): string {
  return `<${website}>; rel="blocked-by"`;
}

/** What a recipe says in place of the Link where the configuration does not tell who blocks. */
export const withoutWebsite =
  'NOT IN HERE: Link with rel="blocked-by". Write notice: website: into the configuration of blocklist.';
