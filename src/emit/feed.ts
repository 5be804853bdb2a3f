import { type Blocklist, type HoldingOrder, type Rule, sameAction, scopeOf, uncovered } from '../core/blocklist.ts';
import { showAsOf, showInstant } from '../core/dates.ts';
import { structuredError, type Told, toldOf } from '../core/extra-text.ts';
import { type DomainName, unicodeName } from '../core/name.ts';
import type { Action } from '../core/order.ts';
import { publicText } from '../core/personal-data.ts';
import { counted } from '../core/text.ts';
import type { Feed } from '../generated/feed.ts';
import { encoded, FixedTexts, type Row, type Writer } from '../names/index.ts';
import type { Destination, Format } from './format.ts';

type FeedOrder = Feed['orders'][number];
type FeedName = Feed['names'][number];

/** Only what public orders say: a name or a scope that comes from a sealed one alone does not show. */
export const feed: Format = {
  id: 'json',
  file: 'feed.json',
  title: 'JSON feed: every name with the public orders that hold it',
  head: (blocklist) => feedHead(blocklist),
  records: writeNames,
  tail: '\n  ]\n}\n',
  reachesBelow: true,
  *readOwners(text) {
    for (const { name } of (JSON.parse(text) as Feed).names) yield name;
  },
  limits: (blocklist) => withheldLimits('The feed', blocklist),
};

/** What an output that shows only public orders does not show. */
export function withheldLimits(subject: string, blocklist: Blocklist): readonly string[] {
  const { orders, names } = withheld(blocklist);
  if (orders === 0) return [];
  return [
    `${subject} does not show ${counted(names, 'name')} of ${counted(orders, 'order')} under seal or restriction.`,
  ];
}

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
    names: blocklist.names.size - blocklist.published.names.size,
  };
}

function feedOrder({ order, since, until, names }: HoldingOrder): FeedOrder {
  const { id, title, instrument, authority, caseNumbers, ecli, legalBasis } = order.record;
  return {
    id,
    title: publicText(title),
    instrument,
    authority: publicText(authority.name),
    country: authority.country,
    ...(caseNumbers && caseNumbers.length > 0 && { caseNumbers: caseNumbers.map(publicText) }),
    ...(ecli !== undefined && { ecli }),
    ...(legalBasis && { legalBasis: legalBasis.map(publicText) }),
    since: showInstant(since),
    ...(until !== undefined && { until: showInstant(until) }),
    names,
    // Without whom to turn to: whoever loads the feed blocks by himself, and adds who he is. Public orders alone come here.
    extraText: structuredError('fdbs-02', toldOf(order) as Told, {}),
  };
}

const first = encoded('    {"name":"');
const next = encoded(',\n    {"name":"');
const quote = encoded('"');
const coveredByMember = encoded(',"coveredBy":"');
const end = encoded('}');

function writeNames({ published: { names } }: Blocklist, number: number, { out }: Destination): number {
  const { table, before, rows, rule, coveredBy } = names.at(number);
  const saidByRule = new FixedTexts(names.rules.map(ruleMembers));
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] as Row;
    out
      .fixed(before + place === 0 ? first : next)
      .name(table, row)
      .fixed(quote);
    if (table.hasPunycode(row)) writeUnicode(table.nameAt(row) as DomainName, out);
    out.fixedOf(saidByRule, rule[place] as number);
    const upper = coveredBy[place] as number;
    if (upper !== uncovered)
      out
        .fixed(coveredByMember)
        .name(table, rows[upper] as Row)
        .fixed(quote);
    out.fixed(end);
  }
  return rows.length;
}

function writeUnicode(name: DomainName, out: Writer): void {
  const unicode = unicodeName(name);
  if (unicode !== name) out.text(`,"unicode":${JSON.stringify(unicode)}`);
}

/** The members of an entry that are the same for all names of a rule, from the scope on. */
function ruleMembers(rule: Rule): string {
  const { self, below, holders } = rule;
  const members: Omit<FeedName, 'name'> = {
    scope: scopeOf(rule),
    action: ((self ?? below) as Action).kind,
    ...(self && below && !sameAction(self, below) && { actionBelow: below.kind }),
    orders: [...new Set(holders.map(({ order }) => order.id))],
  };
  return `,${JSON.stringify(members).slice(1, -1)}`;
}
