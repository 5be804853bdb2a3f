import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { OrderRecord } from '../../../src/core/order.ts';
import { accountFile, addPaper, csvRows, filesOf, recordFile } from '../../support/importing.ts';
import { workspace } from '../../support/workspace.ts';

/** Controls but line ends, letters that turn the direction, commands of a runner. */
const dangerous = /[^\P{Cc}\n\r]|[\u2028-\u202e\u2066-\u2069]|^::|##\[/mu;

const esc = '\u001b';
const letters = {
  'an escape': `first.cz\n${esc}[2Jsecond.cz\n${esc}]8;;http://x.cz${esc}\\third.cz\n`,
  'a bell, a backspace and a NUL-like': 'first.cz\nsec\u0007ond.cz\nthi\u0008rd.cz\n',
  'C1 controls': 'first.cz\nsec\u009bond.cz\n',
  'letters that turn the direction': 'first.cz\n\u202ezc.dnoces\u202c\n\u2066third.cz\u2069\n',
  'letters without a width': 'first.cz\nsec\u200bond.cz\nthi\u00adrd.cz\n',
  'line ends of other systems': 'first.cz\rsecond.cz\u2028third.cz\u0085fourth.cz\n',
  'commands of a runner': 'first.cz\n::error::second.cz\n##[error]third.cz\n',
  'formulas of a spreadsheet': 'first.cz\n=HYPERLINK("http://second.cz")\n@third.cz\n',
  'traps of YAML': 'first.cz\nno\n1e3\n0x1F\n~\n!tag second.cz\n&a third.cz\n*a\n- fourth.cz\n{a: b}\n"fifth.cz\n',
};

describe.each(Object.entries(letters))('a paper with %s', (_, text) => {
  test('has every line accounted for, and nothing of that comes to the terminal or into a file', async () => {
    const space = workspace({ 'list.txt': text });
    const run = await addPaper(space, 'list.txt');
    expect([0, 1]).toContain(run.status);
    const shown = [run.stdout, run.stderr, ...filesOf(space, ['list.txt']).values()];
    for (const one of shown) expect(one).not.toMatch(dangerous);
    expect(run.stderr).not.toMatch(/fault of the program|\.ts:\d/);
    expect(run.stderr).toMatchSnapshot();
    if (run.status === 1) expect([...filesOf(space, ['list.txt']).keys()]).toEqual([]);
  });
});

test.each([
  ['empty', ''],
  ['blank', '\n \n\t\n'],
  ['headings alone', 'Domain;Listed;Deleted\n'],
  ['prose alone', 'The court has not yet decided.\n'],
])('a paper that is %s lists no names, and that is said', async (_, text) => {
  const space = workspace({ 'list.csv': text });
  const run = await addPaper(space, 'list.csv');
  expect(run).toMatchSnapshot();
});

test('a cell of a megabyte does not stop the others', async () => {
  const space = workspace({
    'list.csv': `Domain;Note\nfirst.cz;${'x '.repeat(500_000)}\n${'a'.repeat(1_000_000)};\nsecond.cz;\n`,
  });
  const run = await addPaper(space, 'list.csv');
  expect(run.status).toBe(1);
  expect(run.stderr.length).toBeLessThan(20_000);
  expect(run.stderr).toContain('4 lines: 2 domains, 1 that names no site, 1 needs you');
});

test('lines that are longer than a record may hold are cut in it, taken or left out', async () => {
  const long = (word: string) => `${`${word} `.repeat(700)}█`;
  const answers = { 'line 2': { take: 'second.cz' }, 'line 3': { leaveOut: 'Nobody can read it.', by: 'operator' } };
  const space = workspace({
    'list.csv': `first.cz\n${long('second')}\n${long('third')}\n`,
    'answers.json': JSON.stringify(answers),
  });
  const { status, stderr } = await addPaper(space, 'list.csv', '--answers', 'answers.json');
  expect([status, stderr]).toEqual([0, expect.stringContaining('3 lines: 2 domains, 1 left out')]);
  expect((await space.run('check')).status).toBe(0);
});

test('a long address of a page is kept whole', async () => {
  const space = workspace({ 'list.txt': `first.cz\nhttp://second.cz/?${'a'.repeat(1500)}\n` });
  const { status, stderr } = await addPaper(space, 'list.txt');
  expect([status, stderr]).toEqual([0, expect.stringContaining('Written')]);
  expect((await space.run('check')).status).toBe(0);
});

test('a file name that would command a terminal or a table is shown harmless, and the source keeps its digest', async () => {
  const name = `=cmd ${esc}[31m\n::error::\u202e.txt`;
  const space = workspace({ [name]: 'first.cz\n' });
  const run = await addPaper(space, name);
  expect([run.status, run.stdout, run.stderr]).toEqual([0, '', expect.stringContaining('Written')]);
  for (const one of [run.stderr, space.read(recordFile), space.read(accountFile)]) expect(one).not.toMatch(dangerous);
  const { sources } = parse(space.read(recordFile)) as OrderRecord;
  expect(sources).toEqual([{ file: expect.stringContaining('.txt'), sha256: expect.any(String), kind: 'primary' }]);
  expect((await space.run('check')).status).toBe(0);
});

test.each([
  ['a folder', 'folder', 'folder: it is a folder (EISDIR).\n'],
  ['not there', 'missing.txt', 'missing.txt: it is not there (ENOENT).\n'],
  ['below a file', 'list.txt/x.txt', 'list.txt/x.txt: a part of the path is a file, not a folder (ENOTDIR).\n'],
  ['a link to itself', 'loop.txt', 'loop.txt: the system refused it (ELOOP).\n'],
])('a paper that is %s is refused in a sentence', async (_, path, message) => {
  const space = workspace({ 'list.txt': 'first.cz\n' });
  mkdirSync(join(space.folder, 'folder'));
  symlinkSync('loop.txt', join(space.folder, 'loop.txt'));
  expect(await addPaper(space, path)).toEqual({ status: 2, stdout: '', stderr: message });
});

test.each(['/dev/zero', '/dev/stdin', 'pipe'])(
  'what is no file of its own, such as %s, is refused and not read for ever',
  async (path) => {
    const space = workspace();
    await finished(spawn('mkfifo', [join(space.folder, 'pipe')]));
    const { status, stderr } = await addPaper(space, path);
    expect([status, stderr]).toEqual([2, expect.stringContaining('is no file that can be read as a paper')]);
  },
);

function finished(child: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve) => child.once('close', () => resolve()));
}

test('a table in which cells hold lines, quotes and delimiters has an account that reads back', async () => {
  const space = workspace({ 'list.csv': 'Domain,Note\n"first.cz","a ""b"", c"\n"second.cz\nthird.cz","x\ny"\n' });
  const { status, stderr } = await addPaper(space, 'list.csv');
  expect([status, stderr]).toEqual([0, expect.stringContaining('3 lines with 4 entries: 3 domains')]);
  expect(csvRows(space.read(accountFile)).map(([place, result, name]) => [place, result, name])).toEqual([
    ['place', 'result', 'name'],
    ['line 1', 'no-target', ''],
    ['line 2', 'accepted', 'first.cz'],
    ['line 3, name 1', 'accepted', 'second.cz'],
    ['line 3, name 2', 'accepted', 'third.cz'],
  ]);
});
