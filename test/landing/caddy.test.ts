import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { record } from '../support/record.ts';
import type { Workspace } from '../support/workspace.ts';
import { type Caddy, startedCaddy } from './caddy.ts';
import { landed, landingOrders } from './landing-orders.ts';
import { startedNginx } from './nginx.ts';
import { bodyOf, get, headOf, shown } from './web-server.ts';

async function started(space: Workspace): Promise<Caddy> {
  expect(await space.run('landing')).toMatchObject({ status: 0 });
  return startedCaddy(space);
}

describe('Caddy with the recipe as it is printed', () => {
  test('tells no version of its own', async () => {
    const head = headOf(await get((await startedCaddy(await landed())).port, 'gone.to'));
    expect(head).toEqual(expect.arrayContaining(['HTTP/1.1 451 Unavailable For Legal Reasons', 'Server: Caddy']));
  });

  test('answers most of what nginx takes for no request, and refuses what can be no host', async () => {
    const { port } = await startedCaddy(await landed());
    for (const host of ['', '..', 'gone.to..', 'gone..to', `${'a'.repeat(20000)}.to`])
      expect([host, shown(await get(port, host))]).toEqual([host, '451']);
    for (const host of ['m\u00c3\u00bcll.de', '{env.PATH}'])
      expect([host, shown(await get(port, host))]).toEqual([host, '400']);
    for (const path of ['/../names.map', '/%2e%2e/names.map', '/?name=www%2egone%2eto'])
      expect([path, shown(await get(port, 'gone.to', { path }))]).toEqual([path, '451 one']);
    for (const method of ['TRACE', 'CONNECT']) expect(shown(await get(port, 'gone.to', { method }))).toBe('451 one');
    expect(shown(await get(port, 'gone.to', { method: 'M'.repeat(33) }))).toBe('405');
  });

  test('where the pages are gone, a word stands in their place', async () => {
    const space = await landed();
    const { port } = await startedCaddy(space);
    rmSync(join(space.folder, 'landing/pages'), { recursive: true });
    expect(bodyOf(await get(port, 'gone.to'))).toBe('This site may be blocked.');
  });

  test('takes up a new list when it is reloaded, and keeps the old one where the new one cannot be read', async () => {
    const space = landingOrders();
    const { port, reload } = await started(space);
    space.write('orders/three.yaml', record('three', ['new.to']));
    expect(await space.run('landing')).toMatchObject({ status: 0 });
    expect(shown(await get(port, 'new.to'))).toBe('451');
    reload();
    expect(shown(await get(port, 'new.to'))).toBe('451 three');
    writeFileSync(join(space.folder, 'landing/names.caddy'), 'map {\n');
    expect(reload).toThrow('names.caddy');
    expect(shown(await get(port, 'new.to'))).toBe('451 three');
  });

  test('names that are words to Caddy are names', async () => {
    const space = landingOrders();
    const words = ['default', 'import', 'import.to', 'default.to', '1e5.to', '_sip.to', '-.to', 'a'.repeat(63)];
    space.write(
      'orders/words.yaml',
      record('words', words, { overblock: { accept: ['domain/top-level'], reason: 'The order names whole endings.' } }),
    );
    const { port } = await started(space);
    for (const word of words)
      for (const host of [word, `www.${word}`])
        expect([host, shown(await get(port, host))]).toEqual([host, '451 words']);
  });
});

/** All names of one to so many labels `a` and `b` before `to`, the shortest first. */
function tree(depth: number): readonly string[] {
  const levels: (readonly string[])[] = [['to']];
  for (const level of levels)
    if (levels.length <= depth) levels.push(level.flatMap((name) => [`a.${name}`, `b.${name}`]));
  return levels.slice(1).flat();
}

test('nginx and Caddy lead each name of a list with names below names to the same page', async () => {
  const space = landingOrders();
  const scopes = ['subtree', 'exact', 'subdomains'] as const;
  const listed = tree(5).map((name, at) => ({ name, scope: scopes[(at * 7) % 3] ?? 'subtree', at }));
  for (const [order, id] of ['first', 'second', 'third'].entries()) {
    const targets = listed.filter(({ at }) => (at * 5) % 4 === order).map(({ name, scope }) => ({ name, scope }));
    space.write(`orders/${id}.yaml`, record(id, targets));
  }
  const { port } = await started(space);
  const nginx = await startedNginx(space);
  const pages = new Set<string>();
  for (const host of tree(7)) {
    const page = shown(await get(port, host));
    expect([host, page]).toEqual([host, shown(await get(nginx, host))]);
    pages.add(page);
  }
  expect(pages.size).toBeGreaterThan(5);
});

test('nginx and Caddy lead any host to the same page', async () => {
  const space = landingOrders();
  const { port } = await started(space);
  const nginx = await startedNginx(space);
  const labels = ['gone', 'to', 'deep', 'wide', 'good', 'exact', 'low', 'www', 'GOOD', 'a', 'xn--mll-hoa', 'de', 'a$b'];
  const host = fc
    .tuple(
      fc.array(fc.constantFrom(...labels), { minLength: 1, maxLength: 5 }),
      fc.constantFrom('', '.', ':80', '.:8080'),
    )
    .map(([parts, end]) => parts.join('.') + end);
  await fc.assert(
    fc.asyncProperty(host, async (name) => {
      expect(shown(await get(port, name))).toBe(shown(await get(nginx, name)));
    }),
    { numRuns: 2000 },
  );
});
