import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { record } from '../support/record.ts';
import { acceptingWorkspace, type Workspace } from '../support/workspace.ts';

async function twoBuilds(): Promise<Workspace> {
  const space = acceptingWorkspace({ 'orders/one.yaml': record('one', ['stays.to', 'goes.to']) });
  await built(space, 'old');
  space.write('orders/one.yaml', record('one', ['stays.to', { name: 'comes.to', scope: 'exact' }]));
  await built(space, 'new');
  return space;
}

async function built(space: Workspace, as: string, ...argv: readonly string[]): Promise<void> {
  expect((await space.run('build', ...argv)).status).toBe(0);
  cpSync(join(space.folder, 'out'), join(space.folder, as), { recursive: true, dereference: true });
}

const nsupdate = ['--format', 'nsupdate'];

test('prints what nsupdate is to do: only what differs, on the old serial alone', async () => {
  const { run } = await twoBuilds();
  const { status, stdout, stderr } = await run('diff', 'old', 'new/manifest.json', ...nsupdate, '--server', '::1@53');
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatchInlineSnapshot(`
    "server ::1 53
    zone rpz.blocklist.
    prereq yxrrset rpz.blocklist. IN SOA localhost. hostmaster.localhost. 2026112400 3600 600 2592000 60
    update add comes.to.rpz.blocklist. 300 IN CNAME .
    update delete goes.to.rpz.blocklist. IN CNAME .
    update delete *.goes.to.rpz.blocklist. IN CNAME .
    update add rpz.blocklist. 300 IN SOA localhost. hostmaster.localhost. 2026112401 3600 600 2592000 60
    send
    zone rpz.allow.
    prereq yxrrset rpz.allow. IN SOA localhost. hostmaster.localhost. 2026112400 3600 600 2592000 60
    update add rpz.allow. 300 IN SOA localhost. hostmaster.localhost. 2026112401 3600 600 2592000 60
    send
    "
  `);
});

test('prints nothing where both builds are the same', async () => {
  const { run } = await twoBuilds();
  expect(await run('diff', 'new', 'new', ...nsupdate)).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('uses the names under which the configuration says that zones are loaded', async () => {
  const space = await twoBuilds();
  space.write('blocklist.config.yaml', 'zone: { block: block.example, allow: allow.example }\n');
  const { stdout } = await space.run('diff', 'old', 'new', ...nsupdate);
  expect(stdout).toContain('update add comes.to.block.example. 300 IN CNAME .\n');
});

test('prints nothing of builds in the wrong order, of files that are not what their manifest says, and of no builds', async () => {
  const space = await twoBuilds();
  const refused = async (...argv: readonly string[]) => {
    const { status, stdout, stderr } = await space.run('diff', ...argv);
    expect([argv, status, stdout]).toEqual([argv, 2, '']);
    return stderr;
  };
  expect(await refused('new', 'old', ...nsupdate)).toContain('Name the older build first');
  expect(await refused('old', 'orders', ...nsupdate)).toContain('orders holds no build');
  expect(await refused('old', ...nsupdate)).toContain('name both folders, the older one first');
  expect(await refused('old', 'new', ...nsupdate, '--server', 'ns.example')).toContain('Write an address as 192.0.2.1');
  await built(space, 'rpz', '--format', 'rpz');
  expect(await refused('old', 'rpz', ...nsupdate)).toContain('Build both with the same --format');
  space.write('new/blocklist.rpz', space.read('new/blocklist.rpz').replace('comes.to', 'comes.too'));
  expect(await refused('old', 'new', ...nsupdate)).toContain('is not what its manifest says');
  space.write('new/manifest.json', '{}');
  expect(await refused('old', 'new', ...nsupdate)).toContain('new/manifest.json is damaged');
});
