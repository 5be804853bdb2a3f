import type { Moment } from '../compile/compile.ts';
import { type AsOf, momentAt } from '../core/dates.ts';
import type { Order } from '../core/order.ts';
import { harmlessJson } from '../core/text.ts';
import { askedOrders, notFound } from './asked.ts';
import { outFolder, readChanged } from './changed-input.ts';
import { pathKind } from './disk.ts';
import { dueNow } from './due-now.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { type Input, readInput } from './input.ts';
import type { Io } from './io.ts';
import { readerZone } from './moment-words.ts';
import { orderCard } from './order-card.ts';
import { orderCardText } from './order-card-text.ts';
import { Progress } from './progress.ts';

export interface ShowOptions {
  readonly asOf?: AsOf;
  readonly config?: string;
  readonly json?: true;
  readonly names?: true;
}

/** One order: what it asks for, where it stands and what has happened to it. */
export function show(asked: string, options: ShowOptions, io: Io): ExitCode {
  const isPath = pathKind(asked, io.cwd) !== undefined;
  // Where an id is asked for, all are read: only then the findings of its lists come along.
  const request = { config: options.config, progress: new Progress(io) };
  const input = isPath
    ? readInput({ ...request, inputs: [asked] }, io)
    : readChanged({ ...request, inputs: [], out: outFolder, whole: asked }, io);
  const order = isPath ? onlyOrder(asked, input) : orderWithId(asked, input);
  const asOf: AsOf = options.asOf ?? momentAt(io.now());
  const moment: Moment = { asOf, settings: input.settings, territory: undefined };
  const card = orderCard(order, {
    input,
    moment,
    all: options.names === true,
    due: dueNow([order], { input, moment, out: outFolder, config: options.config }, io),
  });
  if (options.json) io.stdout(`${harmlessJson(JSON.stringify(card, null, 2))}\n`);
  else io.stdout(orderCardText(card, { colour: io.colour.stdout, columns: io.columns, readerZone: readerZone(io) }));
  return card.findings.some(({ severity }) => severity === 'error') ? exitCodes.errors : exitCodes.fine;
}

function orderWithId(id: string, input: Input): Order {
  const { orders, unread } = askedOrders(input);
  const named = orders.filter((order) => order.id === id);
  const [order] = named;
  if (!order) throw notFound(id, unread);
  if (named.length === 1) return order;
  throw new CommandError(
    `The id ${id} stands in ${named.map(({ file }) => file).join(' and ')}. Give the file of the one that you mean.`,
  );
}

function onlyOrder(path: string, input: Input): Order {
  const { orders, unread } = askedOrders(input);
  const [order] = orders;
  if (order && orders.length === 1) return order;
  if (order)
    throw new CommandError(`${path} holds ${orders.length} orders. Give the id of one, or the file of its record.`);
  throw new CommandError(
    `${unread[0] ?? path} cannot be read. blocklist check ${path} says what is wrong.`,
    exitCodes.errors,
  );
}
