import { expect, test } from 'vitest';
import { builtSite } from './built-site.ts';
import { saidByExplain, saidBySearch } from './searched.ts';
import { openTrickyOrders, trickyOrders } from './tricky-orders.ts';

const bases = [
  ...['exact.to', 'a.exact.to', 'sub.to', 'wide.to', 'ok.wide.to', 'deep.ok.wide.to', 'x.wide.to', 'dropped.to'],
  ...[
    'open.to',
    'ok.open.to',
    'void.open.to',
    'new.to',
    'later.to',
    'stayed.to',
    'old.to',
    'again.to',
    'held.to',
    'secret.to',
    'hidden.to',
    'free.to',
    'to',
  ],
];
const names = bases.flatMap((name) => [name, `www.${name}`, `*.${name}`]);

const days = ['2026-01-01', '2026-02-28', '2026-03-01', '2026-06-15', '2026-09-30', '2026-10-01', '2026-11-24'];
const moments = [...days, '2026-02-01T21:30:00Z', '2026-11-23T12:00:00Z', '2026-12-25', '2027-02-01'];

test('the search says what `explain` says: which orders block a name, since when, and why others do not', async () => {
  const reasons = new Set<string>();
  for (const asOf of moments) {
    const files = await builtSite(trickyOrders(), '--as-of', asOf);
    const open = openTrickyOrders();
    for (const name of names) {
      const explained = await saidByExplain(open, name, '--as-of', asOf);
      expect([asOf, name, await saidBySearch(files, name)]).toEqual([asOf, name, explained]);
      for (const [, , why] of explained.others) reasons.add(why);
    }
  }
  const all = ['binds others', 'later', 'left free', 'left out', 'not in force', 'out of reach', 'over'];
  expect([...reasons].toSorted()).toEqual(all);
});
