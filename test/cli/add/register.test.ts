import { expect, test } from 'vitest';
import { accountFile, addPaper, blockedOn, csvRows, filesOf, recordFile, templateIn } from '../../support/importing.ts';
import { sharedData } from '../../support/papers.ts';
import { type Workspace, workspace } from '../../support/workspace.ts';

const papers = ['v40.csv', 'v41.csv', 'v42.csv', 'v41.pdf'];

function register(): Workspace {
  return workspace(Object.fromEntries(papers.map((paper) => [paper, sharedData(`cz-mf/${paper}`)])));
}

interface Row {
  readonly name: string;
  readonly from: string;
  readonly deleted: string;
}

/** The Czech register, read by nothing but this: no quotes, no empty names, days as 26.07.2017. */
function rowsOf(paper: string): readonly Row[] {
  const text = new TextDecoder('windows-1250').decode(sharedData(`cz-mf/${paper}`));
  const [, ...lines] = text.split('\r\n').filter((line) => line !== '');
  return lines.map((line) => {
    const [name = '', from = '', deleted = ''] = line.split(';');
    return { name: name.trim().toLowerCase(), from: dayOf(from), deleted: dayOf(deleted) };
  });
}

function dayOf(text: string): string {
  return text.trim().split('.').reverse().join('-');
}

function listedOn(paper: string, day: string): readonly string[] {
  const rows = rowsOf(paper).filter(({ from, deleted }) => from <= day && (deleted === '' || day < deleted));
  return [...new Set(rows.map(({ name }) => name))].sort();
}

/** What stands in the column of accounts, and its digits alone. */
function accountNumbers(): readonly string[] {
  const texts = papers.filter((paper) => paper.endsWith('.csv')).map((paper) => sharedData(`cz-mf/${paper}`));
  const numbers = texts.flatMap((bytes) =>
    new TextDecoder('windows-1250')
      .decode(bytes)
      .split('\r\n')
      .slice(1)
      .flatMap((line) => line.split(';')[3] || []),
  );
  return [...new Set(numbers.flatMap((number) => [number, number.replace(/\D/g, ''), number.replaceAll(' ', '')]))];
}

async function addEditions(space: Workspace): Promise<void> {
  expect((await addPaper(space, 'v40.csv')).status).toBe(0);
  for (const [paper, day] of [
    ['v41.csv', '2022-07-20'],
    ['v42.csv', '2022-07-27'],
  ] as const) {
    const { status, stderr } = await space.run('amend', 'register', '--from', paper, '--whole', '--date', day);
    expect([status, stderr]).toEqual([0, expect.stringContaining('Taken off nothing.')]);
  }
}

test('the editions of the Czech register give exactly what each of them lists, on every day on which that changes', async () => {
  const space = register();
  await addEditions(space);
  const days = [...new Set(rowsOf('v42.csv').flatMap(({ from, deleted }) => [from, deleted]))].filter(
    (day) => day > '2021' || day.startsWith('2019-0'),
  );
  for (const day of [...days, '2022-07-19', '2022-07-26', '2026-11-24'])
    expect([day, await blockedOn(space, day)]).toEqual([day, listedOn('v42.csv', day)]);
  expect((await space.run('check')).status).toBe(0);
});

test('a later edition of the Czech register adds just what is new in it', async () => {
  const space = register();
  await addEditions(space);
  const record = space.read(recordFile);
  const amended = record.slice(record.indexOf('\namendments:'), record.indexOf('\nsources:'));
  expect([...amended.matchAll(/name: (\S+),/g)].map(([, name]) => name)).toEqual([
    '100zencasino.com',
    'brunocasino.com',
    'wildpharao.com',
  ]);
  expect(amended).not.toContain('remove');
});

test('no account number of the Czech register is in any file that is written', async () => {
  const space = register();
  await addEditions(space);
  await space.run('build');
  const files = filesOf(space, papers);
  expect([...files.keys()]).toContain('orders/cz/register/2022-07-27.account.csv');
  const numbers = accountNumbers();
  expect(numbers.length).toBeGreaterThan(7);
  for (const [path, text] of files) {
    const digits = text.replace(/[^\d\n]/g, '');
    for (const number of numbers) expect([path, number, text.includes(number)]).toEqual([path, number, false]);
    for (const number of numbers.filter((one) => /^\d{8,}$/.test(one)))
      expect([path, number, digits.includes(number)]).toEqual([path, number, false]);
  }
});

test('every line of the Czech register is accounted for', async () => {
  const space = register();
  const { stderr } = await addPaper(space, 'v40.csv');
  const [, ...rows] = csvRows(space.read(accountFile));
  expect(rows.map(([place]) => place)).toEqual(Array.from({ length: 430 }, (_, at) => `line ${at + 1}`));
  expect(stderr).toContain('430 lines: 429 domains, 1 that names no site\n');
});

test('the Czech register as PDF asks about the name that is broken over two lines, and gives the names of the CSV once that is settled', async () => {
  const space = register();
  const first = await addPaper(space, 'v41.pdf');
  expect(first).toMatchSnapshot();
  expect([...filesOf(space, papers).keys()]).toEqual([]);
  space.write('answers.json', templateIn(first));
  const second = await addPaper(space, 'v41.pdf', '--answers', 'answers.json');
  expect([second.status, second.stderr]).toEqual([0, expect.stringContaining('Written: ')]);
  const day = '2022-07-20';
  expect(await blockedOn(space, day)).toEqual(listedOn('v41.csv', day));
});
