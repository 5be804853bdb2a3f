import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { EventRecord, OrderRecord } from '../../src/core/order.ts';
import { type Addition, type Appended, appendAmendment, appendEvent, appendTo } from '../../src/write/append.ts';
import { recordText } from '../../src/write/record-text.ts';
import { anyRecord } from '../support/any-record.ts';

const lifted: EventRecord = { type: 'lifted', date: '2026-11-20' };
const head = 'id: one\ntitle: "x"\n';

function textOf(appended: Appended): string {
  return appended.kind === 'changed' ? appended.text : appended.message;
}

test.each<[string, string, string]>([
  [
    'in the form of the items before it, on one line',
    `${head}events:\n  - { type: issued, date: "2022-07-11" } # the order\ntargets: []\n`,
    `${head}events:\n  - { type: issued, date: "2022-07-11" } # the order\n  - { type: lifted, date: "2026-11-20" }\ntargets: []\n`,
  ],
  [
    'in the form of the items before it, on several lines',
    `${head}events:\n- type: issued\n  date: "2022-07-11"\n  note: >-\n    Long.\n\n# names\ntargets: []\n`,
    `${head}events:\n- type: issued\n  date: "2022-07-11"\n  note: >-\n    Long.\n- type: lifted\n  date: "2026-11-20"\n\n# names\ntargets: []\n`,
  ],
  [
    'behind comments that are part of the list',
    `${head}events:\n    - { type: issued, date: "2022-07-11" }\n    # - { type: expires }\n\n    # names\ntargets: []\n`,
    `${head}events:\n    - { type: issued, date: "2022-07-11" }\n    # - { type: expires }\n    - { type: lifted, date: "2026-11-20" }\n\n    # names\ntargets: []\n`,
  ],
  [
    'with the line ends of the file',
    `id: one\r\nevents:\r\n  - { type: issued, date: "2022-07-11" }\r\ntargets: []\r\n`,
    `id: one\r\nevents:\r\n  - { type: issued, date: "2022-07-11" }\r\n  - { type: lifted, date: "2026-11-20" }\r\ntargets: []\r\n`,
  ],
  [
    'at the end of a file without a line end there',
    `id: one\r\nevents:\r\n  - { type: issued, date: "2022-07-11" }`,
    `id: one\r\nevents:\r\n  - { type: issued, date: "2022-07-11" }\r\n  - { type: lifted, date: "2026-11-20" }`,
  ],
  [
    'behind a text that keeps its empty lines',
    `${head}events:\n  - type: issued\n    date: "2022-07-11"\n    note: |+\n      Kept.\n\ntargets: []\n`,
    `${head}events:\n  - type: issued\n    date: "2022-07-11"\n    note: |+\n      Kept.\n\n  - type: lifted\n    date: "2026-11-20"\ntargets: []\n`,
  ],
  [
    'into brackets on one line',
    `${head}events: [{ type: issued, date: "2022-07-11" }] # all\n`,
    `${head}events: [{ type: issued, date: "2022-07-11" }, { type: lifted, date: "2026-11-20" }] # all\n`,
  ],
  [
    'into brackets with a comma at the end',
    `${head}events: [ { type: issued, date: "2022-07-11" }, ]\n`,
    `${head}events: [ { type: issued, date: "2022-07-11" }, { type: lifted, date: "2026-11-20" } ]\n`,
  ],
  [
    'into brackets over several lines',
    `${head}events: [\n    { type: issued, date: "2022-07-11" }, # a\n    { type: served, date: "2022-07-12" } # b, c\n]\n`,
    `${head}events: [\n    { type: issued, date: "2022-07-11" }, # a\n    { type: served, date: "2022-07-12" }, # b, c\n    { type: lifted, date: "2026-11-20" }\n]\n`,
  ],
  [
    'into brackets over several lines with a comma at the end',
    `${head}events: [\n  { type: issued, date: "2022-07-11" }, # a, b\n]\n`,
    `${head}events: [\n  { type: issued, date: "2022-07-11" }, # a, b\n  { type: lifted, date: "2026-11-20" },\n]\n`,
  ],
  ['into empty brackets', `${head}events: [ ]\n`, `${head}events: [{ type: lifted, date: "2026-11-20" } ]\n`],
  [
    'behind a byte order mark and a directive end',
    '\ufeff---\nevents:\n  - { type: issued, date: "2022-07-11" }\n...\n',
    '\ufeff---\nevents:\n  - { type: issued, date: "2022-07-11" }\n  - { type: lifted, date: "2026-11-20" }\n...\n',
  ],
])('an event is added %s', (_, before, after) => {
  expect(textOf(appendEvent(before, lifted))).toBe(after);
});

