import { type EventType, type OrderRecord, recordVersion } from '../../core/order.ts';
import type { Facts, Unknown } from './facts.ts';

/** What an order lists and what is left aside of it, as the record says it. */
export type ListedNames = Pick<OrderRecord, 'targets' | 'annex' | 'amendments' | 'excluded' | 'overblock'>;

/** The record that facts and names make; `facts` has all that a record needs. */
export function recordOf(facts: Facts, names: ListedNames): OrderRecord {
  const { instrument, authorityName, country, title, publication, id } = facts;
  if (!instrument || !authorityName || !country || !title || !publication || !id)
    throw new Error('A record was asked for before all that it needs was known.');
  return {
    schema: recordVersion,
    id,
    title,
    instrument,
    authority: {
      name: authorityName,
      kind: facts.authorityKind ?? usualKind(instrument),
      country,
      ...known('timeZone', facts.timeZone),
    },
    ...several('caseNumbers', facts.caseNumbers),
    ...known('ecli', facts.ecli),
    ...several('legalBasis', facts.legalBasis),
    ...parties(facts),
    ...obligations(facts),
    events: eventsOf(facts),
    ...known('scope', facts.scope),
    ...names,
    ...several('sources', facts.sources),
    ...known('confidence', facts.confidence),
    publication,
    ...known('review', facts.review),
    ...known('notes', facts.notes),
  };
}

/** What issues such papers as a rule. */
export function usualKind(instrument: OrderRecord['instrument']): OrderRecord['authority']['kind'] {
  if (instrument === 'court-order' || instrument === 'subpoena') return 'court';
  return instrument === 'voluntary-agreement' || instrument === 'listing' ? 'association' : 'administrative-authority';
}

function known<Key extends string, Value>(
  key: Key,
  value: Value | Unknown | undefined,
): { readonly [key in Key]?: Value } {
  return (value === undefined || value === null ? {} : { [key]: value }) as { readonly [key in Key]?: Value };
}

function several<Key extends string, Value>(
  key: Key,
  values: readonly Value[] | Unknown | undefined,
): { readonly [key in Key]?: Value[] } {
  return known(key, values?.length ? [...values] : undefined);
}

function parties(facts: Facts): Pick<OrderRecord, 'parties'> {
  const named = { ...several('applicants', facts.applicants), ...several('respondents', facts.respondents) };
  return Object.keys(named).length === 0 ? {} : { parties: named };
}

function obligations(facts: Facts): Pick<OrderRecord, 'obligations'> {
  const { services, within, clock } = facts;
  if (!services?.length) return {};
  return {
    obligations: services.map((service) => ({
      service,
      effect: facts.effect ?? 'block',
      ...several('territory', facts.territory),
      // What people see is a matter of the resolver's answer alone.
      ...(service === 'dns-resolver' && { ...known('action', facts.action), ...known('redirect', facts.redirect) }),
      ...known('mirrors', facts.mirrors),
      ...(within && { comply: { within, ...known('from', clock) } }),
      ...known('penalty', facts.penalty),
    })),
  };
}

/** On one day, the decision comes before what it brings about. */
const usualOrder: readonly EventType[] = ['issued', 'published', 'served', 'effective', 'expires'];

function eventsOf({ dates = {} }: Facts): OrderRecord['events'] {
  const events = usualOrder.flatMap((type) => {
    const date = dates[type];
    return date ? [{ type, date }] : [];
  });
  return events.toSorted((a, b) =>
    a.date.slice(0, 10) < b.date.slice(0, 10) ? -1 : a.date.slice(0, 10) > b.date.slice(0, 10) ? 1 : 0,
  ) as OrderRecord['events'];
}
