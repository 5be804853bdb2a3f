import { domainToASCII } from 'node:url';
import { describe, expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { accountFile, addPaper, blockedOn, csvRows, filesOf, recordFile, templateIn } from '../../support/importing.ts';
import { encoded, utf8 } from '../../support/papers.ts';
import { workspace } from '../../support/workspace.ts';

/** Each paper that can be read in more than one way, and the option that settles it. */
const doubtful: Readonly<
  Record<
    string,
    { file: string; bytes: Uint8Array | Promise<Uint8Array>; flags: readonly string[]; names: readonly string[] }
  >
> = {
  'its letters': {
    file: 'list.txt',
    bytes: encoded('řeka.cz\n', 'windows-1250'),
    flags: ['--encoding', 'windows-1250'],
    names: [domainToASCII('řeka.cz')],
  },
  'what divides its columns': {
    file: 'list.csv',
    bytes: utf8('first.cz;one,two\nsecond.cz;three,four\nthird.cz;five,six\n'),
    flags: ['--delimiter', ';'],
    names: ['first.cz', 'second.cz', 'third.cz'],
  },
  'which column has the names': {
    file: 'list.csv',
    bytes: utf8('Domain;Mirror\nfirst.cz;one.cz\nsecond.cz;two.cz\n'),
    flags: ['--column', 'Mirror'],
    names: ['one.cz', 'two.cz'],
  },
  'how it writes days': {
    file: 'list.csv',
    bytes: utf8('Domain;Listed\nfirst.cz;03.04.2026\nsecond.cz;05.06.2026\n'),
    flags: ['--date-order', 'day-month-year'],
    names: ['first.cz', 'second.cz'],
  },
  'which day counts': {
    file: 'list.csv',
    bytes: utf8('Domain;Date;Day\nfirst.cz;2026-01-24;2026-01-25\nsecond.cz;2026-01-24;2026-01-25\n'),
    flags: ['--listed-column', 'Day'],
    names: ['first.cz', 'second.cz'],
  },
};

describe.each(Object.entries(doubtful))('a paper that leaves open %s', (_, { file, bytes, flags, names }) => {
  test('is refused without a person, and the options that settle it are named', async () => {
    const space = workspace({ [file]: await bytes });
    const { status, stdout, stderr } = await addPaper(space, file);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatchSnapshot();
    expect([...filesOf(space, [file]).keys()]).toEqual([]);
  });

  test('is taken with the option', async () => {
    const space = workspace({ [file]: await bytes });
    const { status, stderr } = await addPaper(space, file, ...flags);
    expect([status, stderr]).toEqual([0, expect.stringContaining(`Written: ${recordFile}`)]);
    expect(await blockedOn(space, '2026-11-24')).toEqual(names);
  });
});

test('of a workbook, one sheet alone is read where that is asked for, and what is left aside is said', async () => {
  const sheets = [
    { sheet: 'Sites', data: [['Domain'], ['first.cz']] },
    { sheet: 'Old', data: [['Domain'], ['old.cz']] },
  ];
  const space = workspace({ 'list.xlsx': await writeExcelFile(sheets).toBuffer() });
  const { status, stderr } = await addPaper(space, 'list.xlsx', '--part', 'sheet "Sites"');
  expect([status, stderr]).toEqual([0, expect.stringContaining('Left aside, as you chose: sheet "Old".')]);
  expect(await blockedOn(space, '2026-11-24')).toEqual(['first.cz']);
});

const problems: Readonly<Record<string, string>> = {
  'a suffix': 'first.cz\nco.uk\n',
  'a protected name': 'first.cz\nwikipedia.org\n',
  'a name for technical use': 'first.cz\nhome.arpa\n',
  'a slip of the pen': 'first.cz\nhttp//second.cz/\nthird.cz\n',
  'a redaction': 'first.cz\nsec███.cz\nthird.cz\n',
  'a name that a line end may have broken': 'first.cz\nsec-\nond.cz\nthird.cz\n',
  'a bad label': 'first.cz\n-second.cz\nthird.cz\n',
};

describe.each(Object.entries(problems))('a paper with %s', (_, text) => {
  test('is told line by line and nothing is written; the decisions that are offered settle it', async () => {
    const space = workspace({ 'list.txt': text });
    const first = await addPaper(space, 'list.txt');
    expect(first).toMatchSnapshot();
    expect(first.status).toBe(1);
    expect([...filesOf(space, ['list.txt']).keys()]).toEqual([]);
    // What a person has to write stands in the example as an example.
    const written = templateIn(first).replaceAll('example.org', 'second.cz');
    space.write('answers.json', written.replaceAll('the reason, in a sentence', 'The court names it so.'));
    const second = await addPaper(space, 'list.txt', '--answers', 'answers.json');
    expect({
      ...second,
      record: second.status === 0 ? space.read(recordFile).replace(/[\s\S]*\ntargets:/, '') : '',
    }).toMatchSnapshot();
    expect(second.status).toBe(0);
    expect((await space.run('check')).status).toBe(0);
    const places = csvRows(space.read(accountFile))
      .slice(1)
      .map(([place]) => place?.replace(/, name \d+$/, ''));
    const lines = text.trimEnd().split('\n');
    expect([...new Set(places)]).toEqual(lines.map((_line, at) => `line ${at + 1}`));
  });
});

test.each([
  ['a letter of another alphabet', 'first.cz\nsеcond.cz\nthird.cz\n'],
  ['a page of a site', 'first.cz\nhttp://second.cz/a,third.cz\nfourth.cz\n'],
])('a paper with %s is taken, and what a second look is good for is said', async (_, text) => {
  const space = workspace({ 'list.txt': text });
  expect(await addPaper(space, 'list.txt')).toMatchSnapshot();
});

test('the reason of the example is no reason', async () => {
  const space = workspace({ 'list.txt': 'first.cz\nco.uk\n' });
  space.write('answers.json', templateIn(await addPaper(space, 'list.txt')));
  const { status, stderr } = await addPaper(space, 'list.txt', '--answers', 'answers.json');
  expect([status, stderr]).toEqual([
    2,
    'answers.json: at "line 2" stands the reason of the example. Write your own in its place.\n',
  ]);
});

test('many lines that need a person are told shortly, each kind of answer once, and the sum of it last', async () => {
  const faults = ['one', 'two', 'three', 'four', 'five', 'exa mple,com'];
  const space = workspace({ 'list.csv': ['Domain', 'first.cz', ...faults, ''].join('\n') });
  const { status, stderr } = await addPaper(space, 'list.csv');
  expect(status).toBe(1);
  expect(stderr).toMatchSnapshot();
});

test('a decision that settles nothing is reported, and nothing is written', async () => {
  const space = workspace({ 'list.txt': 'first.cz\n', 'answers.json': '{"line 7":{"noTarget":true}}' });
  const { status, stderr } = await addPaper(space, 'list.txt', '--answers', 'answers.json');
  expect([status, stderr]).toEqual([
    1,
    'The decision on "line 7" settles nothing: no line there needs one.\n\n1 line: 1 domain\nNothing was written.\n',
  ]);
});

test.each([
  [
    'no JSON',
    'line 1: first.cz',
    'answers.json is not JSON with one decision for each place, as {"line 3": {"take": "example.org"}}.\n',
  ],
  [
    'a decision of no kind',
    '{"line 1":{"ignore":true}}',
    expect.stringContaining('what stands at "line 1" is no decision'),
  ],
  ['a reason that is missing', '{"line 1":{"leaveOut":"","by":"court"}}', expect.stringContaining('is no decision')],
])('decisions that are %s are refused', async (_, answers, message) => {
  const space = workspace({ 'list.txt': 'first.cz\n', 'answers.json': answers });
  const { status, stderr } = await addPaper(space, 'list.txt', '--answers', 'answers.json');
  expect([status, stderr]).toEqual([2, message]);
});
