import type { Order } from '../core/order.ts';
import { askedOrders, notFound } from './asked.ts';
import { pathKind, shownPath } from './disk.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import { showFindings } from './findings.ts';
import type { Input } from './input.ts';
import { ordersFolder } from './input-files.ts';
import type { Io } from './io.ts';

/** Where to read orders from, so that an order is among all the others: its path, if it is one, and the usual place. */
export function inputsFor(order: string | undefined, cwd: string): readonly string[] {
  if (order === undefined || pathKind(order, cwd) !== 'file') return [];
  return pathKind(ordersFolder, cwd) === 'folder' ? [ordersFolder, order] : [order];
}

/** The order of that id or path, whose record is free of errors. */
export function soundOrder(asked: string, input: Input, io: Io): Order {
  const isPath = pathKind(asked, io.cwd) === 'file';
  const file = shownPath(asked, io.cwd);
  const [order, second] = input.judged.filter((one) => (isPath ? one.file === file : one.id === asked));
  if (second) {
    throw new CommandError(`Two records have the id ${asked}: ${order?.file} and ${second.file}. Name the file.`);
  }
  if (!order && !isPath) throw notFound(asked, askedOrders(input).unread);
  refuseFaulty(order?.file ?? file, input, io);
  if (!order) throw new CommandError(`${file} is not a record of an order.`);
  return order;
}

function refuseFaulty(file: string, { diagnostics }: Input, io: Io): void {
  const errors = diagnostics.filter(({ severity, place }) => severity === 'error' && place?.file === file);
  if (errors.length === 0) return;
  showFindings(errors, { report: 'text', to: 'stderr' }, io);
  throw new CommandError(`${file} has errors. Mend them first. Nothing was written.`, exitCodes.errors);
}
