import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { record } from './support/record.ts';
import { packedInto, type Tarball } from './support/tarball.ts';
import { workspace } from './support/workspace.ts';

const root = join(import.meta.dirname, '..');
const nodes = {
  'this Node': () => process.execPath,
  'Node 22': () => nodeOf(22),
  'Node 24': () => nodeOf(24),
};

/** Another Node from npm, in a folder of its own: as a dependency it would take the place of this one in every script. */
function nodeOf(major: number): string {
  const place = join(root, 'node_modules/.cache/nodes', String(major));
  const binary = join(place, 'node_modules/node/bin/node');
  if (!existsSync(binary)) {
    mkdirSync(place, { recursive: true });
    run('npm', ['install', '--no-audit', '--no-fund', '--prefix', place, `node@${major}`], { cwd: place });
  }
  return binary;
}

let folder = '';
let packed: Tarball;

/** Runs a program without a shell; what it prints on stderr comes with the error when it fails. */
function run(program: string, argv: readonly string[], options: { cwd: string; env?: NodeJS.ProcessEnv }): string {
  return execFileSync(program, argv, { ...options, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'blocklist-package-'));
  packed = packedInto(folder);
  mkdirSync(join(folder, 'empty'));
  run('npm', ['init', '-y'], { cwd: join(folder, 'empty') });
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', packed.path], {
    cwd: join(folder, 'empty'),
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  test('holds the program, its types, its schemas and its recipes for servers, and nothing else', () => {
    const folders = new Set(packed.files.map(({ path }) => (path.includes('/') ? path.split('/')[0] : path)));
    expect([...folders].sort()).toEqual([
      '.ci',
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'bin',
      'dist',
      'package.json',
      'schemas',
    ]);
    expect(packed.files.map(({ path }) => path).filter((path) => path.startsWith('.ci/'))).toEqual([
      '.ci/action.yml',
      '.ci/gitlab.yml',
    ]);
    expect(packed.files.map(({ path }) => path)).toContain('dist/blocklist.cdx.json');
    expect(packed.files.map(({ path }) => path).filter((path) => path.startsWith('schemas/'))).toEqual([
      'schemas/change.schema.json',
      'schemas/config.schema.json',
      'schemas/diagnostics.schema.json',
      'schemas/difference.schema.json',
      'schemas/doctor.schema.json',
      'schemas/due.schema.json',
      'schemas/evidence.schema.json',
      'schemas/explanation.schema.json',
      'schemas/feed.schema.json',
      'schemas/ledger.schema.json',
      'schemas/list.schema.json',
      'schemas/manifest.schema.json',
      'schemas/order-card.schema.json',
      'schemas/order.schema.json',
      'schemas/publication.schema.json',
      'schemas/published.schema.json',
      'schemas/status.schema.json',
      'schemas/verified-files.schema.json',
    ]);
  });

  test('installed into an empty folder, writes the same bytes on every Node, in every zone and language', () => {
    const { folder: work, write } = workspace({
      'orders/one.yaml': record('one', ['blocked.to', 'пример.рф', { name: 'alone.pro', scope: 'exact' }]),
    });
    write('orders/two.yaml', record('two', ['blocked.to', 'x.blocked.to', 'zz.ly', 'aa.ly', 'äé.com', 'a-b.com']));
    const program = join(folder, 'empty/node_modules/blocklist/bin/blocklist.js');
    const surroundings = [
      { TZ: 'Pacific/Auckland', LC_ALL: 'C' },
      { TZ: 'America/Los_Angeles', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' },
    ];
    const built = Object.entries(nodes).flatMap(([name, nodeBinary], index) =>
      surroundings.map((env, place) => {
        const out = `out-${index}-${place}`;
        run(nodeBinary(), [program, 'build', '--as-of', '2026-11-24', '--out', out], {
          cwd: work,
          env: { ...process.env, ...env },
        });
        const files = ['blocklist.rpz', 'allow.rpz', 'hosts', 'feed.json', 'domains.txt', 'manifest.json'];
        return { name, bytes: files.map((file) => readFileSync(join(work, out, file), 'utf8')) };
      }),
    );
    expect(built).toHaveLength(6);
    const majors = Object.values(nodes).map((node) => run(node(), ['-p', 'process.versions.node'], { cwd: work }));
    expect(majors.slice(1).map((version) => version.split('.')[0])).toEqual(['22', '24']);
    for (const { name, bytes } of built) expect([name, bytes]).toEqual([name, built[0]?.bytes]);
  });

  test('has the pages of help that the program prints', async () => {
    const program = join(folder, 'empty/node_modules/blocklist/bin/blocklist.js');
    for (const words of [['--help'], ['--version'], ['build', '--help'], ['explain', '-h']]) {
      const { stdout } = await workspace().run(...words);
      expect(run(process.execPath, [program, ...words], { cwd: folder })).toBe(stdout);
    }
  });

  test('is published by a pipeline that proves where it was built, and runs nothing when it is installed', () => {
    const { publishConfig, scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(publishConfig).toEqual({ access: 'public', provenance: true });
    const atInstall = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare'];
    expect(atInstall.filter((name) => name in scripts)).toEqual([]);
  });

  test('can be used as a library', () => {
    const script = "import('blocklist').then(({ formats }) => console.log(formats.map(({ id }) => id).join()))";
    expect(run(process.execPath, ['-e', script], { cwd: join(folder, 'empty') })).toBe(
      'rpz,rpz-allow,hosts,json,domains,rpz-knot6,unbound,dnsmasq,adblock,csv\n',
    );
  });

  test('exits with the status of the command', () => {
    const { folder: work } = workspace({ 'orders/one.yaml': record('one', ['co.uk']) });
    const program = join(folder, 'empty/node_modules/blocklist/bin/blocklist.js');
    const status = (argv: readonly string[]) => {
      try {
        run(process.execPath, [program, ...argv], { cwd: work });
        return 0;
      } catch (error) {
        return (error as { status: number }).status;
      }
    };
    expect([status(['--version']), status(['check']), status(['chek'])]).toEqual([0, 1, 2]);
  });
});
