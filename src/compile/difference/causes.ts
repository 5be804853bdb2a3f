import { type Corpus, linesNamed } from '../../core/corpus.ts';
import { type Instant, instantFor, showLocal, showLocalEnd, spanOf } from '../../core/dates.ts';
import type { Place } from '../../core/diagnostic.ts';
import { type DomainName, selfAndParents } from '../../core/name.ts';
import type { Order } from '../../core/order.ts';
import { dutyOf } from '../duty.ts';
import type { Part } from '../exceptions.ts';
import { standingAt } from '../in-force.ts';
import { type Trace, trace } from '../trace.ts';
import type { Blocking, NameChange } from './names.ts';
import type { Records } from './records-side.ts';

/** What one order has to do with what becomes of a name. */
export interface Cause {
  readonly order: string;
  /**
   * frees: it held the name and does not any more. holds: it did not. still: it does as before. moves: until another
   * time. idle: it lists the name and does not hold it; whether it ever did, a build does not say.
   */
  readonly what: 'frees' | 'idle' | 'holds' | 'still' | 'moves';
  /** Why, or until when; undefined where nothing is to be said. */
  readonly reason: string | undefined;
  readonly place: Place | undefined;
  /** The side on which the place is. */
  readonly side: 'base' | 'head';
}

/** A side's records, with those that have errors: of them the reason must be told. */
export interface JudgedRecords extends Records {
  readonly judged: readonly Order[];
  /** The sound ones by id. */
  readonly byId: ReadonlyMap<string, Order>;
  /** Files of records of which nothing can be understood. */
  readonly unread: ReadonlySet<string>;
}

/** Undefined on the side of a build, of which records are not known. */
export interface BothRecords {
  readonly base: JudgedRecords | undefined;
  readonly head: JudgedRecords | undefined;
}

/** Why it happens to the first name of a change: the others have the same reasons. */
export function causesOf(change: NameChange, sides: BothRecords): readonly Cause[] {
  const { base, head } = sides;
  const [name] = change.names;
  if (name === undefined) return [];
  if (!base || !head) return causesBesideBuild(change, name, sides);
  const lost = change.lost.map(({ order, part }) => lossOf(order, asked(name, part), { base, head }));
  const gained = change.gained.map(({ order, part }) => gainOf(order, asked(name, part), { base, head }));
  const others = (change.after?.holders ?? []).filter(({ order }) => !change.gained.some((one) => one.order === order));
  const moved = others.flatMap(({ order }) => moveOf(order, { name, change, head }));
  return [...lost, ...gained, ...moved];
}

/** Of what lies below a name, any that nothing else is said of. */
function asked(name: DomainName, part: Part): DomainName {
  return part === 'self' ? name : (`*.${name}` as DomainName);
}

interface KnownSides {
  readonly base: JudgedRecords;
  readonly head: JudgedRecords;
}

function lossOf(id: string, name: DomainName, { base, head }: KnownSides): Cause {
  const cause = (reason: string, place: Place | undefined, side: Cause['side'] = 'head'): Cause => ({
    order: id,
    what: 'frees',
    reason,
    place,
    side,
  });
  const was = linePlace(base, id, name);
  const order = head.byId.get(id);
  if (!order) {
    const faulty = head.judged.find((one) => one.id === id);
    if (faulty) return cause('its record has errors', faulty.place);
    const place = base.byId.get(id)?.place;
    const isThere = place !== undefined && head.unread.has(place.file);
    return cause(isThere ? 'its record cannot be read' : 'its record is gone', place, 'base');
  }
  const why = notHolding(order, name, head, base);
  if (!why) return cause('its line was taken out of the record', was, 'base');
  return cause(why.reason, why.place);
}

function gainOf(id: string, name: DomainName, { base, head }: KnownSides): Cause {
  const cause = (reason: string, place = linePlace(head, id, name)): Cause => ({
    order: id,
    what: 'holds',
    reason,
    place,
    side: 'head',
  });
  const order = base.byId.get(id);
  const now = head.byId.get(id);
  if (!order) {
    const faulty = base.judged.some((one) => one.id === id);
    return cause(faulty ? 'its record had errors before' : 'a new record');
  }
  const why = notHolding(order, name, base, head);
  const amendment = now && amendmentListing(head, now, name);
  if (!why && amendment) return cause(`listed by ${amendment.words}`, amendment.place);
  if (!why) return cause('a new line of its record');
  return cause(`not before, because ${why.reason}`);
}

/** An order that holds the name on both sides. */
function moveOf(
  id: string,
  { name, change, head }: { readonly name: DomainName; readonly change: NameChange; readonly head: JudgedRecords },
): readonly Cause[] {
  const order = head.byId.get(id);
  if (!order) return [];
  const place = linePlace(head, id, name);
  const cause = { order: id, place, side: 'head' } as const;
  const [was, is] = [endOf(change.before, id), endOf(change.after, id)];
  const words = (end: Instant | undefined) =>
    end === undefined ? 'without a known end' : `until ${showLocalEnd(end, order.timeZone)}`;
  if (was === is) return [{ ...cause, what: 'still', reason: is === undefined ? undefined : words(is) }];
  return [
    { ...cause, what: 'moves', reason: `${words(is)}; before, ${words(was)}`, place: endPlace(order, is) ?? place },
  ];
}

