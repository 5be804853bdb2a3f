import { linesOfOrder } from '../compile/listed.ts';
import type { Corpus } from '../core/corpus.ts';
import { type Instant, showInstant, spanOf } from '../core/dates.ts';
import type { EventType, Order, OrderEvent } from '../core/order.ts';
import type { OrderCard } from '../generated/order-card.ts';

type Happening = OrderCard['history'][number];

const meanings: Readonly<Record<EventType, string>> = {
  issued: 'issued',
  published: 'published',
  served: 'served',
  effective: 'takes effect: names must be blocked from here on',
  appealed: 'appealed, which changes nothing by itself',
  'appeal-dismissed': 'the appeal was dismissed',
  stayed: 'suspended',
  'stay-lifted': 'the suspension was lifted',
  lifted: 'lifted: over',
  annulled: 'annulled: over',
  superseded: 'replaced: over',
  expires: 'its last day',
};

/** What happened to an order, its amendments too, oldest first. */
export function historyOf(corpus: Corpus, order: Order): Happening[] {
  const all = [...order.events.map(happened), ...amendments(corpus, order)];
  return all.toSorted((a, b) => a.sort - b.sort).map(({ happening }) => happening);
}

interface Sortable {
  readonly sort: Instant;
  readonly happening: Happening;
}

function happened({ type, at, record }: OrderEvent): Sortable {
  const { date, by, reference, note, confidence } = record;
  const text = by === undefined ? meanings[type] : `replaced by ${by}: over`;
  return {
    sort: at,
    happening: {
      at: showInstant(at),
      date,
      type,
      text,
      ...(reference !== undefined && { reference }),
      ...(note !== undefined && { note }),
      ...(confidence !== undefined && { confidence }),
    },
  };
}

/** What each amendment did to the list, counted from what became of the lines. */
function amendments(corpus: Corpus, order: Order): Sortable[] {
  const dated = (order.record.amendments ?? []).flatMap((amendment) => {
    const at = spanOf(amendment.date, order.timeZone)?.start;
    return at === undefined ? [] : [{ amendment, at }];
  });
  if (dated.length === 0) return [];
  const done = dated.map(() => ({ added: 0, ended: 0 }));
  for (const { edition, until } of linesOfOrder(corpus, order)) {
    // The first paper is no amendment.
    const its = done[edition - 1];
    if (its) its.added += 1;
    const ender = until === undefined ? -1 : dated.findIndex(({ at }, index) => at === until && index >= edition);
    const last = done[ender];
    if (last) last.ended += 1;
  }
  return dated.map(({ amendment, at }, index) => {
    const { added, ended } = done[index] ?? { added: 0, ended: 0 };
    const { date, reference, note, snapshot } = amendment;
    const what = `${count(added)} added, ${count(ended)} taken away`;
    return {
      sort: at,
      happening: {
        at: showInstant(at),
        date,
        type: 'amendment',
        text: snapshot ? `the whole list anew: ${what}` : `amended: ${what}`,
        added,
        ended,
        ...(reference !== undefined && { reference }),
        ...(note !== undefined && { note }),
      },
    };
  });
}

function count(names: number): string {
  return `${names === 0 ? 'none' : names}`;
}
