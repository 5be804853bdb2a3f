import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startedCaddy } from './caddy.ts';
import { landed } from './landing-orders.ts';
import { startedNginx } from './nginx.ts';
import { bodyOf, get, headOf, send, shown } from './web-server.ts';

// What both web servers hold to, each with its recipe as it is printed.

const hosts = [
  ['gone.to', '451 one'],
  ['GONE.to', '451 one'],
  ['gone.to:8080', '451 one'],
  ['gone.to.', '451 one'],
  ['gone.to:', '451 one'],
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
  ['sealed.to', '451'],
  ['narrow.to', '451'],
  ['127.0.0.1', '451'],
  ['[::1]', '451'],
  ['to', '451'],
  ['[::1]:80', '451'],
  ['any.html', '451'],
  ['*.gone.to', '451 one'],
  ["a!$&'()*+,;=b.gone.to", '451 one'],
  ['a_b.-c-.gone.to', '451 one'],
  ['$host', '451'],
  [`${'a.'.repeat(2000)}gone.to`, '451 one'],
  ['gone.to\r\nX-Injected: 1', '451 one'],
  ['gone.to/../../etc/passwd', '400'],
  ['gone.to\u0000', '400'],
  ['gone.to\r\nHost: wide.to', '400'],
] as const;

describe.each([
  ['nginx', startedNginx],
  ['Caddy', async (space: Parameters<typeof startedCaddy>[0]) => (await startedCaddy(space)).port],
])('%s', (_, portFor) => {
  const started = async () => portFor(await landed());

  test('answers 451 with the page of the order and says who blocks', async () => {
    const answer = await get(await started(), 'www.gone.to', { path: '/any/path?x=1' });
    const common = headOf(answer).map((line) => line.replace(/^(HTTP\/1\.1 451 |Server: ).*/, '$1*'));
    expect(common).toMatchInlineSnapshot(`
      [
        "Cache-Control: no-store",
        "Connection: close",
        "Content-Length: *",
        "Content-Security-Policy: default-src 'none'; style-src 'sha256-L9l6oB19hf7LGvqOuIx5BZ24ATUTaquGQiCtjTJb6Jg='; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        "Content-Type: text/html; charset=utf-8",
        "Date: *",
        "HTTP/1.1 451 *",
        "Link: <https://resolver.example/>; rel="blocked-by"",
        "Referrer-Policy: no-referrer",
        "Server: *",
        "X-Content-Type-Options: nosniff",
      ]
    `);
    await expect(bodyOf(answer)).toMatchFileSnapshot('golden/one.html');
  });

  test('takes whatever stands in Host for a name and nothing else', async () => {
    const port = await started();
    for (const [host, expected] of hosts) expect([host, shown(await get(port, host))]).toEqual([host, expected]);
  });

  test('takes no Host at all for no name', async () => {
    const port = await started();
    expect(shown(await send(port, 'GET / HTTP/1.0\r\n\r\n'))).toBe('451');
    expect(shown(await send(port, 'GET /?name=gone.to HTTP/1.0\r\n\r\n'))).toBe('451 one');
    // RFC 9112 3.2.
    expect(shown(await send(port, 'GET / HTTP/1.1\r\n\r\n'))).toBe('400');
  });

  test('of a sealed order it says as little as of a name that nobody blocks, to the byte', async () => {
    const port = await started();
    const without = (answer: string) => answer.replace(/Date: .*/, '');
    const [sealed, narrow, free] = await Promise.all(
      ['sealed.to', 'narrow.to', 'free.to'].map((host) => get(port, host)),
    );
    expect(without(sealed ?? '')).toBe(without(free ?? ''));
    expect(without(narrow ?? '')).toBe(without(free ?? ''));
  });

  test('?name= asks for another name, and nothing of it comes back', async () => {
    const port = await started();
    for (const name of ['www.GONE.to', 'gone.to.'])
      expect(shown(await get(port, 'notice.example', { path: `/?name=${name}` }))).toBe('451 one');
    for (const name of [
      '..%2f..%2fetc',
      '%0d%0aX-Injected:1',
      '<script>',
      '../names.map',
      '$blocklist_page',
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
    const port = await started();
    for (const path of [
      '/blocked',
      '/any.html',
      '/any.html/',
      '/names.map',
      '/pages/../names.map',
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
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'BREW', 'M'.repeat(32)])
      expect([method, shown(await get(port, 'gone.to', { method }))]).toEqual([method, '451 one']);
    const plain = bodyOf(await get(port, 'gone.to'));
    for (const more of [
      'Range: bytes=0-1\r\n',
      'If-None-Match: *\r\n',
      'If-Match: "x"\r\n',
      'If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT\r\n',
      'If-Unmodified-Since: Thu, 01 Jan 1970 00:00:01 GMT\r\n',
      'Accept-Encoding: gzip, br\r\n',
    ]) {
      const answer = await get(port, 'gone.to', { more });
      expect([more, shown(answer), bodyOf(answer)]).toEqual([more, '451 one', plain]);
    }
    const head = await get(port, 'gone.to', { method: 'HEAD' });
    expect(headOf(head)).toEqual(headOf(await get(port, 'gone.to')));
    expect(bodyOf(head)).toBe('');
  });

  test('where the pages are gone, it answers 451 all the same and says who blocks', async () => {
    const space = await landed();
    const port = await portFor(space);
    const without = (lines: readonly string[]) => lines.filter((line) => !line.startsWith('Content-Type: '));
    const whole = without(headOf(await get(port, 'gone.to')));
    rmSync(join(space.folder, 'landing/pages'), { recursive: true });
    for (const host of ['gone.to', 'free.to', 'any.html'])
      expect(without(headOf(await get(port, host)))).toEqual(whole);
  });
});
