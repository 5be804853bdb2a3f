import type { Blocklist, HeldName, Holder, HoldingOrder } from '../core/blocklist.ts';
import { coversBelow, coversSelf, sameAction } from '../core/blocklist.ts';
import { type AsOf, type Instant, instantFor } from '../core/dates.ts';
import { byText, type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import { canonicalKey, type DomainName } from '../core/name.ts';
import { type Action, type Order, showAction, type Target } from '../core/order.ts';
import { exceptionEntries } from './allow.ts';
import { type Bounds, dutyOf } from './duty.ts';
import { standingAt, turningPoints } from './in-force.ts';
import { coverings, zoneEntries } from './zone.ts';

export interface Moment extends Bounds {
  readonly asOf: AsOf;
}

export interface Compiled {
  readonly blocklist: Blocklist;
  readonly diagnostics: readonly Diagnostic[];
}

/** Exactly the names that must be blocked at the moment, with every order that holds each. */
export function compile(orders: readonly Order[], moment: Moment): Compiled {
  const ours = orders.flatMap((order) => {
    const duty = dutyOf(order, moment);
    return duty.binds ? [{ order, action: duty.action, instant: instantFor(moment.asOf, order.timeZone) }] : [];
  });
  const inForce = ours.filter(({ order, instant }) => standingAt(order.events, instant).state === 'in-force');
  const holders = inForce.flatMap(({ order, action, instant }) =>
    order.targets.filter((target) => isHeld(target, instant)).map((target) => ({ order, target, action })),
  );
  const names = heldNames(holders);
  const allow = exceptionEntries(
    inForce.map(({ order }) => order),
    names,
  );
  const blocklist: Blocklist = {
    asOf: moment.asOf,
    validUntil: nextChange(ours),
    orders: holdingOrders(inForce, names),
    names,
    published: {
      names: heldNames(holders.filter(({ order }) => isPublic(order))),
      validUntil: nextChange(ours.filter(({ order }) => isPublic(order))),
    },
    blockZone: zoneEntries(names),
    allowZone: allow.entries,
  };
  return { blocklist, diagnostics: [...conflicts(names), ...allow.diagnostics] };
}

function isPublic(order: Order): boolean {
  return order.record.publication === 'public';
}

interface OrderAt {
  readonly order: Order;
  readonly instant: Instant;
}

export function isHeld({ from, until }: Target, instant: Instant): boolean {
  return (from === undefined || from <= instant) && (until === undefined || instant < until);
}

function nextChange(ours: readonly OrderAt[]): Instant | undefined {
  let next: Instant | undefined;
  for (const { order, instant } of ours) {
    if (order.targets.length === 0) continue;
    const own = order.targets.flatMap(({ from, until }) => [from, until]);
    for (const at of [...turningPoints(order.events), ...own]) {
      if (at !== undefined && at > instant && (next === undefined || at < next)) next = at;
    }
  }
  return next;
}

function heldNames(holders: readonly Holder[]): readonly HeldName[] {
  const byName = new Map<DomainName, Holder[]>();
  for (const holder of holders) {
    const others = byName.get(holder.target.name);
    if (others) others.push(holder);
    else byName.set(holder.target.name, [holder]);
  }
  const inOrder = [...byName]
    .map(([name, list]) => ({ key: canonicalKey(name), name, list }))
    .sort((a, b) => byText(a.key, b.key))
    .map(({ name, list }) => ({
      name,
      self: deciding(list.filter(({ target }) => coversSelf(target.scope))),
      below: deciding(list.filter(({ target }) => coversBelow(target.scope))),
      holders: list,
    }));
  const covered = coverings(inOrder);
  return inOrder.map((held, index) => ({ ...held, coveredBy: covered[index] }));
}

const rank: Readonly<Record<Action['kind'], number>> = { redirect: 0, nodata: 1, nxdomain: 2 };

/** A notice page goes before an empty answer, that before none; between equals, the older order decides, then its id. */
function deciding(holders: readonly Holder[]): Action | undefined {
  const [first] = holders.toSorted(
    (a, b) =>
      rank[a.action.kind] - rank[b.action.kind] || begin(a.order) - begin(b.order) || byText(a.order.id, b.order.id),
  );
  return first?.action;
}

function begin(order: Order): Instant {
  return order.events.find((event) => event.type === 'effective')?.at ?? 0;
}

function conflicts(names: readonly HeldName[]): Diagnostic[] {
  return names.flatMap(({ name, self, below, holders }) => {
    const overruled = holders.find(
      ({ action, target }) =>
        (coversSelf(target.scope) && !sameAction(action, self)) ||
        (coversBelow(target.scope) && !sameAction(action, below)),
    );
    const answer = self ?? below;
    if (!overruled || !answer) return [];
    const { order, action, target } = overruled;
    return [
      diagnostic('order/action-conflict', {
        message: `${name}: ${order.id} asks for ${showAction(action)}; the answer will be ${showAction(answer)}.`,
        place: target.place,
        related: holders
          .filter((holder) => holder !== overruled)
          .map((holder) => ({ message: `Also held by ${holder.order.id}`, place: holder.target.place })),
      }),
    ];
  });
}

function holdingOrders(inForce: readonly OrderAt[], names: readonly HeldName[]): readonly HoldingOrder[] {
  const counts = new Map<Order, number>();
  for (const { holders } of names) {
    for (const order of new Set(holders.map((holder) => holder.order))) counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  return inForce.flatMap(({ order, instant }) => {
    const standing = standingAt(order.events, instant);
    const held = counts.get(order);
    if (held === undefined || standing.state !== 'in-force') return [];
    return [{ order, since: standing.since, until: standing.until, names: held }];
  });
}
