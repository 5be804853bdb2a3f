import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compile, type Moment } from '../compile/compile.ts';
import { type CutList, cutLists, nextChangeOf } from '../compile/cuts.ts';
import { type Duty, dutyOf } from '../compile/duty.ts';
import { idleReason } from '../compile/trace.ts';
import type { Blocklist } from '../core/blocklist.ts';
import { type AsOf, instantFor, momentAt, showInstant } from '../core/dates.ts';
import { type Diagnostic, diagnostic, hasErrors, inReadingOrder } from '../core/diagnostic.ts';
import type { Order } from '../core/order.ts';
import { isAfter } from '../core/serial.ts';
import { outputs } from '../emit/outputs.ts';
import { formats } from '../emit/registry.ts';
import type { Manifest } from '../generated/manifest.ts';
import type { Said } from './build-index.ts';
import { buildSummary } from './build-summary.ts';
import { endOf, ordersDigest, stretchOf } from './build-terms.ts';
import { readChanged } from './changed-input.ts';
import { shownPath } from './disk.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { showFindings } from './findings.ts';
import type { Input } from './input.ts';
import type { Io } from './io.ts';
import { replaceOutputs } from './output-folder.ts';
import { Progress } from './progress.ts';
import type { AcceptOptions } from './safety/accepting.ts';
import { admission } from './safety/admission.ts';
import { withoutAccepting } from './safety/command-line.ts';
import { saveIndex } from './save-index.ts';
import { manifestSignature } from './sets.ts';
import { type Signer, signerFor } from './trust/signer.ts';

export interface BuildOptions extends AcceptOptions {
  readonly asOf?: AsOf;
  readonly config?: string;
  readonly format?: readonly string[];
  readonly json?: true;
  readonly out: string;
  readonly report: string;
  readonly serial?: number;
  /** The file of the secret key. */
  readonly sign?: string;
  readonly territory?: readonly string[];
}

export interface BuildCall {
  /** The command line, without the program's name. */
  readonly argv: readonly string[];
  readonly inputs: readonly string[];
  readonly options: BuildOptions;
}

/** Compiles what is in force into files that resolvers load. Any error in any order, and nothing is written. */
export async function build(call: BuildCall, io: Io): Promise<ExitCode> {
  const begun = io.now();
  const { options } = call;
  const progress = new Progress(io);
  const { inputs } = call;
  const input = readChanged({ inputs, config: options.config, out: options.out, progress }, io);
  const asOf = options.asOf ?? momentAt(begun);
  const moment = { asOf, settings: input.settings, territory: options.territory };
  const { blocklist, diagnostics } = compile(input.corpus, input.orders, moment);
  const foreign = input.orders.flatMap((order) => notOurs(order, dutyOf(order, moment)));
  const findings = inReadingOrder([...input.diagnostics, ...diagnostics, ...foreign.map(({ finding }) => finding)]);
  const failed = hasErrors(findings);
  const shown = findings.filter(({ severity }) => severity !== 'note' || input.named || options.report !== 'text');
  if (shown.length > 0) showFindings(shown, { report: options.report, to: 'stderr' }, io);
  if (failed) {
    io.stderr('Nothing was written: the files of the last build stay as they are.\n');
    return exitCodes.errors;
  }
  if (blocklist.names.size === 0 && input.named) sayIdle(input, moment, io);
  const signer = await signerFor([options.sign, io.keyFile, input.settings.signing.key], io);
  const said = { findings: shown, foreign: foreign.map(({ order }) => order.id) };
  const cuts = cutLists(blocklist, { ...input, moment });
  return writeOutputs(blocklist, { ...call, input, moment, signer, begun, said, progress, cuts }, io);
}

/** An order that binds others, and the finding that says so. */
function notOurs(order: Order, duty: Duty): { readonly order: Order; readonly finding: Diagnostic }[] {
  if (duty.binds || duty.kind === 'nobody') return [];
  const message = `${order.id} blocks nothing here: ${duty.reason}.`;
  return [{ order, finding: diagnostic('order/not-ours', { message, place: order.place }) }];
}

