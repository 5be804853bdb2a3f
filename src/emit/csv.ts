import { coversBelow, coversSelf, type Holder, type HoldingOrder, type Rule, scopeOf } from '../core/blocklist.ts';
import { csvCell } from '../core/csv-cell.ts';
import { type Instant, showInstant } from '../core/dates.ts';
import { type DomainName, unicodeName } from '../core/name.ts';
import type { Order, Scope } from '../core/order.ts';
import { publicText } from '../core/personal-data.ts';
import { encoded, type Fixed, type NameTable, type Row, type Writer } from '../names/index.ts';
import { withheldLimits } from './feed.ts';
import type { Format } from './format.ts';

const columns = [
  'name',
  'unicode',
  'scope',
  'action',
  'order',
  'title',
  'since',
  'until',
  'authority',
  'country',
] as const;

/** RFC 4180. As in the feed, only what public orders say. */
export const csv: Format = {
  id: 'csv',
  file: 'names.csv',
  title: 'CSV table: a row for every name and public order that holds it',
  onRequest: true,
  head: () => `${columns.join(',')}\r\n`,
  records({ orders, published: { names } }, part, { out }) {
    const { table, rows, rule } = names.at(part);
    const restOf = restsByRule(names.rules, orders);
    let count = 0;
    for (let place = 0; place < rows.length; place++) {
      const rests = restOf(rule[place] as number);
      for (const rest of rests) writeNames(out, table, rows[place] as Row).fixed(rest);
      count += rests.length;
    }
    return count;
  },
  tail: '',
  reachesBelow: true,
  *readOwners(text) {
    for (const line of text.split('\r\n').slice(1)) {
      const [name = '', , scope] = line.split(',');
      if (name === '') continue;
      const bare = name.replace(/^"'(.*)"$/, '$1');
      if (coversSelf(scope as Scope)) yield bare;
      if (coversBelow(scope as Scope)) yield `*.${bare}`;
    }
  },
  limits: (blocklist) => withheldLimits('The table', blocklist),
};

const comma = encoded(',');
const hyphen = 0x2d;

function writeNames(out: Writer, table: NameTable, row: Row): Writer {
  if (table.bytes[table.startOf(row)] === hyphen) out.text(csvCell(table.nameAt(row)));
  else out.name(table, row);
  out.fixed(comma);
  if (!table.hasPunycode(row)) return out;
  const name = table.nameAt(row) as DomainName;
  const unicode = unicodeName(name);
  return unicode === name ? out : out.text(csvCell(unicode));
}

/** What stands behind the names, a row for each order; made for a rule when a name first needs it. */
function restsByRule(rules: readonly Rule[], orders: readonly HoldingOrder[]): (rule: number) => readonly Fixed[] {
  const known: (readonly Fixed[])[] = [];
  const byOrder = new Map(orders.map((one) => [one.order, one]));
  return (number) => {
    const rests = known[number] ?? restsOf((rules[number] as Rule).holders, byOrder).map(encoded);
    known[number] = rests;
    return rests;
  };
}

function restsOf(holders: readonly Holder[], byOrder: ReadonlyMap<Order, HoldingOrder>): readonly string[] {
  return [...new Set(holders.map(({ order }) => order))].map((order) => {
    const own = holders.filter((holder) => holder.order === order);
    const { since, until } = periodOf(own, byOrder.get(order) as HoldingOrder);
    const { id, title, authority } = order.record;
    const { action } = own[0] as Holder;
    const cells = [
      scopeOf(reachOf(own)),
      action.kind,
      id,
      publicText(title),
      showInstant(since),
      until === undefined ? '' : showInstant(until),
      publicText(authority.name),
      authority.country,
    ];
    return `,${cells.map(csvCell).join(',')}\r\n`;
  });
}

/** Of all lines of one order that hold the name now. */
function reachOf(holders: readonly Holder[]): { readonly self: boolean; readonly below: boolean } {
  return {
    self: holders.some(({ claim }) => coversSelf(claim.scope)),
    below: holders.some(({ claim }) => coversBelow(claim.scope)),
  };
}

/** From when until when the order holds the name: a line's own bounds lie within those of its order. */
function periodOf(
  holders: readonly Holder[],
  order: HoldingOrder,
): { readonly since: Instant; readonly until: Instant | undefined } {
  const begins = holders.map(({ claim }) => Math.max(claim.from ?? order.since, order.since));
  const ends = holders.map(({ claim }) => Math.min(claim.until ?? never, order.until ?? never));
  const until = Math.max(...ends);
  return { since: Math.min(...begins), until: until === never ? undefined : until };
}

const never = Number.POSITIVE_INFINITY;
