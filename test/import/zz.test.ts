import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { accountFor } from '../../src/import/account.ts';
import { accountTable } from '../../src/import/account-table.ts';
import { understand } from '../../src/import/understand.ts';

const data = new URL('../../../shared/data/', import.meta.url);
test('x', () => {
  const text = new TextDecoder('windows-1250').decode(readFileSync(new URL('cz-mf/v40.csv', data)));
  const rows = text
    .split('\r\n')
    .map((line, at) => ({
      place: `line ${at + 1}`,
      cells: line.split(';').map((text, i) => ({ text, place: `column ${i + 1}` })),
    }));
  const u = understand({ format: 'csv', parts: [{ name: '', kind: 'table', rows }], doubts: [], remarks: [] }, {});
  console.log(JSON.stringify({ ...u, lines: u.lines.slice(0, 5) }, null, 1));
  const a = accountFor(u, { existing: () => [], judge: () => [], answers: {} });
  console.log(a.summary, a.totals);
  console.log(a.items.filter((i) => i.verdict !== 'accepted' || i.entry.deleted));
  const annex = readFileSync(new URL('in-madras-2017/annex.txt', data), 'utf8')
    .split('\n')
    .map((text, at) => ({ place: `line ${at + 1}`, cells: [{ text, place: '' }] }));
  const m = understand(
    { format: 'txt', parts: [{ name: '', kind: 'text', rows: annex }], doubts: [], remarks: [] },
    {},
  );
  const b = accountFor(m, { existing: () => [], judge: () => [], answers: {} });
  console.log(b.summary, m.doubts);
  console.log(JSON.stringify(b.items.filter((i) => i.verdict !== 'accepted').slice(0, 40), null, 1));
  void accountTable;
  void expect;
});
