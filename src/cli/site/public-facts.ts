import { changesAhead } from '../../compile/changes.ts';
import { compile, type Moment } from '../../compile/compile.ts';
import { due } from '../../compile/deadlines.ts';
import { instantFor, showLocal } from '../../core/dates.ts';
import { byText } from '../../core/diagnostic.ts';
import type { Order } from '../../core/order.ts';
import type { ComingDate, PublicOrder, RestrictedOrder, SiteFacts } from '../../site/facts.ts';
import type { Input } from '../input.ts';
import { publicOrders } from './public-order.ts';
import { endsAt, startsAt, stateOf, withoutPersons } from './public-text.ts';

export interface FactsRequest {
  readonly input: Input;
  readonly moment: Moment;
  /** Where the site will be found, with a slash at the end. */
  readonly url: string | undefined;
}

/**
 * What the public may know. What is worked out here is worked out from the public orders alone, as if the others were not
 * there: nothing that a page shows can then depend on them.
 */
export function publicFacts({ input, moment, url }: FactsRequest): SiteFacts {
  const { corpus, settings } = input;
  const shown = input.orders.filter(({ record }) => record.publication === 'public');
  const orders = publicOrders(corpus, shown, moment);
  return {
    asOf: { at: instantFor(moment.asOf, 'UTC'), text: asOfText(moment) },
    operator: settings.operator?.names[0],
    url,
    orders: orders.toSorted((a, b) => byText(a.id, b.id)),
    restricted: restrictedOrders(input.orders, moment),
    sealed: input.orders.filter(({ record }) => record.publication === 'sealed').length,
    blocked: compile(corpus, shown, moment).blocklist.names.size,
    coming: comingDates(input, shown, { moment, orders: new Map(orders.map((order) => [order.id, order])) }),
  };
}

function asOfText({ asOf }: Moment): string {
  return asOf.kind === 'day' ? asOf.day : showLocal(asOf.instant, 'UTC');
}

/** That they exist, and nothing that could tell one from another of the same authority. */
function restrictedOrders(orders: readonly Order[], moment: Moment): readonly RestrictedOrder[] {
  return orders
    .filter(({ record }) => record.publication === 'restricted')
    .map((order) => {
      const { authority, instrument } = withoutPersons(order.record);
      const { name, kind, country } = authority;
      return { authority: { name, kind, country }, instrument, state: stateOf(order, moment).state };
    })
    .toSorted(
      (a, b) =>
        byText(a.authority.country, b.authority.country) ||
        byText(a.authority.name, b.authority.name) ||
        byText(a.instrument, b.instrument) ||
        byText(a.state, b.state),
    );
}

interface Shown {
  readonly moment: Moment;
  readonly orders: ReadonlyMap<string, PublicOrder>;
}

/** What begins, ends or is due. Days of review are the operator's own affair. */
function comingDates({ corpus }: Input, shown: readonly Order[], { moment, orders }: Shown): readonly ComingDate[] {
  const comply = due(corpus, shown, moment)
    .deadlines.filter(({ kind, state }) => kind === 'comply' && state !== 'overdue')
    .map(({ order, at, day }) => ({
      order,
      kind: 'comply' as const,
      time: day === undefined ? startsAt(at, order.timeZone) : { at, text: day },
      names: 0,
    }));
  const changes = changesAhead(corpus, shown, moment).map(({ order, at, kind, names }) => ({
    order,
    kind,
    time: kind === 'ends' || kind === 'names-end' ? endsAt(at, order.timeZone) : startsAt(at, order.timeZone),
    names: kind.startsWith('names') ? names : 0,
  }));
  return [...comply, ...changes]
    .toSorted((a, b) => a.time.at - b.time.at || byText(a.order.id, b.order.id) || byText(a.kind, b.kind))
    .flatMap(({ order: { id }, ...rest }) => {
      const order = orders.get(id);
      return order === undefined ? [] : [{ order, ...rest }];
    });
}
