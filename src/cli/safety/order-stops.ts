import { byText } from '../../core/diagnostic.ts';
import type { Order } from '../../core/order.ts';
import { counted } from '../../core/text.ts';
import type { Ledger } from '../../generated/ledger.ts';
import { missingEntries } from '../missing-entries.ts';
import type { KeptOrder } from './ledger.ts';
import { type Stop, shortened } from './stops.ts';

/** The records as they were read now. */
export interface OrdersNow {
  /** Every order that was read, by id. */
  readonly onRecord: ReadonlyMap<string, Order>;
  /** Whether a record that lies, or lay, in a file would have been read. */
  readonly wasLookedFor: (file: string) => boolean;
}

/** Records that vanished, and those whose past is not what it was. */
export function orderStops({ orders }: Ledger, now: OrdersNow): readonly Stop[] {
  const gone = vanished(orders, now).map(([id, { file }]) => `${id}, which was in ${file}`);
  // An id may be a word that every object knows, such as constructor.
  const kept = new Map(Object.entries(orders));
  const rewritten = [...now.onRecord.values()].flatMap((order) => rewrittenLines(order, kept.get(order.id)));
  return [
    ...(gone.length === 0
      ? []
      : [
          {
            code: 'stop/order-vanished' as const,
            says: `${counted(gone.length, 'order')} vanished.`,
            about: shortened(gone),
          },
        ]),
    ...(rewritten.length === 0
      ? []
      : [
          {
            code: 'stop/history-rewritten' as const,
            says: `${counted(rewritten.length, 'event or amendment was', 'events and amendments were')} changed or taken away.`,
            about: shortened(rewritten),
          },
        ]),
  ];
}

function vanished(orders: Ledger['orders'], { onRecord, wasLookedFor }: OrdersNow): readonly [string, KeptOrder][] {
  return Object.entries(orders)
    .filter(([id, { gone, file }]) => !gone && !onRecord.has(id) && wasLookedFor(file))
    .sort(([a], [b]) => byText(a, b));
}

function rewrittenLines({ id, file, history }: Order, kept: KeptOrder | undefined): readonly string[] {
  if (!kept) return [];
  const missing = [
    ...missingEntries(kept.events, history.events),
    ...missingEntries(kept.amendments, history.amendments),
  ];
  return missing.map(({ says }) => `${id}: ${says} (${file})`);
}

/** What is kept of orders once a build is made of these: a record is remembered also when it vanished and that was let pass. */
export function ordersAfter(before: Ledger['orders'], now: OrdersNow): Ledger['orders'] {
  const gone = vanished(before, now).map(([id, order]) => [id, { ...order, gone: true }] as const);
  const read = [...now.onRecord.values()].map(
    ({ id, file, history }) =>
      [id, { file, events: [...history.events], amendments: [...history.amendments] }] as const,
  );
  const all = { ...before, ...Object.fromEntries(gone), ...Object.fromEntries(read) };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => byText(a, b))) as Ledger['orders'];
}
