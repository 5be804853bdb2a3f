import type { Claim, Corpus } from '../core/corpus.ts';
import { type Instant, instantFor } from '../core/dates.ts';
import type { Order } from '../core/order.ts';
import { type NameTable, type Row, sameName } from '../names/index.ts';
import type { Moment } from './compile.ts';
import { type Deadline, deadlineAt, lastSecond } from './deadline.ts';
import { dutyOf } from './duty.ts';
import { standingAt } from './in-force.ts';

/** Names of one order that end at one instant. */
interface Group {
  readonly order: Order;
  readonly until: Instant;
  names: number;
  /** The row of the last of them in the part that is looked at. */
  last: Row;
}

const noRow = -1;

/**
 * When names end before their order does, because their line or a later paper says so: by order and time, with how many
 * they are. Only orders that bind us and are not over.
 */
export function nameEnds(corpus: Corpus, orders: readonly Order[], moment: Moment): readonly Deadline[] {
  const groups = groupsOf(corpus, orders, moment);
  if (groups.every((group) => group === undefined)) return [];
  for (let part = 0; part < corpus.names.count; part++) {
    for (const group of groups) if (group) group.last = noRow;
    countNames(corpus.names.at(part), groups);
  }
  return [...new Set(groups)].flatMap((group) => (group && group.names > 0 ? [asDeadline(group, moment)] : []));
}

/** By claim. */
function groupsOf(corpus: Corpus, orders: readonly Order[], moment: Moment): readonly (Group | undefined)[] {
  const ours = new Map(orders.filter((order) => dutyOf(order, moment).binds).map((order) => [order.index, order]));
  const groups = new Map<string, Group>();
  return corpus.claims.map((claim) => {
    const order = claim && ours.get(claim.order);
    if (!order || !endsEarly(claim, order, moment)) return undefined;
    const key = `${claim.order} ${claim.until}`;
    const known = groups.get(key) ?? { order, until: claim.until ?? 0, names: 0, last: noRow };
    groups.set(key, known);
    return known;
  });
}

function endsEarly({ until }: Claim, order: Order, { asOf }: Moment): boolean {
  const now = instantFor(asOf, order.timeZone);
  if (until === undefined || until <= now) return false;
  return [now, until].every((instant) => standingAt(order.events, instant).state !== 'ended');
}

/** Rows of one name stand side by side. */
function countNames(table: NameTable, groups: readonly (Group | undefined)[]): void {
  for (let row = 0; row < table.size; row++) {
    const group = groups[table.claimOf(row)];
    if (!group) continue;
    if (group.last === noRow || !sameName(table, group.last, row)) group.names += 1;
    group.last = row;
  }
}

function asDeadline({ order, until, names }: Group, moment: Moment): Deadline {
  const [end, them] = names === 1 ? ['ends', 'it'] : ['end', 'them'];
  const what = `${names} of its names ${end}: free unless another order blocks ${them}`;
  const when = lastSecond(until, order.timeZone);
  return deadlineAt({ order, kind: 'name-ends', key: `name-ends-${until}`, ...when, what }, moment);
}
