import { expect, test } from 'vitest';
import { diagnostic } from '../../src/core/diagnostic.ts';
import { github } from '../../src/report/github.ts';
import { plain } from './fixture.ts';
import { forHostileFindings } from './hostile.ts';

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
  forHostileFindings((list) => {
    const lines = github.render(list, plain).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines).toHaveLength(list.length);
    expect(lines.filter((line) => !line.startsWith('::'))).toEqual([]);
  });
});

test('the runner reads the level, the place and the words as they were', () => {
  const place = { file: 'orders/a,b:c%0A.yaml', line: 3, column: 5, endColumn: 9, text: '' };
  const finding = diagnostic('yaml/syntax', { message: '100 %, %0A: a::b', help: 'Do, this.', place });
  const [line = ''] = github.render([finding], plain).split('\n');
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
