import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { misfits, standingOrders } from '../cli/standing.ts';
import { record } from '../support/record.ts';
import { workspace } from '../support/workspace.ts';

const roma = 'it-roma-2026-in-force';
const notice = 'notice: { organisation: "Example Resolver", contacts: ["mailto:block@example.net"] }\n';

function withNotice(): ReturnType<typeof standingOrders> {
  const space = standingOrders();
  space.write('blocklist.config.yaml', notice);
  return space;
}

/** What its list says, in canonical order (RFC 4034 6.1). */
const listed = [
  ...['film-again', 'film-more', 'film-stream', 'film-third'].map((label) => `subtree ${label}.to`),
  'exact xn----itbbjujfdjdcaxf.xn--p1ai',
];
const listSha256 = createHash('sha256')
  .update(`${[...listed, 'not subtree help.film-stream.to'].join('\n')}\n`)
  .digest('hex');

/** Evidence of an answer for each of its names; the test says what became of the order. */
function evidence(order: Readonly<Record<string, unknown>>, verdict = 'proven'): string {
  const at = '2026-11-24T12:00:00Z';
  return JSON.stringify({
    version: 1,
    program: '0.1.0',
    verdict,
    reasons: [],
    begun: at,
    ended: at,
    by: 'test',
    server: { address: '192.0.2.53', port: 53, program: null },
    asOf: at,
    confidential: false,
    asked: { names: 5, ofNames: 5, subjects: 5, rate: 100, latelyDays: 30 },
    manifest: null,
    policyZones: [],
    blocksLook: 'marked',
    controls: [],
    counts: {},
    answers: {},
    orders: [
      {
        id: roma,
        title: 'T',
        publication: 'public',
        names: 5,
        namesAsked: 5,
        listSha256,
        asked: 5,
        blocked: 5,
        wrong: 0,
        untold: 0,
        deadlines: [],
        ...order,
      },
    ],
    unknownDeadlines: [],
    wrong: [],
    untold: [],
  });
}

