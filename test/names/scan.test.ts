import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alarmOf } from '../../src/compile/guards/alarm.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import { readTarget } from '../../src/core/target-text.ts';
import { type Alarm, HashSet, ListScanner, NameTable, type ScanTarget, suffixHashes } from '../../src/names/index.ts';
import { RUNS } from '../support/runs.ts';

let known: Alarm | undefined;

function usualAlarm(): Alarm {
  known ??= alarmOf(defaultSettings);
  return known;
}

interface Scanned {
  readonly plain: readonly (readonly [line: number, name: string])[];
  readonly other: readonly (readonly [line: number, text: string])[];
  readonly lines: number;
}

/** Scans a list that comes in chunks of some size. */
function scan(bytes: Uint8Array, chunk: number = bytes.length || 1): Scanned {
  const table = new NameTable();
  const other: [number, string][] = [];
  const onOther = (line: number, text: Uint8Array) => void other.push([line, Buffer.from(text).toString('latin1')]);
  const scanner = new ListScanner({ table, claim: 1, alarm: usualAlarm(), onOther, onAlarm: () => {} });
  for (let at = 0; at < bytes.length; at += chunk) {
    const piece = Buffer.from(bytes.subarray(at, at + chunk));
    scanner.push(piece);
    // A chunk is gone when the next one comes.
    piece.fill('x');
  }
  scanner.end();
  const plain = Array.from({ length: table.size }, (_, row) => [table.lineOf(row), table.nameAt(row)] as const);
  return { plain, other, lines: scanner.lines };
}

