import { describe, expect, test } from 'vitest';
import { reporters } from '../../src/report/registry.ts';
import { findings, plain } from './fixture.ts';

describe('a report of everything that can be found', () => {
  for (const { id, render } of reporters) {
    test(`as ${id}`, async () => {
      const report = render(findings, plain);
      await expect(report).toMatchFileSnapshot(`golden/${id}.txt`);
    });
  }
});

describe('a report of nothing', () => {
  test('says so to people, and to programs keeps its form', () => {
    const empty = Object.fromEntries(reporters.map(({ id, render }) => [id, render([], plain)]));
    expect(empty).toEqual({
      text: 'No findings.\n',
      json: expect.stringContaining('"diagnostics": []'),
      github: '',
      gitlab: '[]\n',
      junit: expect.stringContaining('No findings'),
      sarif: expect.stringContaining('"results": []'),
    });
  });
});
