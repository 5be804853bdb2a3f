import { createHash } from 'node:crypto';
import { rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { OrderRecord } from '../../src/core/order.ts';
import { approvedBy } from '../support/approved.ts';
import { record } from '../support/record.ts';
import type { Workspace } from '../support/workspace.ts';

/** Something that happens to a folder of orders between two builds. */
export type Edit = (space: Workspace) => void;

const plain = ['a.to', 'x.a.to', 'y.x.a.to', 'b.to', 'Left.to', 'left.to', 'c.live', 'site-7.to', 'low.site-7.to'];
const special = [
  '{ name: a.to, scope: exact }',
  '{ name: b.to, scope: subdomains }',
  '{ name: x.a.to, until: "2026-12-01" }',
  '{ name: d.to, from: "2030-01-01" }',
  '{ name: wikipedia.org, overblock: { accept: [domain/protected], reason: "It was looked at." } }',
  ...['пример.рф', 'xn--e1afmkfd.to', 'gооgle.to', 'goog1e.com', '"quoted.to"', '"*.a.to"', '"http://c.to/"'],
];
const faulty = ['co.uk', 'a..to', '{ name: a.to, until: "2026-02-30" }'];
const item = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom(...plain) },
  { weight: 20, arbitrary: fc.constantFrom(...special) },
  { weight: 1, arbitrary: fc.constantFrom(...faulty) },
);
const items = fc.array(item, { minLength: 1, maxLength: 5 });

/** Parts of a record that ask for names of their own in its list. */
const parts: Readonly<Record<string, { readonly names: readonly string[]; readonly text: string }>> = {
  exception: { names: ['top.to'], text: 'exceptions: [free.top.to]\n' },
  deepException: { names: ['a.to'], text: 'exceptions: [y.x.a.to]\n' },
  exclusion: { names: ['left.to'], text: 'excluded: [{ name: left.to, by: court, reason: It was struck out. }]\n' },
  removal: { names: ['b.to'], text: 'amendments: [{ date: "2021-05-05", remove: [b.to] }]\n' },
  later: { names: ['c.live'], text: 'amendments: [{ date: "2026-11-25", remove: [c.live], add: [a.to, new.to] }]\n' },
  back: {
    names: ['b.to'],
    text: 'amendments: [{ date: "2021-05-05", remove: [b.to] }, { date: "2022-05-05", add: [b.to] }]\n',
  },
  none: { names: [], text: '' },
};
const more = fc.record<Partial<OrderRecord>, never>(
  {
    publication: fc.constantFrom('public', 'sealed'),
    parties: fc.constantFrom({ respondents: ['Resolver, Inc.'] }, { respondents: ['Somebody Else'] }),
    scope: fc.constantFrom('exact', 'subtree'),
    obligations: fc.constantFrom<NonNullable<OrderRecord['obligations']>>(
      [{ service: 'dns-resolver', effect: 'block', action: 'nodata' }],
      [{ service: 'dns-resolver', effect: 'block', territory: ['FR'] }],
    ),
    events: fc.constantFrom<OrderRecord['events']>(
      [
        { type: 'effective', date: '2020-01-01' },
        { type: 'expires', date: '2026-11-24' },
      ],
      [
        { type: 'effective', date: '2020-01-01' },
        { type: 'lifted', date: '2026-11-25' },
      ],
      [{ type: 'effective', date: '2026-11-25' }],
    ),
  },
  { requiredKeys: [] },
);
const annexLine = fc.constantFrom(...plain, 'пример.рф', 'goog1e.com', '# why', '');

const asItIs = (text: string) => text;
const approved = (text: string) => approvedBy(['Anna'], text);
/** Before a name came to it. */
const approvedOnce = (text: string) => approved(text).replace('targets:\n', 'targets:\n  - late.to\n');

interface RecordText {
  readonly record: (id: string, list: string) => string;
  /** What its list holds, if it has one. */
  readonly annex: string | undefined;
}

