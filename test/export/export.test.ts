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
    expect(await report({})).toBe('Effect has been given to the order, at the latest at the time of these answers.');
    expect(await report({ blocked: 4, wrong: 1 }, 'wrong')).toMatch(/^Effect has NOT been given in full/);
    for (const [order, verdict] of [
      [{}, 'worthless'],
      [{}, 'incomplete'],
      [{ asked: 0, blocked: 0 }, 'proven'],
      [{ blocked: 4, untold: 1 }, 'proven'],
    ] as const)
      expect(await report(order, verdict)).toMatch(/^These answers do not show/);
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
