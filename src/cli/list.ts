import type { Moment } from '../compile/compile.ts';
import { listedNames } from '../compile/listed.ts';
import { type OrderState, positionOf } from '../compile/position.ts';
import { type Trace, trace } from '../compile/trace.ts';
import { type AsOf, momentAt, showAsOf } from '../core/dates.ts';
import type { DomainName } from '../core/name.ts';
import type { Order } from '../core/order.ts';
import { harmlessJson } from '../core/text.ts';
import type { OrderList } from '../generated/list.ts';
import { askedOrders, errorsByOrder, tellErrors } from './asked.ts';
import { outFolder, readChanged } from './changed-input.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Input } from './input.ts';
import type { Io } from './io.ts';
import { listText, listTitle } from './list-text.ts';
import { Progress } from './progress.ts';
import { stateData } from './state-words.ts';

export interface ListOptions {
  readonly asOf?: AsOf;
  readonly authority?: string;
  readonly config?: string;
  readonly country?: readonly string[];
  readonly json?: true;
  readonly name?: DomainName;
  readonly state?: readonly string[];
}

/** Orders in a table, with where each one stands. */
export function list(inputs: readonly string[], options: ListOptions, io: Io): ExitCode {
  const input = readChanged({ inputs, config: options.config, out: outFolder, progress: new Progress(io) }, io);
  const asOf: AsOf = options.asOf ?? momentAt(io.now());
  const orders = orderList(input, options, { asOf, settings: input.settings, territory: undefined });
  if (options.json) io.stdout(`${harmlessJson(JSON.stringify(orders, null, 2))}\n`);
  else {
    io.stdout(listText(orders, { colour: io.colour.stdout, columns: io.columns }));
    io.stderr(`${listTitle(orders, input.records)}\n`);
  }
  const faulty = errorsByOrder(input.judged, input.diagnostics);
  tellErrors([...faulty.values()].filter((errors) => errors > 0).length, orders.unread, io);
  return input.diagnostics.some(({ severity }) => severity === 'error') ? exitCodes.errors : exitCodes.fine;
}

/** The whole answer as data: schemas/list.schema.json. */
function orderList(input: Input, options: ListOptions, moment: Moment): OrderList {
  const { corpus, diagnostics } = input;
  const { orders, unread } = askedOrders(input);
  const { name } = options;
  const answers = name === undefined ? undefined : holdsByOrder(trace(corpus, orders, { moment, name }));
  const errors = errorsByOrder(orders, diagnostics);
  const names = listedNames(corpus, orders, moment.asOf);
  const found = orders
    .filter((order) => isWanted(order, options) && (answers === undefined || answers.has(order)))
    .map((order) => ({ order, position: positionOf(order, moment) }))
    .filter(({ position }) => isInState(position.state, options));
  return {
    version: 1,
    asOf: showAsOf(moment.asOf),
    ...(name !== undefined && { name }),
    orders: found.map(({ order, position }) => {
      const { record, id, timeZone, file } = order;
      const answer = answers?.get(order);
      return {
        id,
        title: record.title,
        instrument: record.instrument,
        authority: record.authority.name,
        country: record.authority.country,
        timeZone,
        publication: record.publication,
        file,
        ...stateData(position),
        names: names[order.index] ?? 0,
        errors: errors.get(order) ?? 0,
        ...(answer && { holds: answer.holds, holdsReason: answer.reason }),
      };
    }),
    unread: [...unread],
  };
}

function isWanted({ record }: Order, { authority, country }: ListOptions): boolean {
  const { authority: its } = record;
  return (
    (authority === undefined || plain(its.name).includes(plain(authority))) &&
    (country === undefined || country.includes(its.country))
  );
}

/** Without what makes no difference: capitals, and the ways in which one letter can be written. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function isInState(state: OrderState, options: ListOptions): boolean {
  return options.state === undefined || options.state.includes(state);
}

/** Of an order's lines the one that holds the name speaks for it; where none does, the first. */
function holdsByOrder(traces: readonly Trace[]): ReadonlyMap<Order, Trace> {
  const answers = new Map<Order, Trace>();
  for (const one of traces) {
    const earlier = answers.get(one.order);
    if (!earlier || (one.holds && !earlier.holds)) answers.set(one.order, one);
  }
  return answers;
}
