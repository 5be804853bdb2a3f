import { csvCell } from '../core/csv-cell.ts';
import { type DomainName, unicodeName } from '../core/name.ts';
import type { ExportFormat } from './format.ts';
import type { LeftFree, Subject } from './subject.ts';

/** A line for each name that an order lists or expressly leaves free (RFC 4180). */
export const csv: ExportFormat = {
  id: 'csv',
  title: 'a table of the names, order by order',
  reader: 'public',
  single: false,
  takesEvidence: false,
  ofOrders: false,
  render: (subjects) => {
    const rows = subjects.flatMap((subject) =>
      [...subject.names.map(listed), ...subject.exceptions.map(leftFree)].map((line) => [
        subject.id,
        subject.authority.name,
        subject.caseNumbers.join('; '),
        subject.standing.state,
        ...line,
      ]),
    );
    return [head, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
  },
};

function listed({ name, unicode, scope, when, from, until }: Subject['names'][number]): readonly string[] {
  return [name, unicode ?? '', 'listed', scope, when, from ?? '', until ?? ''];
}

function leftFree({ name, scope }: LeftFree): readonly string[] {
  return [name, shownUnicode(name), 'left free', scope, '', '', ''];
}

/** As of names that are listed: only where it differs. */
function shownUnicode(name: DomainName): string {
  const unicode = unicodeName(name);
  return unicode === name ? '' : unicode;
}

/** `state` is where the order stands; the rest is about the name on its list, in force or not. */
const head = [
  'order',
  'authority',
  'case_numbers',
  'state',
  'name',
  'unicode',
  'line',
  'scope',
  'when',
  'from',
  'until',
];
