import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { record } from '../support/record.ts';
import type { Workspace } from '../support/workspace.ts';
import { type Caddy, startedCaddy } from './caddy.ts';
import { landingOrders } from './landing-orders.ts';
import { startedNginx } from './nginx.ts';
import { bodyOf, get, headOf, send, shown } from './web-server.ts';

async function started(space: Workspace = landingOrders()): Promise<Caddy> {
  expect(await space.run('landing')).toMatchObject({ status: 0 });
  return startedCaddy(space);
}

const hosts = [
  ['gone.to', '451 one'],
  ['GONE.to', '451 one'],
  ['gone.to:8080', '451 one'],
  ['gone.to:', '451 one'],
  ['gone.to.', '451 one'],
  ['WWW.Gone.To.:80', '451 one'],
  ['a.deep.gone.to', '451 one two'],
  ['exact.to', '451 one'],
  ['www.exact.to', '451'],
  ['low.to', '451'],
  ['www.low.to', '451 two'],
  ['wide.to', '451 one'],
  ['good.wide.to', '451'],
  ['www.good.wide.to', '451'],
  ['xn--mll-hoa.de', '451 two'],
  ['www.xn--mll-hoa.de', '451 two'],
  ['notgone.to', '451'],
  ['to', '451'],
  ['sealed.to', '451'],
  ['narrow.to', '451'],
  ['127.0.0.1', '451'],
  ['[::1]', '451'],
  ['[::1]:80', '451'],
  ['', '451'],
  ['..', '451'],
  ['any.html', '451'],
  ['$host', '451'],
  ['*.gone.to', '451 one'],
  ["a!$&'()*+,;=b.gone.to", '451 one'],
  ['a_b.-c-.gone.to', '451 one'],
  ['gone.to..', '451'],
  ['gone..to', '451'],
  [`${'a.'.repeat(2000)}gone.to`, '451 one'],
  [`${'a'.repeat(20000)}.to`, '451'],
  ['gone.to\r\nX-Injected: 1', '451 one'],
  ['gone.to/../../etc/passwd', '400'],
  ['m\u00c3\u00bcll.de', '400'],
  ['{env.PATH}', '400'],
  ['gone.to\u0000', '400'],
  ['gone.to\r\nHost: wide.to', '400'],
] as const;

