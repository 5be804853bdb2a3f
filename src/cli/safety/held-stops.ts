import { answersOf } from '../../compile/answer.ts';
import type { Moment } from '../../compile/compile.ts';
import { isOver, type Unexcused, unexcused } from '../../compile/excuse.ts';
import { type LostHold, lostHolds, type PastList } from '../../compile/lost-holds.ts';
import type { Blocklist } from '../../core/blocklist.ts';
import type { Corpus } from '../../core/corpus.ts';
import type { AsOf } from '../../core/dates.ts';
import type { DomainName } from '../../core/name.ts';
import type { Order } from '../../core/order.ts';
import { counted } from '../../core/text.ts';
import type { HeldList } from './held-file.ts';
import { type Stop, shortened } from './stops.ts';

/** A list as it would be built now, with what it was compiled for. */
export interface ListNow {
  /** The zone that it was cut out for; undefined: the whole. */
  readonly zone: string | undefined;
  readonly blocklist: Blocklist;
  readonly moment: Moment;
}

export interface Comparing {
  readonly corpus: Corpus;
  /** The orders that may be built, by id. */
  readonly orders: ReadonlyMap<string, Order>;
  readonly lists: readonly ListNow[];
  /** The moment of the earlier build, and its serial. */
  readonly earlier: AsOf;
  readonly against: number;
}

interface Found {
  /** Names. */
  count: number;
  /** The last one that was counted. */
  last: DomainName | undefined;
  readonly lines: string[];
}

/** What orders held at the earlier build and do not hold now, without anything on record that frees it. */
export function heldStops(past: Iterable<HeldList>, comparing: Comparing): readonly Stop[] {
  const freed: Found = { count: 0, last: undefined, lines: [] };
  const kept: Found = { count: 0, last: undefined, lines: [] };
  for (const list of past) {
    const now = comparing.lists.find(({ zone }) => zone === list.zone);
    if (!now) continue;
    for (const { name, says, isFree } of losses(list, now, comparing)) {
      const found = isFree ? freed : kept;
      // In canonical order: all orders that held a name come one after the other.
      if (found.last !== name) found.count += 1;
      found.last = name;
      found.lines.push(...(found.lines.length < mostLines ? [says] : []));
    }
  }
  const { against } = comparing;
  const stop = (code: Stop['code'], says: string, { count, lines }: Found): readonly Stop[] =>
    count === 0 ? [] : [{ code, says, about: shortened(lines, Math.max(count, lines.length)), against }];
  const isOne = (count: number, one: string, many: string) => (count === 1 ? one : many);
  return [
    ...stop(
      'stop/freed-without-event',
      `${counted(freed.count, 'name')} would be free, and nothing on record frees ${isOne(freed.count, 'it', 'them')}.`,
      freed,
    ),
    ...stop(
      'stop/hold-lost',
      `${counted(kept.count, 'name')} ${isOne(kept.count, 'is', 'are')} still blocked, but not by all who ordered it, and nothing on record says why.`,
      kept,
    ),
  ];
}

const mostLines = 50;

interface Loss {
  readonly name: DomainName;
  readonly says: string;
  readonly isFree: boolean;
}

function* losses(past: PastList, now: ListNow, { corpus, orders, earlier }: Comparing): Generator<Loss> {
  const { blocklist, moment, zone } = now;
  const answer = answersOf(blocklist, corpus);
  const isExcused = (id: string) => {
    const order = orders.get(id);
    return order !== undefined && isOver(order, moment);
  };
  const inForce = blocklist.orders.map(({ order }) => order);
  let open: (OpenLoss & { readonly lost: LostHold }) | undefined;
  for (const lost of lostHolds(past, { names: blocklist.names, orders: inForce, isExcused })) {
    const unexplained = unexcused(lost, { corpus, orders, now: moment, earlier });
    if (!unexplained) continue;
    const asked = lost.part === 'self' ? lost.name : (`*.${lost.name}` as DomainName);
    const isFree = answer(asked) === undefined;
    if (open && open.lost.name === lost.name && open.lost.order === lost.order) {
      open = { ...open, parts: [...open.parts, lost.part], isFree: open.isFree || isFree };
      continue;
    }
    if (open) yield lossOf(open, zone);
    open = { lost, parts: [lost.part], isFree, unexplained };
  }
  if (open) yield lossOf(open, zone);
}

interface OpenLoss {
  readonly lost: LostHold;
  readonly parts: readonly LostHold['part'][];
  readonly isFree: boolean;
  readonly unexplained: Unexcused;
}

function lossOf({ lost, parts, isFree, unexplained }: OpenLoss, zone: string | undefined): Loss {
  const { name, order } = lost;
  const what =
    parts.length > 1 ? `${name} and every name below it` : parts[0] === 'self' ? name : `every name below ${name}`;
  const { reason, place } = unexplained;
  const where = place ? ` (${place.file}:${place.line})` : '';
  const inZone = zone === undefined ? '' : `, in the zone ${zone}`;
  return { name, says: `${what}${inZone}: ${order} held it, and now ${reason}${where}`, isFree };
}
