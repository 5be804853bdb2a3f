import fc from 'fast-check';
import { type Code, codes } from '../../src/core/codes.ts';
import { type Diagnostic, diagnostic, type Place } from '../../src/core/diagnostic.ts';
import { RUNS } from '../support/runs.ts';

const snippets = [
  '::error::x',
  '\n::error::x',
  '%0A',
  '%',
  ',',
  ':',
  ']]>',
  '##[error]',
  '"',
  '\\',
  '\u001b[2J',
  '\u001b]8;;x\u0007',
];
const marks = [
  '\0',
  '\t',
  '\b',
  '\r',
  '\n',
  '\r\n',
  '\u007f',
  '\u0085',
  '\u009b',
  '\u2028',
  '\u202e',
  '\u2066',
  '\ufeff',
];

/** Text of any code units, halves of characters included, rich in what terminals and logs obey. */
const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...snippets, ...marks, 'a', '例', '💩'),
    fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
  ),
  maxLength: 30,
});

const place: fc.Arbitrary<Place> = fc
  .record({
    // Names of files come from the disk as whole characters.
    file: hostile.map((text) => Buffer.from(text).toString()),
    line: fc.integer({ min: 1, max: 1_000_000 }),
    column: fc.integer({ min: 1, max: 200 }),
    length: fc.nat({ max: 200 }),
    text: fc.array(hostile, { maxLength: 10 }).map((parts) => parts.join('')),
  })
  .map(({ length, ...rest }) => ({ ...rest, endColumn: rest.column + length }));

const one: fc.Arbitrary<Diagnostic> = fc
  .record({
    code: fc.constantFrom(...(Object.keys(codes) as Code[])),
    message: hostile,
    help: fc.option(hostile, { nil: undefined }),
    place: fc.option(place, { nil: undefined }),
    related: fc.array(fc.record({ message: hostile, place }), { maxLength: 2 }),
  })
  .map(({ code, help, ...rest }) => diagnostic(code, { ...rest, ...(help !== undefined && { help }) }));

/** A rule that holds for every report, whatever stands in orders. */
export function forHostileFindings(rule: (findings: readonly Diagnostic[]) => void): void {
  fc.assert(
    fc.property(fc.array(one, { maxLength: 5 }), (list) => {
      rule(list);
    }),
    { numRuns: RUNS / 25 },
  );
}
