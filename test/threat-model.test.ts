import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/threat-model.md'), 'utf8');
const [listed = ''] = page.split('## Out of scope');
const named = [...page.matchAll(/^ {2}Test: (.*)$/gm)].map(([, line = '']) => line);

/** Whether a test, or a group of tests, has this title. */
function hasTitle(source: string, title: string): boolean {
  const quoted = [`'${title}'`, `"${title}"`, `\`${title}\``];
  return quoted.some((text) => new RegExp(`(^|[(\\s])${escaped(text)},`, 'm').test(source));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

describe('the threat model', () => {
  test.each(named)('names a test that there is: %s', (line) => {
    const [, file = '', title = ''] = /^`(test\/[\w/.-]+\.test\.ts)` "(.+)"$/.exec(line) ?? [];
    expect([line, existsSync(join(root, file)) && file !== '']).toEqual([line, true]);
    expect([line, hasTitle(readFileSync(join(root, file), 'utf8'), title)]).toEqual([line, true]);
  });

  test('has for everything that somebody can do a test, or says that it is not defended', () => {
    const threats = listed.split(/^- /m).slice(1);
    expect(threats.length).toBeGreaterThan(30);
    expect(threats.filter((text) => !/^ {2}Test: |\*\*Not defended\*\*/m.test(text))).toEqual([]);
  });
});
