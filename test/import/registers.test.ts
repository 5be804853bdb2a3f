import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { understand } from '../../src/import/understand.ts';
import { account, lines, table, told } from './papers.ts';

const data = new URL('../../../shared/data/', import.meta.url);

function czech(edition: string) {
  const text = new TextDecoder('windows-1250').decode(readFileSync(new URL(`cz-mf/${edition}.csv`, data)));
  return table(...text.split('\r\n'));
}

describe('the Czech register', () => {
  const paper = czech('v40');
  const all = account(paper);

  test('has each site with its own dates, and every line accounted for', () => {
    expect(all.summary).toBe('431 lines: 429 domains, 1 that names no site, 1 blank');
    const rows = paper.parts[0]?.rows.slice(1, -1).map(({ cells }) => cells.map(({ text }) => text.trim())) ?? [];
    const day = (text = '') => text.split('.').toReversed().join('-');
    expect(all.items.slice(1).map((item) => (item.verdict === 'accepted' ? item.entry : item))).toEqual(
      rows.map(([site = '', listed, deleted], at) => ({
        name: site.toLowerCase(),
        at: `line ${at + 2}`,
        ...(site !== site.toLowerCase() && { raw: site }),
        from: day(listed),
        ...(deleted && { deleted: day(deleted) }),
      })),
    );
  });

  test('loses its accounts, and says so', () => {
    const understood = understand(paper, {});
    expect({ dropped: understood.dropped, doubts: understood.doubts, remarks: understood.remarks }).toEqual({
      dropped: [
        { kind: 'column', what: '"Jedinečný identifikátor platebního účtu"', count: 7 },
        { kind: 'column', what: '"Datum zveřejnění údajů PÚ"', count: 7 },
        { kind: 'column', what: '"Výmaz zveřejněných údajů PÚ"', count: 2 },
      ],
      doubts: [],
      remarks: [],
    });
    const accounts =
      paper.parts[0]?.rows.slice(1).flatMap(({ cells }) => cells[3]?.text.match(/[\dA-Z]{6,}/g) ?? []) ?? [];
    expect(accounts.length).toBeGreaterThan(0);
    const result = JSON.stringify([understood, all]);
    expect(accounts.filter((one) => result.includes(one))).toEqual([]);
  });
});

test('the annex of Madras has 2,649 names, one of them twice', () => {
  const annex = readFileSync(new URL('in-madras-2017/annex.txt', data), 'utf8').split('\n');
  const all = account(lines(annex));
  expect(all.summary).toBe('2650 lines: 2649 domains, 1 duplicate');
  expect(told(all).at(2584)).toBe('line 2585: www.thiraivideo.com as at line 2584');
});

test('the Czech register of medicines has names, then web addresses', () => {
  const rows = [
    'URL;DATUM_ZAPISU;DATUM_VYMAZU',
    'a.cz;2020-03-13;',
    'https://b.cz/x;2020-03-14;2021-03-03',
    'https://c.cz/;2020-03-15;',
  ];
  expect(told(account(table(...rows)))).toEqual([
    'line 1: heading',
    'line 2: a.cz {"from":"2020-03-13"}',
    'line 3: https://b.cz/x kept, domain/url-part',
    'line 4: c.cz {"raw":"https://c.cz/","from":"2020-03-15"}',
  ]);
});

test('the Polish register has local times, of which the day counts', () => {
  const paper = table(
    'Lp;AdresDomeny;DataWpisu;DataWykreslenia',
    '1;a.com;2017-07-01T00:00:00;',
    '2;b.com;2017-07-02T10:00:00;2019-01-02T00:00:00',
  );
  expect(told(account(paper))).toEqual([
    'line 1: heading',
    'line 2: a.com {"from":"2017-07-01"}',
    'line 3: b.com {"from":"2017-07-02","deleted":"2019-01-02"}',
  ]);
  expect(understand(paper, {}).remarks).toEqual([
    'Not read: "Lp".',
    'Times of day in the dates were left aside: a name counts from the whole day.',
  ]);
});

test('the Russian register says line by line whether a page, a site, a mask or an address is listed', () => {
  const paper = table(
    'id;includeTime;blockType;hash;decision org;url;domain;ip',
    '1;2020-03-13T10:00:00;default;ab;Суд;http://a.ru/page;a.ru;1.2.3.4',
    '2;2020-03-13T10:00:00;domain;ab;Суд;http://b.ru/page;b.ru;1.2.3.5',
    '3;2020-03-13T10:00:00;domain-mask;ab;Суд;;*.c.ru;',
    '4;2020-03-13T10:00:00;ip;ab;Суд;;;5.6.7.8',
    '5;2020-03-13T10:00:00;;ab;Суд;;d.ru;',
  );
  expect(understand(paper, {}).doubts).toEqual([]);
  expect(told(account(paper))).toEqual([
    'line 1: heading',
    'line 2: http://a.ru/page kept, domain/url-part',
    'line 3: b.ru {"from":"2020-03-13"}',
    'line 4: c.ru {"raw":"*.c.ru","from":"2020-03-13","scope":"subdomains"}',
    'line 5: 5.6.7.8 kept, domain/address',
    'line 6: d.ru {"from":"2020-03-13"}',
  ]);
});

test('the annex of AGCOM has web addresses, names and addresses below a date', () => {
  expect(told(account(lines(['2026.24.11', 'https://a.com/', 'b.com', '1.2.3.4', 'http://c.com/page'])))).toEqual([
    'line 1: no target',
    'line 2: a.com {"raw":"https://a.com/"}',
    'line 3: b.com',
    'line 4: 1.2.3.4 kept, domain/address',
    'line 5: http://c.com/page kept, domain/url-part',
  ]);
});

test('the Swiss list has a date behind each name', () => {
  const paper = lines(['a.com 24.11.2026', 'b.com 13.11.2026'], 'pdf');
  expect(told(account(paper))).toEqual(['line 1: a.com {"from":"2026-11-24"}', 'line 2: b.com {"from":"2026-11-13"}']);
  expect(understand(paper, {}).doubts.map(({ about }) => about)).toEqual(['listedColumn']);
});
