import { csvCell } from '../core/csv-cell.ts';
import type { ExportFormat } from './format.ts';

/** A line for each name that an order lists (RFC 4180). */
export const csv: ExportFormat = {
  id: 'csv',
  title: 'a table of the names, order by order',
  reader: 'public',
  single: false,
  takesEvidence: false,
  render: (subjects) => {
    const rows = subjects.flatMap(({ id, authority, caseNumbers, names }) =>
      names.map(({ name, unicode, scope, when, from, until }) => [
        id,
        authority.name,
        caseNumbers.join('; '),
        name,
        unicode ?? '',
        scope,
        when,
        from ?? '',
        until ?? '',
      ]),
    );
    return [head, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
  },
};

const head = ['order', 'authority', 'case_numbers', 'name', 'unicode', 'scope', 'when', 'from', 'until'];
