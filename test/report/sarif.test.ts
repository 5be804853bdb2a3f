import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { diagnostic } from '../../src/core/diagnostic.ts';
import { sarif } from '../../src/report/sarif.ts';
import { worstFirst } from '../../src/report/worst-first.ts';
import { plain } from './fixture.ts';
import { forHostileFindings } from './hostile.ts';

/** The members that SARIF 2.1.0 requires (OASIS, sections 3.13, 3.14, 3.19, 3.27, 3.30, 3.49), as far as we write them. */
const message = { type: 'object', required: ['text'], properties: { text: { type: 'string' } } };
const location = {
  type: 'object',
  required: ['physicalLocation'],
  properties: {
    physicalLocation: {
      type: 'object',
      required: ['artifactLocation', 'region'],
      properties: {
        artifactLocation: { required: ['uri'], properties: { uri: { type: 'string', pattern: "^[\\w.~!*'()%/-]*$" } } },
        region: {
          required: ['startLine'],
          properties: { startLine: { minimum: 1 }, startColumn: { minimum: 1 }, endColumn: { minimum: 1 } },
        },
      },
    },
  },
};
const rule = { type: 'object', required: ['id'], properties: { shortDescription: message, fullDescription: message } };
const driver = {
  type: 'object',
  required: ['name'],
  properties: { version: { const: '1.2.3' }, rules: { type: 'array', items: rule, uniqueItems: true } },
};
const result = {
  type: 'object',
  required: ['message', 'ruleId', 'ruleIndex', 'level'],
  properties: {
    message,
    level: { enum: ['none', 'note', 'warning', 'error'] },
    ruleIndex: { minimum: 0 },
    locations: { type: 'array', items: location },
    relatedLocations: { type: 'array', items: location },
  },
};
const invocation = {
  type: 'object',
  required: ['executionSuccessful'],
  properties: { toolExecutionNotifications: { items: { required: ['message'], properties: { message } } } },
};
const run = {
  type: 'object',
  required: ['tool', 'results'],
  properties: {
    invocations: { type: 'array', items: invocation },
    tool: { type: 'object', required: ['driver'], properties: { driver } },
    columnKind: { const: 'utf16CodeUnits' },
    results: { type: 'array', items: result },
  },
};
const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile<Log>({
  type: 'object',
  required: ['version', 'runs'],
  properties: { version: { const: '2.1.0' }, runs: { type: 'array', minItems: 1, maxItems: 1, items: run } },
});

interface Log {
  runs: {
    invocations?: { toolExecutionNotifications: { message: { text: string } }[] }[];
    tool: { driver: { rules: { id: string }[] } };
    results: { ruleId: string; ruleIndex: number }[];
  }[];
}

test('law: it has the members that SARIF 2.1.0 requires, and every result points at its rule', () => {
  forHostileFindings((list) => {
    const log: unknown = JSON.parse(sarif.render(list, plain));
    if (!validate(log)) throw new Error(JSON.stringify(validate.errors));
    const [only] = log.runs;
    const ruled = only?.results.map(({ ruleIndex }) => only.tool.driver.rules[ruleIndex]?.id);
    expect(ruled).toEqual(worstFirst(list).map(({ code }) => code));
    expect(only?.results.map(({ ruleId }) => ruleId)).toEqual(ruled);
  });
});

test('a file name with half a character in it still has its report', () => {
  const place = { file: 'orders/\ud800.yaml', line: 1, column: 1, endColumn: 2, text: 'x' };
  const report = sarif.render([diagnostic('yaml/syntax', { message: 'm', place })], plain);
  expect(report).toContain('orders/%EF%BF%BD.yaml');
});

function logOf(list: Parameters<typeof sarif.render>[0]): { log: Log; bytes: number } {
  const text = sarif.render(list, plain);
  const log: unknown = JSON.parse(text);
  if (!validate(log)) throw new Error(JSON.stringify(validate.errors));
  return { log, bytes: Buffer.byteLength(text) };
}

test('it holds no more results than GitHub takes, errors first, and says how many are left out', () => {
  const notes = Array.from({ length: 30_000 }, () => diagnostic('build/no-serial', { message: 'm', help: '' }));
  const { log } = logOf([...notes, diagnostic('yaml/syntax', { message: 'the worst' })]);
  const [only] = log.runs;
  expect(only?.results).toHaveLength(25_000);
  expect(only?.results[0]?.ruleId).toBe('yaml/syntax');
  expect(only?.invocations).toEqual([
    {
      executionSuccessful: true,
      toolExecutionNotifications: [
        {
          level: 'warning',
          message: { text: '5001 more findings did not fit into this report; blocklist check --report json has all.' },
        },
      ],
    },
  ]);
});

test('it is never larger than GitHub takes, however long findings are and whatever characters they hold', () => {
  for (const [filler, length] of [
    ['x', 3400],
    ['例', 1200],
    ['\u202e', 500],
  ] as const) {
    const long = diagnostic('yaml/syntax', { message: filler.repeat(3000) });
    const { log, bytes } = logOf(Array.from({ length }, () => long));
    const [only] = log.runs;
    expect(bytes).toBeLessThan(10_000_000);
    expect(bytes).toBeGreaterThan(9_400_000);
    const said = only?.invocations?.[0]?.toolExecutionNotifications[0]?.message.text;
    expect(said).toMatch(new RegExp(`^${length - (only?.results.length ?? 0)} more findings`));
  }
});
