import { csvCell } from '../core/csv-cell.ts';
import type { Account, Item } from './items.ts';

const heading = ['place', 'result', 'name', 'paper', 'why'] as const;

/**
 * The whole account as CSV (RFC 4180): the place, what became of it, the name, the paper's words and why. No cell begins
 * like a formula of a spreadsheet.
 */
export function accountTable(account: Account): string {
  const rows = account.items.map((item) => [item.at, item.verdict, nameOf(item), item.text, whyOf(item)]);
  const { blank } = account.totals;
  const rest = blank > 0 ? [['', 'blank', '', '', `${blank} blank ${blank === 1 ? 'line' : 'lines'}`]] : [];
  return [heading, ...rows, ...rest].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

function nameOf(item: Item): string {
  switch (item.verdict) {
    case 'accepted':
    case 'already-ordered':
      return item.entry.scope === 'subdomains' ? `*.${item.entry.name}` : item.entry.name;
    case 'duplicate':
      return item.name;
    case 'not-expressible':
      return item.written;
    case 'left-out':
      return item.name ?? '';
    case 'needs-you':
    case 'no-target':
      return '';
  }
}

function whyOf(item: Item): string {
  switch (item.verdict) {
    case 'accepted':
      return [item.entry.accepted?.reason ?? '', ...item.notes].filter((text) => text !== '').join(' ');
    case 'already-ordered':
      return [`Also ordered by ${item.orders.join(', ')}.`, item.entry.accepted?.reason ?? '', ...item.notes]
        .filter((text) => text !== '')
        .join(' ');
    case 'duplicate':
      return `The same as at ${item.of}.`;
    case 'not-expressible':
    case 'needs-you':
    case 'no-target':
      return item.reason;
    case 'left-out':
      return `${item.reason} (${item.by})`;
  }
}
