import { linesNamed } from '../core/corpus.ts';
import { type Instant, showLocal } from '../core/dates.ts';
import { type DomainName, selfAndParents } from '../core/name.ts';
import type { Order } from '../core/order.ts';
import { readTarget } from '../core/target-text.ts';
import { harmless } from '../core/text.ts';
import { type Amendment, appendAmendment } from '../write/append.ts';
import { type ChangeOptions, changeRecord, type Plan } from './change-record.ts';
import { CommandError, type ExitCode } from './exit-codes.ts';
import type { Input } from './input.ts';
import type { Io } from './io.ts';
import { paperDate } from './paper-date.ts';
import { inputsFor, soundOrder } from './which-order.ts';

export interface WithdrawOptions extends ChangeOptions {
  readonly date?: string;
  readonly note?: string;
  readonly order?: string;
  readonly reference?: string;
}

/** Adds to the record that lists a name that a later paper takes it away. */
export function withdraw(written: string, options: WithdrawOptions, io: Io): Promise<ExitCode> {
  const name = nameOf(written);
  const plan = (input: Input) => planWithdrawal(name, { input, options }, io);
  return changeRecord({ inputs: inputsFor(options.order, io.cwd), options, plan }, io);
}

function nameOf(written: string): DomainName {
  const read = readTarget(written);
  if (read.kind === 'name') return read.name;
  throw new CommandError(`${harmless(written)} is no domain name. Write it as example.org.`);
}

interface Withdrawal {
  readonly input: Input;
  readonly options: WithdrawOptions;
}

async function planWithdrawal(name: DomainName, { input, options }: Withdrawal, io: Io): Promise<Plan> {
  const { date, note, reference } = options;
  const listing = ordersListing(name, input, io.now());
  const order = options.order === undefined ? onlyOne(listing, name, input) : soundOrder(options.order, input, io);
  if (!listing.includes(order)) throw new CommandError(notListed(name, order, input));
  // Its record must be sound, whichever way it was found.
  soundOrder(order.file, input, io);
  const { timeZone } = order;
  const message = `From which day does ${order.id} not list ${name} any more?`;
  const { text, span } = await paperDate({ given: date, message, timeZone }, io);
  const last = order.editions.findLast(({ at }) => at !== undefined)?.at;
  if (last !== undefined && span.start < last) {
    throw new CommandError(
      `The last amendment of ${order.id} on record is of ${showLocal(last, timeZone)}, which is later, and amendments stand oldest first. Look at the date; if it is right, write the lines into the record by hand, in their place. Nothing was written.`,
    );
  }
  const amendment: Amendment = {
    date: text,
    remove: [name],
    ...(reference !== undefined && { reference }),
    ...(note !== undefined && { note }),
  };
  return { order, at: span.start, names: [name], append: (record) => appendAmendment(record, amendment) };
}

/** The orders with a line for the name that no later paper has taken away. */
function ordersListing(name: DomainName, { corpus, judged }: Input, now: Instant): readonly Order[] {
  const lines = linesNamed(corpus, name).filter(({ claim: { until } }) => until === undefined || until > now);
  const numbers = new Set(lines.map(({ claim }) => claim.order));
  return judged.filter(({ index }) => numbers.has(index));
}

function onlyOne(listing: readonly Order[], name: DomainName, input: Input): Order {
  const [order, second] = listing;
  if (order && !second) return order;
  if (!order) throw new CommandError(notListed(name, undefined, input));
  const ids = listing.map(({ id, file }) => `${id} (${file})`).join(', ');
  throw new CommandError(
    `${name} is listed by ${listing.length} orders: ${ids}. Say which one with --order. Nothing was written.`,
  );
}

function notListed(name: DomainName, order: Order | undefined, input: Input): string {
  const who = order ? `${order.id} does not list ${name}` : `No order lists ${name}`;
  const [, ...parents] = selfAndParents(name);
  const above = parents.flatMap((parent) => {
    const ids = input.judged.filter(({ index }) =>
      linesNamed(input.corpus, parent).some(({ claim }) => claim.order === index),
    );
    return ids.map(({ id }) => `${parent} (${id})`);
  });
  const next = above.length === 0 ? 'Look at the spelling.' : `These names above it are listed: ${above.join(', ')}.`;
  return `${who}. ${next} Nothing was written.`;
}
