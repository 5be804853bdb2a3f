import { standingAt } from '../compile/in-force.ts';
import { endReason } from '../compile/trace.ts';
import { type Instant, showLocal } from '../core/dates.ts';
import { type EventRecord, eventWords, type Order, type OrderEvent } from '../core/order.ts';
import { appendEvent } from '../write/append.ts';
import { type ChangeOptions, changeRecord, type Plan } from './change-record.ts';
import { CommandError, type ExitCode } from './exit-codes.ts';
import type { Input } from './input.ts';
import type { Io } from './io.ts';
import { paperDate } from './paper-date.ts';
import { inputsFor, soundOrder } from './which-order.ts';

/** What can happen to an order, by the command that says so. */
export const eventTypes = {
  receive: 'served',
  begin: 'effective',
  stay: 'stayed',
  resume: 'stay-lifted',
  lift: 'lifted',
  annul: 'annulled',
  expire: 'expires',
  supersede: 'superseded',
} as const;

export type EventCommand = keyof typeof eventTypes;
type Happening = (typeof eventTypes)[EventCommand];

export interface EventOptions extends ChangeOptions {
  readonly by?: string;
  readonly date?: string;
  readonly note?: string;
  readonly reference?: string;
}

export interface EventRequest {
  readonly command: EventCommand;
  /** Its id, or the path of its record. */
  readonly order: string;
  readonly options: EventOptions;
}

/** Adds to a record what happened to its order. */
export function addEvent({ command, order, options }: EventRequest, io: Io): Promise<ExitCode> {
  const plan = (input: Input) => planEvent(soundOrder(order, input, io), { type: eventTypes[command], options }, io);
  return changeRecord({ inputs: inputsFor(order, io.cwd), options, plan }, io);
}

interface Event {
  readonly type: Happening;
  readonly options: EventOptions;
}

const questions: Readonly<Record<Happening, string>> = {
  served: 'When was the order served on us?',
  effective: 'From which day must the names be blocked?',
  stayed: 'From which day is the order stayed?',
  'stay-lifted': 'From which day does the order apply again?',
  lifted: 'From which day is the order lifted?',
  annulled: 'From which day is the order annulled?',
  expires: 'What is the last day of the order?',
  superseded: 'From which day does the other order take its place?',
};

async function planEvent(order: Order, { type, options }: Event, io: Io): Promise<Plan> {
  const { by, date, note, reference } = options;
  if (by === order.id) throw senseless(`${order.id} cannot take its own place.`);
  const { timeZone } = order;
  const { text, span } = await paperDate({ given: date, message: questions[type], timeZone }, io);
  const at = type === 'expires' ? span.end : span.start;
  const objection = tooEarly(order, type, at) ?? changesNothing(order, type, at);
  if (objection !== undefined) throw senseless(objection);
  const event: EventRecord = {
    type,
    date: text,
    ...(by !== undefined && { by }),
    ...(reference !== undefined && { reference }),
    ...(note !== undefined && { note }),
  };
  return { order, at, append: (record) => appendEvent(record, event) };
}

function senseless(objection: string): CommandError {
  return new CommandError(`${objection} Nothing was written.`);
}

/** Events stand oldest first; only the day on which an order runs out may be known before anything else happens. */
function tooEarly({ id, events, timeZone }: Order, type: Happening, at: Instant): string | undefined {
  if (type === 'expires') {
    const start = events.findLast((event) => event.type === 'effective');
    return start && at <= start.at
      ? `${id} only begins on ${showLocal(start.at, timeZone)}: it cannot run out before that. Look at the date.`
      : undefined;
  }
  // A paper may be handed over long after the day from which it counts, or be known of late: only before the decision it cannot.
  const before = events.filter((event) => event.type === 'issued' || (type !== 'served' && event.type !== 'expires'));
  const [last] = before.toSorted((a, b) => b.at - a.at);
  if (!last || at >= last.at) return undefined;
  return `The record of ${id} already says what happened on ${showLocal(last.at, timeZone)} (${eventWords[last.type]}), which is later. What happened stands there oldest first. Look at the date; if it is right, write the line into the record by hand, in its place.`;
}

/** Why an event has no sense where the order stands. */
function changesNothing({ id, events, timeZone }: Order, type: Happening, at: Instant): string | undefined {
  const standing = standingAt(events, at);
  if (standing.state === 'ended' && !mayFollow(type, standing.by)) {
    return `${id} is over already: ${endReason(standing.by, timeZone)}.`;
  }
  const service = type === 'served' ? events.find((event) => event.type === 'served') : undefined;
  if (service) return `${id} was served on ${showLocal(service.at, timeZone)}, as its record says already.`;
  if (type === 'effective' && standing.state === 'in-force')
    return `${id} has been in force since ${showLocal(standing.since, timeZone)} already.`;
  if (type === 'effective' && standing.state === 'not-yet')
    return `${id} begins on ${showLocal(standing.from, timeZone)}, as its record says already.`;
  const stay = events.findLast((event) => event.at <= at && (event.type === 'stayed' || event.type === 'stay-lifted'));
  const isStayed = stay?.type === 'stayed';
  if (type === 'stayed' && isStayed) return `${id} has been stayed since ${showLocal(stay.at, timeZone)} already.`;
  if (type === 'stay-lifted' && !isStayed)
    return `${id} was not stayed on ${showLocal(at, timeZone)}: there is no suspension that could end.`;
  return undefined;
}

/** A court may annul an order that is over, and an order's last day may be moved after it has passed. */
function mayFollow(type: Happening, end: OrderEvent): boolean {
  if (type === 'annulled') return end.type !== 'annulled';
  return type === 'expires' && end.type === 'expires';
}
