import type { Diagnostic } from '../core/diagnostic.ts';
import { type Order, recordVersion } from '../core/order.ts';
import { counted, harmless } from '../core/text.ts';
import { digestOfRecord } from '../read/record-digest.ts';
import { migrated } from '../write/migrations.ts';
import { askedOrders, filesOfOrder } from './asked.ts';
import { changedLines } from './changed-lines.ts';
import { readRecordFile } from './disk.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { showFindings } from './findings.ts';
import { type Input, readInput } from './input.ts';
import type { Io } from './io.ts';
import { Progress } from './progress.ts';
import { changeFile } from './safe-file.ts';

export interface MigrateOptions {
  readonly check?: true;
  readonly config?: string;
  readonly dryRun?: true;
}

/** Brings records to the newest version of their form. Those with errors stay as they are. */
export async function migrate(inputs: readonly string[], options: MigrateOptions, io: Io): Promise<ExitCode> {
  const input = readInput({ inputs, config: options.config, progress: new Progress(io) }, io);
  const { sound, faults } = soundOrders(input);
  if (faults.length > 0) showFindings(faults, { report: 'text', to: 'stderr' }, io);
  const due = sound.filter(({ record }) => record.schema !== recordVersion);
  const refusals: string[] = [];
  for (const { file } of due) {
    const refusal = options.check ? tellDue(file, io) : await migrateFile(file, options, io);
    if (refusal !== undefined) refusals.push(`${file}: ${refusal}`);
  }
  for (const refusal of refusals) io.stderr(`${harmless(refusal)}\n`);
  const changed = due.length - refusals.length;
  if (changed > 0 || refusals.length === 0) io.stderr(outcome(changed, options));
  if (faults.length > 0) io.stderr('Records with errors stay as they are. Mend them, then run this again.\n');
  if (faults.length + refusals.length > 0) return exitCodes.errors;
  return options.check && due.length > 0 ? exitCodes.changes : exitCodes.fine;
}

/**
 * The orders asked for whose records and lists have no errors, and the errors of the others. A missing approval is none
 * here: it is for what a record says, and no migration touches that.
 */
function soundOrders(input: Input): { readonly sound: readonly Order[]; readonly faults: readonly Diagnostic[] } {
  const { orders, unread } = askedOrders(input);
  const asked = new Set([...unread, ...orders.flatMap(filesOfOrder)]);
  const faults = input.diagnostics.filter(
    ({ severity, code, place }) =>
      severity === 'error' && !code.startsWith('order/approval-') && place !== undefined && asked.has(place.file),
  );
  const faulty = new Set(faults.map(({ place }) => place?.file));
  return { sound: orders.filter((order) => !filesOfOrder(order).some((file) => faulty.has(file))), faults };
}

function tellDue(file: string, io: Io): undefined {
  io.stdout(`${harmless(file)}\n`);
}

/** Why a record was left as it is; undefined where it was not. */
async function migrateFile(file: string, { dryRun }: MigrateOptions, io: Io): Promise<string | undefined> {
  const old = readRecordFile(file, io.cwd);
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(old);
  const result = migrated(text);
  if (result.kind === 'refused') return result.message;
  if (result.kind === 'as-it-was') return undefined;
  const bytes = Buffer.from(result.text);
  if (digestOfRecord(file, bytes) !== digestOfRecord(file, old)) {
    throw new Error(`The migration of ${file} would void its approvals.`);
  }
  io.stdout(changeText(file, text, result.text));
  if (dryRun) return undefined;
  const change = (now: Uint8Array) => {
    if (Buffer.compare(now, old) === 0) return bytes;
    throw new CommandError(`${file} was changed meanwhile, and stays as it is. Run this again.`);
  };
  await changeFile({ path: file, change }, io.cwd);
  return undefined;
}

function changeText(file: string, before: string, after: string): string {
  const { line, removed, added } = changedLines(before, after);
  const lines = [`${file}, line ${line}:`, ...removed.map((one) => `  - ${one}`), ...added.map((one) => `  + ${one}`)];
  return `${lines.map(harmless).join('\n')}\n`;
}

function outcome(due: number, { check, dryRun }: MigrateOptions): string {
  const newest = `version ${recordVersion}, the newest`;
  if (due === 0) return `There is nothing to do: all records without errors are of ${newest}.\n`;
  const records = counted(due, 'record');
  if (check) return `${records} must be brought to ${newest}: run blocklist migrate.\n`;
  if (dryRun) return `${records} would be brought to ${newest}. Nothing was written, because of --dry-run.\n`;
  return `${records} brought to ${newest}. No name, date or approval changed.\n`;
}
