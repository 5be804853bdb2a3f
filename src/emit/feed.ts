import { type Blocklist, type HeldName, type HoldingOrder, sameAction, scopeOf } from '../core/blocklist.ts';
import { showAsOf, showInstant } from '../core/dates.ts';
import { unicodeName } from '../core/name.ts';
import { counted } from '../core/text.ts';
import type { Feed } from '../generated/feed.ts';
import type { Format, FormatRecord } from './format.ts';

type FeedOrder = Feed['orders'][number];
type FeedName = Feed['names'][number];

/** Only what public orders say: a name or a scope that comes from a sealed one alone does not show. */
export const feed: Format = {
  id: 'json',
  file: 'feed.json',
  title: 'JSON feed: every name with the public orders that hold it',
  head: (blocklist) => feedHead(blocklist),
  *records({ published }) {
    for (const held of published.names) yield record(held);
  },
  separator: ',\n',
  tail: '\n  ]\n}\n',
  *readOwners(text) {
    for (const { name } of (JSON.parse(text) as Feed).names) yield name;
  },
  reachesBelow: () => true,
  limits: (blocklist) => {
    const { orders, names } = withheld(blocklist);
    return orders === 0
      ? []
      : [`The feed does not show ${counted(names, 'name')} of ${counted(orders, 'order')} under seal or restriction.`];
  },
};

function feedHead(blocklist: Blocklist): string {
  const { validUntil } = blocklist.published;
  const head = {
    version: 1,
    asOf: showAsOf(blocklist.asOf),
    validUntil: validUntil === undefined ? null : showInstant(validUntil),
    withheld: withheld(blocklist),
  };
  const members = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const orders = publicOrders(blocklist).map((order) => `    ${JSON.stringify(feedOrder(order))}`);
  const list = orders.length === 0 ? '[]' : `[\n${orders.join(',\n')}\n  ]`;
  return `{\n${members.join(',\n')},\n  "orders": ${list},\n  "names": [\n`;
}

function publicOrders({ orders }: Blocklist): readonly HoldingOrder[] {
  return orders.filter(({ order }) => order.record.publication === 'public');
}

function withheld(blocklist: Blocklist): Feed['withheld'] {
  return {
    orders: blocklist.orders.length - publicOrders(blocklist).length,
    names: blocklist.names.length - blocklist.published.names.length,
  };
}

function feedOrder({ order, since, until, names }: HoldingOrder): FeedOrder {
  const { id, title, instrument, authority, caseNumbers, ecli, legalBasis } = order.record;
  return {
    id,
    title,
    instrument,
    authority: authority.name,
    country: authority.country,
    ...(caseNumbers && caseNumbers.length > 0 && { caseNumbers }),
    ...(ecli !== undefined && { ecli }),
    ...(legalBasis && { legalBasis }),
    since: showInstant(since),
    ...(until !== undefined && { until: showInstant(until) }),
    names,
  };
}

function record(held: HeldName): FormatRecord {
  const { name, self, below, holders, coveredBy } = held;
  const unicode = unicodeName(name);
  const entry: FeedName = {
    name,
    ...(unicode !== name && { unicode }),
    scope: scopeOf(held),
    action: (self ?? below)?.kind ?? 'nxdomain',
    ...(self && below && !sameAction(self, below) && { actionBelow: below.kind }),
    orders: [...new Set(holders.map(({ order }) => order.id))],
    ...(coveredBy !== undefined && { coveredBy }),
  };
  return { name, owners: [name], text: `    ${JSON.stringify(entry)}` };
}
