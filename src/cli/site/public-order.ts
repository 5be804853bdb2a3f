import type { Moment } from '../../compile/compile.ts';
import { reachesPart } from '../../compile/exceptions.ts';
import { standingAt, turningPoints } from '../../compile/in-force.ts';
import { linesOfOrders } from '../../compile/listed.ts';
import { positionOf } from '../../compile/position.ts';
import type { Corpus } from '../../core/corpus.ts';
import { type Instant, instantFor } from '../../core/dates.ts';
import { byText } from '../../core/diagnostic.ts';
import { type DomainName, selfAndParents } from '../../core/name.ts';
import type { Order, Scope } from '../../core/order.ts';
import { publicText } from '../../core/personal-data.ts';
import type { Happening, Paper, PublicName, PublicOrder, Time } from '../../site/facts.ts';
import { historyOf } from '../history.ts';
import { whenOf } from '../order-names.ts';
import { endsAt, publicUrl, startsAt, stateOf, withoutPersons } from './public-text.ts';

/** Public orders as the pages show them. All of them are public. */
export function publicOrders(corpus: Corpus, orders: readonly Order[], moment: Moment): readonly PublicOrder[] {
  const names = namesByOrder(corpus, orders, moment);
  const known = new Set(orders.map(({ id }) => id));
  return orders.map((order) => {
    const { duty, instant } = positionOf(order, moment);
    return {
      ...facts(order),
      now: instant,
      action: duty.binds ? duty.action.kind : undefined,
      position: stateOf(order, moment),
      history: happenings(corpus, order, known),
      spans: spansOf(order),
      names: (names.get(order.index) ?? []).toSorted((a, b) => byText(a.name, b.name) || byText(a.scope, b.scope)),
    };
  });
}

type Written = Omit<PublicOrder, 'now' | 'action' | 'position' | 'history' | 'spans' | 'names'>;

/** What the record says, unchanged by time. */
function facts(order: Order): Written {
  const told = withoutPersons(order.record);
  const { title, instrument, authority, parties, caseNumbers, ecli, legalBasis, obligations } = told;
  return {
    id: order.id,
    title,
    instrument,
    authority: { name: authority.name, kind: authority.kind, country: authority.country },
    applicants: parties?.applicants ?? [],
    supporters: parties?.supporters ?? [],
    respondents: parties?.respondents ?? [],
    caseNumbers: [...(caseNumbers ?? []), ...(ecli === undefined ? [] : [ecli])],
    legalBasis: legalBasis ?? [],
    obligations: obligations ?? [],
    timeZone: order.timeZone,
    exceptions: order.exceptions.map(({ name, scope }) => ({ name, scope })),
    excluded: order.excluded.map(({ name, by, reason }) => ({ name, by, reason: publicText(reason) })),
    papers: papersOf(order, told.sources ?? []),
  };
}

function papersOf({ lists, record }: Order, sources: NonNullable<Order['record']['sources']>): Paper[] {
  const fromSources = sources.map(({ title, date, sha256 }, index) => ({
    kind: 'source' as const,
    title,
    url: publicUrl(record.sources?.[index]?.url),
    date,
    sha256,
  }));
  const rest = { title: undefined, url: undefined, date: undefined };
  return [
    // Where only a file of ours is named, there is nothing to show.
    ...fromSources.filter(({ title, url, sha256 }) => (title ?? url ?? sha256) !== undefined),
    ...lists.map(({ sha256 }) => ({ kind: 'list' as const, ...rest, sha256: sha256 === '' ? undefined : sha256 })),
  ];
}

/** An order that took this one's place is named only where it may be. */
function happenings(corpus: Corpus, order: Order, known: ReadonlySet<string>): Happening[] {
  const replaced = new Map(order.events.map(({ record, at }) => [`${record.type} ${at}`, record.by]));
  const told = historyOf(corpus, order).filter(
    ({ type, at }) => type !== 'expires' || endsByTime(order, Date.parse(at)),
  );
  return told.map(({ at, date, type, reference, added = 0, ended = 0 }) => {
    const instant = Date.parse(at);
    const by = replaced.get(`${type} ${instant}`);
    const isDay = date !== undefined && !date.includes('T');
    return {
      time: { at: instant, text: isDay ? date : startsAt(instant, order.timeZone).text },
      type: type as Happening['type'],
      reference: reference === undefined ? undefined : publicText(reference),
      by: by !== undefined && known.has(by) ? by : undefined,
      added,
      ended,
    };
  });
}

/** A last day that came too late, or that another one replaced, was none. */
function endsByTime({ events }: Order, at: Instant): boolean {
  const standing = standingAt(events, at);
  return standing.state === 'ended' && standing.by.type === 'expires' && standing.by.at === at;
}

function spansOf({ events }: Order): PublicOrder['spans'] {
  const points = turningPoints(events);
  return points.flatMap((from, index) => (index % 2 === 0 ? [{ from, until: points[index + 1] }] : []));
}

function namesByOrder(corpus: Corpus, orders: readonly Order[], { asOf }: Moment): Map<number, PublicName[]> {
  const clocks = new Map(
    orders.map((order) => [
      order.index,
      { now: instantFor(asOf, order.timeZone), ...shownTimes(order.timeZone), free: freeOf(order) },
    ]),
  );
  const found = new Map<number, PublicName[]>();
  for (const { order, name, scope, from, until } of linesOfOrders(corpus, orders)) {
    const clock = clocks.get(order);
    if (!clock) continue;
    const when = whenOf({ from, until }, clock.now);
    const line = {
      name,
      scope,
      free: clock.free(name, scope),
      when,
      from: clock.start(from),
      last: clock.end(until),
      until,
    };
    const list = found.get(order);
    if (list) list.push(line);
    else found.set(order, [line]);
  }
  return found;
}

type Free = (name: DomainName, scope: Scope) => PublicName['free'];

/** How much an order leaves free of a line. An exception can bear the name of a line only where that holds the names below it. */
function freeOf({ exceptions }: Order): Free {
  const whole = new Set(exceptions.filter(({ scope }) => reachesPart(scope, 'below')).map(({ name }) => name));
  const partly = new Set(exceptions.flatMap(({ name }) => [...selfAndParents(name)].slice(1)));
  return (name, scope) => {
    if (!reachesPart(scope, 'below')) return 'nothing';
    return whole.has(name) ? 'all' : partly.has(name) ? 'some' : 'nothing';
  };
}

type ShownTime = (at: Instant | undefined) => Time | undefined;

/** Names by the thousand share a few times, and a time zone is slow to ask. */
function shownTimes(timeZone: string): { readonly start: ShownTime; readonly end: ShownTime } {
  const remembered = (show: (at: Instant, timeZone: string) => Time): ShownTime => {
    const known = new Map<Instant, Time>();
    return (at) => {
      if (at === undefined) return undefined;
      const time = known.get(at) ?? show(at, timeZone);
      known.set(at, time);
      return time;
    };
  };
  return { start: remembered(startsAt), end: remembered(endsAt) };
}
