import { changesAhead } from '../compile/changes.ts';
import { compile, type Moment } from '../compile/compile.ts';
import { type OrderState, positionOf } from '../compile/position.ts';
import { type AsOf, momentAt, showAsOf } from '../core/dates.ts';
import { harmlessJson } from '../core/text.ts';
import type { Status } from '../generated/status.ts';
import { askedOrders } from './asked.ts';
import { buildState } from './build-state.ts';
import { changeAhead } from './changes-ahead.ts';
import { shownPath } from './disk.ts';
import { dueData, dueNow } from './due-now.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { type Input, readInput } from './input.ts';
import { inputFiles } from './input-files.ts';
import type { Io } from './io.ts';
import { keptDrafts } from './kept-drafts.ts';
import { readerZone } from './moment-words.ts';
import { needsOf } from './needs.ts';
import { Progress } from './progress.ts';
import { publishedState } from './published-state.ts';
import { freshText, statusText } from './status-text.ts';

export interface StatusOptions {
  readonly asOf?: AsOf;
  readonly config?: string;
  readonly json?: true;
  readonly out: string;
}

/** Where things stand, on one screen: what is in force, what is due, what changes next and what needs a person. */
export function status(options: StatusOptions, io: Io): ExitCode {
  const asOf: AsOf = options.asOf ?? momentAt(io.now());
  const isFresh = inputFiles([], io.cwd).records.length === 0;
  const now = isFresh ? freshStatus(asOf, options, io) : statusAt(asOf, options, io);
  const terminal = { colour: io.colour.stdout, columns: io.columns, readerZone: readerZone(io) };
  if (options.json) io.stdout(`${harmlessJson(JSON.stringify(now, null, 2))}\n`);
  else io.stdout(isFresh ? freshText(now, terminal) : statusText(now, terminal));
  return now.needs.some(({ severity }) => severity === 'error') ? exitCodes.errors : exitCodes.fine;
}

const noOrders: Readonly<Record<OrderState, number>> = {
  'in-force': 0,
  draft: 0,
  'not-yet': 0,
  stayed: 0,
  ended: 0,
  kept: 0,
};

/** How many changes ahead are told. */
const nextChanges = 5;

/** The whole answer as data: schemas/status.schema.json. */
function statusAt(asOf: AsOf, { config, out }: StatusOptions, io: Io): Status {
  // Whole records: deadlines come from lines that the index of a build leaves out.
  const input = readInput({ inputs: [], config, progress: new Progress(io) }, io);
  const { corpus, orders, diagnostics, settings, records } = input;
  const { orders: judged, unread } = askedOrders(input);
  const moment: Moment = { asOf, settings, territory: undefined };
  const { blocklist } = compile(corpus, orders, moment);
  const published = publishedState(out, settings, io);
  return {
    version: 1,
    asOf: showAsOf(asOf),
    records,
    uncounted: records - orders.length,
    ...standings(orders, moment),
    blocking: { orders: blocklist.orders.length, names: blocklist.names.size },
    drafts: { records: draftsAmong(orders, moment), kept: keptDrafts(io.cwd) },
    ...dueData(dueNow(orders, { input, moment, out, config }, io)),
    changes: changesAhead(corpus, judged, moment).slice(0, nextChanges).map(changeAhead),
    needs: needsOf(diagnostics),
    unread: [...unread],
    build: buildState(out, { input, moment, blocklist }, io),
    ...(published && { published }),
  };
}

function freshStatus(asOf: AsOf, { out }: StatusOptions, io: Io): Status {
  return {
    version: 1,
    asOf: showAsOf(asOf),
    records: 0,
    uncounted: 0,
    states: { ...noOrders },
    others: 0,
    blocking: { orders: 0, names: 0 },
    drafts: { records: [], kept: keptDrafts(io.cwd) },
    deadlines: [],
    built: [],
    unknown: [],
    older: 0,
    changes: [],
    needs: [],
    unread: [],
    build: { folder: shownPath(out, io.cwd), state: 'unknown' },
  };
}

function standings(orders: Input['orders'], moment: Moment): Pick<Status, 'states' | 'others'> {
  const states = { ...noOrders };
  let others = 0;
  for (const order of orders) {
    const { state, duty } = positionOf(order, moment);
    if (state === 'kept' || duty.binds) states[state] += 1;
    else others += 1;
  }
  return { states, others };
}

function draftsAmong(orders: Input['orders'], moment: Moment): string[] {
  return orders.flatMap((order) => {
    const { state, duty } = positionOf(order, moment);
    return state === 'draft' && duty.binds ? [order.id] : [];
  });
}
