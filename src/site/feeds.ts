import { showInstant } from '../core/dates.ts';
import { escaped } from '../core/html.ts';
import { harmlessJson } from '../core/text.ts';
import type { SiteFacts } from './facts.ts';
import { stretches } from './flow.ts';
import { type LatestChange, latestChanges } from './latest.ts';
import { happeningWords } from './said.ts';
import type { Words } from './words/words.ts';

export interface FeedLanguage {
  readonly words: Words;
  /** Of its pages: empty, or with a slash at its end. */
  readonly folder: string;
}

const most = 100;

/** The last changes as an Atom feed (RFC 4287). Without an address for the site, its links are relative (RFC 3986 5). */
export function atomFeed(facts: SiteFacts, { words, folder }: FeedLanguage): string {
  const home = `${facts.url ?? ''}${facts.url === undefined ? '' : folder}`;
  const entries = latestChanges(facts)
    .slice(0, most)
    .map(
      (change) => `  <entry>
    <id>${escaped(idOf(change, words))}</id>
    <title>${escaped(titleOf(change, words))}</title>
    <updated>${showInstant(change.happening.time.at)}</updated>
    <link rel="alternate" href="${escaped(`${home}orders/${change.order.id}.html`)}"/>
    <summary>${escaped(change.order.title)}</summary>
  </entry>
`,
    );
  const self = facts.url === undefined ? '' : `  <link rel="self" href="${escaped(`${home}changes.atom`)}"/>\n`;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${words.lang}">
  <id>${escaped(feedId(facts, words))}</id>
  <title>${escaped(words.site)}</title>
  <updated>${showInstant(facts.asOf.at)}</updated>
  <author><name>${escaped(facts.operator ?? words.site)}</name></author>
${self}  <link rel="alternate" href="${escaped(`${home}index.html`)}"/>
${thatFit(entries).join('')}</feed>
`;
}

/** The same as a JSON Feed (jsonfeed.org, version 1.1). Addresses in it are absolute, or missing. */
export function jsonFeed(facts: SiteFacts, { words, folder }: FeedLanguage): string {
  const home = facts.url === undefined ? undefined : facts.url + folder;
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: words.site,
    language: words.lang,
    ...(home !== undefined && { home_page_url: `${home}index.html`, feed_url: `${home}changes.json` }),
    ...(facts.operator !== undefined && { authors: [{ name: facts.operator }] }),
    items: thatFit(
      latestChanges(facts)
        .slice(0, most)
        .map((change) => ({
          id: idOf(change, words),
          ...(home !== undefined && { url: `${home}orders/${change.order.id}.html` }),
          title: titleOf(change, words),
          content_text: change.order.title,
          date_published: showInstant(change.happening.time.at),
        })),
    ),
  };
  return `${harmlessJson(JSON.stringify(feed, null, 2))}\n`;
}

/** The first of them that do not come to more than a page may. */
function thatFit<T>(entries: readonly T[]): readonly T[] {
  return stretches(entries, (entry) => Buffer.byteLength(JSON.stringify(entry)))[0] ?? [];
}

function titleOf({ order, happening }: LatestChange, words: Words): string {
  return `${order.id}: ${happeningWords(happening, words)}`;
}

// Events are only ever added at the end, but an amendment may come to stand between them by its date: so its kind and day
// tell it from others, not its place.
function idOf({ order, happening, index }: LatestChange, { lang }: Words): string {
  const { type, time } = happening;
  const same = order.history.slice(0, index).filter((one) => one.type === type && one.time.at === time.at).length;
  return `urn:blocklist:${lang}:${order.id}:${type}:${showInstant(time.at)}${same === 0 ? '' : `:${same + 1}`}`;
}

function feedId({ url }: SiteFacts, words: Words): string {
  return url === undefined ? `urn:blocklist:changes:${words.lang}` : `${url}#changes-${words.lang}`;
}
