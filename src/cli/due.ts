import type { Moment } from '../compile/compile.ts';
import { type Deadline, type Due, due } from '../compile/deadlines.ts';
import { type AsOf, instantFor, momentAt, showAsOf } from '../core/dates.ts';
import { harmlessJson } from '../core/text.ts';
import type { DueList } from '../generated/due.ts';
import { calendarOf, writeCalendar } from './due-calendar.ts';
import { type DueNow, dueData, dueNow } from './due-now.ts';
import { dueText } from './due-text.ts';
import type { ExitCode } from './exit-codes.ts';
import { readInput } from './input.ts';
import type { Io } from './io.ts';
import { readerZone } from './moment-words.ts';
import { Progress } from './progress.ts';
import { tellErrors } from './tell-errors.ts';

export interface DueOptions {
  readonly asOf?: AsOf;
  readonly config?: string;
  readonly days?: number;
  /** true: to stdout. */
  readonly ics?: string | true;
  readonly json?: true;
  readonly out: string;
  readonly territory?: readonly string[];
}

/** Deadlines as people or programs are shown them. */
export interface ShownDue extends DueNow {
  readonly asOf: AsOf;
  /** How many days ahead `deadlines` reaches. */
  readonly days: number;
  /** How many lie further ahead. */
  readonly later: number;
}

const usualDays = 60;
const day = 86_400_000;

/** What is due: a list, JSON (schemas/due.schema.json) or a calendar. */
export async function showDue(inputs: readonly string[], options: DueOptions, io: Io): Promise<ExitCode> {
  const { config, territory, out } = options;
  const input = readInput({ inputs, config, progress: new Progress(io) }, io);
  const asOf: AsOf = options.asOf ?? momentAt(io.now());
  const moment: Moment = { asOf, settings: input.settings, territory };
  if (options.ics === undefined) {
    const all = dueNow(input.orders, { input, moment, out, config }, io);
    showList(shownDue(all, { asOf, days: options.days }), options, io);
  } else await showCalendar(due(input.corpus, input.orders, moment), { asOf, options }, io);
  const meaning = 'Orders with errors are left out: their deadlines are missing here. Mend them and run this again.';
  return tellErrors(input.diagnostics, meaning, io);
}

interface Reach {
  readonly asOf: AsOf;
  readonly days: number | undefined;
}

interface Asked {
  readonly asOf: AsOf;
  readonly options: DueOptions;
}

function shownDue(orders: DueNow, { asOf, days = usualDays }: Reach): ShownDue {
  const isNear = near(asOf, days);
  return {
    ...orders,
    asOf,
    days,
    deadlines: orders.deadlines.filter(isNear),
    later: orders.deadlines.filter((one) => !isNear(one)).length,
  };
}

function near(asOf: AsOf, days: number): (one: Deadline) => boolean {
  return ({ at, state, order }) => state !== 'ahead' || at <= instantFor(asOf, order.timeZone) + days * day;
}

function showList(shown: ShownDue, { json }: DueOptions, io: Io): void {
  if (json) io.stdout(`${harmlessJson(JSON.stringify(listOf(shown), null, 2))}\n`);
  else io.stdout(dueText(shown, { readerZone: readerZone(io), columns: io.columns }));
}

function listOf(shown: ShownDue): DueList {
  const { asOf, days, later } = shown;
  return { version: 1, asOf: showAsOf(asOf), days, ...dueData(shown), later };
}

async function showCalendar({ deadlines, unknown }: Due, { asOf, options }: Asked, io: Io): Promise<void> {
  const { days, ics } = options;
  const shown = days === undefined ? deadlines : deadlines.filter(near(asOf, days));
  const text = calendarOf(shown, asOf);
  if (typeof ics === 'string') await writeCalendar(ics, { text, count: shown.length }, io);
  else io.stdout(text);
  if (unknown.length === 0) return;
  const ids = [...new Set(unknown.map(({ order }) => order.id))].join(', ');
  io.stderr(
    `Not in the calendar, because it cannot be worked out: the time to obey ${ids}. "blocklist due" says why.\n`,
  );
}
