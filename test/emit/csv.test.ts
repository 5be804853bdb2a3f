import fc from 'fast-check';
import { expect, test } from 'vitest';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

async function table(space: Workspace, ...more: readonly string[]): Promise<string> {
  const { status, stderr } = await space.run('build', '--format', 'csv', ...more);
  expect([status, stderr]).toEqual([0, expect.any(String)]);
  return space.read('out/names.csv');
}

const head = 'name,unicode,scope,action,order,title,since,until,authority,country';

test('a row says what one order says of one name, from when until when', async () => {
  const space = workspace({
    'orders/one.yaml': record(
      'one',
      [{ name: 'both.to', scope: 'exact' }, { name: 'both.to', scope: 'subdomains' }, 'm\u00fcll.to'],
      {
        events: [
          { type: 'effective', date: '2020-01-01' },
          { type: 'expires', date: '2030-06-30' },
        ],
        amendments: [{ date: '2022-05-01', add: ['late.to'] }],
      },
    ),
    'orders/two.yaml': record('two', ['late.to']),
  });
  const one = 'Applicant v Respondent (one)';
  const two = 'Applicant v Respondent (two)';
  expect((await table(space, '--as-of', '2024-01-01')).split('\r\n')).toEqual([
    head,
    `both.to,,subtree,nxdomain,one,${one},2019-12-31T23:00:00Z,2030-06-30T22:00:00Z,Tribunale di Milano,IT`,
    `late.to,,subtree,nxdomain,one,${one},2022-04-30T22:00:00Z,2030-06-30T22:00:00Z,Tribunale di Milano,IT`,
    `late.to,,subtree,nxdomain,two,${two},2019-12-31T23:00:00Z,,Tribunale di Milano,IT`,
    `xn--mll-hoa.to,m\u00fcll.to,subtree,nxdomain,one,${one},2019-12-31T23:00:00Z,2030-06-30T22:00:00Z,Tribunale di Milano,IT`,
    '',
  ]);
});

test('what orders under seal say does not show, and is counted', async () => {
  const space = workspace({
    'orders/open.yaml': record('open', ['shared.to']),
    'orders/sealed.yaml': record('sealed', ['shared.to', 'secret.to'], { publication: 'sealed' }),
  });
  const { stderr } = await space.run('build', '--format', 'csv');
  expect(space.read('out/names.csv')).not.toMatch(/sealed|secret/);
  expect(stderr).toContain('The table does not show 1 name of 1 order under seal or restriction.');
});

test('no cell begins like a formula, the names among them', async () => {
  const space = workspace({ 'orders/one.yaml': record('one', ['-a.x.to'], { title: '=HYPERLINK("http://x")' }) });
  const [, row] = (await table(space)).split('\r\n');
  expect(row).toMatch(/^"'-a\.x\.to",,subtree,nxdomain,one,"'=HYPERLINK\(""http:\/\/x""\)",/);
});

test('law: whatever a title holds, a row is a line of ten cells', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }), async (title) => {
      const space = workspace({ 'orders/one.yaml': record('one', ['x.to'], { title: `T${title}` }) });
      const run = await space.run('build', '--format', 'csv');
      // What no record may hold is an error of its own.
      if (run.status !== 0) return;
      const [first, row = '', ...rest] = space.read('out/names.csv').split('\r\n');
      expect([first, rest]).toEqual([head, ['']]);
      expect(row.match(/("([^"]|"")*"|[^",]*)(,|$)/g)?.filter((cell) => cell !== '').length).toBe(10);
    }),
    { numRuns: 40 },
  );
});
