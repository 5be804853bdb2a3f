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

const shownKinds = { error: 'yaml/syntax', warning: 'domain/url-part', note: 'build/no-serial' } as const;

/** So many findings of each kind, notes first. */
function many(count: Readonly<Record<keyof typeof shownKinds, number>>) {
  return (['note', 'warning', 'error'] as const).flatMap((kind) =>
    Array.from({ length: count[kind] }, (_, index) =>
      diagnostic(shownKinds[kind], { message: `${kind} ${index}`, help: '' }),
    ),
  );
}

test('ten of a kind are ten remarks, the worst first, and nothing else', () => {
  const lines = github.render(many({ error: 10, warning: 10, note: 10 }), plain).split('\n');
  const expected = (level: string, kind: keyof typeof shownKinds) =>
    Array.from({ length: 10 }, (_, index) => `::${level} title=${shownKinds[kind]}::${kind} ${index}`);
  expect(lines).toEqual([
    ...expected('error', 'error'),
    ...expected('warning', 'warning'),
    ...expected('notice', 'note'),
    '',
  ]);
});

test('of more than ten, one remark says how many more, and the log tells them', () => {
  expect(github.render(many({ error: 12, warning: 0, note: 1 }), plain)).toBe(
    `${Array.from({ length: 9 }, (_, index) => `::error title=yaml/syntax::error ${index}\n`).join('')}${''}::error title=3 more errors::GitHub shows 10 of a kind. The log of this step tells the rest.
::notice title=build/no-serial::note 0

Findings without a remark:

error error 9 yaml/syntax

error error 10 yaml/syntax

error error 11 yaml/syntax

3 errors.
`,
  );
});

test('law: there are never more remarks than GitHub shows for a step and for a job', () => {
  for (const count of [11, 100, 5000]) {
    const remarks = github.render(many({ error: count, warning: count, note: count }), plain).match(/^::/gm);
    expect(remarks).toHaveLength(30);
  }
});

test('a message is never longer than the runner keeps, and never cut within a character', () => {
  for (const before of ['', 'x']) {
    const message = `${before}${'💩'.repeat(5000)}`;
    const line = github.render([diagnostic('yaml/syntax', { message, help: '' })], plain).trimEnd();
    const words = decoded(line.replace(/^.*?::.*?::/, ''));
    expect(words.length).toBeLessThanOrEqual(4096);
    expect(words).toMatch(/^x?(💩)+…$/u);
  }
});
