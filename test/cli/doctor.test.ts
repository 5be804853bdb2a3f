import { chmodSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { clockFinding, isOlder, oldestNode, programFindings, suffixList } from '../../src/cli/doctor/program.ts';
import { resolverFindings } from '../../src/cli/doctor/resolvers.ts';
import type { Checkup } from '../../src/generated/doctor.ts';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

type Finding = Checkup['findings'][number];

function fixture(): Workspace {
  const space = workspace({ 'orders/one.yaml': record('one', ['a.to']) });
  space.now = Date.now() + 60_000;
  return space;
}

async function found(space: Workspace, ...argv: readonly string[]): Promise<Record<string, Finding>> {
  const { stdout } = await space.run('doctor', '--json', ...argv);
  const { findings } = JSON.parse(stdout) as Checkup;
  return Object.fromEntries(findings.map((one) => [one.subject, one]));
}

describe('doctor', () => {
  test('finds nothing broken in a folder with a sound order, and says it as text and as JSON', async () => {
    const space = fixture();
    const { status, stdout, stderr } = await space.run('doctor');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('fine     orders/ holds 1 record.\n');
    expect(stdout).toContain(
      'look at  This folder is in no git repository, or there is no git.\n         Keep records in one',
    );
    const path = join(import.meta.dirname, '../../schemas/doctor.schema.json');
    const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(path, 'utf8')));
    const json = await space.run('doctor', '--json');
    expect([validate(JSON.parse(json.stdout)), validate.errors]).toEqual([true, null]);
    expect(JSON.parse(json.stdout).state).toBe('look');
  });

  test('calls a broken configuration and a damaged build broken, with status 1', async () => {
    const space = fixture();
    space.write('blocklist.config.yaml', 'zone: { ttl: never }\n');
    space.write('out/manifest.json', '{}');
    expect((await space.run('doctor')).status).toBe(1);
    expect(await found(space)).toMatchObject({
      configuration: { state: 'broken', says: 'blocklist.config.yaml has errors.' },
      output: { state: 'broken', says: 'out/manifest.json is damaged.' },
    });
    space.write('file', '');
    expect(await found(space, '--config', 'none.yaml', '--out', 'file')).toMatchObject({
      configuration: { state: 'broken', says: 'There is no configuration file none.yaml. Look at the spelling.' },
      output: { state: 'broken', says: 'file is a file, not a folder.' },
    });
  });

  test('tells whether the files of a build change as one', async () => {
    const space = fixture();
    await space.run('build');
    expect((await found(space))['output']).toMatchObject({
      state: 'fine',
      says: expect.stringContaining('change as one'),
    });
    space.write('plain/manifest.json', space.read('out/manifest.json'));
    expect((await found(space, '--out', 'plain'))['output']).toMatchObject({ state: 'look' });
  });

  test('sees what a killed command left, and drafts that others may read', async () => {
    const space = fixture();
    expect(await found(space)).toMatchObject({ leftovers: { state: 'fine' } });
    const orphan = (await import('../../src/cli/owner.ts')).newOwner().replace(/-\d+-/, '-4194303-');
    space.write(`.blocklist/pending/${orphan}.json`, '{}');
    space.write('.blocklist/drafts/a.json', '{}');
    chmodSync(join(space.folder, '.blocklist/drafts/a.json'), 0o644);
    expect(await found(space)).toMatchObject({
      leftovers: { state: 'look', says: '1 piece of work broke off.' },
      drafts: {
        state: 'look',
        says: '1 draft in .blocklist/drafts; other accounts may read .blocklist/drafts/a.json.',
      },
    });
    chmodSync(join(space.folder, '.blocklist/drafts/a.json'), 0o600);
    expect(await found(space)).toMatchObject({ drafts: { state: 'fine' } });
  });

  test('changes nothing', async () => {
    const space = fixture();
    await space.run('doctor');
    expect((await import('node:fs')).readdirSync(space.folder)).toEqual(['orders']);
  });
});

describe('what the program is made of', () => {
  const now = Date.parse('2026-11-24');
  const states = (versions: object, at: number) =>
    Object.fromEntries(
      programFindings({ ...process.versions, ...versions }, at).map((one) => [one.subject, one.state]),
    );

  test('is as package.json and the installed libraries say', () => {
    const text = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8');
    const { dependencies, engines } = JSON.parse(text);
    // Whoever takes another edition of tldts writes its day as well: npm view tldts time.
    expect([dependencies.tldts, engines.node]).toEqual([suffixList.library, `>=${oldestNode.replace(/\.0$/, '')}`]);
  });

  test('is looked at when it is old, and broken where it cannot run', () => {
    const fine = { node: 'fine', 'suffix-list': 'fine', 'time-zones': 'fine' };
    expect(states({ node: '20.19.0', tz: '2025c' }, now)).toEqual(fine);
    expect(states({ node: '20.18.3', tz: '2024a' }, now)).toEqual({ ...fine, node: 'broken', 'time-zones': 'look' });
    expect(states({ tz: '2026b' }, Date.parse('2027-06-01'))).toEqual({ ...fine, 'suffix-list': 'look' });
    expect(states({ tz: undefined }, now)).toMatchObject({ 'time-zones': 'look' });
  });

  test('versions are compared number by number', () => {
    expect(['9.9', '9.18', '10', '9.18.2'].map((version) => isOlder(version, '9.18'))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  test('a clock before the program, or before a file here, is told', () => {
    const space = fixture();
    const at = (now: number) =>
      clockFinding('out', { ...({} as Parameters<typeof clockFinding>[1]), cwd: space.folder, now: () => now }).state;
    expect([at(Date.parse('2020-01-01')), at(Date.now() - 60_000), at(Date.now())]).toEqual(['broken', 'look', 'fine']);
  });
});

describe('resolvers', () => {
  function programs(versions: Readonly<Record<string, string>>): string {
    const space = workspace();
    for (const [name, says] of Object.entries(versions)) {
      space.write(`bin/${name}`, `#!/bin/sh\necho '${says}' >&2\n`);
      chmodSync(join(space.folder, 'bin', name), 0o755);
    }
    mkdirSync(join(space.folder, 'bin'), { recursive: true });
    symlinkSync('nowhere', join(space.folder, 'bin', 'unbound'));
    return join(space.folder, 'bin');
  }

  test('are told with what their versions mean', () => {
    const folder = programs({
      named: 'BIND 9.20.30-1 (Stable Release) <id:>',
      pdns_recursor: 'Nov 24 15:56:26 PowerDNS Recursor 4.6.0 (C) 2001-2022',
      kresd: 'Knot Resolver, version 6.5.0',
      knotd: 'broken',
    });
    expect(
      resolverFindings(['/nowhere', folder]).map(({ state, says }) => `${state}: ${says.replace(folder, 'bin')}`),
    ).toMatchInlineSnapshot(`
      [
        "fine: BIND 9.20.30 loads the zones; set break-dnssec yes and qname-wait-recurse no. Clients can be told that a name is censored, without a text.",
        "look: PowerDNS Recursor 4.6.0 loads the zones and tells clients why; wipe its packet cache after each change.",
        "look: Knot Resolver 6.5.0 blocks everything below a name even where an order is exact, and knows no exceptions.",
        "look: Knot DNS (bin/knotd) does not tell its version.",
      ]
    `);
  });

  test('may be elsewhere', () => {
    expect(resolverFindings(['/nowhere'])).toMatchObject([{ state: 'fine' }]);
  });
});
