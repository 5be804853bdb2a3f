import { alarmOf } from '../compile/guards/alarm.ts';
import { guardOrder } from '../compile/guards/index.ts';
import { neverHeld } from '../compile/never-held.ts';
import { type Diagnostic, inReadingOrder } from '../core/diagnostic.ts';
import type { Order } from '../core/order.ts';
import type { Settings } from '../core/settings.ts';
import { Collection } from '../names/index.ts';
import { type ReadOrders, readOrders } from '../read/orders.ts';
import { filesOf, type Instead } from './disk.ts';
import { temporaryShelf } from './shelf.ts';

/** A record that may not be on the disk yet, with lists that may not be either. */
export interface Candidate {
  /** Where it lies or will lie, as people are shown it. */
  readonly file: string;
  readonly text: string;
  readonly lists: Instead;
}

export interface Judged {
  /** undefined where the record cannot be understood. */
  readonly order: Order | undefined;
  /** All that `check` would say of it. */
  readonly findings: readonly Diagnostic[];
}

/** Names that are sorted at a time. */
const mostInMemory = 3 << 19;

/** What a record would be, by itself, if it lay on the disk as it is given. */
export function judge({ file, text, lists }: Candidate, settings: Settings, cwd: string): Judged {
  const bytes = Buffer.from(text);
  const read = readOrders([{ file, bytes: () => bytes }], {
    files: filesOf(cwd, lists),
    alarm: alarmOf(settings),
    names: new Collection({ shelf: temporaryShelf(), most: mostInMemory }),
  });
  const orders = [...read.orders, ...read.unsound];
  return { order: orders[0], findings: findingsOf(read, settings) };
}

/** All that `check` would say of records and their lists. */
export function findingsOf(read: ReadOrders, settings: Settings): readonly Diagnostic[] {
  const orders = [...read.orders, ...read.unsound];
  return inReadingOrder([
    ...read.diagnostics,
    ...orders.flatMap((order) => guardOrder(read.corpus, order, settings)),
    ...neverHeld(read.corpus, orders),
  ]);
}
