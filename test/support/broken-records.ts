import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

const root = join(import.meta.dirname, '../..');

function recordsIn(folder: string): readonly Buffer[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.yaml')).map((file) => readFileSync(join(root, folder, file)));
}

const records = [...recordsIn('orders'), ...recordsIn('test/read/fixtures')];

/** Turns a record into another file. `at` lies anywhere from 0 on; whoever uses it takes it modulo what there is. */
type Change = (bytes: Buffer) => Buffer;

function spliced(bytes: Buffer, at: number, cut: number, put: Uint8Array): Buffer {
  const start = at % (bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start + cut)]);
}

const octets: fc.Arbitrary<Change> = fc
  .record({ at: fc.nat(), cut: fc.nat({ max: 3 }), put: fc.uint8Array({ maxLength: 3 }) })
  .map(({ at, cut, put }) => {
    return (bytes) => spliced(bytes, at, cut, put);
  });

const bit: fc.Arbitrary<Change> = fc.record({ at: fc.nat(), bit: fc.nat({ max: 7 }) }).map(({ at, bit: number }) => {
  return (bytes) => {
    const copy = Buffer.from(bytes);
    const place = at % Math.max(1, copy.length);
    if (copy.length > 0) copy[place] = (copy[place] as number) ^ (1 << number);
    return copy;
  };
});

const marks = fc.constantFrom(
  ...[
    '"',
    "'",
    '\t',
    ' - ',
    ' #',
    ': ',
    ':',
    ',',
    '[',
    ']',
    '{',
    '}',
    '&a ',
    '*a',
    '!!binary ',
    '!t ',
    '| ',
    '>',
    '%',
    '@',
  ],
  ...[
    '? ',
    '<<: ',
    '---\n',
    '...\n',
    '\n',
    '\r',
    '\r\n',
    '\n\n',
    '\n  - ',
    '\u0085',
    '\u2028',
    '\u202e',
    '\ufeff',
    '\0',
  ],
  ...['~', 'null', 'NO', '0123', '1e3', '.inf', '2022-02-30', '\\', '"\\e"', '"\\ud800"', '\u{1f4a9}', '\uffff', 'é'],
);
const tokens: fc.Arbitrary<Change> = fc
  .record({ at: fc.nat(), cut: fc.nat({ max: 8 }), put: marks })
  .map(({ at, cut, put }) => {
    return (bytes) => spliced(bytes, at, cut, Buffer.from(put));
  });

const lines: fc.Arbitrary<Change> = fc
  .record({ from: fc.nat(), to: fc.nat(), what: fc.constantFrom('drop', 'double', 'move', 'indent', 'outdent', 'cut') })
  .map(({ from, to, what }) => {
    return (bytes) => {
      const all = bytes.toString('latin1').split('\n');
      const place = from % all.length;
      const line = all[place] as string;
      if (what === 'drop' || what === 'move') all.splice(place, 1);
      if (what === 'double' || what === 'move') all.splice(to % (all.length + 1), 0, line);
      if (what === 'indent') all[place] = `${' '.repeat(1 + (to % 4))}${line}`;
      if (what === 'outdent') all[place] = line.replace(/^ {1,2}/, '');
      if (what === 'cut') all.length = place;
      return Buffer.from(all.join('\n'), 'latin1');
    };
  });

const crossing: fc.Arbitrary<Change> = fc
  .record({ other: fc.constantFrom(...records), at: fc.nat(), from: fc.nat(), length: fc.nat({ max: 200 }) })
  .map(({ other, at, from, length }) => {
    const start = from % other.length;
    return (bytes) => spliced(bytes, at, 0, other.subarray(start, start + length));
  });

const changes = fc.array(fc.oneof(octets, bit, tokens, tokens, lines, lines, crossing), { minLength: 1, maxLength: 4 });

/** A record that somebody or something has spoilt: octets, bits, marks of YAML or lines of it, up to four times. */
const spoilt = fc
  .tuple(fc.constantFrom(...records), changes)
  .map(([bytes, list]) => list.reduce((now, change) => change(now), bytes));

const words = fc.constantFrom(
  ...['id', 'title', 'events', 'type', 'date', 'targets', 'name', 'authority', 'obligations', 'publication', 'annex'],
  ...['one', 'a.to', '"2022-07-11"', 'effective', 'public', 'court-order', '"IT"', 'notes', 'amendments', 'add'],
);
const soup = fc
  .array(fc.oneof(words, marks, fc.constantFrom(' ', '  ', '\n', '\n', ': ', ':\n  ', '- ')), { maxLength: 60 })
  .map((parts) => Buffer.from(parts.join('')));

/** Files that may lie where a record should: spoilt records, YAML that means nothing, and any octets. */
export const brokenRecords: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 8, arbitrary: spoilt },
  { weight: 2, arbitrary: soup },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
);
