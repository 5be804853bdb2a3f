import type { Moment } from '../compile/compile.ts';
import { type Deadline, type Due, due } from '../compile/deadlines.ts';
import { showInstant } from '../core/dates.ts';
import type { Order } from '../core/order.ts';
import type { DueList } from '../generated/due.ts';
import { type LastBuild, lastBuild } from './build-check.ts';
import { type Input, readInput } from './input.ts';
import { inputFiles } from './input-files.ts';
import type { Io } from './io.ts';
import { Progress } from './progress.ts';

/** What is due, with what the last build tells of times to obey that passed. */
export interface DueNow extends Due {
  /** Times to obey that passed, whose names the last build blocks. They are not among the deadlines. */
  readonly built: readonly Deadline[];
  /** Asked only where a time to obey has passed. */
  readonly build: LastBuild | undefined;
}

export interface DueRequest {
  readonly input: Input;
  readonly moment: Moment;
  /** The folder of the last build. */
  readonly out: string;
  readonly config: string | undefined;
}

/** The one place that says what is overdue: `due`, the status screen and the card of an order must say the same. */
export function dueNow(orders: readonly Order[], request: DueRequest, io: Io): DueNow {
  const all = due(request.input.corpus, orders, request.moment);
  const build = all.deadlines.some(isPassed) ? buildOf(request, io) : undefined;
  const isBuilt = (one: Deadline) => isPassed(one) && build?.holds(one) === true;
  return {
    ...all,
    deadlines: all.deadlines.filter((one) => !isBuilt(one)),
    built: all.deadlines.filter(isBuilt),
    build,
  };
}

/** Made of the records that were read, or of all in orders/, where just some of them were asked for. */
function buildOf({ input, out, config }: DueRequest, io: Io): LastBuild | undefined {
  const build = lastBuild(input, out, io);
  if (build || !input.named || inputFiles([], io.cwd).records.length === 0) return build;
  return lastBuild(readInput({ inputs: [], config, progress: new Progress(io) }, io), out, io);
}

function isPassed({ kind, state }: Deadline): boolean {
  return kind === 'comply' && state === 'overdue';
}

type DueData = Pick<DueList, 'deadlines' | 'built' | 'unknown' | 'older'>;

/** The same for `--json`: every schema that has deadlines has them in this shape. */
export function dueData({ deadlines, built, unknown, older }: Omit<DueNow, 'build'>): DueData {
  return {
    deadlines: deadlines.map(deadlineData),
    built: built.map(deadlineData),
    unknown: unknown.map(({ order, what, reason, penalty }) => ({
      order: labelOf(order),
      what,
      reason,
      ...(penalty !== undefined && { penalty }),
    })),
    older,
  };
}

function deadlineData(one: Deadline): DueList['deadlines'][number] {
  return {
    order: labelOf(one.order),
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

/** What an order is called where its id may be what is wrong with it. */
export function labelOf({ id, file }: Order): string {
  return id === '' ? file : id;
}
