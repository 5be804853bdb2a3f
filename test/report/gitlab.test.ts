import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { diagnostic } from '../../src/core/diagnostic.ts';
import { gitlab } from '../../src/report/gitlab.ts';
import { findings, plain } from './fixture.ts';
import { forHostileFindings } from './hostile.ts';

/** The members that GitLab asks for (docs.gitlab.com, Code Quality report format). */
const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile({
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string' },
      fingerprint: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string', pattern: '^(?!\\./)' },
          lines: { type: 'object', required: ['begin'], properties: { begin: { type: 'integer', minimum: 1 } } },
        },
      },
    },
  },
});

interface Issue {
  readonly fingerprint: string;
}

function fingerprints(list: Parameters<typeof gitlab.render>[0]): readonly string[] {
  return (JSON.parse(gitlab.render(list, plain)) as Issue[]).map(({ fingerprint }) => fingerprint);
}

test('law: it has the members that GitLab asks for, and no two findings share a fingerprint', () => {
  forHostileFindings((list) => {
    const whole = list.map((one) => ({ ...one, message: `It says ${one.message}` }));
    const report: unknown = JSON.parse(gitlab.render(whole, plain));
    if (!validate(report)) throw new Error(JSON.stringify(validate.errors));
    expect(new Set(fingerprints(whole)).size).toBe(list.length);
  });
});

test('a finding keeps its fingerprint when its line moves, and twins have one each', () => {
  const moved = findings.map((one) =>
    one.place ? { ...one, place: { ...one.place, line: one.place.line + 7 } } : one,
  );
  expect(fingerprints(moved)).toEqual(fingerprints(findings));
  const place = { file: 'orders/a.yaml', line: 1, column: 1, endColumn: 2, text: '' };
  const twin = (line: number) => diagnostic('yaml/syntax', { message: 'm', place: { ...place, line } });
  expect(new Set(fingerprints([twin(1), twin(2), twin(3)])).size).toBe(3);
  expect(fingerprints([twin(1), twin(2)])).toEqual(fingerprints([twin(4), twin(9)]));
});
