import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { evidencePage } from '../../src/cli/verify/evidence-page.ts';
import { verifyText } from '../../src/cli/verify/verify-text.ts';
import type { Evidence } from '../../src/generated/evidence.ts';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';
import { fakeResolver } from './fake-resolver.ts';

const hostile = `</style><script>alert(1)</script> "A & B" v 'C'`;

function within(days: string, served: string) {
  return {
    obligations: [{ service: 'dns-resolver', effect: 'block', comply: { within: days, from: 'served' } }],
    events: [
      { type: 'effective', date: '2020-01-01' },
      { type: 'served', date: served },
    ],
  } as const satisfies NonNullable<Parameters<typeof record>[2]>;
}

/** Deadlines of all kinds, a name that leaks, one that nobody can tell of, one that is blocked too much, a sealed order. */
function fixture(): Workspace {
  return workspace({
    'blocklist.config.yaml': 'controls: [up.example]\n',
    'orders/met.yaml': record('met', ['met.to'], within('P30D', '2026-11-20')),
    'orders/later.yaml': record('later', ['later.to'], { ...within('P5D', '2026-01-10'), title: hostile }),
    'orders/missed.yaml': record('missed', ['leaks.to'], { ...within('P5D', '2026-01-10'), publication: 'sealed' }),
    'orders/open.yaml': record('open', ['missing.to'], within('P30D', '2026-11-20')),
    'orders/exact.yaml': record('exact', [{ name: 'alone.to', scope: 'exact' }]),
  });
}

async function evidence(): Promise<{ readonly space: Workspace; readonly evidence: Evidence; readonly port: number }> {
  const space = fixture();
  await space.run('build');
  const port = await fakeResolver((name) => {
    if (name === 'leaks.to' || name === 'up.example') return 'resolves';
    if (name.endsWith('missing.to')) return 'missing';
    return name === 'bind' ? 'servfail' : 'marked';
  });
  const server = `127.0.0.1:${port}`;
  const { stdout } = await space.run('verify', '--server', server, '--json', '--by', hostile);
  const found = JSON.parse(stdout) as Evidence;
  return {
    space,
    port,
    evidence: { ...found, program: '1.0.0', server: { ...found.server, port: 5353, program: hostile } },
  };
}

describe('the evidence', () => {
  test('says of each deadline whether it was met, in a page and at the terminal', async () => {
    const found = await evidence();
    const states = found.evidence.orders.flatMap(({ id, deadlines }) => deadlines.map(({ state }) => `${id} ${state}`));
    expect(states).toEqual(['later seen-later', 'met met', 'missed missed', 'open open']);
    await expect(evidencePage(found.evidence)).toMatchFileSnapshot('golden/evidence.html');
    await expect(verifyText(found.evidence)).toMatchFileSnapshot('golden/evidence.txt');
  });

  test('runs and loads nothing in its page, whatever records and resolvers say', async () => {
    const page = evidencePage((await evidence()).evidence);
    expect(page.match(/<script|<img|<link|<iframe|\son\w+=|javascript:|https?:/gi)).toBeNull();
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    const style = /<style>(.*)<\/style>/s.exec(page)?.[1] ?? '';
    expect(page).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(page.match(/<meta http-equiv="Content-Security-Policy" content="default-src 'none';/g)).toHaveLength(1);
  });

  test('is the same for the same answers at the same time', async () => {
    const [one, other] = [await evidence(), await evidence()];
    expect(one.evidence).toEqual(other.evidence);
  });

  test('as verify prints it is what the report to an authority is made of', async () => {
    const { space, port } = await evidence();
    const { stdout } = await space.run('verify', '--server', `127.0.0.1:${port}`, '--json');
    space.write('evidence.json', stdout);
    const third = async (id: string) => {
      const report = await space.run('export', id, '--format', 'dsa-report', '--evidence', 'evidence.json');
      const part = report.stdout.split(/^\d\. /m)[3] ?? '';
      return part.slice(part.indexOf('\n') + 1).trim();
    };
    expect(await third('met')).toMatchInlineSnapshot(`
      "Standing of the order, as of 2026-11-24T12:00:00Z: In force since 2020-01-01, when it took effect. No end is known.
         Our resolver 127.0.0.1 was asked from 2026-11-24T12:00:00Z to 2026-11-24T12:00:00Z.
         Of 1 name, 1 asked for by 2 queries; 2 of them came back blocked.
         Effect has been given to the order, at the latest at the time of these answers.
         block its names within 30 days of service (2026-11-20), until 2026-12-20T22:59:59Z: seen blocked in time."
    `);
    expect(await third('open')).toMatchInlineSnapshot(`
      "Standing of the order, as of 2026-11-24T12:00:00Z: In force since 2020-01-01, when it took effect. No end is known.
         Our resolver 127.0.0.1 was asked from 2026-11-24T12:00:00Z to 2026-11-24T12:00:00Z.
         Of 1 name, 1 asked for by 2 queries; 0 of them came back blocked.
         Effect has NOT been given in full. [Reason, and when it will be]
         block its names within 30 days of service (2026-11-20), until 2026-12-20T22:59:59Z: not all seen blocked, and there is still time."
    `);
    expect(await third('exact')).toMatchInlineSnapshot(`
      "Standing of the order, as of 2026-11-24T12:00:00Z: In force since 2020-01-01, when it took effect. No end is known.
         Our resolver 127.0.0.1 was asked from 2026-11-24T12:00:00Z to 2026-11-24T12:00:00Z.
         Of 1 name, 1 asked for by 1 query; 1 of them came back blocked.
         All of them are blocked, and so is what the order leaves free. [Mend that, and ask again with blocklist verify]"
    `);
    const sealed = await space.run('export', 'missed', '--format', 'dsa-report', '--evidence', 'evidence.json');
    expect([sealed.stdout, sealed.stderr]).toEqual(['', expect.stringContaining('missed is sealed')]);
  });

  test('is written as a page and as JSON, and is never replaced', async () => {
    const { space, port } = await evidence();
    const run = () => space.run('verify', '--server', `127.0.0.1:${port}`, '--out', 'proof');
    expect((await run()).stderr).toContain('The evidence lies in proof/');
    const files = readdirSync(join(space.folder, 'proof')).sort();
    const stem = `evidence-2026-11-24T12-00-00Z-127.0.0.1-${port}`;
    expect(files).toEqual([`${stem}.html`, `${stem}.json`]);
    const before = files.map((file) => readFileSync(join(space.folder, 'proof', file), 'utf8'));
    expect((await run()).status).toBe(2);
    expect(files.map((file) => readFileSync(join(space.folder, 'proof', file), 'utf8'))).toEqual(before);
  });
});
