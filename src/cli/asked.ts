import { byText, type Diagnostic } from '../core/diagnostic.ts';
import type { Order } from '../core/order.ts';
import { counted } from '../core/text.ts';
import { CommandError } from './exit-codes.ts';
import type { Input } from './input.ts';
import type { Io } from './io.ts';

/** What there is to show of what was asked for. */
export interface Asked {
  /** By id, those with errors too. */
  readonly orders: readonly Order[];
  /** Records in which so much is wrong that nothing can be said of them. */
  readonly unread: readonly string[];
}

export function askedOrders({ judged, sources, diagnostics }: Input): Asked {
  const { ids, byPath, records } = sources.files;
  const isAsked = (order: Order) => ids.length === 0 || ids.includes(order.id) || byPath.has(order.file);
  const orders = judged.filter(isAsked).toSorted((a, b) => byText(a.id, b.id) || byText(a.file, b.file));
  const read = new Set(judged.map(({ file }) => file));
  const withErrors = new Set(
    diagnostics.flatMap((one) => (one.severity === 'error' && one.place ? one.place.file : [])),
  );
  const unread = records.filter((file) => !read.has(file) && withErrors.has(file));
  const missing = ids.find((id) => !orders.some((order) => order.id === id));
  if (missing !== undefined) throw notFound(missing, unread);
  return { orders, unread };
}

export function notFound(id: string, unread: readonly string[]): CommandError {
  const more = unread.length === 0 ? '' : ` It may be one of those that cannot be read: ${unread.join(', ')}.`;
  return new CommandError(
    `${id} is neither the id of an order nor a file here.${more} Look at the spelling; blocklist list shows every order.`,
  );
}

/** How many errors each record has, those in its lists too. */
export function errorsByOrder(
  orders: readonly Order[],
  diagnostics: readonly Diagnostic[],
): ReadonlyMap<Order, number> {
  const byFile = new Map<string, number>();
  for (const { severity, place } of diagnostics)
    if (severity === 'error' && place) byFile.set(place.file, (byFile.get(place.file) ?? 0) + 1);
  return new Map(
    orders.map((order) => [order, filesOfOrder(order).reduce((sum, file) => sum + (byFile.get(file) ?? 0), 0)]),
  );
}

/** The record and its lists. */
export function filesOfOrder({ file, lists }: Order): readonly string[] {
  return [...new Set([file, ...lists.map(({ path }) => path)])];
}

/** Says on stderr what no answer can hold: records with errors. */
export function tellErrors(withErrors: number, unread: readonly string[], io: Io): void {
  for (const file of unread) io.stderr(`${file} cannot be read, so it is not shown.\n`);
  const all = withErrors + unread.length;
  if (all === 0) return;
  io.stderr(
    `${counted(all, 'record has', 'records have')} errors: no build works until they are mended. blocklist check says what to do.\n`,
  );
}
