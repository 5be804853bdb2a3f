import { byText, type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import type { Order } from '../core/order.ts';
import type { Files } from './list-file.ts';
import { readOrder } from './order.ts';

export interface RecordFile {
  /** As shown to people, `/` between folders. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

export interface ReadOrders {
  /** The sound ones, by id. */
  readonly orders: readonly Order[];
  /** What could be understood of the others: to be judged, never to be compiled. */
  readonly unsound: readonly Order[];
  readonly diagnostics: readonly Diagnostic[];
}

export function readOrders(records: readonly RecordFile[], files: Files): ReadOrders {
  const read = records.map(({ file, bytes }) => readOrder(file, bytes, files));
  const ordersThat = (sound: boolean) =>
    read.flatMap((one) => (one.order && one.sound === sound ? [one.order] : [])).sort((a, b) => byText(a.id, b.id));
  const orders = ordersThat(true);
  const diagnostics = [...read.flatMap((one) => one.diagnostics), ...duplicateIds(orders), ...successors(orders)];
  return { orders, unsound: ordersThat(false), diagnostics };
}

function duplicateIds(orders: readonly Order[]): Diagnostic[] {
  const first = new Map<string, Order>();
  return orders.flatMap((order) => {
    const earlier = first.get(order.id);
    if (!earlier) first.set(order.id, order);
    return earlier ? [duplicateId(order, earlier)] : [];
  });
}

function duplicateId(order: Order, earlier: Order): Diagnostic {
  return diagnostic('order/duplicate-id', {
    message: `The id ${order.id} belongs to another record already.`,
    place: order.place,
    related: [{ message: 'The other record', place: earlier.place }],
  });
}

function successors(orders: readonly Order[]): Diagnostic[] {
  const ids = new Set(orders.map((order) => order.id));
  return orders.flatMap((order) =>
    order.events.flatMap(({ record, place }) =>
      record.by === undefined || ids.has(record.by)
        ? []
        : [diagnostic('order/superseded-by', { message: `There is no order ${record.by} here.`, place })],
    ),
  );
}
