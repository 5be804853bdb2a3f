import { effectOf } from '../compile/effect.ts';
import { idleReason } from '../compile/trace.ts';
import { type Instant, showInstant } from '../core/dates.ts';
import { type Diagnostic, hasErrors } from '../core/diagnostic.ts';
import type { DomainName } from '../core/name.ts';
import type { Order } from '../core/order.ts';
import { harmlessJson } from '../core/text.ts';
import type { Change } from '../generated/change.ts';
import type { Appended } from '../write/append.ts';
import { changeText } from './change-text.ts';
import { readRecordFile } from './disk.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { showFindings } from './findings.ts';
import { type Input, readInput } from './input.ts';
import type { Io } from './io.ts';
import { Progress } from './progress.ts';
import { createAndChange, type NewFile } from './safe-file.ts';

export interface ChangeOptions {
  readonly config?: string;
  readonly dryRun?: true;
  readonly json?: true;
  readonly yes?: true;
}

/** Lines for a record, before anybody has seen what they do. */
export interface Plan {
  readonly order: Order;
  readonly append: (text: string) => Appended;
  /** When it takes hold. */
  readonly at: Instant;
  /** The names that it is about; undefined: all of the order. */
  readonly names?: readonly DomainName[];
  /** Files that come with the lines. */
  readonly files?: readonly NewFile[];
}

export interface ChangeRequest {
  /** Where orders are read from. */
  readonly inputs: readonly string[];
  readonly options: ChangeOptions;
  readonly plan: (input: Input) => Promise<Plan>;
}

/** Names of each kind that are shown. */
const mostShown = 20;

/** How often somebody else may have been quicker. */
const mostAttempts = 50;

/** Somebody else changed the record after it was read. */
class Overtaken extends CommandError {}

/** Adds lines to a record, after having shown them and what they do. */
export async function changeRecord(request: ChangeRequest, io: Io): Promise<ExitCode> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await changeOnce(request, io);
    } catch (error) {
      // A person has to see what has become of it.
      if (!(error instanceof Overtaken) || io.converse || attempts === mostAttempts) throw error;
    }
  }
}

async function changeOnce({ inputs, options, plan: planFor }: ChangeRequest, io: Io): Promise<ExitCode> {
  const read = (instead?: ReadonlyMap<string, Uint8Array>) =>
    readInput({ inputs, config: options.config, progress: new Progress(io), instead }, io);
  const before = read();
  const plan = await planFor(before);
  const { file } = plan.order;
  const old = readRecordFile(file, io.cwd);
  const appended = plan.append(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(old));
  if (appended.kind === 'refused') throw new CommandError(`${file}: ${appended.message}`);
  const bytes = Buffer.from(appended.text);
  const files = plan.files ?? [];
  const after = read(new Map([[file, bytes], ...files.map((one) => [one.path, one.bytes] as const)]));
  const found = newFindings(before, after, [file, ...files.map(({ path }) => path)]);
  if (found.length > 0) showFindings(found, { report: 'text', to: 'stderr' }, io);
  if (hasErrors(found)) {
    io.stderr('With these lines the record would have errors. Nothing was written.\n');
    return exitCodes.errors;
  }
  if (before.diagnostics.some((one) => one.severity === 'error')) {
    io.stderr('Other records have errors: what they hold is not counted here. Run blocklist check to see them.\n');
  }
  const change = describe(plan, { before, after, appended, now: io.now() });
  if (!options.json) io.stdout(changeText(change, { now: io.now(), timeZone: plan.order.timeZone }));
  const written = await isWanted(options, io);
  if (written) await write({ file, old, bytes, files }, io);
  if (options.json) io.stdout(`${harmlessJson(JSON.stringify({ ...change, written }, null, 2))}\n`);
  io.stderr(outcome(file, { written, options }));
  return exitCodes.fine;
}

/** In the record and in the lists that come with the change. */
function newFindings(before: Input, after: Input, files: readonly string[]): readonly Diagnostic[] {
  const told = ({ code, message }: Diagnostic) => `${code} ${message}`;
  const known = new Set(before.diagnostics.map(told));
  const isOurs = ({ place }: Diagnostic) => place !== undefined && files.includes(place.file);
  return after.diagnostics.filter((found) => isOurs(found) && !known.has(told(found)));
}

interface Changing {
  readonly before: Input;
  readonly after: Input;
  readonly appended: Extract<Appended, { kind: 'changed' }>;
  readonly now: Instant;
}

function describe({ order, at, names }: Plan, { before, after, appended, now }: Changing): Change {
  const instant = Math.max(at, now);
  const moment = { asOf: { kind: 'moment', instant }, settings: before.settings, territory: undefined } as const;
  const of = names ? { names } : { id: order.id };
  const { freed, narrowed, kept, gained } = effectOf({ before, after, moment, of, most: mostShown });
  const isIdle = freed.count + narrowed.count + gained.count === 0;
  const reason = isIdle ? idleReason(order, moment) : undefined;
  return {
    version: 1,
    order: order.id,
    file: order.file,
    line: appended.line,
    lines: [...appended.lines],
    written: false,
    asOf: showInstant(instant),
    ...(reason !== undefined && { reason }),
    freed: { count: freed.count, names: [...freed.names] },
    narrowed: { count: narrowed.count, names: narrowed.names.map(held) },
    kept: { count: kept.count, names: kept.names.map(held) },
    gained: { count: gained.count, names: [...gained.names] },
  };
}

function held({ name, orders }: { readonly name: DomainName; readonly orders: readonly string[] }) {
  return { name, orders: [...orders] };
}

async function isWanted({ dryRun, json, yes }: ChangeOptions, io: Io): Promise<boolean> {
  if (dryRun) return false;
  if (yes || json || !io.converse) return true;
  const conversation = await io.converse();
  return conversation.yes({ message: 'Write it?', initial: true });
}

interface Versions {
  readonly file: string;
  readonly old: Uint8Array;
  readonly bytes: Uint8Array;
  readonly files: readonly NewFile[];
}

/** Writes what was shown, and nothing else. */
function write({ file, old, bytes, files }: Versions, io: Io): Promise<void> {
  const change = (now: Uint8Array) => {
    if (Buffer.compare(now, old) === 0) return bytes;
    throw new Overtaken(`${file} was changed meanwhile. Nothing was written. Run this again.`);
  };
  return createAndChange(files, { path: file, change }, io.cwd);
}

function outcome(
  file: string,
  { written, options }: { readonly written: boolean; readonly options: ChangeOptions },
): string {
  if (written) return `Written to ${file}. Now run blocklist build.\n`;
  return options.dryRun ? 'Nothing was written, because of --dry-run.\n' : 'Nothing was written.\n';
}
