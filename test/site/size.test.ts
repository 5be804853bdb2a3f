import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { OrderRecord } from '../../src/core/order.ts';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';
import { builtSite, type Files } from './built-site.ts';
import { webOf } from './links.ts';

// No page is larger than 300,000 bytes, whatever orders say: a phone has to show it.

const most = 300_000;

/** Pages and feeds; what the search reads of a name has a line for each of its orders, in one file. */
function tooLarge(files: Files): readonly string[] {
  const shown = [...files].filter(([path]) => !path.startsWith('search/'));
  return shown.flatMap(([path, text]) => (Buffer.byteLength(text) < most ? [] : [path]));
}

/** The longest text that a record takes, which grows fivefold where it is escaped. */
const longest = (mark: string) => `${mark} `.padEnd(500, '&');
const many = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

/** An order whose list lies in a file beside it. */
function withList(space: Workspace, id: string, names: readonly string[], more: Partial<OrderRecord> = {}): void {
  const list = `${names.join('\n')}\n`;
  const annex = { file: `${id}.txt`, sha256: createHash('sha256').update(list).digest('hex') };
  space.write(`orders/${id}.txt`, list);
  space.write(`orders/${id}.yaml`, record(id, undefined, { annex, ...more }));
}

/** Where each name has its row. */
function rowsOf(files: Files): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [path, text] of files) {
    if (!path.startsWith('names/')) continue;
    for (const [, name = ''] of text.matchAll(/<tr id="([^"]+)">/g))
      found.set(name, [...(found.get(name) ?? []), path]);
  }
  return found;
}

describe('a page has an end', () => {
  test('where thousands of long names begin with the same letters, and each has one row', async () => {
    const space = workspace();
    const start = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}`;
    const scripts = many(600, (at) => `${'字'.repeat(40)}.${'語'.repeat(30)}${String(at).padStart(4, '0')}.to`);
    const names = [...many(3000, (at) => `${start}.${at}.to`), ...scripts, 'a.to', `${'a'.repeat(63)}.to`];
    withList(space, 'long', names);
    withList(space, 'again', names, { obligations: [{ service: 'isp-access', effect: 'block' }] });
    const files = await builtSite(space);
    expect(tooLarge(files)).toEqual([]);
    const rows = rowsOf(files);
    expect([rows.size, [...rows.values()].every(({ length }) => length === 1)]).toEqual([names.length, true]);
    expect(webOf(files)).toEqual({ loose: [], unreached: [] });
    expect(rows.get('a.to')).toEqual(['names/n-a..html']);
  });

  test('where hundreds of orders with long titles hold one name, and it stands on as many pages as it takes', async () => {
    const space = workspace();
    const ids = many(400, (at) => `o-${'x'.repeat(70)}-${at}`);
    for (const [at, id] of ids.entries()) {
      const authority = { name: longest(String(at)), kind: 'court', country: 'IT', timeZone: 'Europe/Rome' } as const;
      const publication = at % 4 === 0 ? 'restricted' : 'public';
      const events = [
        { type: 'effective', date: '2020-01-01' } as const,
        { type: 'expires', date: '2027-05-05' } as const,
      ];
      space.write(`orders/${id}.yaml`, record(id, ['one.to'], { title: longest(id), authority, publication, events }));
    }
    const files = await builtSite(space);
    expect(tooLarge(files)).toEqual([]);
    expect(rowsOf(files)).toEqual(new Map([['one.to', ['names/n-o.html']]]));
    const shown = [...files]
      .filter(([path]) => path.startsWith('names/'))
      .map(([, text]) => text)
      .join('');
    const held = ids.filter((_, at) => at % 4 !== 0);
    expect(held.filter((id) => !shown.includes(`/${id}.html`))).toEqual([]);
    expect(webOf(files)).toEqual({ loose: [], unreached: [] });
  });

  test('where an order has thousands of events, parties, papers and amendments, and all of them are told', async () => {
    const space = workspace();
    const day = (at: number) => new Date(Date.UTC(2000, 0, 1 + at)).toISOString().slice(0, 10);
    const duty = { service: 'dns-resolver', effect: 'block' } as const;
    space.write(
      'orders/much.yaml',
      record('much', ['one.to', ...many(90, (at) => `${'字'.repeat(40)}.${'語'.repeat(30)}${at + 10}.to`)], {
        title: longest('Much'),
        obligations: many(30, (at) => ({ ...duty, penalty: longest(`penalty ${at}`), note: '&'.repeat(9000) })),
        parties: { applicants: many(300, (at) => longest(`applicant-${at}-`)), respondents: [longest('respondent')] },
        events: [
          { type: 'effective', date: '1999-12-31' },
          ...many(1500, (at) => [
            { type: 'stayed' as const, date: day(4 * at), reference: `stay-${at}-` },
            { type: 'stay-lifted' as const, date: day(4 * at + 2) },
          ]).flat(),
        ],
        sources: many(300, (at) => ({
          title: longest(`source-${at}-`),
          kind: 'primary' as const,
          sha256: 'ab'.repeat(32),
        })),
      }),
    );
    const files = await builtSite(space);
    expect(tooLarge(files)).toEqual([]);
    const told = [...files].filter(([path]) => path.startsWith('orders/much')).map(([, text]) => text);
    expect(told.length).toBeGreaterThan(5);
    const missing = [
      ...many(1500, (at) => `stay-${at}-`),
      ...many(300, (at) => [`applicant-${at}-`, `source-${at}-`]).flat(),
    ];
    expect(missing.filter((one) => told.filter((text) => text.includes(one)).length !== 1)).toEqual([]);
    expect(webOf(files)).toEqual({ loose: [], unreached: [] });
  });
});