describe('the lines of a list', () => {
  test('are plain names, or are handed over as they stand; empty lines and comments are neither', () => {
    const text = [
      'blocked.to',
      '  Blocked.PRO\t\r',
      '',
      '# a comment',
      'https://www.site.to/',
      'HTTP://Site.To',
      'site.to.',
      'site.to/',
      'https://site.to/page',
      'xn--e1afmkfd.to',
      'single',
      '1.2.3.4',
      'name.0x1f',
      'a..b.to',
      '.a.to',
      'пример.рф',
      `${'a'.repeat(63)}.to`,
      `${'a'.repeat(64)}.to`,
      `${'a.'.repeat(126)}to`,
      'two names.to',
      '*.a.to',
      'last.to',
    ].join('\n');
    expect(scan(Buffer.from(text, 'utf8'))).toMatchSnapshot();
  });

  test('law: what is read does not depend on where chunks end', () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 40 }), (list, chunk) => {
        const bytes = Buffer.from(list.join('\n'), 'utf8');
        expect(scan(bytes, chunk)).toEqual(scan(bytes));
      }),
      { numRuns: RUNS / 50 },
    );
  });

  test.each([
    ['spaces', ' '.repeat(7990)],
    ['spaces of three octets', '\u3000'.repeat(2700)],
    ['pairs of code units', '\u{1f4a9}'.repeat(7000)],
    ['letters', 'x'.repeat(30_000)],
  ])('a line of many %s before its name is handed over alike, and read alike, wherever chunks end', (_, before) => {
    const bytes = Buffer.from(`first.to\n${before}good.example.evil.to\r\nlast.to\n`, 'utf8');
    const whole = scan(bytes);
    for (const chunk of [997, 7999, 8000, 8001, 8010, 8020, 8115, 24_003, 24_004, 28_000])
      expect([chunk, scan(bytes, chunk)]).toEqual([chunk, whole]);
    const text = Buffer.from(whole.other[0]?.[1] ?? '', 'latin1').toString('utf8');
    expect(readTarget(text)).toEqual(readTarget(`${before}good.example.evil.to`));
  });

  test('law: a plain name is just what the reading of text makes of the line', () => {
    fc.assert(
      fc.property(lines, (line) => {
        const bytes = Buffer.from(line, 'utf8');
        for (const [, name] of scan(bytes).plain) {
          expect([line, readTarget(line)]).toEqual([line, { kind: 'name', name, wildcard: false }]);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('law: a plain name in ASCII, alone on its line, never takes the slow way', () => {
    fc.assert(
      fc.property(names, (name) => {
        expect(scan(Buffer.from(name)).plain).toEqual([[1, name.toLowerCase()]]);
      }),
      { numRuns: RUNS / 5 },
    );
  });
});

describe('a list that stands in a text', () => {
  /** Scans lines with an indent, and tells the rows and all else with their lines. */
  function scanned(
    text: string,
    { chunk = text.length, ...more }: Partial<ScanTarget> & { readonly chunk?: number } = {},
  ): readonly string[] {
    const table = new NameTable();
    const found: string[] = [];
    const onOther = (line: number, rest: Uint8Array) =>
      void found.push(`${line} other ${Buffer.from(rest).toString()}`);
    const onAlarm = (row: number) => void found.push(`${table.lineOf(row)} alarm ${table.nameAt(row)}`);
    const scanner = new ListScanner({ table, claim: 3, alarm: usualAlarm(), onOther, onAlarm, ...more });
    for (let at = 0; at < text.length; at += chunk) scanner.push(Buffer.from(text.slice(at, at + chunk)));
    scanner.end();
    const rows = Array.from(
      { length: table.size },
      (_, row) => `${table.lineOf(row)} ${table.nameAt(row)} ${table.claimOf(row)}`,
    );
    return [...rows, ...found, `${scanner.names} of ${scanner.lines}, marks ${scanner.marks.join(' ')}`];
  }

  test('counts its lines from where it stands, and reads behind its indent', () => {
    const text = '  - a.to\r\n  - \n  -\n  - b to\r\n  - # c\n  - https://c.to/\n  - google.com\n  - d.to';
    expect(scanned(text, { firstLine: 257, indent: 4 })).toMatchInlineSnapshot(`
      [
        "257 a.to 3",
        "262 c.to 3",
        "263 google.com 3",
        "264 d.to 3",
        "260 other b to",
        "263 alarm google.com",
        "4 of 5, marks 0",
      ]
    `);
  });

  test('marks where every 256th line starts, wherever chunks end', () => {
    const text = Array.from({ length: 600 }, (_, at) => (at % 2 === 0 ? `n${at}.to` : '# none')).join('\n');
    const last = scanned(text).at(-1);
    for (const chunk of [1, 7, 100, 1000]) expect(scanned(text, { chunk }).at(-1)).toBe(last);
    const startOf = (line: number) =>
      text
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length + 1;
    expect(last).toBe(`300 of 300, marks 0 ${startOf(257)} ${startOf(513)}`);
  });

  test('is read to its last octet, in the longest names too', () => {
    const label63 = 'x'.repeat(63);
    const longest = `${`${label63}.`.repeat(3)}${'y'.repeat(58)}.to`;
    expect(longest.length).toBe(253);
    expect(
      scanned([longest, `${longest}.`, `y${longest}`, `${label63}.to`, `x${label63}.to`].join('\n')),
    ).toMatchInlineSnapshot(`
      [
        "1 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy.to 3",
        "2 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy.to 3",
        "4 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.to 3",
        "1 alarm xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy.to",
        "2 alarm xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy.to",
        "3 other yxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy.to",
        "5 other xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.to",
        "3 of 5, marks 0",
      ]
    `);
    expect(
      scanned(`${'a'.repeat(8000)}\n${'b'.repeat(8001)}\n`).map((line) => [line.length, line.slice(0, 10)]),
    ).toMatchInlineSnapshot(`
      [
        [
          8008,
          "1 other aa",
        ],
        [
          8009,
          "2 other bb",
        ],
        [
          15,
          "0 of 2, ma",
        ],
      ]
    `);
    expect(scanned(`${' '.repeat(7990)}https://a.to/\n${' '.repeat(7980)}https://a.to/\n`).at(-1)).toBe(
      '1 of 2, marks 0',
    );
  });

  test('has names that only look like something else', () => {
    const names = [
      '0x.to',
      'a.0',
      'a.0x',
      'a.0xg',
      'a.1x',
      'a.12',
      'a.12.',
      'a.x0',
      'xn-.to',
      'xn--.to',
      'axn--a.to',
      'a.xn--a',
    ];
    const more = [
      'http://a.to',
      'https://a.to/',
      'http://',
      'https:///',
      'http:a.to',
      'hxxp://a.to',
      'https://a.to//',
      'h.to',
      'http.to',
    ];
    expect(
      scanned(
        [
          ...names,
          ...more,
          'a',
          'a.',
          '.',
          '-',
          'a.to/',
          '#',
          '#a',
          '#a\u0085b.to',
          '#a\u2028b.to',
          '#a\u2029b.to',
          '#\u2020',
        ].join('\n'),
      ),
    ).toMatchInlineSnapshot(`
      [
        "1 0x.to 3",
        "5 a.1x 3",
        "8 a.x0 3",
        "9 xn-.to 3",
        "11 axn--a.to 3",
        "13 a.to 3",
        "14 a.to 3",
        "20 h.to 3",
        "21 http.to 3",
        "2 other a.0",
        "3 other a.0x",
        "4 other a.0xg",
        "5 alarm a.1x",
        "6 other a.12",
        "7 other a.12.",
        "8 alarm a.x0",
        "10 other xn--.to",
        "12 other a.xn--a",
        "15 other http://",
        "16 other https:///",
        "17 other http:a.to",
        "18 other hxxp://a.to",
        "19 other https://a.to//",
        "22 other a",
        "23 other a.",
        "24 other .",
        "25 other -",
        "26 other a.to/",
        "29 other #ab.to",
        "30 other #a b.to",
        "31 other #a b.to",
        "9 of 29, marks 0",
      ]
    `);
  });

  test('is read alike where a chunk ends in a line of just the length that is read, or of more', () => {
    const text = `${' '.repeat(7996)}a.to\n${' '.repeat(7997)}b.to\n${' '.repeat(8000)}c.to\n`;
    // Of a line that is too long, only as much is handed over as says so.
    const read = (chunk?: number) => scanned(text, chunk ? { chunk } : {}).map((line) => line.slice(0, 15).trim());
    expect(read()).toEqual(['1 a.to 3', '2 other', '3 other', '1 of 3, marks 0']);
    for (const chunk of [7999, 8000, 8001, 8002, 8003, 8005, 16_000]) expect(read(chunk)).toEqual(read());
  });

  test('has comments in any writing, and none that could hide a name behind a line end of another kind', () => {
    const told = ['#Å', '#£', '#₩', '#〩', '#ォ', '#a\tb.to', '#é'];
    expect(scanned(told.join('\n'))).toEqual(['0 of 0, marks 0']);
    const hiding = ['#a\u0001b.to', '#a\rb.to', '#a\u0000', '#a\u001fb.to'];
    expect(scanned(hiding.join('\n')).at(-1)).toBe('0 of 4, marks 0');
  });

  test('has names with hyphens where Punycode has them, and labels with digits where an address ends', () => {
    const names = ['xn-a.to', 'xn-a-b.to', 'xna-b.to', 'xa--b.to', 'an--b.to', 'a.-1', 'a.0a', `to.${'x'.repeat(63)}`];
    const rows = names.map((name, at) => `${at + 1} ${name} 3`);
    expect(scanned(names.join('\n')).slice(0, names.length)).toEqual(rows);
    expect(scanned(['xn--b.to', 'a.9', 'a.90', `to.${'x'.repeat(64)}`].join('\n')).at(-1)).toBe('0 of 4, marks 0');
  });

  test('raises the alarm for what is asked for, and for nothing else', () => {
    const set = (...names: readonly string[]) => new HashSet(names);
    const own = { subtrees: set('s.to'), names: set('n.to'), children: set('c.to'), knownTops: set('to'), longest: 12 };
    const asked = { ...own, also: set('x.to') };
    const text = [
      's.to',
      'a.s.to',
      'b.a.s.to',
      'as.to',
      'n.to',
      'a.n.to',
      'c.to',
      'a.c.to',
      'b.a.c.to',
      'x.to',
      'a.x.to',
      'a.tu',
      'abcdefghi.to',
      'abcdefghij.to',
    ];
    const alarms = (alarmed: Alarm) =>
      scanned(text.join('\n'), { alarm: alarmed })
        .filter((line) => line.includes('alarm'))
        .map((line) => line.split(' ')[2]);
    expect(alarms(own)).toEqual(['s.to', 'a.s.to', 'b.a.s.to', 'n.to', 'a.c.to', 'a.tu', 'abcdefghij.to']);
    expect(alarms(asked)).toEqual(['s.to', 'a.s.to', 'b.a.s.to', 'n.to', 'a.c.to', 'x.to', 'a.tu', 'abcdefghij.to']);
  });
});

describe('hashes of names', () => {
  test('law: what is in a set is found, a hash of nothing but zeros too', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 })), (hashes) => {
        const set = new HashSet([], hashes);
        expect(hashes.filter((hash) => !set.has(hash))).toEqual([]);
      }),
    );
    expect([new HashSet([], [0]).has(0), new HashSet([]).has(0), new HashSet([], [7]).has(8)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('of suffixes are told apart by what they say of names', () => {
    const { names: plain, wildcards, above, tops } = suffixHashes('to\nco.uk\n*.ck\n*.a.b.jp\nx.y.z.fr');
    const found = (hashes: readonly number[], ...asked: readonly string[]) =>
      asked.filter((name) => hashes.some((hash) => hash === hashOf(name)));
    const all = ['to', 'uk', 'co.uk', 'ck', 'jp', 'b.jp', 'a.b.jp', 'fr', 'z.fr', 'y.z.fr', 'x.y.z.fr'];
    expect([plain, wildcards, above, tops].map((hashes) => [hashes.length, ...found(hashes, ...all)])).toEqual([
      [3, 'to', 'co.uk', 'x.y.z.fr'],
      [2, 'ck', 'a.b.jp'],
      [3, 'b.jp', 'z.fr', 'y.z.fr'],
      [1, 'to'],
    ]);
    expect(suffixHashes('')).toEqual({ names: [], wildcards: [], above: [], tops: [] });
  });
});

/** FNV-1a from the right, of 32 bits. */
function hashOf(name: string): number {
  return [...name].reduceRight((hash, char) => Math.imul(hash ^ char.charCodeAt(0), 0x01000193), 0x811c9dc5 | 0);
}

const label = fc.stringMatching(/^[a-zA-Z0-9_]([a-zA-Z0-9_-]{0,8}[a-zA-Z0-9])?$/).filter((one) => !/^xn--/i.test(one));
const names = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 4 }), fc.constantFrom('to', 'com', 'co.uk', 'Pro'))
  .map(([labels, top]) => [...labels, top].join('.'));
const piece = fc.constantFrom(
  ...['a', 'B', '9', '-', '_', '.', '..', 'xn--', 'xn--e1afmkfd', 'to', '.com', '1', '0x1', 'x'.repeat(62)],
  ...[
    'http://',
    'HTTPS://',
    'hxxp://',
    'htp://',
    '/',
    '/p',
    '?',
    '#',
    ':',
    ':80',
    ':443',
    '@',
    '*',
    '*.',
    '[.]',
    '[x]',
  ],
  ...[' ', '\t', '\r', 'é', 'ß', 'я', '。', '\u00ad', '\u200b', '\ufeff', '\0', '\u001b', '%41', '(dot)', 'omissis'],
);
const lines = fc
  .oneof(
    fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
    fc.tuple(piece, names, piece).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 30 }),
  )
  .filter((line) => !line.includes('\n'));
const lists = fc.array(lines, { maxLength: 12 });
