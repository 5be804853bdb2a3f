import {
  type Blocklist,
  coversBelow,
  coversSelf,
  type HeldNames,
  type Holder,
  type HoldingOrder,
  heldParts,
  type Rule,
  ruleAt,
  sameAction,
  type Zone,
} from '../core/blocklist.ts';
import { type Corpus, linesNamed } from '../core/corpus.ts';
import { type AsOf, type Instant, instantFor } from '../core/dates.ts';
import { type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import { type DomainName, isBelow, selfAndParents } from '../core/name.ts';
import { type Action, type Order, showAction } from '../core/order.ts';
import { NameTable, type Parts, type Row, rowsNamed, wholeTable } from '../names/index.ts';
import { allowZone } from './allow.ts';
import { type Bounds, dutyOf } from './duty.ts';
import { heldNames } from './held.ts';
import { standingAt, turningPoints } from './in-force.ts';
import { type FoldedNames, zoneOf } from './zone.ts';

export interface Moment extends Bounds {
  readonly asOf: AsOf;
  /** Only this name and those above it: enough to say what holds for it. */
  readonly subject?: DomainName;
}

export interface Compiled {
  readonly blocklist: Blocklist;
  readonly diagnostics: readonly Diagnostic[];
}

/** Exactly the names that must be blocked at the moment, with every order that holds each. */
export function compile(corpus: Corpus, orders: readonly Order[], moment: Moment): Compiled {
  const ours = orders.flatMap((order) => {
    const duty = dutyOf(order, moment);
    return duty.binds ? [{ order, action: duty.action, instant: instantFor(moment.asOf, order.timeZone) }] : [];
  });
  const inForce = ours.filter(({ order, instant }) => standingAt(order.events, instant).state === 'in-force');
  const holders = holdersByClaim(corpus, inForce);
  const wanted = moment.subject === undefined ? corpus.names : namesAround(corpus, moment.subject);
  const names = heldNames(wanted, (claim) => holders[claim]);
  const published = inForce.every(({ order }) => isPublic(order))
    ? names
    : heldNames(wanted, (claim) => publicOnly(holders[claim]));
  const exceptions = inForce.flatMap(({ order }) => order.exceptions.map((exception) => ({ order, exception })));
  const concerned = exceptions.filter(({ exception: { name } }) => concerns(name, moment.subject));
  const allow = allowZone(concerned, wanted, names);
  const blocklist: Blocklist = {
    asOf: moment.asOf,
    validUntil: nextChange(corpus, ours),
    orders: holdingOrders(inForce, names),
    names,
    published: {
      names: published,
      validUntil: nextChange(
        corpus,
        ours.filter(({ order }) => isPublic(order)),
      ),
    },
    blockZone: blockZoneOf(names),
    allowZone: allow.zone,
  };
  return { blocklist, diagnostics: [...conflicts(corpus, names), ...allow.diagnostics] };
}

interface OrderAt {
  readonly order: Order;
  readonly action: Action;
  readonly instant: Instant;
}

function isPublic(order: Order): boolean {
  return order.record.publication === 'public';
}

function publicOnly(holder: Holder | undefined): Holder | undefined {
  return holder && isPublic(holder.order) ? holder : undefined;
}

/** Who holds names by each claim at the moment; nobody by most. */
function holdersByClaim(corpus: Corpus, inForce: readonly OrderAt[]): readonly (Holder | undefined)[] {
  const byOrder = new Map(inForce.map((one) => [one.order.index, one]));
  return corpus.claims.map((claim) => {
    const one = claim && byOrder.get(claim.order);
    return one && isHeld(claim, one.instant) ? { order: one.order, claim, action: one.action } : undefined;
  });
}

export function isHeld(
  { from, until }: { readonly from: Instant | undefined; readonly until: Instant | undefined },
  instant: Instant,
): boolean {
  return (from === undefined || from <= instant) && (until === undefined || instant < until);
}

function concerns(name: DomainName, subject: DomainName | undefined): boolean {
  return subject === undefined || subject === name || isBelow(subject, name);
}

/** The lines of a name and of those above it, as a corpus of their own. */
function namesAround({ names }: Corpus, subject: DomainName): Parts {
  const around = new NameTable();
  for (const name of [...selfAndParents(subject)].reverse()) {
    const table = names.at(names.partOf(name));
    for (const row of rowsNamed(table, name)) {
      around.reserve(1, name.length);
      around.copy(table, row);
    }
  }
  return wholeTable(around);
}

/** What a zone must say to block these names. */
export function blockZoneOf(names: HeldNames): Zone {
  return zoneOf(names.parts, (part) => folded(names, part));
}

function folded(names: HeldNames, number: number): FoldedNames {
  const part = names.at(number);
  return { ...part, answersAt: (place) => ruleAt(names, part, place) };
}

function nextChange(corpus: Corpus, ours: readonly OrderAt[]): Instant | undefined {
  const byOrder = new Map(ours.filter(({ order }) => order.listed > 0).map((one) => [one.order.index, one.instant]));
  const changes = ours.flatMap(({ order, instant }) =>
    order.listed > 0 ? turningPoints(order.events).filter((at) => at > instant) : [],
  );
  for (const claim of corpus.claims) {
    const instant = claim && byOrder.get(claim.order);
    if (instant === undefined) continue;
    for (const at of [claim?.from, claim?.until]) if (at !== undefined && at > instant) changes.push(at);
  }
  return changes.reduce<Instant | undefined>((next, at) => (next === undefined || at < next ? at : next), undefined);
}

function conflicts(corpus: Corpus, names: HeldNames): Diagnostic[] {
  const overruling = new Map<number, Holder>();
  for (const [number, rule] of names.rules.entries()) {
    const loser = rule.holders.find((holder) => isOverruled(holder, rule));
    if (loser) overruling.set(number, loser);
  }
  if (overruling.size === 0) return [];
  const found: Diagnostic[] = [];
  for (const part of heldParts(names)) {
    for (const [place, number] of part.rule.entries()) {
      const loser = overruling.get(number);
      const name = part.table.nameAt(part.rows[place] as Row) as DomainName;
      if (loser) found.push(conflict(corpus, { name, rule: ruleAt(names, part, place), loser }));
    }
  }
  return found;
}

function isOverruled({ action, claim }: Holder, { self, below }: Rule): boolean {
  return (
    (coversSelf(claim.scope) && !sameAction(action, self)) || (coversBelow(claim.scope) && !sameAction(action, below))
  );
}

function conflict(
  corpus: Corpus,
  { name, rule, loser }: { readonly name: DomainName; readonly rule: Rule; readonly loser: Holder },
): Diagnostic {
  const { self, below, holders } = rule;
  const lines = linesNamed(corpus, name);
  const placeOf = ({ claim }: Holder) => claim.placeOf(lines.find((one) => one.claim === claim)?.line ?? 1);
  const answer = self ?? below ?? loser.action;
  return diagnostic('order/action-conflict', {
    message: `${name}: ${loser.order.id} asks for ${showAction(loser.action)}; the answer will be ${showAction(answer)}.`,
    place: placeOf(loser),
    related: holders
      .filter((holder) => holder !== loser)
      .map((holder) => ({ message: `Also held by ${holder.order.id}`, place: placeOf(holder) })),
  });
}

function holdingOrders(inForce: readonly OrderAt[], names: HeldNames): readonly HoldingOrder[] {
  const counts = new Map<Order, number>();
  for (const [number, { holders }] of names.rules.entries()) {
    const held = names.sizes[number] ?? 0;
    for (const order of new Set(holders.map((holder) => holder.order))) {
      counts.set(order, (counts.get(order) ?? 0) + held);
    }
  }
  return inForce.flatMap(({ order, instant }) => {
    const standing = standingAt(order.events, instant);
    const held = counts.get(order) ?? 0;
    if (held === 0 || standing.state !== 'in-force') return [];
    return [{ order, since: standing.since, until: standing.until, names: held }];
  });
}
