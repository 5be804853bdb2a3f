import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ReadDocument, readDocument, readRecord } from '../../src/read/document.ts';
import { orderOf } from '../../src/read/order.ts';
import type { NameBook } from '../../src/read/target-rows.ts';
import { desk } from '../support/memory.ts';
import { RUNS } from '../support/runs.ts';

const file = 'orders/one.yaml';

type Way = (file: string, bytes: Uint8Array) => ReadDocument;

const collection = desk().names;

/** Everything that reading a record comes to. */
function read(text: string, way: Way) {
  const { table } = collection;
  table.truncate(0);
  const bytes = Buffer.from(text, 'utf8');
  const { files, alarm } = desk({ [file]: text });
  const book: NameBook = { names: collection, claims: [undefined], alarm };
  const { order, diagnostics } = orderOf(way(file, bytes), bytes, { files, book, index: 7 });
  const rows = Array.from({ length: table.size }, (_, row) => {
    const { placeOf, ...claim } = book.claims[table.claimOf(row)] ?? { placeOf: () => undefined };
    const [name, isMarked] = [table.nameAt(row), table.isMarked(row)];
    return { name, isMarked, ...claim, place: placeOf(table.lineOf(row)) };
  });
  if (!order) return { rows, diagnostics, order };
  const { placeOf, record, ...rest } = order;
  // Items that are more than a name stay in the record; plain names need not.
  const more = (list: unknown) => Array.isArray(list) && list.filter((item) => typeof item !== 'string');
  const { targets, amendments, ...header } = record;
  const papers = amendments?.map(({ add, remove, ...paper }) => ({ ...paper, lists: [add, remove].map(more) }));
  const keys = ['', '/id', '/title', '/events/0/date', '/targets', '/authority', '/none'].map(placeOf);
  return { rows, diagnostics, order: { ...rest, header, targets: more(targets), papers, keys } };
}

function readBothWays(text: string) {
  expect(read(text, readRecord)).toEqual(read(text, readDocument));
}

const header = [
  'id: one',
  'title: "Applicant v Respondent"',
  'instrument: court-order',
  'authority:',
  '  name: Tribunale di Milano',
  '  kind: court',
  '  country: "IT"',
  '  timeZone: Europe/Rome',
  'obligations:',
  '  - { service: dns-resolver, effect: block }',
  'events:',
  '- type: effective',
  '  date: "2020-01-01"',
  'publication: public',
];