describe('Caddy with the recipe as it is printed', () => {
  test('answers 451 with the page of the order and says who blocks', async () => {
    const answer = await get((await started()).port, 'www.gone.to', { path: '/any/path?x=1' });
    expect(headOf(answer)).toMatchInlineSnapshot(`
      [
        "Cache-Control: no-store",
        "Connection: close",
        "Content-Length: *",
        "Content-Security-Policy: default-src 'none'; style-src 'sha256-L9l6oB19hf7LGvqOuIx5BZ24ATUTaquGQiCtjTJb6Jg='; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        "Content-Type: text/html; charset=utf-8",
        "Date: *",
        "HTTP/1.1 451 Unavailable For Legal Reasons",
        "Link: <https://resolver.example/>; rel="blocked-by"",
        "Referrer-Policy: no-referrer",
        "Server: Caddy",
        "X-Content-Type-Options: nosniff",
      ]
    `);
    await expect(bodyOf(answer)).toMatchFileSnapshot('golden/one.html');
  });

  test('takes whatever stands in Host for a name and nothing else', async () => {
    const { port } = await started();
    for (const [host, expected] of hosts) expect([host, shown(await get(port, host))]).toEqual([host, expected]);
  });

  test('takes no Host at all for no name', async () => {
    const { port } = await started();
    expect(shown(await send(port, 'GET / HTTP/1.0\r\n\r\n'))).toBe('451');
    expect(shown(await send(port, 'GET /?name=gone.to HTTP/1.0\r\n\r\n'))).toBe('451 one');
    // RFC 9112 3.2.
    expect(shown(await send(port, 'GET / HTTP/1.1\r\n\r\n'))).toBe('400');
  });

  test('of a sealed order it says as little as of a name that nobody blocks, to the byte', async () => {
    const { port } = await started();
    const without = (answer: string) => answer.replace(/Date: .*/, '');
    const [sealed, narrow, free] = await Promise.all(
      ['sealed.to', 'narrow.to', 'free.to'].map((host) => get(port, host)),
    );
    expect(without(sealed ?? '')).toBe(without(free ?? ''));
    expect(without(narrow ?? '')).toBe(without(free ?? ''));
  });

  test('?name= asks for another name, and nothing of it comes back', async () => {
    const { port } = await started();
    for (const name of ['www.GONE.to', 'gone.to.', 'www%2egone%2eto'])
      expect(shown(await get(port, 'notice.example', { path: `/?name=${name}` }))).toBe('451 one');
    for (const name of [
      '..%2f..%2fetc',
      '%0d%0aX-Injected:1',
      '<script>',
      '../names.map',
      '{blocked_page}',
      '{env.HOME}',
      '%7Benv.HOME%7D',
      '{http.request.header.x}.html',
    ]) {
      const answer = await get(port, 'notice.example', { path: `/?name=${name}`, more: 'X: /any\r\n' });
      expect([name, shown(answer)]).toEqual([name, '451']);
      expect(answer).not.toMatch(/X-Injected|<script|names.map|etc|tmp/);
    }
    expect(shown(await get(port, 'wide.to', { path: '/?name=' }))).toBe('451 one');
  });

  test('no path, no method and no condition leads to another answer', async () => {
    const { port } = await started();
    for (const path of [
      '/any.html',
      '/any.html/',
      '/names.map',
      '/pages/../names.map',
      '/../names.map',
      '/%2e%2e/names.map',
      '//',
      '/.git',
      '/%2e',
      '/?%zz',
      '/.well-known/acme-challenge/x',
      '/.well-known/acme-challenge/..',
      'http://gone.to/',
    ])
      expect([path, shown(await get(port, 'gone.to', { path }))]).toEqual([path, '451 one']);
    for (const path of ['names.map', '/%zz', '/\u0001'])
      expect([path, shown(await get(port, 'gone.to', { path }))]).toEqual([path, '400']);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'BREW', 'M'.repeat(32)])
      expect([method, shown(await get(port, 'gone.to', { method }))]).toEqual([method, '451 one']);
    expect(shown(await get(port, 'gone.to', { method: 'M'.repeat(33) }))).toBe('405');
    for (const more of [
      'Range: bytes=0-1\r\n',
      'If-None-Match: *\r\n',
      'If-Match: "x"\r\n',
      'If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT\r\n',
      'If-Unmodified-Since: Thu, 01 Jan 1970 00:00:01 GMT\r\n',
      'Accept-Encoding: gzip, br\r\n',
    ])
      expect([more, bodyOf(await get(port, 'gone.to', { more }))]).toEqual([more, bodyOf(await get(port, 'gone.to'))]);
    const head = await get(port, 'gone.to', { method: 'HEAD' });
    expect(headOf(head)).toEqual(headOf(await get(port, 'gone.to')));
    expect(bodyOf(head)).toBe('');
  });

  test('where the pages are gone, it answers 451 all the same and says who blocks', async () => {
    const space = landingOrders();
    const { port } = await started(space);
    const whole = headOf(await get(port, 'gone.to'));
    const without = (lines: readonly string[]) => lines.filter((line) => !line.startsWith('Content-Type: '));
    rmSync(join(space.folder, 'landing/pages'), { recursive: true });
    for (const host of ['gone.to', 'free.to', 'any.html']) {
      const answer = await get(port, host);
      expect(bodyOf(answer)).toBe('This site may be blocked.');
      expect(without(headOf(answer))).toEqual(without(whole));
    }
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
