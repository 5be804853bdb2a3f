import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { codes } from '../../src/core/codes.ts';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

function fixture(): Workspace {
  const space = workspace();
  cpSync(join(import.meta.dirname, 'fixtures'), space.folder, { recursive: true });
  return space;
}

describe('explain NAME', () => {
  for (const [subject, asOf] of [
    ['torrent-site.to', '2023-06-01'],
    ['https://www.torrent-site.to/page?x=1', '2023-06-01'],
    ['пример-торрент.рф', '2023-06-01'],
    ['www.stream-portal.live', '2023-06-01'],
    ['help.stream-portal.live', '2023-06-01'],
    ['old-mirror.live', '2023-06-01'],
    ['old-mirror.live', '2022-09-15'],
    ['late-name.pro', '2024-06-01'],
    ['late-name.pro', '2022-12-31'],
    ['stream-portal.live', '2027-01-01'],
    ['torrent-site.to', '2022-07-10'],
    ['nothing-to-do-with-it.org', '2023-06-01'],
  ] as const) {
    test(`${subject} on ${asOf}`, async () => {
      const { status, stdout, stderr } = await fixture().run('explain', subject, '--as-of', asOf);
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toMatchSnapshot();
    });
  }

  test('tells drafts, stays, drops by the record and orders for others apart', async () => {
    const { run } = workspace({
      'orders/draft.yaml': record('draft', ['x.to'], { events: [{ type: 'issued', date: '2020-01-01' }] }),
      'orders/stayed.yaml': record('stayed', ['x.to'], {
        events: [
          { type: 'effective', date: '2020-01-01' },
          { type: 'stayed', date: '2021-01-01' },
        ],
      }),
      'orders/court.yaml': record('court', ['x.to', 'y.to'], {
        excluded: [{ name: 'x.to', by: 'court', reason: 'Refused in the judgment.' }],
      }),
      'orders/cdn.yaml': record('cdn', ['x.to'], { obligations: [{ service: 'cdn', effect: 'block' }] }),
      'orders/exact.yaml': record('exact', ['to.x.to'], { scope: 'exact' }),
      'orders/elsewhere.yaml': record('elsewhere', ['x.to'], {
        obligations: [{ service: 'dns-resolver', effect: 'block', territory: ['FR'] }],
      }),
    });
    expect((await run('explain', 'x.to', '--territory', 'IT')).stdout).toMatchSnapshot();
    expect((await run('explain', 'a.to.x.to')).stdout).toMatchSnapshot();
  });

  test('with --json prints what the published schema describes', async () => {
    const path = join(import.meta.dirname, '../../schemas/explanation.schema.json');
    const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(path, 'utf8')));
    for (const name of ['torrent-site.to', 'free.org', 'help.stream-portal.live']) {
      const { stdout } = await fixture().run('explain', name, '--as-of', '2023-06-01', '--json');
      expect([validate(JSON.parse(stdout)), validate.errors]).toEqual([true, null]);
    }
  });

  test('of orders with errors answers from the others and says so', async () => {
    const { run } = workspace({
      'orders/one.yaml': record('one', ['x.to']),
      'orders/two.yaml': record('two', ['x.to', 'co.uk']),
    });
    const { status, stdout, stderr } = await run('explain', 'x.to');
    expect(status).toBe(1);
    expect(`${stdout}${stderr}`).toMatchSnapshot();
  });

  test('of something that is neither a name nor a code is a matter of usage', async () => {
    expect(await workspace().run('explain', 'domain/nonsense')).toMatchSnapshot();
    expect(await workspace().run('explain', '1.2.3.4')).toMatchObject({ status: 2 });
  });
});

describe('explain CODE', () => {
  test('gives the page of a code', async () => {
    expect(await workspace().run('explain', 'domain/public-suffix')).toMatchSnapshot();
  });

  test('docs/diagnostics.md holds every page', async () => {
    const pages = Object.entries(codes).map(
      ([code, { severity, title, why, next }]) =>
        `## ${code}\n\n${title} (${severity}).\n\n${why}\n${next === '' ? '' : `\n**What next:** ${next}\n`}`,
    );
    const head =
      '# Diagnostics\n\nEvery finding that `blocklist` can make. An error keeps a build from writing anything; a warning is for a\n' +
      'second look; a note says what became of a line. `blocklist explain CODE` prints the same pages.\n';
    await expect([head, ...pages].join('\n')).toMatchFileSnapshot('../../docs/diagnostics.md');
  });
});