describe('export', () => {
  test.each(['lumen.json', 'dsa-report.txt', 'csv.csv', 'json-ld.json'])('%s is as the golden one', async (file) => {
    const format = file.slice(0, file.lastIndexOf('.'));
    const { status, stdout, stderr } = await withNotice().run('export', roma, '--format', format);
    expect([status, stderr]).toMatchObject([0, expect.stringContaining('No personal data was found')]);
    await expect(stdout).toMatchFileSnapshot(`golden/${file}`);
  });

  test('a report says that effect was given only where the evidence shows it', async () => {
    const space = withNotice();
    const report = async (order: object, verdict?: string) => {
      space.write('evidence.json', evidence({ ...order }, verdict));
      expect(misfits('evidence', evidence({ ...order }, verdict))).toBe(null);
      const { stdout } = await space.run('export', roma, '--format', 'dsa-report', '--evidence', 'evidence.json');
      return stdout.match(/ {3}(Effect has|These answers).*/)?.[0]?.trim();
    };
    // A line of the order is a mask, which no resolver can block.
    expect(await report({})).toMatch(
      /^Effect has been given to the names on its list, .*, and NOT to what section 4 says/,
    );
    expect(await report({ blocked: 4, wrong: 1 }, 'wrong')).toMatch(/^Effect has NOT been given in full/);
    for (const [order, verdict] of [
      [{}, 'worthless'],
      [{}, 'incomplete'],
      [{ asked: 0, blocked: 0 }, 'proven'],
      [{ names: 6 }, 'proven'],
      [{ namesAsked: 4 }, 'proven'],
      [{ blocked: 4, untold: 1 }, 'proven'],
    ] as const)
      expect(await report(order, verdict)).toMatch(/^These answers do not show/);
    space.write('evidence.json', evidence({ id: 'another-order' }));
    const other = await space.run('export', roma, '--format', 'dsa-report', '--evidence', 'evidence.json');
    expect(other.stdout).toContain('These answers are not about the order');
    space.write('evidence.json', evidence({ listSha256: '0'.repeat(64) }));
    const { stdout } = await space.run('export', roma, '--format', 'dsa-report', '--evidence', 'evidence.json');
    expect(stdout).toContain('The list of the order is another one by now: these answers do not show');
  });

  test('says what of people it leaves out, and where; a preview says it and exports nothing', async () => {
    const { run } = workspace({
      'orders/a.yaml': record('a', ['a.to'], { caseNumbers: ['7/2026, clerk [at] court [dot] it'] }),
    });
    const { stdout, stderr } = await run('export', 'a', '--format', 'lumen');
    expect(stderr).toContain('Left out: e-mail address (a, caseNumbers).');
    expect(stdout).toContain('7/2026, [e-mail address]');
    expect(stdout).not.toContain('clerk');
    const preview = await run('export', 'a', '--format', 'lumen', '--preview');
    expect(preview).toEqual({ status: 0, stdout: '', stderr: `${stderr}This was a preview: nothing was exported.\n` });
  });

  const partial = record(
    'partial',
    ['wide.to', 'ours.to', 'courts.to', 'https://page.to/news', { anyTldOf: 'pirate' }],
    {
      exceptions: ['good.wide.to', { name: 'alone.wide.to', scope: 'exact' }],
      excluded: [
        { name: 'ours.to', by: 'operator', reason: 'We wait for the appeal.' },
        { name: 'courts.to', by: 'court', reason: 'Paragraph 9.' },
      ],
    },
  );

  test('a letter says what of the order is not blocked, and what the order leaves free', async () => {
    const { run } = workspace({ 'orders/partial.yaml': partial });
    const { stdout } = await run('export', 'partial', '--format', 'dsa-report');
    expect(stdout.slice(stdout.indexOf('4. '), stdout.indexOf('5. '))).toMatchInlineSnapshot(`
      "4. Names on the list of the order
         wide.to and all names below it
         The order leaves good.wide.to and all names below it free.
         The order leaves alone.wide.to itself free.
         ours.to: NOT blocked by us (We wait for the appeal.)
         courts.to: left out by the court (Paragraph 9.)
         2 more lines of the order that no resolver can block: [say which, and why]

      "
    `);
  });

  test('a letter says no more than that effect was given to what can be and is blocked', async () => {
    const space = workspace({ 'orders/partial.yaml': partial });
    const listSha256 = createHash('sha256')
      .update('subtree wide.to\nnot exact alone.wide.to\nnot subtree good.wide.to\n')
      .digest('hex');
    space.write(
      'evidence.json',
      evidence({ id: 'partial', names: 1, namesAsked: 1, asked: 2, blocked: 2, listSha256 }),
    );
    const { stdout } = await space.run('export', 'partial', '--format', 'dsa-report', '--evidence', 'evidence.json');
    expect(stdout).toContain(
      'Effect has been given to the names on its list, at the latest at the time of these answers, and NOT to',
    );
  });

  test('an order that took the place of another is not named: it may be sealed', async () => {
    const { run } = workspace({
      'orders/old.yaml': record('old', ['old.to'], {
        events: [
          { type: 'effective', date: '2020-01-01' },
          { type: 'superseded', date: '2021-01-01', by: 'hidden-one' },
        ],
      }),
      'orders/hidden.yaml': record('hidden-one', ['old.to'], { publication: 'sealed' }),
    });
    for (const format of ['lumen', 'dsa-report', 'csv', 'json-ld'])
      expect((await run('export', 'old', '--format', format)).stdout).not.toContain('hidden');
    expect((await run('export', 'old', '--format', 'lumen')).stdout).toContain('another order took its place');
  });

  test('a paper that orders nothing is no notice and no letter', async () => {
    const { run } = workspace({
      'orders/a.yaml': record('a', [], { instrument: 'voluntary-agreement' }),
    });
    for (const format of ['lumen', 'dsa-report'])
      expect(await run('export', 'a', '--format', format)).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringContaining('a voluntary agreement is not an order'),
      });
    expect((await run('export', 'a', '--format', 'csv')).stdout).toBe(
      'order,authority,case_numbers,state,name,unicode,line,scope,when,from,until\r\n',
    );
  });

  test('a table tells names of orders that are over, and names that are left free, from those that are blocked', async () => {
    const { run } = workspace({
      'orders/partial.yaml': partial,
      'orders/over.yaml': record('over', ['over.to'], {
        events: [
          { type: 'effective', date: '2020-01-01' },
          { type: 'lifted', date: '2021-01-01' },
        ],
      }),
    });
    expect((await run('export', '--format', 'csv')).stdout).toMatchInlineSnapshot(`
      "order,authority,case_numbers,state,name,unicode,line,scope,when,from,until
      over,Tribunale di Milano,,ended,over.to,,listed,subtree,now,,
      partial,Tribunale di Milano,,in-force,wide.to,,listed,subtree,now,,
      partial,Tribunale di Milano,,in-force,good.wide.to,,left free,subtree,,,
      partial,Tribunale di Milano,,in-force,alone.wide.to,,left free,exact,,,
      "
    `);
  });

  test('nothing leaves of a sealed order, and of a restricted one only the letter to the authority', async () => {
    const { run } = workspace({
      'orders/open.yaml': record('open', ['open.to']),
      'orders/sealed.yaml': record('sealed', ['sealed.to'], { publication: 'sealed' }),
      'orders/narrow.yaml': record('narrow', ['narrow.to'], { publication: 'restricted' }),
    });
    for (const [id, formats] of [
      ['sealed', ['lumen', 'dsa-report', 'csv', 'json-ld']],
      ['narrow', ['lumen', 'csv', 'json-ld']],
    ] as const)
      for (const format of formats)
        expect(await run('export', id, '--format', format)).toMatchObject({
          status: 2,
          stdout: '',
          stderr: expect.stringContaining('Nothing was exported.'),
        });
    const letter = await run('export', 'narrow', '--format', 'dsa-report');
    expect(letter).toMatchObject({ status: 0, stderr: expect.stringContaining('for the authority alone') });
    for (const format of ['csv', 'json-ld']) {
      const { stdout, stderr } = await run('export', '--format', format);
      expect(stdout).toContain('open.to');
      expect(stdout).not.toMatch(/sealed|narrow/);
      expect(stderr).toContain('2 orders under seal or restriction left out.');
    }
  });

  test.each([
    [['--format', 'lumen']],
    [['open', '--format', 'csv', '--evidence', 'evidence.json']],
    [['open', '--format', 'dsa-report', '--evidence', 'orders/open.yaml']],
    [['open', '--format', 'dsa-report', '--evidence', 'gone.json']],
    [['gone', '--format', 'csv']],
    [['open', '--format', 'pdf']],
  ])('%j is refused with what to do', async (argv) => {
    const { run } = workspace({
      'orders/open.yaml': record('open', ['open.to']),
      'orders/more.yaml': record('more', ['more.to']),
    });
    const { status, stdout, stderr } = await run('export', ...argv);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatchSnapshot();
  });
});
