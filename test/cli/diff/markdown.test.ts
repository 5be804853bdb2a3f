import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differenceMarkdown, mostCharacters } from '../../../src/cli/diff/markdown.ts';
import type { Difference } from '../../../src/generated/difference.ts';
import { record } from '../../support/record.ts';
import { workspace } from '../../support/workspace.ts';

const traps = [
  '@octocat',
  'owner/repo#123',
  '#123',
  'GH-7',
  '!7',
  'https://evil.example/',
  'www.evil.example',
  'a@evil.example',
  '```',
  '````text',
  '~~~',
  '</details>',
  '<img src=x onerror=alert(1)>',
  '<!--',
  '[x](javascript:alert(1))',
  '![x](https://evil.example/x.png)',
  '\n```\n@octocat',
  '\r\n# heading',
  '\u2028```\u2028',
  '/close',
  '$x$',
  '::set-output::',
  '\u202e',
  'd670460b4b4aece5915caf5c68d12f560a9fe3e4',
];
const hostile = fc
  .oneof(fc.constantFrom(...traps), fc.string({ unit: 'binary', maxLength: 40 }))
  .chain((text) => fc.constantFrom(text, `${text} x`, `x\n${text}`));
const long = fc.oneof({ weight: 20, arbitrary: hostile }, fc.constant('`'.repeat(70_000)));

const cause = fc.record(
  {
    order: hostile,
    what: fc.constantFrom('frees' as const, 'holds' as const, 'still' as const),
    reason: hostile,
    side: fc.constantFrom('base' as const, 'head' as const),
    place: fc.record({ file: hostile, line: fc.nat() }),
  },
  { requiredKeys: ['order', 'what', 'side'] },
);
const change = fc
  .record({
    kind: fc.constantFrom('freed' as const, 'added' as const, 'kept' as const),
    names: fc.oneof(
      fc.array(hostile, { minLength: 1, maxLength: 4 }),
      fc.nat({ max: 4000 }).map((count) => Array.from({ length: count + 1 }, (_, at) => `name-${at}.example`)),
    ),
    causes: fc.array(cause, { maxLength: 3 }),
  })
  .map((one) => ({ ...one, count: one.names.length }));
const side = fc.record({ label: long, asOf: hostile }, { requiredKeys: ['label'] });
const anyDifference: fc.Arbitrary<Difference> = fc
  .record({
    base: side,
    head: side,
    asOf: hostile,
    changes: fc.array(change, { maxLength: 12 }),
    orders: fc.array(
      fc.record({
        order: hostile,
        file: hostile,
        what: fc.constantFrom('new' as const, 'gone' as const, 'changed' as const),
        details: fc.array(long, { maxLength: 2 }),
      }),
      { maxLength: 4 },
    ),
    settings: fc.array(fc.record({ key: hostile, what: long }), { maxLength: 3 }),
    missing: fc.array(long, { maxLength: 2 }),
  })
  .map(({ base, head, ...rest }) => ({
    ...rest,
    version: 1,
    base: { kind: 'revision', records: 1, errors: 0, ...base },
    head: { kind: 'build', records: 1, errors: 0, ...head },
    names: { before: 1, after: 1, freed: 0, added: 0 },
    ahead: { days: 30, events: [] },
  }));

/** All that may stand outside of a fenced block: our own words, and numbers. */
const ours =
  /^(?:### Blocklist: [a-z0-9, ]+|<details><summary>[A-Z][a-z0-9, ]+: \d+ [a-z]+<\/summary>|<\/details>|Not compared, or not wholly:|Not all of it fits into a comment\. [A-Za-z, ]+[.:]|)$/;

/** The lines outside of fenced blocks, as CommonMark has them: a block ends with a line of nothing but three backticks. */
function outside(markdown: string): readonly string[] {
  const lines: string[] = [];
  let isInside = false;
  for (const line of markdown.split(/\r\n|\n|\r/)) {
    if (isInside) isInside = !/^ {0,3}`{3,}\s*$/.test(line);
    else if (/^ {0,3}(`{3,}|~{3,})/.test(line)) isInside = line === '```text';
    else lines.push(line);
  }
  expect(isInside).toBe(false);
  return lines;
}

test('whatever records say, a comment is never too long, and nothing of it stands where it could render, link or mention', () => {
  fc.assert(
    fc.property(anyDifference, fc.option(hostile, { nil: undefined }), (found, overflow) => {
      const { text, isWhole } = differenceMarkdown(found, { overflow });
      expect(text.length).toBeLessThanOrEqual(mostCharacters);
      for (const line of outside(text)) expect(line).toMatch(ours);
      expect(text.includes('Not all of it fits')).toBe(!isWhole);
      if (!isWhole) return;
      for (const { names } of found.changes)
        for (const name of names) if (/^name-/.test(name)) expect(text).toContain(`\n  ${name}\n`);
    }),
    { numRuns: 100 },
  );
});

test('what does not fit goes into a file, whole, and every reason is told with fewer names', async () => {
  const many = (ending: string) => Array.from({ length: 3000 }, (_, at) => `site-${at}.${ending}`);
  const space = workspace({
    'old/orders/one.yaml': record('one', many('to')),
    'old/orders/two.yaml': record('two', many('cc')),
    'new/orders/one.yaml': record('one', many('live')),
    'new/orders/two.yaml': record('two', many('cc'), { events: [] }),
  });
  const { status, stdout, stderr } = await space.run(
    'diff',
    'old',
    'new',
    '--format',
    'markdown',
    '--overflow',
    'all.txt',
  );
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout.length).toBeLessThanOrEqual(mostCharacters);
  expect(stdout.replaceAll(/^ {2}site-.*\n/gm, '')).toMatchInlineSnapshot(`
    "### Blocklist: 6000 freed, 3000 added

    \`\`\`text
    From the folder old
    to the folder new,
    judged as of 2026-11-24 12:00 UTC:
    6000 names blocked before, 3000 after; 6000 freed, 3000 added.
    No longer blocked: 6000 names
    Newly blocked: 3000 names
    Records: 1 record
    \`\`\`

    <details><summary>No longer blocked: 6000 names</summary>

    \`\`\`text
    not any more by one: its line was taken out of the record (orders/one.yaml:16, as it was)
      and 2000 more
    not any more by two: it is a draft: its record does not say from when names must be blocked (orders/two.yaml:1)
      and 2000 more
    \`\`\`

    </details>

    <details><summary>Newly blocked: 3000 names</summary>

    \`\`\`text
    by one: a new line of its record (orders/one.yaml:16)
      and 2000 more
    \`\`\`

    </details>

    <details><summary>Records: 1 record</summary>

    \`\`\`text
    two: its past was rewritten; records are only ever added to (orders/two.yaml)
      of its history, this was changed or taken away: effective, 2020-01-01
    \`\`\`

    </details>

    Not all of it fits into a comment. All is in this file:

    \`\`\`text
    all.txt
    \`\`\`
    "
  `);
  const whole = space.read('all.txt');
  for (const name of [...many('to'), ...many('cc'), ...many('live')]) expect(whole).toContain(`    ${name}\n`);
});

test('a file for what does not fit is not written where all fits', async () => {
  const space = workspace({
    'old/orders/one.yaml': record('one', ['a.to']),
    'new/orders/one.yaml': record('one', ['b.to']),
  });
  await space.run('diff', 'old', 'new', '--format', 'markdown', '--overflow', 'all.txt');
  expect(() => space.read('all.txt')).toThrow('ENOENT');
});
