import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import schema from '../../schemas/diagnostics.schema.json' with { type: 'json' };
import { json } from '../../src/report/json.ts';
import { tally } from '../../src/report/reporter.ts';
import { plain } from './fixture.ts';
import { forHostileFindings } from './hostile.ts';

const validate = new Ajv2020({ allErrors: true }).compile(schema);

test('law: it is what its schema says, with every character of every finding', () => {
  forHostileFindings((list) => {
    const report: unknown = JSON.parse(json.render(list, plain));
    expect(report).toEqual({ version: 1, summary: tally(list), diagnostics: list });
    expect([validate(report), validate.errors]).toEqual([true, null]);
  });
});