/** Why nothing of what was asked for blocks anything. */
function sayIdle(input: Input, moment: Moment, io: Io): void {
  for (const order of input.orders) {
    io.stderr(`${order.id} blocks nothing, because ${idleReason(order, moment) ?? 'no name of it is listed then'}.\n`);
  }
}

interface Job extends BuildCall {
  readonly input: Input;
  readonly moment: Moment;
  readonly signer: Signer | undefined;
  /** Milliseconds since 1970: before anything was read. */
  readonly begun: number;
  readonly said: Pick<Said, 'findings' | 'foreign'>;
  readonly progress: Progress;
  readonly cuts: readonly CutList[];
}

async function writeOutputs(blocklist: Blocklist, job: Job, io: Io): Promise<ExitCode> {
  const { options, input, signer, progress, cuts } = job;
  const { asOf } = job.moment;
  const folder = resolve(io.cwd, options.out);
  const label = shownPath(options.out, io.cwd);
  const { last: known, begins, admit } = admission({ ...job, blocklist, folder, label }, io);
  refuseBackwards(options.serial, known);
  const next = nextChangeOf(blocklist, cuts);
  const term = { asOf, next, validDays: input.settings.signing.validDays };
  const planned = outputs(blocklist, {
    formats: formats.filter(({ id, onRequest }) => options.format?.includes(id) ?? !onRequest),
    zone: input.settings.zone,
    cuts,
    territory: options.territory,
    validUntil: endOf(term),
    ordersDigest: ordersDigest(blocklist, cuts),
    previous: known,
    serial: options.serial,
    today: instantFor(asOf, 'UTC'),
  });
  const { names } = blocklist;
  const onPiece = (name: string) => progress.writing(`${label}/${name}`);
  const replacing = { ...planned, now: io.now(), names: names.size, admit, sign: signer?.sign, onPiece };
  const wasSigned = existsSync(join(folder, manifestSignature));
  const { manifest, changed, set } = await replaceOutputs(folder, label, replacing).finally(() => progress.end());
  if (options.json) io.stdout(`${JSON.stringify(manifest, null, 2)}\n`);
  if (!known && options.serial === undefined) sayNoSerial(label, io);
  if (begins !== undefined) sayBegins(begins, io);
  if (wasSigned && !signer)
    io.stderr(`The last build in ${label} was signed; this one is not, because no key was named.\n`);
  const validUntil = next === undefined ? undefined : showInstant(next);
  const told = { records: input.records, validUntil, signedBy: signer?.name };
  io.stderr(buildSummary({ ...told, foreign: job.said.foreign, manifest, before: known, changed, label }));
  const { report, json = false, out } = options;
  const said = { ...job.said, ...told, report, json };
  // A serial can be given only once.
  const argv = options.serial === undefined ? withoutAccepting(job.argv) : undefined;
  // A command line that names its moment gives the same files always.
  const { from, until } = (options.asOf === undefined ? stretchOf(term) : undefined) ?? {
    from: undefined,
    until: undefined,
  };
  const finished = { ...job, from, until, argv, out, sources: input.sources, manifest, keyFile: signer?.file, said };
  if (set !== undefined) saveIndex(finished, set, io);
  return exitCodes.fine;
}

function refuseBackwards(serial: number | undefined, previous: Manifest | undefined): void {
  if (serial === undefined || !previous) return;
  const zones = [...previous.files, ...(previous.retired ?? [])].flatMap(({ serial: last }) => last ?? []);
  const last = [previous.serial, ...zones].find((one) => !isAfter(serial, one));
  if (last === undefined) return;
  throw new CommandError(
    `The serial ${serial} does not come after the last one, ${last}: resolvers would keep the old files (RFC 1982). Give a larger one.`,
  );
}

function sayNoSerial(label: string, io: Io): void {
  const { help } = diagnostic('build/no-serial', { message: '' });
  io.stderr(
    `There is no earlier build in ${label}, so the number of this one (its serial) is made from the date. ${help}\n`,
  );
}

function sayBegins(label: string, io: Io): void {
  io.stderr(
    `The build before this one left nothing in ${label} to compare this one with. From now on names and orders that vanish stop a build.\n`,
  );
}