test('a list that is missing is added where the schema has it, below the comments of the key before it', () => {
  const before = `${head}events:\n- { type: issued, date: "2022-07-11" }\n  # so the press\n# What it lists:\ntargets:\n- a.example # seen\n# end\npublication: public\n`;
  const after = `${head}events:\n- { type: issued, date: "2022-07-11" }\n  # so the press\n# What it lists:\ntargets:\n- a.example # seen\namendments:\n- date: "2026-11-20"\n  remove:\n    - a.example\n# end\npublication: public\n`;
  expect(textOf(appendAmendment(before, { date: '2026-11-20', remove: ['a.example'] }))).toBe(after);
});

test('what was added is told with its line', () => {
  const before = `${head}events:\n- { type: issued, date: "2022-07-11" }`;
  expect(appendEvent(before, lifted)).toMatchObject({ line: 5, lines: ['- { type: lifted, date: "2026-11-20" }'] });
  const brackets = `${head}events: [\n  { type: issued, date: "2022-07-11" }\n  ]\n`;
  const lines = ['  { type: issued, date: "2022-07-11" },', '  { type: lifted, date: "2026-11-20" }'];
  expect(appendEvent(brackets, lifted)).toMatchObject({ line: 4, lines });
});

test.each<[string, string]>([
  ['that is no YAML', 'events: [\n'],
  ['in braces', '{ id: one, events: [{ type: issued, date: "2022-07-11" }] }\n'],
  ['with an alias', 'id: one\ntitle: &a x\nnotes: *a\nevents:\n  - { type: issued, date: "2022-07-11" }\n'],
  ['with another thing in place of the list', 'id: one\nevents: none\n'],
  ['with two documents', 'id: one\nevents:\n- { type: issued }\n---\nid: two\n'],
  ['of nothing', ''],
])('nothing is added to a file %s, and a sentence says so', (_, before) => {
  const appended = appendEvent(before, lifted);
  expect(appended.kind).toBe('refused');
  expect(textOf(appended)).toMatch(/^Nothing was added to events: .*\. Write the lines by hand\.$/);
});

interface Layout {
  readonly disturbances: readonly { readonly line: number; readonly put: string }[];
  readonly lineBreak: string;
  readonly end: string;
  readonly trailing: string;
}

/** Comments, empty lines and line ends in any place. */
const layout: fc.Arbitrary<Layout> = fc.record({
  disturbances: fc.array(
    fc.record({ line: fc.nat(), put: fc.constantFrom('', '# c', '  # c', '    # c: [', '        # - {') }),
    { maxLength: 6 },
  ),
  lineBreak: fc.constantFrom('\n', '\r\n'),
  end: fc.constantFrom('', '\n', '\n\n', '\n# end'),
  trailing: fc.constantFrom('', ' # trailing, ] }'),
});

function laidOut(record: OrderRecord, { disturbances, lineBreak, end, trailing }: Layout): string {
  const lines = recordText(record, { schema: 's' }).trimEnd().split('\n');
  const commented = lines.map((line) => (/[}\]]$/.test(line) ? line + trailing : line));
  for (const { line, put } of disturbances) commented.splice(line % (commented.length + 1), 0, put);
  return (commented.join('\n') + end).replaceAll('\n', lineBreak);
}

const additions = fc.constantFrom<Addition>(
  { key: 'events', item: { type: 'expires', date: '2027-01-01', note: 'As the order says: "until 1 January".' } },
  { key: 'amendments', item: { date: '2026-11-20', remove: ['a.example', { name: 'ü.example', note: 'x' }] } },
  {
    key: 'excluded',
    item: { name: 'a.example', by: 'court', reason: `${'Not named in the judgment. '.repeat(6)}Sic.` },
  },
  { key: 'sources', item: { kind: 'memory', title: '# - x' } },
  { key: 'targets', item: 'b.example' },
  { key: 'caseNumbers', item: '0123' },
);

function plainValue(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return parse(text, { version: '1.2', schema: 'failsafe', logLevel: 'error' });
  } catch {
    return undefined;
  }
}

test('whatever the layout, the new text says the old and the item, and without what was inserted it is the old', () => {
  let changed = 0;
  fc.assert(
    fc.property(anyRecord, layout, additions, (record, form, addition) => {
      const before = laidOut(record, form);
      const value = plainValue(before);
      fc.pre(value !== undefined);
      const appended = appendTo(before, addition);
      if (appended.kind === 'refused') {
        // Only where a comment has cut a list from its key, or a text in two.
        expect(form.disturbances.length).toBeGreaterThan(0);
        return;
      }
      changed += 1;
      const { key } = addition;
      const { text, lines, line } = appended;
      const list = plainValue(text)?.[key] as readonly unknown[];
      expect({ ...plainValue(text), [key]: list.slice(0, -1) }).toEqual({ ...value, [key]: value?.[key] ?? [] });
      expect(list.at(-1)).toEqual(addition.item);
      expect(text.split(/\r?\n/).slice(line - 1, line - 1 + lines.length)).toEqual(lines);
      let same = 0;
      while (same < before.length && before[same] === text[same]) same++;
      expect(text.slice(0, same) + text.slice(same + text.length - before.length)).toBe(before);
    }),
    { numRuns: 500 },
  );
  expect(changed).toBeGreaterThan(300);
});
