import { eventWords, type Order } from '../core/order.ts';
import type { ApprovalRule } from '../core/settings.ts';
import { counted, harmless, listed } from '../core/text.ts';

/** What an approval is for, in short. */
export function approvalCard({ id, file, record, account }: Order, rule: ApprovalRule | undefined): string {
  const { title, authority, events } = record;
  const lines = [
    `${id}: ${title}`,
    `  ${authority.name} (${authority.country})`,
    ...events.map(({ type, date }) => `  ${date}  ${eventWords[type]}`),
    `  ${counted(account.targets, 'name')}`,
    `  ${file}`,
    ...(rule ? [] : ['The configuration asks for no approvals; this one is kept all the same.']),
  ];
  return `${lines.map(harmless).join('\n')}\n`;
}

export interface Approved {
  readonly id: string;
  readonly by: string;
  /** All who have approved the order as it stands. */
  readonly approvers: ReadonlySet<string>;
  readonly rule: ApprovalRule | undefined;
}

/** What an approval has brought, and what is still missing. */
export function approvalOutcome({ id, by, approvers, rule }: Approved): string {
  const done = `${by} has approved ${id}.`;
  if (!rule) return `${harmless(done)}\n`;
  const missing = rule.required - approvers.size;
  if (missing <= 0) return `${harmless(`${done} That is all it needs.`)}\n`;
  const others = rule.people?.filter((one) => !approvers.has(one));
  const who = others ? `, from ${listed(others, 'or')}` : '';
  return `${harmless(`${done} ${counted(missing, 'more approval')} must come${who}.`)}\n`;
}