const recordText: fc.Arbitrary<RecordText> = fc
  .record({
    names: items,
    more,
    part: fc.constantFrom(...Object.values(parts)),
    annex: fc.option(fc.array(annexLine, { minLength: 1, maxLength: 6 })),
    isSnapshot: fc.boolean(),
    end: fc.constantFrom(...Array(12).fill(''), 'surprise: "yes"\n'),
    approve: fc.constantFrom(...Array(3).fill(asItIs), approved, approvedOnce),
  })
  .map(({ names, more, part, annex, isSnapshot, end, approve }) => {
    const lines = [...part.names, ...names].map((name) => `  - ${name}\n`);
    const text = annex?.join('\n');
    const isEdition = isSnapshot && !part.text.startsWith('amendments');
    return {
      annex: text,
      record: (id, file) => {
        const list = text === undefined ? undefined : { file, sha256: createHash('sha256').update(text).digest('hex') };
        const paper = isEdition ? { amendments: [{ date: '2026-11-20', snapshot: list }] } : { annex: list };
        const head = record(id, undefined, { ...more, ...(list && (paper as Partial<OrderRecord>)) });
        return approve(`${head}targets:\n${lines.join('')}${part.text}${end}`);
      },
    };
  });

const slots = ['early/one', 'early/two', 'late/one', 'late/two'];
const slot = fc.constantFrom(...slots);

/** Next to its record. */
function listOf(slot: string): string {
  return `list-${slot.replace('/', '-')}.txt`;
}

function put(slot: string, { record, annex }: RecordText): Edit {
  return ({ write }) => {
    write(`orders/${slot}.yaml`, record(slot.replace('/', '-'), listOf(slot)));
    if (annex !== undefined) write(`orders/${slot.split('/')[0]}/${listOf(slot)}`, annex);
  };
}

function takeAway(...paths: readonly string[]): Edit {
  return ({ folder }) => {
    for (const path of paths) rmSync(join(folder, path), { force: true });
  };
}

function putText(path: string, text: string): Edit {
  return ({ write }) => write(path, text);
}

function touch(path: string): Edit {
  return ({ folder }) => utimesSync(join(folder, path), 1, 1);
}

const config = 'blocklist.config.yaml';
const configs = [
  'zone: { ttl: 7 }\n',
  'operator: { names: ["Resolver, Inc."], domains: [own.to] }\n',
  'protected: [e.to]\n',
  'approvals: { required: 1, people: [Anna], from: "2026-11-10" }\n',
  'approvals: { required: 1, people: [Bruno], from: "2026-11-10" }\n',
];

export const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 16, arbitrary: fc.tuple(slot, recordText).map(([slot, text]) => put(slot, text)) },
  { weight: 2, arbitrary: slot.map((slot) => takeAway(`orders/${slot}.yaml`)) },
  { weight: 1, arbitrary: slot.map((slot) => putText(`orders/${listOf(slot)}`, 'stray.to\n')) },
  { weight: 1, arbitrary: slot.map((slot) => putText(`orders/${slot.split('/')[0]}/${listOf(slot)}`, 'other.to\n')) },
  { weight: 1, arbitrary: fc.nat(100).map((number) => touch(`orders/fixed/fixed-${number}.yaml`)) },
  { weight: 1, arbitrary: fc.nat(2).map((number) => takeAway(`orders/fixed/fixed-${number}.yaml`)) },
  { weight: 2, arbitrary: fc.constantFrom(...configs).map((text) => putText(config, text)) },
  { weight: 1, arbitrary: fc.constant(takeAway(config)) },
  { weight: 3, arbitrary: fc.constant(takeAway(...slots.map((slot) => `orders/${slot}.yaml`))) },
);

const today = ['--as-of', '2026-11-24'];

/** The command line of one build. */
export const buildArgv: fc.Arbitrary<readonly string[]> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(today) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      [],
      ['--as-of', '2026-11-25'],
      [...today, '--report', 'json', '--json'],
      [...today, 'orders/late', 'orders/fixed', 'orders/early'],
      [...today, 'orders/early/one.yaml', 'orders'],
      [...today, 'fixed-7', 'orders/late'],
      [...today, '--territory', 'FR'],
      [...today, '--format', 'domains,json'],
    ),
  },
);
