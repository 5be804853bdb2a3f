import { searchScript, siteIcon, siteStyle } from '../generated/site-assets.ts';
import type { SiteFacts } from './facts.ts';
import { atomFeed, jsonFeed } from './feeds.ts';
import { frame } from './frame.ts';
import { languages } from './languages.ts';
import { authorityPages } from './pages/authorities.ts';
import { countsPages } from './pages/counts.ts';
import { deadlinesPages } from './pages/deadlines.ts';
import { namesPages } from './pages/names.ts';
import { orderPages } from './pages/order.ts';
import { ordersPages } from './pages/orders.ts';
import { startPage } from './pages/start.ts';
import { planOf } from './plan.ts';
import { searchFiles } from './shards.ts';
import type { Page, Site } from './view.ts';

/** A file of the site. */
export interface SiteFile {
  /** With slashes, from the root of the site. */
  readonly path: string;
  readonly text: string;
}

/** The whole site, file by file. The same facts give the same bytes. */
export function* siteFiles(facts: SiteFacts): Generator<SiteFile> {
  const site = planOf(facts);
  yield { path: 'style.css', text: siteStyle };
  yield { path: 'search.js', text: searchScript };
  yield { path: 'icon.svg', text: siteIcon };
  yield* searchFiles(site);
  for (const { words, folder } of languages) {
    yield { path: `${folder}changes.atom`, text: atomFeed(facts, { words, folder }) };
    yield { path: `${folder}changes.json`, text: jsonFeed(facts, { words, folder }) };
    for (const page of pages(site)) {
      const { path } = page;
      yield { path: folder + path, text: frame(page, { site, words, folder, path }) };
    }
  }
}

function* pages(site: Site): Generator<Page> {
  yield startPage;
  yield* ordersPages(site);
  for (const order of site.facts.orders) yield* orderPages(site, order);
  yield* authorityPages(site);
  yield* namesPages(site);
  yield* deadlinesPages(site);
  yield* countsPages(site);
}
