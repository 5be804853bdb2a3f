import { resolve } from 'node:path';
import { compile, type Moment } from '../compile/compile.ts';
import { type Duty, dutyOf } from '../compile/duty.ts';
import { idleReason } from '../compile/trace.ts';
import type { Blocklist } from '../core/blocklist.ts';
import { type AsOf, instantFor, showAsOf, showInstant } from '../core/dates.ts';
import { type Diagnostic, diagnostic, hasErrors, inReadingOrder } from '../core/diagnostic.ts';
import type { Order } from '../core/order.ts';
import { isAfter } from '../core/serial.ts';
import { counted } from '../core/text.ts';
import { outputs } from '../emit/outputs.ts';
import { formats } from '../emit/registry.ts';
import type { Manifest } from '../generated/manifest.ts';
import { attempt, shownPath } from './disk.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { showFindings } from './findings.ts';
import { type Input, readInput } from './input.ts';
import type { Io } from './io.ts';
import { previousManifest, replaceOutputs } from './output-folder.ts';

export interface BuildOptions {
  readonly allowEmpty?: true;
  readonly asOf?: AsOf;
  readonly config?: string;
  readonly format?: readonly string[];
  readonly json?: true;
  readonly out: string;
  readonly report: string;
  readonly serial?: number;
  readonly territory?: readonly string[];
}

/** Compiles what is in force into files that resolvers load. Any error in any order, and nothing is written. */
export async function build(inputs: readonly string[], options: BuildOptions, io: Io): Promise<ExitCode> {
  const input = readInput({ inputs, config: options.config }, io);
  const asOf = options.asOf ?? { kind: 'moment', instant: Math.floor(io.now() / 1000) * 1000 };
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
  if (blocklist.names.size === 0 && !options.allowEmpty) return refuseEmpty(input, moment, io);
  return writeOutputs(blocklist, { options, input, asOf, foreign: foreign.map(({ order }) => order) }, io);
}

/** An order that binds others, and the finding that says so. */
function notOurs(order: Order, duty: Duty): { readonly order: Order; readonly finding: Diagnostic }[] {
  if (duty.binds || duty.kind === 'nobody') return [];
  const message = `${order.id} is not compiled: ${duty.reason}.`;
  return [{ order, finding: diagnostic('order/not-ours', { message, place: order.place }) }];
}

function refuseEmpty(input: Input, moment: Moment, io: Io): ExitCode {
  const { help } = diagnostic('build/empty', { message: '' });
  io.stderr(`No name is blocked on ${showAsOf(moment.asOf)}, so nothing was written.\n`);
  for (const order of input.named ? input.orders : []) {
    io.stderr(
      `  ${order.id} blocks nothing, because ${idleReason(order, moment) ?? 'no name of it is listed then'}.\n`,
    );
  }
  io.stderr(`${help}\n`);
  return exitCodes.safetyStop;
}

interface Job {
  readonly foreign: readonly Order[];
  readonly options: BuildOptions;
  readonly input: Input;
  readonly asOf: AsOf;
}

async function writeOutputs(blocklist: Blocklist, { options, input, asOf, foreign }: Job, io: Io): Promise<ExitCode> {
  const folder = resolve(io.cwd, options.out);
  const label = shownPath(options.out, io.cwd);
  const previous = attempt(() => previousManifest(folder), label);
  if (previous === 'damaged' && options.serial === undefined) {
    throw new CommandError(
      `${label}/manifest.json is damaged, so the last serial is not known. Give the last serial plus one with --serial.`,
      exitCodes.safetyStop,
    );
  }
  const known = previous === 'damaged' ? undefined : previous;
  refuseBackwards(options.serial, known);
  const planned = outputs(blocklist, {
    formats: formats.filter(({ id }) => options.format === undefined || options.format.includes(id)),
    zone: input.settings.zone,
    territory: options.territory,
    previous: known,
    serial: options.serial,
    today: instantFor(asOf, 'UTC'),
  });
  const { names } = blocklist;
  const replacing = { ...planned, now: io.now(), names: names.size };
  const { manifest, changed } = await replaceOutputs(folder, label, replacing);
  if (options.json) io.stdout(`${JSON.stringify(manifest, null, 2)}\n`);
  if (!previous && options.serial === undefined) sayNoSerial(label, io);
  io.stderr(buildSummary({ foreign, input, blocklist, manifest, changed, label }));
  return exitCodes.fine;
}

function refuseBackwards(serial: number | undefined, previous: Manifest | undefined): void {
  if (serial === undefined || !previous || isAfter(serial, previous.serial)) return;
  throw new CommandError(
    `The serial ${serial} does not come after the last one, ${previous.serial}: resolvers would keep the old zone (RFC 1982).`,
  );
}

function sayNoSerial(label: string, io: Io): void {
  const { help } = diagnostic('build/no-serial', { message: '' });
  io.stderr(`There is no earlier build in ${label}: the serial starts from the date. ${help}\n`);
}

interface Summary {
  /** Orders that bind others. */
  readonly foreign: readonly Order[];
  readonly input: Input;
  readonly blocklist: Blocklist;
  readonly manifest: Manifest;
  readonly changed: boolean;
  readonly label: string;
}

function buildSummary({ foreign, input, blocklist, manifest, changed, label }: Summary): string {
  const widest = Math.max(...manifest.files.map(({ name }) => name.length));
  const idle = foreign.map(({ id }) => id);
  const lines = [
    `${counted(input.records, 'order')} read. On ${manifest.asOf}, ${manifest.orders} of them ` +
      `${manifest.orders === 1 ? 'blocks' : 'block'} ${counted(manifest.names, 'name')}.`,
    ...(idle.length === 0 ? [] : [`${counted(idle.length, 'order')} for others left out: ${shortList(idle)}.`]),
    ...manifest.files.flatMap(({ name, count, limits }) => [
      `  ${label}/${name.padEnd(widest)}  ${counted(count, 'entry', 'entries')}`,
      ...(limits ?? []).map((limit) => `    ${limit}`),
    ]),
    `Serial ${manifest.serial}${changed ? '' : '; the files were up to date'}. ${validity(blocklist)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function shortList(words: readonly string[]): string {
  const more = words.length - 5;
  return `${words.slice(0, 5).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function validity({ validUntil }: Blocklist): string {
  if (validUntil === undefined) return 'No change is known ahead.';
  return `Build again at ${showInstant(validUntil)}, when the next order or name begins or ends.`;
}
