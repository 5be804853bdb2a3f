import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { record } from '../../support/record.ts';
import { acceptingWorkspace, type Workspace } from '../../support/workspace.ts';

const effective = { type: 'effective', date: '2020-01-01' } as const;

async function built(files: Readonly<Record<string, string>>): Promise<Workspace> {
  const space = acceptingWorkspace(files);
  expect((await space.run('build', '--as-of', '2026-02-01')).status).toBe(0);
  return space;
}

test('says what the next build will change, from what the last one blocks', async () => {
  const space = await built({
    'orders/ends.yaml': record('ends', ['ended.to', 'shared.to'], {
      events: [effective, { type: 'lifted', date: '2026-03-01' }],
    }),
    'orders/stays.yaml': record('stays', ['shared.to', 'answer.to', 'gone.to', 'sub.wide.to', 'wide.to'], {
      exceptions: ['free.wide.to'],
    }),
  });
  space.write(
    'orders/stays.yaml',
    record('stays', ['shared.to', 'wide.to', { name: 'answer.to', scope: 'exact' }, 'come.to'], {
      obligations: [
        {
          service: 'dns-resolver',
          effect: 'block',
          action: 'redirect',
          redirect: { ipv4: '192.0.2.1', ipv6: '2001:db8::1' },
        },
      ],
    }),
  );
  const { status, stdout, stderr } = await space.run('diff', 'out', '--exit-code');
  expect([status, stderr]).toEqual([3, '']);
  await expect(stdout).toMatchFileSnapshot('golden/build.txt');
});

test('finds no difference between a build and the records that it was made of, whatever they ask for', async () => {
  const redirect = { service: 'dns-resolver', effect: 'block', action: 'redirect' } as const;
  const space = await built({
    'orders/one.yaml': record('one', [
      'a.to',
      { name: 'deep.x.b.to', scope: 'exact' },
      { name: 'c.to', scope: 'subdomains' },
    ]),
    'orders/two.yaml': record('two', ['b.to', 'd.to'], {
      obligations: [{ ...redirect, redirect: { ipv4: '192.0.2.1', ipv6: '2001:db8::1' } }],
      exceptions: ['free.b.to'],
    }),
    'orders/three.yaml': record('three', ['e.to'], {
      obligations: [{ service: 'dns-resolver', effect: 'block', action: 'nodata', territory: ['FR'] }],
    }),
  });
  const same = async (...argv: readonly string[]) => {
    const { status, stdout } = await space.run('diff', ...argv, '--exit-code');
    expect([argv, status, stdout.split('\n').at(-2)]).toEqual([
      argv,
      0,
      'Nothing changes: no name, no record, no setting.',
    ]);
  };
  await same('out');
  await same('out/manifest.json', 'orders');
  await same('.', 'out');
  await same('out', 'out');
  expect((await space.run('build', '--territory', 'IT')).status).toBe(0);
  await same('out');
  expect((await space.run('diff', 'out', '--territory', 'FR', '--exit-code')).status).toBe(3);
});

test('compares two builds by name', async () => {
  const space = await built({ 'orders/one.yaml': record('one', ['stays.to', 'goes.to']) });
  cpSync(join(space.folder, 'out'), join(space.folder, 'old'), { recursive: true, dereference: true });
  space.write('orders/one.yaml', record('one', ['stays.to', 'comes.to']));
  await space.run('build', '--as-of', '2026-02-02');
  const { stdout } = await space.run('diff', 'old', 'out');
  expect(stdout).toMatchInlineSnapshot(`
    "From the build in old to the build in out, judged as of 2026-11-24 12:00 UTC:
    2 names blocked before, 2 after; 1 freed, 1 added.
    Which orders held a name is not known of the build in old, compiled for 2026-02-01.
    Which orders held a name is not known of the build in out, compiled for 2026-02-02.

    No longer blocked: 1 name
        goes.to

    Newly blocked: 1 name
        comes.to
    "
  `);
});

test('does not compare with files that are not what their manifest says, or that lack the zones', async () => {
  const space = await built({ 'orders/one.yaml': record('one', ['a.to']) });
  cpSync(join(space.folder, 'out'), join(space.folder, 'old'), { recursive: true, dereference: true });
  space.write('old/blocklist.rpz', space.read('old/blocklist.rpz').replace('a.to', 'b.to'));
  await space.run('build', '--format', 'hosts');
  const refusals = [await space.run('diff', 'old'), await space.run('diff', 'out')];
  expect(
    refusals.map(({ status, stdout, stderr }) => [status, stdout, stderr.replace(space.folder, '')]),
  ).toMatchInlineSnapshot(`
    [
      [
        2,
        "",
        "/old/blocklist.rpz is not what its manifest says of blocklist.rpz. Build anew, or take another copy.
    ",
      ],
      [
        2,
        "",
        "In out there are no policy zones (formats rpz and rpz-allow) to compare. Build it with them.
    ",
      ],
    ]
  `);
});

test('compares folders: a project with its own settings, or records by the settings here', async () => {
  const files = {
    'orders/one.yaml': record('one', ['a.to'], {
      obligations: [{ service: 'dns-resolver', effect: 'block', territory: ['FR'] }],
    }),
  };
  const space = acceptingWorkspace({
    ...files,
    'blocklist.config.yaml': 'operator: { names: [Here], territory: [IT] }\n',
    'copy/orders/one.yaml': files['orders/one.yaml'],
  });
  const counts = async (...argv: readonly string[]) => {
    const { names } = JSON.parse((await space.run('diff', ...argv, '--json')).stdout) as { names: object };
    return names;
  };
  expect(await counts('copy')).toEqual({ before: 1, after: 0, freed: 1, added: 0 });
  expect(await counts('copy/orders')).toEqual({ before: 0, after: 0, freed: 0, added: 0 });
});
