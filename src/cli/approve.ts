import { createHash } from 'node:crypto';
import { showLocal } from '../core/dates.ts';
import { type Diagnostic, hasErrors } from '../core/diagnostic.ts';
import type { Order } from '../core/order.ts';
import type { ApprovalRule } from '../core/settings.ts';
import { charactersThatAreNotText, harmless, listed } from '../core/text.ts';
import { approversOf, mayApprove } from '../read/approvals.ts';
import { digestOfRecord } from '../read/record-digest.ts';
import { appendTo } from '../write/append.ts';
import { approvalCard, approvalOutcome } from './approve-text.ts';
import type { Conversation } from './conversation.ts';
import { readRecordFile, shownPath } from './disk.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { showFindings } from './findings.ts';
import { type Input, readInput } from './input.ts';
import type { Io } from './io.ts';
import { Progress } from './progress.ts';
import { changeFile } from './safe-file.ts';

export interface ApproveOptions {
  readonly by?: string;
  readonly config?: string;
}

/** Writes into a record that somebody has looked at it and agrees with it as it stands. */
export async function approve(subject: string, options: ApproveOptions, io: Io): Promise<ExitCode> {
  const input = readInput({ inputs: [subject], config: options.config, progress: new Progress(io) }, io);
  const order = theOrder(subject, input, io);
  const errors = otherErrors(order, input.diagnostics);
  if (hasErrors(errors)) {
    showFindings(errors, { report: 'text', to: 'stderr' }, io);
    io.stderr('Nothing was approved: mend this first, because an approval is for the record as it stands.\n');
    return exitCodes.errors;
  }
  const sha256 = digestOf(order.file, sameBytes(order.file, input, io));
  const { approvals: rule } = input.settings;
  const given = options.by !== undefined || !io.converse ? soundName(options.by, rule) : undefined;
  io.stderr(approvalCard(order, rule));
  const conversation = await io.converse?.();
  const by = given ?? soundName(await askName(rule, conversation), rule);
  const before = approversOf(order.record, sha256, rule);
  if (before.has(by)) {
    io.stderr(`${harmless(by)} has approved it already, as it stands. Nothing was written.\n`);
    return exitCodes.fine;
  }
  if ((await conversation?.yes({ message: `Does ${harmless(by)} approve this order as it stands?` })) === false) {
    io.stderr('Nothing was written.\n');
    return exitCodes.fine;
  }
  const date = showLocal(io.now(), order.timeZone).slice(0, 'YYYY-MM-DD'.length);
  await write(order, { by, date, sha256 }, io);
  io.stderr(approvalOutcome({ id: order.id, by, approvers: new Set([...before, by]), rule }));
  return exitCodes.fine;
}

function theOrder(subject: string, { judged, diagnostics }: Input, io: Io): Order {
  const file = shownPath(subject, io.cwd);
  const found = judged.filter((order) => order.id === subject || order.file === file);
  const [order, second] = found;
  if (order && !second) return order;
  if (second) {
    throw new CommandError(`${subject} is the id of several records: ${found.map(({ file }) => file).join(', ')}.`);
  }
  const errors = diagnostics.filter(({ severity, place }) => severity === 'error' && place?.file === file);
  if (errors.length > 0) showFindings(errors, { report: 'text', to: 'stderr' }, io);
  throw new CommandError(
    `${subject} is neither the id nor the file of an order that can be read. Look at the spelling.`,
  );
}

/** What is wrong with the order and its lists, but for approvals. */
function otherErrors({ file, lists }: Order, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const files = new Set([file, ...lists.map(({ path }) => path)]);
  return diagnostics.filter(
    ({ severity, code, place }) =>
      severity === 'error' && place !== undefined && files.has(place.file) && !code.startsWith('order/approval-'),
  );
}

const longestName = 80;

/** The name of somebody who may approve, as it can stand in a record. */
function soundName(text: string | undefined, rule: ApprovalRule | undefined): string {
  const by = (text ?? '').trim();
  const who = rule?.people ? ` Who can: ${listed(rule.people, 'or')}.` : '';
  if (by === '') throw new CommandError(`Say who approves: --by NAME.${who}`);
  if (rule && !mayApprove(by, rule)) throw new CommandError(`${by} is not among those who may approve orders.${who}`);
  const isText = [...charactersThatAreNotText(by)].length === 0 && !/[\r\n@]/.test(by);
  if (isText && by.length <= longestName) return by;
  throw new CommandError('Give a short name or a role, and no e-mail address: records are published.');
}

async function askName(rule: ApprovalRule | undefined, conversation: Conversation | undefined): Promise<string> {
  const message = 'Who approves it?';
  const hint = 'A short name or a role, no e-mail address.';
  if (!rule?.people) return (await conversation?.line({ message, hint })) ?? '';
  const choices = rule.people.map((one) => ({ value: one, label: harmless(one) }));
  return (await conversation?.choose({ message, choices })) ?? '';
}

type Approval = NonNullable<Order['record']['approvals']>[number];

async function write({ file }: Order, approval: Approval, io: Io): Promise<void> {
  const change = (bytes: Uint8Array) => {
    // It was shown as it stood then.
    if (digestOf(file, bytes) !== approval.sha256) throw changedMeanwhile(file);
    const appended = appendTo(Buffer.from(bytes).toString('utf8'), { key: 'approvals', item: { ...approval } });
    if (appended.kind === 'refused') throw new CommandError(appended.message);
    return Buffer.from(appended.text);
  };
  await changeFile({ path: file, change }, io.cwd);
}

/** The record as it was when the card was made of it. */
function sameBytes(file: string, { sources }: Input, io: Io): Uint8Array {
  const bytes = readRecordFile(file, io.cwd);
  const known = sources.digests.get(file);
  if (known && createHash('sha256').update(bytes).digest().equals(known)) return bytes;
  throw changedMeanwhile(file);
}

function digestOf(file: string, bytes: Uint8Array): string {
  const digest = digestOfRecord(file, bytes);
  if (digest === undefined) throw changedMeanwhile(file);
  return digest;
}

function changedMeanwhile(file: string): CommandError {
  const message = `${file} has changed meanwhile, so nothing was written. Look at it again.`;
  return new CommandError(message, exitCodes.safetyStop);
}
