import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { listDigests } from '../compile/list-digests.ts';
import { type AsOf, momentAt, showAsOf } from '../core/dates.ts';
import { hasErrors } from '../core/diagnostic.ts';
import { keptOnly, type Order } from '../core/order.ts';
import { counted, harmless } from '../core/text.ts';
import type { ExportFormat } from '../export/format.ts';
import { exportFormats } from '../export/registry.ts';
import { type Redaction, subjectOf } from '../export/subject.ts';
import type { Evidence } from '../generated/evidence.ts';
import { validateEvidence } from '../generated/evidence-validator.ts';
import { askedOrders } from './asked.ts';
import { attempt } from './disk.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { type Input, readInput } from './input.ts';
import type { Io } from './io.ts';
import { orderCard } from './order-card.ts';
import { Progress } from './progress.ts';
import { tellErrors } from './tell-errors.ts';

export interface ExportOptions {
  readonly asOf?: AsOf;
  readonly config?: string;
  readonly evidence?: string;
  readonly format: string;
  readonly preview?: true;
}

/** Prints orders for readers outside, without personal data; what was taken out is said first. */
export function exportOrders(inputs: readonly string[], options: ExportOptions, io: Io): ExitCode {
  const format = exportFormats.find(({ id }) => id === options.format);
  if (!format) throw new CommandError(`There is no export ${harmless(options.format)}.`);
  const evidence = readEvidence(format, options.evidence, io);
  const input = readInput({ inputs, config: options.config, progress: new Progress(io) }, io);
  if (hasErrors(input.diagnostics))
    return tellErrors(input.diagnostics, 'Nothing is exported from records with errors. Mend them first.', io);
  const orders = shownOrders(format, inputs, input, io);
  if (format.ofOrders) refuseWhatOrdersNothing(format, orders);
  const asOf: AsOf = options.asOf ?? momentAt(io.now());
  const moment = { asOf, settings: input.settings, territory: undefined };
  const due = { deadlines: [], built: [], unknown: [], older: 0 };
  const lists = listDigests(input.corpus, orders, asOf);
  const made = orders.map((order) =>
    subjectOf({
      card: orderCard(withoutSuccessor(order), { input, moment, all: true, due }),
      exceptions: order.exceptions,
      unblockable: order.account.reported,
      listSha256: lists.get(order.index) as string,
    }),
  );
  tellRedactions(
    made.flatMap(({ redactions }) => redactions),
    io,
  );
  const [first, ...more] = made.map(({ subject }) => subject);
  if (!first) throw new CommandError('There is no order to export.');
  if (options.preview) {
    io.stderr('This was a preview: nothing was exported.\n');
    return exitCodes.fine;
  }
  io.stdout(format.render([first, ...more], { notice: input.settings.notice, asOf: showAsOf(asOf), evidence }));
  return exitCodes.fine;
}

function tellRedactions(redactions: readonly Redaction[], io: Io): void {
  for (const { where, kind } of redactions) io.stderr(`Left out: ${kind} (${where}).\n`);
  if (redactions.length === 0) io.stderr('No personal data was found in what is exported.\n');
  io.stderr(
    'The notes, sources and file names of a record are not exported; what its obligations and events say is. Read it before you hand it on.\n',
  );
}

/** Those that were named, or else all that may be shown. */
function shownOrders(
  { reader, single, id: format }: ExportFormat,
  inputs: readonly string[],
  input: Input,
  io: Io,
): readonly Order[] {
  const { orders } = askedOrders(input);
  const isSecret = ({ record: { publication } }: Order) =>
    publication === 'sealed' || (publication === 'restricted' && reader === 'public');
  const secret = orders.filter(isSecret);
  if (inputs.length > 0 && secret.length > 0) throw refusedSecret(secret[0] as Order, reader);
  const shown = orders.filter((order) => !isSecret(order));
  if (single && shown.length !== 1)
    throw new CommandError(
      `--format ${format} is about one order, and these are ${shown.length}. Name one, by its id.`,
    );
  if (secret.length > 0) io.stderr(`${counted(secret.length, 'order')} under seal or restriction left out.\n`);
  const restricted = shown.find(({ record }) => record.publication === 'restricted');
  if (restricted) io.stderr(`${restricted.id} is restricted: this is for the authority alone.\n`);
  return shown;
}

function refuseWhatOrdersNothing({ id: format }: ExportFormat, orders: readonly Order[]): void {
  for (const { id, record } of orders) {
    const why = keptOnly[record.instrument];
    if (why !== undefined) throw new CommandError(`${id}: ${why}. --format ${format} is about orders alone.`);
  }
}

/** The order that took the place of this one may be sealed, and need not be read to export this one: it is not named. */
function withoutSuccessor(order: Order): Order {
  const events = order.events.map((event) => {
    const { by: _, ...record } = event.record;
    return { ...event, record };
  });
  return { ...order, events };
}

function refusedSecret({ id, record }: Order, reader: ExportFormat['reader']): CommandError {
  const why =
    record.publication === 'sealed'
      ? 'is sealed, so nothing of it leaves this folder'
      : 'is restricted, so its names and parties are not for the public';
  const next = reader === 'public' ? 'Leave it out.' : 'Write to the authority by hand.';
  return new CommandError(`${id} ${why}. Nothing was exported. ${next}`);
}

function readEvidence({ takesEvidence, id }: ExportFormat, file: string | undefined, io: Io): Evidence | undefined {
  if (file === undefined) return undefined;
  if (!takesEvidence) throw new CommandError(`--format ${id} takes no --evidence: it says nothing of what was asked.`);
  const text = attempt(() => readFileSync(resolve(io.cwd, file), 'utf8'), file);
  const evidence = parsed(text);
  if (validateEvidence(evidence)) return evidence as Evidence;
  throw new CommandError(`${harmless(file)} is no evidence: blocklist verify --json prints some.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
