import { type Instant, isTimeZone, type Span, spanOf } from '../core/dates.ts';
import { type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import type { OrderEvent, OrderRecord } from '../core/order.ts';
import { isTerritory } from '../core/territory.ts';
import { valuePlace, type YamlDocument, yamlFinding } from './yaml.ts';

/** A record's dates, read by its authority's clock. */
export interface Calendar {
  readonly timeZone: string;
  /** The day or moment at a pointer; undefined, with a diagnostic, where it is none. */
  span(text: string, pointer: string): Span | undefined;
}

/** The clock of the record's authority, with findings about country and zone; later ones go to the same list. */
export function calendarOf(document: YamlDocument, record: OrderRecord, found: Diagnostic[]): Calendar {
  const { country, timeZone } = record.authority;
  if (!isTerritory(country)) {
    found.push(yamlFinding(document, 'order/country', '/authority/country', `${country} is not a country's code.`));
  }
  if (timeZone === undefined) {
    found.push(
      yamlFinding(
        document,
        'order/no-time-zone',
        '/authority',
        'The authority has no timeZone: its days are read by UTC.',
      ),
    );
  } else if (!isTimeZone(timeZone)) {
    found.push(
      yamlFinding(document, 'order/time-zone', '/authority/timeZone', `${timeZone} is not in the time zone database.`),
    );
  }
  const zone = timeZone !== undefined && isTimeZone(timeZone) ? timeZone : 'UTC';
  return {
    timeZone: zone,
    span(text, pointer) {
      const span = spanOf(text, zone);
      if (span && isOfOurTime(text)) return span;
      const why = span ? `${text} can be no day of an order: see its year.` : `There is no such date as ${text}.`;
      found.push(yamlFinding(document, 'order/date', pointer, why));
      return undefined;
    },
  };
}

/** From the first names with an ending like .com on; a year like 9999 is how some write that there is no end. */
function isOfOurTime(text: string): boolean {
  return text >= '1985' && text < '3000';
}

/** The record's events with the instants at which they take hold. */
export function readEvents(document: YamlDocument, record: OrderRecord, calendar: Calendar): OrderEvent[] {
  return record.events.flatMap((event, index) => {
    const span = calendar.span(event.date, `/events/${index}/date`);
    if (!span) return [];
    // The last day of an order belongs to it; every other event counts from the first instant of its day.
    const at: Instant = event.type === 'expires' ? span.end : span.start;
    return [{ type: event.type, at, record: event, place: valuePlace(document, `/events/${index}`) }];
  });
}

/** Events that stand before an older one, or whose cause is not on record. */
export function eventOrderFindings(events: readonly OrderEvent[]): Diagnostic[] {
  return events.flatMap((event, index) => {
    const earlier = events.slice(0, index);
    const later = earlier.find((one) => standsInOrder(one, event) && one.at > event.at);
    if (later) {
      return [
        diagnostic('order/event-order', {
          message: `${dated(event)} stands below ${dated(later)}, which is later.`,
          place: event.place,
        }),
      ];
    }
    if (endsOrder.has(event.type) && !earlier.some((one) => one.type === 'effective')) {
      const later = events.slice(index + 1).some((one) => one.type === 'effective');
      if (later) return [neverBegins(event)];
    }
    if (event.type !== 'stay-lifted' || earlier.some((one) => one.type === 'stayed')) return [];
    return [
      diagnostic('order/event-order', {
        message: 'A suspension is lifted here (stay-lifted), and none stands above it (stayed).',
        place: event.place,
      }),
    ];
  });
}

/** A last day is known before it comes, and a service is often recorded late: no more is sure than that it follows the decision. */
function standsInOrder(first: OrderEvent, second: OrderEvent): boolean {
  if (first.type === 'expires' || second.type === 'expires' || first.type === 'served') return false;
  return second.type !== 'served' || first.type === 'issued';
}

const endsOrder: ReadonlySet<string> = new Set(['lifted', 'annulled', 'superseded']);

/** `lifted (2026-11-24)`: as it stands in the record, so that it can be found there. */
function dated({ type, record }: OrderEvent): string {
  return `${type} (${record.date})`;
}

function neverBegins(event: OrderEvent): Diagnostic {
  return diagnostic('order/event-order', {
    message: `${dated(event)} ends the order before "effective" says that it begins, so it never does.`,
    place: event.place,
  });
}
