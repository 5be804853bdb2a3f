import { type Deadline, type Due, due } from '../compile/deadlines.ts';
import { type AsOf, instantFor, isTimeZone, showAsOf, showInstant } from '../core/dates.ts';
import { hasErrors } from '../core/diagnostic.ts';
import { harmlessJson } from '../core/text.ts';
import type { DueList } from '../generated/due.ts';
import { type LastBuild, lastBuild } from './build-check.ts';
import { calendarOf, writeCalendar } from './due-calendar.ts';
import { dueText } from './due-text.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { showFindings } from './findings.ts';
import { type Input, readInput } from './input.ts';
import { inputFiles } from './input-files.ts';
import type { Io } from './io.ts';
import { Progress } from './progress.ts';

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
export interface ShownDue extends Pick<Due, 'deadlines' | 'unknown' | 'older'> {
  readonly asOf: AsOf;
  /** How many days ahead `deadlines` reaches. */
  readonly days: number;
  /** Times to obey that passed, whose names the last build blocks. */
  readonly built: readonly Deadline[];
  readonly build: LastBuild | undefined;
  /** How many lie further ahead. */
  readonly later: number;
}

const usualDays = 60;
const day = 86_400_000;

/** What is due: a list, JSON (schemas/due.schema.json) or a calendar. */
export function showDue(inputs: readonly string[], options: DueOptions, io: Io): ExitCode {
  const input = readInput({ inputs, config: options.config, progress: new Progress(io) }, io);
  const asOf: AsOf = options.asOf ?? { kind: 'moment', instant: Math.floor(io.now() / 1000) * 1000 };
  const all = due(input.corpus, input.orders, { asOf, settings: input.settings, territory: options.territory });
  if (options.ics === undefined) showList(shownDue(all, { asOf, input, options }, io), options, io);
  else showCalendar(all, { asOf, options }, io);
  return tellErrors(input, io);
}

interface Asked {
  readonly asOf: AsOf;
  readonly options: DueOptions;
}

function shownDue(all: Due, { asOf, input, options }: Asked & { readonly input: Input }, io: Io): ShownDue {
  const { days = usualDays } = options;
  const isNear = near(asOf, days);
  const build = all.deadlines.some(isPassed) ? buildOf(input, options, io) : undefined;
  const isBuilt = (one: Deadline) => isPassed(one) && build?.holds(one) === true;
  return {
    asOf,
    days,
    build,
    deadlines: all.deadlines.filter((one) => isNear(one) && !isBuilt(one)),
    built: all.deadlines.filter(isBuilt),
    unknown: all.unknown,
    older: all.older,
    later: all.deadlines.filter((one) => !isNear(one)).length,
  };
}

/** Made of the records that were read, or of all in orders/, where just some of them were asked for. */
function buildOf(input: Input, { out, config }: DueOptions, io: Io): LastBuild | undefined {
  const build = lastBuild(input, out, io);
  if (build || !input.named || inputFiles([], io.cwd).records.length === 0) return build;
  return lastBuild(readInput({ inputs: [], config, progress: new Progress(io) }, io), out, io);
}

function isPassed({ kind, state }: Deadline): boolean {
  return kind === 'comply' && state === 'overdue';
}

function near(asOf: AsOf, days: number): (one: Deadline) => boolean {
  return ({ at, state, order }) => state !== 'ahead' || at <= instantFor(asOf, order.timeZone) + days * day;
}

function showList(shown: ShownDue, { json }: DueOptions, io: Io): void {
  if (json) io.stdout(`${harmlessJson(JSON.stringify(listOf(shown), null, 2))}\n`);
  else io.stdout(dueText(shown, readerZone(io)));
}

/** A system may name a zone that nobody knows. */
function readerZone({ timeZone }: Io): string {
  const zone = timeZone?.() ?? 'UTC';
  return isTimeZone(zone) ? zone : 'UTC';
}

function listOf({ asOf, days, deadlines, built, unknown, later, older }: ShownDue): DueList {
  return {
    version: 1,
    asOf: showAsOf(asOf),
    days,
    deadlines: deadlines.map(asData),
    built: built.map(asData),
    unknown: unknown.map(({ order, what, reason, penalty }) => ({
      order: order.id,
      what,
      reason,
      ...(penalty !== undefined && { penalty }),
    })),
    later,
    older,
  };
}

function asData(one: Deadline): DueList['deadlines'][number] {
  return {
    order: one.order.id,
    kind: one.kind,
    what: one.what,
    at: showInstant(one.at),
    ...(one.day !== undefined && { day: one.day }),
    timeZone: one.order.timeZone,
    state: one.state,
    ...(one.penalty !== undefined && { penalty: one.penalty }),
    notes: [...one.notes],
  };
}

function showCalendar({ deadlines, unknown }: Due, { asOf, options }: Asked, io: Io): void {
  const { days, ics } = options;
  const shown = days === undefined ? deadlines : deadlines.filter(near(asOf, days));
  const text = calendarOf(shown, asOf);
  if (typeof ics === 'string') writeCalendar(ics, { text, count: shown.length }, io);
  else io.stdout(text);
  if (unknown.length === 0) return;
  const ids = [...new Set(unknown.map(({ order }) => order.id))].join(', ');
  io.stderr(
    `Not in the calendar, because it cannot be worked out: the time to obey ${ids}. "blocklist due" says why.\n`,
  );
}

function tellErrors({ diagnostics }: Input, io: Io): ExitCode {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (!hasErrors(errors)) return exitCodes.fine;
  showFindings(errors, { report: 'text', to: 'stderr' }, io);
  io.stderr('Orders with errors are left out: their deadlines are missing here. Mend them and run this again.\n');
  return exitCodes.errors;
}