const names = fc.constantFrom(
  ...['a.to', 'b.example.org', 'www.Site.PRO', '1a.to', 'n-1_x.co.uk', 'com.com', 'google.com', 'co.uk', 'left.to'],
  ...[
    'xn--e1afmkfd.to',
    'a..to',
    'a.to.',
    '-a.to',
    'a-.to',
    'x.0x1f',
    'one',
    `${'a'.repeat(64)}.to`,
    '1.2.3.4',
    'Left.To',
  ],
  ...['1e3', '0x1f', '1.5e', '12:30', 'no', '~', '.inf', 'null', '*.a.to', 'a.to:80', 'http://a.to/', 'a.to#b', 'ä.to'],
  ...[
    '"a.to"',
    "'b.to'",
    '[a.to, b.to]',
    '{ name: c.to }',
    '&x a.to',
    '!t a.to',
    '*x',
    '"a.to',
    '- a.to',
    '? a.to',
    '',
  ],
  ...['name: d.to', '|', '>-', 'a.to # why', 'a.to #', 'a.to ', 'a.to\t', 'a.to: b', '%a.to', '@a.to', 'a\u0001.to'],
  ...['{ name: d.to, scope: exact, until: "2021-01-01" }', '{ name: com, overblock: { accept: [domain/top-level] } }'],
);
const fairNames = fc.constantFrom(
  ...[
    '"a.to"',
    "'b.to'",
    'xn--e1afmkfd.to',
    '1.5',
    '1.2.3.4',
    '*.a.to',
    'a.to # why',
    'a.to ',
    '# comment',
    '',
    'http://a.to/',
  ],
  ...[
    '{ name: d.to }',
    '{ name: d.to, scope: exact, until: "2021-01-01" }',
    '{ name: left.to, from: "2020-05-05" }',
    'a.to:80',
  ],
);
const plainNames = fc.constantFrom(
  'a.to',
  'b.to',
  'c.example.org',
  'Left.To',
  'left.to',
  'com.com',
  'xn--a.to',
  'd.to',
);
const indents = fc.constantFrom('  ', '  ', '  ', '  ', '', '    ', '   ');
const otherIndents = fc.constantFrom('', ' ', '  ', '    ', '      ', '\t');
const oddLines = fc.oneof(
  fc.tuple(otherIndents, names).map(([indent, name]) => `${indent}- ${name}`),
  fc.tuple(otherIndents, names).map(([indent, name]) => `${indent}  ${name}`),
  fc.constantFrom(
    '',
    '  ',
    '# comment',
    '  # comment',
    '      # - a.to',
    '---',
    '...',
    '%YAML 1.1',
    '"',
    '  "',
    '    |',
    'x',
  ),
  fc.constantFrom(
    'notes: |',
    'notes: >',
    'notes: "',
    'targets:',
    'targets: |',
    'excluded:',
    'exceptions:',
    'annex:',
    '? x',
  ),
  fc.constantFrom(
    '  scope: exact',
    '    name: e.to',
    '- name: f.to',
    '  - name: f.to',
    '    note: "a: b"',
    'é: x',
    '<<: x',
  ),
);
// Most lists are sound, some have an odd item, a few an odd line.
const lists = fc
  .tuple(
    indents,
    fc.array(
      fc.oneof(
        { weight: 20, arbitrary: fc.array(plainNames, { minLength: 1, maxLength: 5 }) },
        { weight: 3, arbitrary: fairNames.map((name) => [name]) },
        { weight: 1, arbitrary: names.map((name) => [name]) },
      ),
      { minLength: 1, maxLength: 4 },
    ),
    fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, fc.tuple(fc.nat(), oddLines)),
  )
  .map(([indent, parts, odd]) => {
    const lines = parts.flat().map((name) => (/^ *#|^ *$/.test(name) ? name : `${indent}- ${name}`));
    return odd ? lines.toSpliced(odd[0] % (lines.length + 1), 0, odd[1]) : lines;
  });

const deeper = (list: readonly string[]) => list.map((line) => `    ${line}`);
const excluded = (name: string) => [
  'excluded:',
  `  - { name: "${name}", by: court, reason: "Refused in the judgment." }`,
];
const secondLook = [
  'targets:',
  '  - name: com.com',
  '    overblock:',
  '      reason: "Seen by a judge."',
  '      accept: [domain/protected]',
  '      names:',
];
const keyed = fc.oneof(
  { weight: 4, arbitrary: lists.map((list) => ['targets:', ...list]) },
  lists.map((list) => ['amendments:', '- date: "2021-01-01"', '  add:', ...list.map((line) => `  ${line}`)]),
  lists.map((list) => ['amendments:', '  - date: "2021-01-01"', '    remove:', ...deeper(list)]),
  fc
    .tuple(lists, lists)
    .map(([add, remove]) => [
      'amendments:',
      '  - add:',
      ...deeper(add),
      '    date: "2021-01-01"',
      '    remove:',
      ...deeper(remove),
    ]),
  lists.map((list) => [...secondLook, ...list.map((line) => `        ${line}`)]),
  lists.map((list) => ['exceptions:', ...list]),
  lists.map((list) => ['notes: |', ...list.map((line) => `  ${line}`)]),
  fc.constantFrom('left.to', 'Left.To', 'left.to', 'a..to', 'com.com').map(excluded),
  fc.constantFrom(['scope: exact'], ['review: "2027-01-01"'], ['notes: a.to'], ['caseNumbers: [ "1/2", 3 ]'], ['x: y']),
);
const keys = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.uniqueArray(keyed, { minLength: 1, maxLength: 4, selector: ([line]) => line?.split(':')[0] }),
  },
  fc.array(keyed, { minLength: 1, maxLength: 4 }),
);
const soundStarts = ['', '', '---\n', '# a comment\n\n', '---\r\n# x\n', '  \n'];
const records = fc
  .tuple(
    keys,
    fc.nat({ max: 200 }),
    fc.constantFrom('\n', '\n', '\n', '\r\n'),
    fc.constantFrom(...soundStarts, ...soundStarts, ...soundStarts, '\ufeff', '%YAML 1.2\n---\n'),
    fc.constantFrom('\n', '', '\n\n', '\n  \n', '\n# end', '\n', '', '\n\n', '\n...\n'),
  )
  .map(([lists, at, end, before, after]) => {
    // The header stands before, between or behind the lists.
    const lines = [...lists.slice(0, at % 3), header, ...lists.slice(at % 3)].flat();
    return `${before}${lines.join(end)}${after}`;
  });