function endOf(blocking: Blocking | undefined, id: string): Instant | undefined {
  return blocking?.holders.find(({ order }) => order === id)?.until;
}

/** The event that ends an order at an instant. */
function endPlace({ events }: Order, end: Instant | undefined): Place | undefined {
  return events.findLast(({ at }) => at === end)?.place;
}

interface Reason {
  readonly reason: string;
  readonly place: Place | undefined;
}

/** Why an order does not hold a name on a side; undefined where it does not speak of the name at all. */
function notHolding(order: Order, name: DomainName, side: JudgedRecords, other: JudgedRecords): Reason | undefined {
  const { corpus, moment } = side;
  const traces = trace(corpus, [order], { moment, name });
  const nearest = traces.find(({ holds }) => !holds);
  const duty = dutyOf(order, moment);
  if (!duty.binds) {
    const bySettings = dutyOf(order, { ...moment, settings: other.moment.settings }).binds;
    const place = bySettings ? undefined : order.placeOf('/obligations');
    return { reason: `${duty.reason}${bySettings ? ' (by the settings)' : ''}`, place: place ?? order.place };
  }
  if (!nearest) return undefined;
  const instant = instantFor(moment.asOf, order.timeZone);
  const standing = standingAt(order.events, instant);
  if (standing.state === 'ended' || standing.state === 'stayed')
    return { reason: nearest.reason, place: standing.by.place };
  if (standing.state !== 'in-force') {
    const begin = order.events.find(({ type }) => type === 'effective');
    return { reason: nearest.reason, place: begin?.place ?? order.place };
  }
  return (
    amendmentEnding(order, nearest) ?? {
      reason: nearest.reason,
      place: exceptionPlace(order, nearest) ?? nearest.place,
    }
  );
}

/** The amendment that takes a name off the list. */
function amendmentEnding(order: Order, { until }: Trace): Reason | undefined {
  const found = until === undefined ? undefined : amendmentAt(order, until);
  return found && { reason: `${found.words} takes it off the list`, place: found.place };
}

function amendmentAt(order: Order, at: Instant): { readonly words: string; readonly place: Place } | undefined {
  const all = order.record.amendments ?? [];
  const index = all.findIndex(({ date }) => spanOf(date, order.timeZone)?.start === at);
  if (index === -1) return undefined;
  return {
    words: `its amendment of ${showLocal(at, order.timeZone)}`,
    place: order.placeOf(`/amendments/${index}/date`),
  };
}

/** The amendment whose list has the name. */
function amendmentListing({ corpus }: Records, order: Order, name: DomainName): ReturnType<typeof amendmentAt> {
  const line = linesOf(corpus, order, name);
  const at = line && order.editions[line.claim.edition]?.at;
  return at === undefined ? undefined : amendmentAt(order, at);
}

function exceptionPlace({ exceptions }: Order, { reason, target }: Trace): Place | undefined {
  if (reason !== 'the order leaves it free') return undefined;
  return exceptions.find(({ name }) => name.endsWith(target.name))?.place;
}

/** The line of an order that speaks of a name, the narrowest first. */
function linesOf(corpus: Corpus, order: Order, name: DomainName): ReturnType<typeof linesNamed>[number] | undefined {
  if (corpus.names.count === 0) return undefined;
  for (const above of selfAndParents(name)) {
    const line = linesNamed(corpus, above).find(({ claim }) => claim.order === order.index);
    if (line) return line;
  }
  return undefined;
}

function linePlace(side: JudgedRecords, id: string, name: DomainName): Place | undefined {
  const order = side.byId.get(id);
  const line = order && linesOf(side.corpus, order, name);
  return line?.claim.placeOf(line.line);
}

/** The zones of a build name no orders: what the records of the other side say of the name is all that is known. */
function causesBesideBuild(
  { after, before }: NameChange,
  name: DomainName,
  { base, head }: BothRecords,
): readonly Cause[] {
  const holders = head ? after?.holders : before?.holders;
  const side = head ? 'head' : 'base';
  const records = head ?? base;
  if (!records) return [];
  const held = (holders ?? []).map(
    ({ order }): Cause => ({
      order,
      what: head ? 'holds' : 'frees',
      reason: undefined,
      place: linePlace(records, order, name),
      side,
    }),
  );
  if (held.length > 0 || !head) return held;
  return trace(head.corpus, head.judged, { moment: head.moment, name }).map((one) => ({
    order: one.order.id,
    what: 'idle',
    reason: one.reason,
    place: one.place,
    side,
  }));
}
