import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnostic } from '../../src/core/diagnostic.ts';
import { github } from '../../src/report/github.ts';
import { json } from '../../src/report/json.ts';
import { reporters } from '../../src/report/registry.ts';
import { tally } from '../../src/report/reporter.ts';
import { sarif } from '../../src/report/sarif.ts';
import schema from '../../schemas/diagnostics.schema.json' with { type: 'json' };
import { findings } from './fixture.ts';
import { hostileFindings } from './hostile.ts';

const context = { colour: false, version: '1.2.3' };
const runs = { numRuns: 3000, examples: [[[...findings]]] as [[typeof findings[number][]]] };

describe('law: whatever an order says, no report lets a control character or a mark of direction through', () => {
  for (const { id, render } of reporters) {
    test(`as ${id}`, () => {
      fc.assert(
        fc.property(hostileFindings, (list) => {
          expect(render(list, context).match(/(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}\ufeff]/u)).toBeNull();
        }),
        runs,
      );
    });
  }
});

describe('json', () => {
  const validate = new Ajv2020({ allErrors: true }).compile(schema);

  test('law: it is what its schema says, with every character of every finding', () => {
    fc.assert(
      fc.property(hostileFindings, (list) => {
        const report: unknown = JSON.parse(json.render(list, context));
        expect(report).toEqual({ version: 1, summary: tally(list), diagnostics: list });
        expect([validate(report), validate.errors]).toEqual([true, null]);
      }),
      runs,
    );
  });
});

describe('github', () => {
  /** As actions/runner reads a line: what stands before :: is split at commas, and only then decoded. */
  function command(line: string): unknown {
    const [, level, properties = '', message = ''] = /^::(error|warning|notice) ([^:]*)::(.*)$/.exec(line) ?? [];
    const pairs = properties.split(',').map((pair) => pair.split('=', 1).concat(decoded(pair.replace(/^[^=]*=/, ''))));
    return { level, ...Object.fromEntries(pairs), message: decoded(message) };
  }

  function decoded(text: string): string {
    const characters = { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%25': '%' } as Record<string, string>;
    return text.replace(/%(0D|0A|3A|2C|25)/g, (code) => characters[code] ?? code);
  }

  test('law: each finding is one command, and nothing that it says becomes another', () => {
    fc.assert(
      fc.property(hostileFindings, (list) => {
        const lines = github.render(list, context).split('\n');
        expect(lines.pop()).toBe('');
        expect(lines).toHaveLength(list.length);
        expect(lines.filter((line) => !line.startsWith('::'))).toEqual([]);
      }),
      runs,
    );
  });

  test('the runner reads the level, the place and the words as they were', () => {
    const place = { file: 'orders/a,b:c%0A.yaml', line: 3, column: 5, endColumn: 9, text: '' };
    const finding = diagnostic('yaml/syntax', { message: '100 %, %0A: a::b', help: 'Do, this.', place });
    const [line = ''] = github.render([finding], context).split('\n');
    expect(command(line)).toEqual({
      level: 'error',
      file: 'orders/a,b:c%0A.yaml',
      line: '3',
      col: '5',
      endColumn: '9',
      title: 'yaml/syntax',
      message: '100 %, %0A: a::b Do, this.',
    });
  });
});

describe('sarif', () => {
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
  const run = {
    type: 'object',
    required: ['tool', 'results'],
    properties: {
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
    runs: { tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string; ruleIndex: number }[] }[];
  }

  test('law: it has the members that SARIF 2.1.0 requires, and every result points at its rule', () => {
    fc.assert(
      fc.property(hostileFindings, (list) => {
        const log: unknown = JSON.parse(sarif.render(list, context));
        if (!validate(log)) throw new Error(JSON.stringify(validate.errors));
        const [only] = log.runs;
        const ruled = only?.results.map(({ ruleIndex }) => only.tool.driver.rules[ruleIndex]?.id);
        expect(ruled).toEqual(list.map(({ code }) => code));
        expect(only?.results.map(({ ruleId }) => ruleId)).toEqual(ruled);
      }),
      runs,
    );
  });

  test('a file name with half a character in it still has its report', () => {
    const place = { file: 'orders/\ud800.yaml', line: 1, column: 1, endColumn: 2, text: 'x' };
    const report = sarif.render([diagnostic('yaml/syntax', { message: 'm', place })], context);
    expect(report).toContain('orders/%EF%BF%BD.yaml');
  });
});
