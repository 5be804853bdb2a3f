import { Chalk, type ChalkInstance } from 'chalk';
import { counted } from '../core/text.ts';
import type { OrderList } from '../generated/list.ts';
import { momentWords } from './moment-words.ts';
import { lastDay, stateWords } from './state-words.ts';
import { type Cell, type Column, table } from './table.ts';

type Row = OrderList['orders'][number];

const columns: readonly Column[] = [
  // An id is cut late: it is what people copy.
  { head: 'Order', narrows: { turn: 4, to: 16 } },
  { head: 'Authority', narrows: { turn: 1, to: 10, orGoes: true } },
  { head: 'In' },
  { head: 'Where it stands', narrows: { turn: 5, to: 12 } },
  { head: 'Last day', narrows: { turn: 3, to: 0 } },
  { head: 'Names', align: 'right' },
  { head: 'Blocks it', narrows: { turn: 2, to: 12 } },
  { head: 'Note' },
];

export interface Terminal {
  readonly colour: boolean;
  readonly columns: number | undefined;
}

/** One line an order. */
export function listText({ orders }: OrderList, terminal: Terminal): string {
  if (orders.length === 0) return '';
  const chalk = new Chalk({ level: terminal.colour ? 1 : 0 });
  const rows = orders.map((row) => cellsOf(row, chalk));
  return `${table(columns, rows, { width: terminal.columns, paintHead: chalk.bold }).join('\n')}\n`;
}

function cellsOf(row: Row, chalk: ChalkInstance): readonly (Cell | string)[] {
  const { id, authority, country, timeZone, until, names } = row;
  return [
    { text: id === '' ? row.file : id, paint: row.errors > 0 ? chalk.red : undefined },
    authority,
    country,
    { text: stateWords(row, timeZone), paint: painted(row, chalk) },
    until === undefined ? '' : lastDay(Date.parse(until), timeZone),
    String(names),
    row.holds === undefined ? '' : row.holds ? 'yes' : `no: ${row.holdsReason ?? ''}`,
    { text: notes(row).join(', '), paint: row.errors > 0 ? chalk.red : chalk.yellow },
  ];
}

function painted({ state, binds }: Row, chalk: ChalkInstance): Cell['paint'] {
  if (!binds) return chalk.dim;
  if (state === 'in-force') return chalk.green;
  return state === 'ended' ? chalk.dim : chalk.yellow;
}

function notes({ publication, binds, state, errors }: Row): string[] {
  return [
    ...(errors > 0 ? ['has errors'] : []),
    ...(publication === 'public' ? [] : [publication]),
    ...(binds || state === 'kept' ? [] : ['not for us']),
  ];
}

/** What the table is, for people: `2 of 6 orders on 2026-11-24.` */
export function listTitle({ orders, asOf }: OrderList, records: number): string {
  if (orders.length === 0)
    return `None of ${counted(records, 'record')} is such an order on ${momentWords(asOf, 'UTC')}.`;
  return `${orders.length === records ? '' : `${orders.length} of `}${counted(records, 'order')} on ${momentWords(asOf, 'UTC')}.`;
}