/** A record with many targets, each on a line of its own from line 16 on. */
function large(targets: readonly string[]): string {
  return [...header, 'targets:', ...targets.map((target) => `  - ${target}`), ''].join('\n');
}

describe('a record is read in parts, and its plain names past YAML', () => {
  test('law: it comes to the same as reading it whole', () => {
    fc.assert(
      fc.property(records, (text) => readBothWays(text)),
      { numRuns: RUNS / 10 },
    );
  });

  test('law: so it does when any character is taken out, put in or doubled', () => {
    const characters = fc.constantFrom(...'"\'\n\r\t -#:,[]{}&*!|>%@`?.aé\\<=~0', '\n- ', '\n  ', ': ', ' #', '\r\n');
    fc.assert(
      fc.property(records, fc.nat(), fc.nat({ max: 3 }), characters, (text, place, cut, put) => {
        const at = place % (text.length + 1);
        readBothWays(text.slice(0, at) + put + text.slice(at + cut));
      }),
      { numRuns: RUNS / 20 },
    );
  });

  test('a record may hold more names than a file of YAML has room for', () => {
    const targets = Array.from({ length: 100_000 }, (_, index) => `www.name-${index}.example.to`);
    const { rows, diagnostics } = read(large(targets), readRecord);
    expect(diagnostics).toEqual([]);
    expect(rows.map(({ name }) => name)).toEqual(targets);
    const text = '  - www.name-99999.example.to';
    expect(rows.at(-1)?.place).toEqual({ file, line: 100_015, column: 5, endColumn: 30, text });
  });

  test('what is wrong in such a record is told with its place, and what cannot be read past is too large', () => {
    const targets = Array.from({ length: 60_000 }, (_, index) => `www.name-${index}.example.to`);
    const told = (text: string) =>
      read(text, readRecord).diagnostics.map(({ code, message, place }) => [code, message, place?.line, place?.column]);
    const odd = targets.toSpliced(50_000, 0, '{ nam: a.to }', 'name:');
    expect(told(large(odd))).toMatchInlineSnapshot(`
      [
        [
          "schema/missing",
          "Item 50001 of targets has no name.",
          50016,
          5,
        ],
        [
          "schema/unknown-key",
          ""nam" is not known here.",
          50016,
          7,
        ],
        [
          "schema/value",
          "name is empty.",
          50017,
          10,
        ],
      ]
    `);
    expect(told(large(targets.with(40_000, '"a.to')))).toMatchInlineSnapshot(`
      [
        [
          "yaml/syntax",
          "A quotation mark is opened further up and not closed.",
          60016,
          1,
        ],
      ]
    `);
    expect(told(large(targets).replace('targets:', 'notes: |\n  no list\nexceptions:'))).toMatchInlineSnapshot(`
      [
        [
          "yaml/too-large",
          "The file has 1789203 bytes.",
          1,
          1,
        ],
      ]
    `);
    expect(told(large(targets.with(9, 'a.to\n    b.to')))).toMatchInlineSnapshot(`
      [
        [
          "yaml/too-large",
          "The file has 1789173 bytes.",
          1,
          1,
        ],
      ]
    `);
  });
});
