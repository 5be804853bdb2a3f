import { describe, expect, test } from 'vitest';
import { reporters } from '../../src/report/registry.ts';
import { findings } from './fixture.ts';

describe('a report of everything that can be found', () => {
  for (const { id, render } of reporters) {
    test(`as ${id}`, async () => {
      const report = render(findings, { colour: false, version: '1.2.3' });
      await expect(report).toMatchFileSnapshot(`golden/${id}.txt`);
    });
  }
});

describe('a report of nothing', () => {
  const empty = Object.fromEntries(
    reporters.map(({ id, render }) => [id, render([], { colour: false, version: '1.2.3' })]),
  );

  test('says so to people, and to programs keeps its form', () => {
    expect(empty).toEqual({
      text: 'No findings.\n',
      json: expect.stringContaining('"diagnostics": []'),
      github: '',
      sarif: expect.stringContaining('"results": []'),
    });
  });
});
