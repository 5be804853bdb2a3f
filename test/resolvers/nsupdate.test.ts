import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { OrderRecord } from '../../src/core/order.ts';
import { record } from '../support/record.ts';
import { acceptingWorkspace, type Workspace } from '../support/workspace.ts';
import { type Primary, startPrimary } from './primary.ts';

const zones = [
  { name: 'rpz.allow', file: 'allow.rpz' },
  { name: 'rpz.blocklist', file: 'blocklist.rpz' },
];

function asking(action: 'nodata' | 'redirect', ipv4 = '192.0.2.1'): Pick<OrderRecord, 'obligations'> {
  const redirect = action === 'redirect' && { redirect: { ipv4, ipv6: '2001:db8::1' } };
  return { obligations: [{ service: 'dns-resolver', effect: 'block', action, ...redirect }] };
}

async function built(space: Workspace, as: string, ...argv: readonly string[]): Promise<void> {
  const { status, stderr } = await space.run('build', ...argv);
  expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
  cpSync(join(space.folder, 'out'), join(space.folder, as), { recursive: true, dereference: true });
}

async function primary(space: Workspace, build: string): Promise<Primary> {
  const started = await startPrimary(zones.map(({ name, file }) => ({ name, file: join(space.folder, build, file) })));
  onTestFinished(() => started.stop());
  return started;
}

/** The records of a zone file as the primary tells its own. */
function recordsIn(space: Workspace, build: string, file: string): readonly string[] {
  const [time = '', ...lines] = space.read(`${build}/${file}`).trimEnd().split('\n');
  const ttl = time.split(' ')[1];
  return lines.map((line) => line.replace(' ', ` ${ttl} `)).sort();
}

function expectState(server: Primary, space: Workspace, build: string): void {
  for (const { name, file } of zones)
    expect([build, ...server.records(name)]).toEqual([build, ...recordsIn(space, build, file)]);
}

async function difference(space: Workspace, ...argv: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await space.run('diff', 'old', 'new', '--format', 'nsupdate', ...argv);
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

function changing(): Workspace {
  return acceptingWorkspace({
    'orders/list.yaml': record('list', ['stays.to', 'goes.to', 'also-goes.to', 'e.com', 'zz.to', 'a_b.to']),
    'orders/page.yaml': record('page', ['page.to', 'moved.to', 'x.e.com'], asking('redirect')),
    'orders/empty.yaml': record('empty', ['empty.to', 'deep.a.e.com'], asking('nodata')),
    'orders/free.yaml': record('free', ['host.to'], { exceptions: ['good.host.to', 'fine.host.to'] }),
  });
}

function change(space: Workspace): void {
  const wider = { name: 'zz.to', scope: 'exact' as const };
  space.write('orders/list.yaml', record('list', ['aa.to', 'stays.to', 'stays.too', 'e.com', wider, 'b.stays-not.to']));
  space.write('orders/page.yaml', record('page', ['page.to', 'empty.to', 'a_b.to'], asking('redirect', '192.0.2.9')));
  space.write('orders/empty.yaml', record('empty', ['moved.to', 'a.e.com', '0.to'], asking('nodata')));
  space.write('orders/free.yaml', record('free', ['host.to'], { exceptions: ['good.host.to', 'new.host.to'] }));
}

test('the change makes the old zones of a primary the new ones, once, and is refused ever after', async () => {
  const space = changing();
  await built(space, 'old');
  change(space);
  await built(space, 'new');
  const server = await primary(space, 'old');
  expectState(server, space, 'old');
  const script = await difference(space);
  expect(script).not.toContain('stays.to.rpz');
  expect(await server.update(script)).toEqual({ status: 0, stderr: '' });
  expectState(server, space, 'new');
  const again = await server.update(script);
  expect([again.status, again.stderr]).toEqual([2, expect.stringContaining('NXRRSET')]);
  expectState(server, space, 'new');
});

test('a server in another state refuses the change whole', async () => {
  const space = changing();
  await built(space, 'old');
  change(space);
  await built(space, 'new');
  space.write('orders/list.yaml', record('list', ['third.to']));
  await built(space, 'third');
  const server = await primary(space, 'third');
  expect((await server.update(await difference(space))).status).toBe(2);
  expectState(server, space, 'third');
});

test('another TTL, primary and contact reach every record', async () => {
  const space = changing();
  await built(space, 'old');
  space.write('blocklist.config.yaml', 'zone: { ttl: 60, primary: ns.example, contact: host.example }\n');
  await built(space, 'new');
  const server = await primary(space, 'old');
  expect(await server.update(await difference(space))).toEqual({ status: 0, stderr: '' });
  expectState(server, space, 'new');
});

test('a large change goes in several sends, each on the state that the one before it left', async () => {
  const many = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => `name-${from + 2 * at}.example.to`);
  const space = acceptingWorkspace({ 'orders/one.yaml': record('one', many(0, 2000)) });
  await built(space, 'old');
  space.write('orders/one.yaml', record('one', many(1000, 2500)));
  await built(space, 'new');
  const tooNarrow = await space.run('diff', 'old', 'new', '--format', 'nsupdate');
  const least = /--serial (\d+),/.exec(tooNarrow.stderr)?.[1] ?? '';
  expect([tooNarrow.status, tooNarrow.stdout]).toEqual([2, '']);
  space.write('orders/one.yaml', record('one', many(1000, 2500)));
  await built(space, 'new', '--serial', least);
  const server = await primary(space, 'old');
  const script = await difference(space);
  const sends = script.split(/(?<=^send\n)/m);
  expect(sends.length).toBe(5);
  // One that is left out stops all that come after it in its zone; the last one is of the other.
  expect((await server.update(sends.toSpliced(2, 1).join(''))).status).toBe(2);
  expect(await server.update(sends.slice(2, 4).join(''))).toMatchObject({ status: 0 });
  expectState(server, space, 'new');
});
