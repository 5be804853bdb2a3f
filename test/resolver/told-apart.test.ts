import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../src/generated/evidence.ts';
import { freePorts } from '../resolvers/free-ports.ts';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';
import { fakeResolver, type Told } from './fake-resolver.ts';

const redirect = { ipv4: '192.0.2.1' };

function fixture(): Workspace {
  return workspace({
    'blocklist.config.yaml': 'controls: [up.example]\n',
    'orders/exact.yaml': record('exact', ['one.to', 'two.to'], { scope: 'exact' }),
    'orders/page.yaml': record('page', [{ name: 'page.to', scope: 'exact' }], {
      obligations: [{ service: 'dns-resolver', effect: 'block', action: 'redirect', redirect }],
    }),
  });
}

/** A resolver that does all right, but for some names. */
function resolver(but: Readonly<Record<string, Told>>, at?: number): Promise<number> {
  const right = (name: string, type: string): Told => {
    if (name === 'page.to') return type === 'A' ? { address: redirect.ipv4 } : 'marked';
    return name === 'one.to' || name === 'two.to' ? 'marked' : 'resolves';
  };
  return fakeResolver((name, type) => but[name] ?? right(name, type), at);
}

async function verified(space: Workspace, port: number, ...argv: readonly string[]) {
  const { status, stdout } = await space.run('verify', '--server', `127.0.0.1:${port}`, '--json', ...argv);
  const { verdict, wrong, counts, begun } = JSON.parse(stdout) as Evidence;
  return { status, verdict, counts, begun, wrong: wrong.map((one) => `${one.status} ${one.name} ${one.answer}`) };
}

describe('an answer without an address', () => {
  test('that lacks the mark of other blocks is not shown to be one', async () => {
    const port = await resolver({ 'two.to': 'missing' });
    expect(await verified(fixture(), port)).toMatchObject({ status: 1, wrong: ['unproven two.to NXDOMAIN'] });
  });

  test('proves nothing where no block bears a mark', async () => {
    const port = await resolver({ 'one.to': 'missing', 'two.to': 'missing', 'page.to': { address: redirect.ipv4 } });
    const { status, verdict, wrong } = await verified(fixture(), port, '--orders', 'exact');
    expect([status, verdict, wrong]).toEqual([1, 'incomplete', []]);
    const { counts } = await verified(fixture(), port, '--orders', 'exact');
    expect(counts).toEqual({ free: 2, untold: 2 });
  });

  test('of a server that failed is no block', async () => {
    const port = await resolver({ 'one.to': 'servfail' });
    expect(await verified(fixture(), port)).toMatchObject({ status: 1, wrong: ['failed one.to SERVFAIL'] });
  });

  test('is not the notice page that was ordered', async () => {
    const port = await resolver({ 'page.to': 'marked' });
    expect(await verified(fixture(), port)).toMatchObject({ status: 1, wrong: ['other-answer page.to NXDOMAIN'] });
  });
});

test('an address that is nobody’s is a block, and one of a notice page that another order asks for is not', async () => {
  const port = await resolver({ 'one.to': { address: '0.0.0.0' }, 'two.to': { address: redirect.ipv4 } });
  const { wrong } = await verified(fixture(), port);
  expect(wrong).toEqual(['other-answer two.to 192.0.2.1']);
});

test('a run that found nobody there is gone on with, and its beginning counts', async () => {
  const space = fixture();
  const [port = 0] = await freePorts(1);
  const first = await verified(space, port, '--resume', 'state');
  expect([first.status, first.verdict, existsSync(join(space.folder, 'state'))]).toEqual([1, 'worthless', true]);
  await resolver({}, port);
  space.now += 60_000;
  const second = await verified(space, port, '--resume', 'state');
  expect([second.status, second.verdict, second.begun]).toEqual([0, 'proven', first.begun]);
  expect(existsSync(join(space.folder, 'state'))).toBe(false);
});

test('a control that must be blocked, an unknown order and a name in place of an address are refused', async () => {
  const { run } = fixture();
  for (const argv of [
    ['--server', '127.0.0.1:1', '--control', 'one.to'],
    ['--server', '127.0.0.1:1', '--orders', 'nobody'],
    ['--server', 'resolver.example'],
    ['--server', '127.0.0.1:99999'],
    [],
  ]) {
    expect([argv, (await run('verify', ...argv)).status]).toEqual([argv, 2]);
  }
});
