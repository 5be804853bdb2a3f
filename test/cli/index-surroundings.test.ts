import { cpSync, linkSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { manyRecords } from '../support/many-records.ts';
import { record } from '../support/record.ts';
import { isAnswered, settledWorkspace } from '../support/remembering.ts';
import { Twins } from '../support/twins.ts';
import type { Workspace } from '../support/workspace.ts';

const today = ['--as-of', '2026-11-24'];

/** Twins with a first build behind them, by whose clock every file is old. */
async function builtTwins(files: Readonly<Record<string, string>> = {}, ...argv: readonly string[]): Promise<Twins> {
  const twins = new Twins({ ...manyRecords(), ...files });
  twins.edit((space) => {
    space.now = Date.now() + 3_600_000;
  });
  await twins.build(...today, ...argv);
  return twins;
}

function at({ folder }: Workspace, path: string): string {
  return join(folder, path);
}

describe('the same command line is answered anew', () => {
  test('with --serial: it must come after the last one, each time', async () => {
    const space = settledWorkspace();
    expect((await space.run('build', ...today, '--serial', '7')).status).toBe(0);
    const again = await space.run('build', ...today, '--serial', '7');
    expect([again.status, again.stderr]).toEqual([2, expect.stringContaining('does not come after the last one')]);
  });

  test('with a path in the place of an id', async () => {
    const twins = await builtTwins({ 'other/x.yaml': record('fixed-3', ['other.to']) }, 'fixed-3');
    twins.edit((space) => renameSync(at(space, 'other'), at(space, 'fixed-3')));
    expect((await twins.build(...today, 'fixed-3')).stderr).toContain('1 order read.');
  });

  test('in another folder of orders, with one output folder for both', async () => {
    const [one, other] = [settledWorkspace(), settledWorkspace({ 'orders/two.yaml': record('two', ['other.to']) })];
    const argv = ['build', ...today, '--out', join(one.folder, 'out')];
    await one.run(...argv);
    await other.run(...argv);
    expect(one.read('out/domains.txt').split('\n').sort()).toEqual(['', 'blocked.to', 'other.to']);
  });
});

describe('what stands in the command line for the last time', () => {
  test.each([
    ['--out twice', ['--out', 'elsewhere', '--out=out']],
    ['--out twice, the other way round', ['--out=elsewhere', '--out', 'out']],
    ['an output folder with a slash behind it', ['--out=out/']],
    ['a folder given twice', ['orders', './orders', 'orders/']],
    ['an option for a file with the name of an option', ['--config', '--json']],
  ])('decides, as it does in a build from nothing: %s', async (_, argv) => {
    const twins = await builtTwins({ '--json': 'zone: { ttl: 5 }\n' }, ...argv);
    await twins.build(...today, ...argv);
    twins.edit(({ write }) => write('orders/new.yaml', record('new', ['new.to', 'site-3.to'])));
    await twins.build(...today, ...argv);
  });

  test('leaves what it once was out of account, even where nobody may read it', async () => {
    const twins = await builtTwins({ 'more/x.yaml': record('x', ['more.to']) }, 'orders', 'more');
    twins.edit((space) => {
      rmSync(at(space, 'more'), { recursive: true });
      symlinkSync('more', at(space, 'more'));
    });
    await twins.build(...today, 'orders');
  });
});

describe('a build that remembers says what one from nothing does when', () => {
  const linked = {
    'elsewhere/x.yaml': record('x', ['x.to']),
    'elsewhere/list.txt': 'listed.to\n',
    'other/x.yaml': record('x', ['y.to', 'site-5.to']),
  };

  test('the target of a linked record changes, and when the link leads elsewhere', async () => {
    const twins = new Twins({ ...manyRecords(), ...linked });
    twins.edit((space) => symlinkSync('../elsewhere/x.yaml', at(space, 'orders/x.yaml')));
    await twins.build(...today);
    twins.edit(({ write }) => write('elsewhere/x.yaml', record('x', ['z.to'])));
    expect((await twins.build(...today)).status).toBe(0);
    twins.edit((space) => {
      rmSync(at(space, 'orders/x.yaml'));
      symlinkSync('../other/x.yaml', at(space, 'orders/x.yaml'));
    });
    await twins.build(...today);
    expect(twins.remembering.read('out/domains.txt')).toContain('y.to');
  });

  test('a linked folder leads elsewhere', async () => {
    const twins = await builtTwins(linked);
    twins.edit((space) => symlinkSync('../elsewhere', at(space, 'orders/linked')));
    await twins.build(...today);
    twins.edit((space) => {
      rmSync(at(space, 'orders/linked'));
      symlinkSync('../other', at(space, 'orders/linked'));
    });
    await twins.build(...today);
    expect(twins.remembering.read('out/domains.txt')).toContain('y.to');
  });

  test('a record is changed through another name of the same file', async () => {
    const twins = await builtTwins(linked);
    twins.edit((space) => linkSync(at(space, 'elsewhere/x.yaml'), at(space, 'orders/hard.yaml')));
    await twins.build(...today);
    twins.edit((space) => writeFileSync(at(space, 'elsewhere/x.yaml'), record('x', ['through.to'])));
    await twins.build(...today);
    expect(twins.remembering.read('out/domains.txt')).toContain('through.to');
  });

  test('two folders change places, with files of the same size and time', async () => {
    const twins = await builtTwins({
      'orders/p/x.yaml': record('p', ['p.to']),
      'orders/q/x.yaml': record('q', ['q.to', 'site-1.to']),
    });
    twins.edit((space) => {
      renameSync(at(space, 'orders/p'), at(space, 'orders/r'));
      renameSync(at(space, 'orders/q'), at(space, 'orders/p'));
      renameSync(at(space, 'orders/r'), at(space, 'orders/q'));
    });
    await twins.build(...today);
  });

  test('folders are named in another order than before', async () => {
    const conflict = (id: string, action: 'nodata' | 'nxdomain') =>
      record(id, ['shared.to', 'site-1.to'], {
        obligations: [{ service: 'dns-resolver', effect: 'block', action }],
        amendments: [{ date: '2021-01-01', add: ['shared.to'] }],
      });
    const twins = await builtTwins(
      {
        'orders/p/x.yaml': conflict('p', 'nodata'),
        'orders/q/x.yaml': conflict('q', 'nxdomain'),
        'orders/r/x.yaml': conflict('r', 'nodata'),
      },
      ...['orders/fixed', 'orders/p', 'orders/q', 'orders/r'],
    );
    for (const folders of ['r q p fixed', 'q r fixed p', 'p fixed q r'])
      await twins.build(...today, ...folders.split(' ').map((folder) => `orders/${folder}`));
  });

  test('the name of a file holds what stands between stamps', async () => {
    const two = { 'orders/x.yaml': record('x', ['x.to']), 'orders/x.yaml\tz.yaml': record('z', ['z.to']) };
    const twins = await builtTwins({ ...two, 'orders/w.yaml\norders/x.yaml\t1.yaml': record('w', ['w.to']) });
    twins.edit(({ write }) => write('orders/x.yaml', record('x', ['changed.to'])));
    await twins.build(...today);
    expect(twins.remembering.read('out/domains.txt')).toContain('changed.to');
  });

  test('one list belongs to two records, and one of them lets it go', async () => {
    const sha256 = '6ee0e9a2a6d37bb3ba3d7ae7db6b0cde2c0d8ba4b9e17c3a4c0eb1f1c3d0f000';
    const twins = await builtTwins({ 'orders/list.txt': 'listed.to\n' });
    const annex = { file: 'list.txt', sha256 };
    const failed = await twins.build(...today);
    expect(failed.status).toBe(0);
    twins.edit(({ write }) => write('orders/x.yaml', record('x', undefined, { annex })));
    const digest =
      /its fingerprint \(SHA-256\) is ([0-9a-f]{64})/.exec((await twins.build(...today)).stderr)?.[1] ?? '';
    for (const name of ['x', 'y'])
      twins.edit(({ write }) =>
        write(`orders/${name}.yaml`, record(name, undefined, { annex: { ...annex, sha256: digest } })),
      );
    expect((await twins.build(...today)).status).toBe(0);
    twins.edit(({ write }) => write('orders/y.yaml', record('y', ['y.to'])));
    expect((await twins.build(...today)).status).toBe(0);
    twins.edit(({ write }) => write('orders/list.txt', 'changed.to\n'));
    expect((await twins.build(...today)).status).toBe(1);
  });

  test('the outputs lie among the orders', async () => {
    const space = settledWorkspace();
    const argv = ['build', ...today, '--out', 'orders/out'];
    await space.run(...argv);
    const { stderr } = await space.run(...argv);
    expect(stderr).toContain('No record names orders/out/domains.txt');
  });

  test('a folder in the place of the configuration is none', async () => {
    const twins = await builtTwins({ 'blocklist.config.yaml': 'zone: { ttl: 7 }\n' });
    twins.edit((space) => {
      rmSync(at(space, 'blocklist.config.yaml'));
      mkdirSync(at(space, 'blocklist.config.yaml'));
    });
    await twins.build(...today);
  });

  test('a link among the orders leads to itself', async () => {
    const twins = await builtTwins();
    twins.edit((space) => {
      rmSync(at(space, 'orders/fixed/fixed-3.yaml'));
      symlinkSync('fixed-3.yaml', at(space, 'orders/fixed/fixed-3.yaml'));
    });
    expect((await twins.build(...today)).status).toBe(2);
  });
});

test('an index that is used needs no folder for temporary files', async () => {
  const twins = await builtTwins();
  const { TMPDIR } = process.env;
  process.env['TMPDIR'] = '/nonexistent';
  try {
    twins.edit(({ write }) => write('orders/new.yaml', record('new', ['new.to'])));
    expect((await twins.build(...today)).status).toBe(0);
  } finally {
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
  }
});

test('an index is for the eyes of its account: it tells of sealed orders', async () => {
  const { folder, run } = settledWorkspace();
  await run('build', ...today);
  expect(statSync(join(folder, 'out/current/.index')).mode & 0o777).toBe(0o600);
});

describe('while a build goes on', () => {
  const nothing = () => {};

  test('a folder of old records that is moved among the orders is read by the next one', async () => {
    const space = settledWorkspace({ 'aside/new.yaml': record('new', ['new.to']) });
    space.meanwhile = () => {
      space.meanwhile = nothing;
      renameSync(at(space, 'aside'), at(space, 'orders/moved'));
    };
    await space.run('build', ...today);
    await space.run('build', ...today);
    expect(space.read('out/domains.txt')).toContain('new.to');
  });

  test('another one can put its set in use: the index of the first does not speak for it', async () => {
    const [space, other] = [settledWorkspace(), settledWorkspace({ 'orders/two.yaml': record('two', ['other.to']) })];
    await space.run('build', ...today);
    await other.run('build', ...today);
    space.meanwhile = () => {
      space.meanwhile = nothing;
      rmSync(at(space, 'out'), { recursive: true });
      cpSync(at(other, 'out'), at(space, 'out'), { recursive: true, verbatimSymlinks: true });
    };
    await space.run('build', ...today, '--report', 'json');
    await space.run('build', ...today, '--report', 'json');
    expect(space.read('out/domains.txt').split('\n').sort()).toEqual(['', 'another.to', 'blocked.to']);
  });

  test('two more can go on: one whole set is left, and an index that fits it', async () => {
    const space = settledWorkspace(manyRecords(20));
    const [all, few] = [[...today], [...today, 'fixed-1']];
    await space.run('build', ...all);
    for (let round = 0; round < 8; round++) {
      await Promise.all([space.run('build', ...all), space.run('build', ...few), space.run('build', ...few)]);
      for (const [argv, names] of [
        [all, 42],
        [few, 2],
      ] as const) {
        await space.run('build', ...argv);
        expect(space.read('out/domains.txt').split('\n')).toHaveLength(names + 1);
      }
    }
    expect(await isAnswered(space, () => space.run('build', ...few))).toBe(true);
  });
});
