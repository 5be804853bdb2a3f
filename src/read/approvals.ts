import { type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import { blocksOnResolver, keptOnly, type OrderRecord } from '../core/order.ts';
import type { ApprovalRule } from '../core/settings.ts';
import { counted, listed } from '../core/text.ts';
import { recordDigest } from './record-digest.ts';
import { keyPlace, valuePlace, type YamlDocument } from './yaml.ts';

export interface ApprovedRecord {
  readonly document: YamlDocument;
  /** The record's file, where the document's runs stand. */
  readonly bytes: Uint8Array;
  readonly record: OrderRecord;
}

/** What a record lacks of the approvals that the configuration asks for. */
export function approvalFindings(approved: ApprovedRecord, rule: ApprovalRule): Diagnostic[] {
  const { document, record } = approved;
  const given = record.approvals ?? [];
  const strangers = given.flatMap(({ by }, index) => (mayApprove(by, rule) ? [] : [{ by, index }]));
  const found = strangers.map(({ by, index }) =>
    diagnostic('order/approval-unknown', {
      message: `${by} is not among those who may approve orders: ${listed(rule.people ?? [], 'and')}.`,
      place: valuePlace(document, `/approvals/${index}/by`),
    }),
  );
  // A digest takes time: most records of a house that has just begun to ask for approvals bear none.
  const digest = given.length === 0 ? undefined : recordDigest(document, approved.bytes);
  const valid = approversOf(record, digest, rule);
  const hasChanged = given.some(({ by, sha256 }) => sha256 !== digest && mayApprove(by, rule));
  // Whoever makes a draft of an approved order frees its names: that is a change like any other.
  if (!(needsApproval(record, rule) || hasChanged) || valid.size >= rule.required) return found;
  return [...found, ...outdated(approved, rule, valid), missing(approved, rule, valid)];
}

/** Who has approved the record as it stands: those who may, each once. */
export function approversOf(
  { approvals }: OrderRecord,
  digest: string | undefined,
  rule: ApprovalRule | undefined,
): ReadonlySet<string> {
  const valid = (approvals ?? []).filter(({ by, sha256 }) => sha256 === digest && (!rule || mayApprove(by, rule)));
  return new Set(valid.map(({ by }) => by));
}

export function mayApprove(by: string, { people }: ApprovalRule): boolean {
  return people === undefined || people.includes(by);
}

/** Whether it can come to block a name, and something in it is of the time in which approvals are asked for. */
function needsApproval({ instrument, obligations, events, amendments }: OrderRecord, { from }: ApprovalRule): boolean {
  const compiles =
    keptOnly[instrument] === undefined &&
    (obligations ?? []).some(blocksOnResolver) &&
    events.some(({ type }) => type === 'effective');
  const dates = [...events, ...(amendments ?? [])].map(({ date }) => date.slice(0, 'YYYY-MM-DD'.length));
  return compiles && (from === undefined || dates.some((date) => date >= from));
}

type Valid = ReadonlySet<string>;

function outdated({ document, record }: ApprovedRecord, rule: ApprovalRule, valid: Valid): Diagnostic[] {
  const last = new Map((record.approvals ?? []).map(({ by, date }, index) => [by, { date, index }]));
  return [...last].flatMap(([by, { date, index }]) => {
    if (valid.has(by) || !mayApprove(by, rule)) return [];
    const message = `The record has changed since ${by} approved it on ${date}.`;
    return [diagnostic('order/approval-outdated', { message, place: valuePlace(document, `/approvals/${index}`) })];
  });
}

function missing({ document, record }: ApprovedRecord, { required, people }: ApprovalRule, valid: Valid): Diagnostic {
  const here =
    valid.size === 0
      ? `Nobody has approved the record as it stands; ${required} must.`
      : `${listed([...valid], 'and')} ${valid.size === 1 ? 'has' : 'have'} approved the record as it stands; ${counted(required - valid.size, 'more approval')} must come.`;
  const others = people?.filter((one) => !valid.has(one));
  return diagnostic('order/approval-missing', {
    message: others ? `${here} Who can: ${listed(others, 'or')}.` : here,
    place: record.approvals ? keyPlace(document, '/approvals') : valuePlace(document, '/id'),
    help: `Let a colleague look at the record; "blocklist approve ${record.id} --by NAME" writes down that it is right.`,
  });
}
