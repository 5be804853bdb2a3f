import { describe, expect, test } from 'vitest';
import { landingOrders } from './landing-orders.ts';
import { startedNginx } from './nginx.ts';
import { bodyOf, get, headOf, shown } from './web-server.ts';

/** nginx for the landing page of these orders; answers its port. */
async function started(): Promise<number> {
  const space = landingOrders();
  expect(await space.run('landing')).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('pages for 6 names'),
  });
  return startedNginx(space);
}

const hosts = [
  ['gone.to', '451 one'],
  ['GONE.to', '451 one'],
  ['gone.to:8080', '451 one'],
  ['gone.to.', '451 one'],
  ['a.deep.gone.to', '451 one two'],
  ['exact.to', '451 one'],
  ['www.exact.to', '451'],
  ['low.to', '451'],
  ['www.low.to', '451 two'],
  ['wide.to', '451 one'],
  ['good.wide.to', '451'],
  ['www.good.wide.to', '451'],
  ['xn--mll-hoa.de', '451 two'],
  ['m\u00c3\u00bcll.de', '451'],
  ['notgone.to', '451'],
  ['sealed.to', '451'],
  ['narrow.to', '451'],
  ['127.0.0.1', '451'],
  ['[::1]', '451'],
  ['..', '400'],
  ['gone.to/../../etc/passwd', '400'],
  ['$host', '451'],
  [`${'a.'.repeat(2000)}gone.to`, '451 one'],
  [`${'a'.repeat(20000)}.to`, '400'],
  ['gone.to\u0000', '400'],
  ['gone.to\r\nHost: wide.to', '400'],
  ['gone.to\r\nX-Injected: 1', '451 one'],
] as const;

describe('nginx with the recipe as it is printed', () => {
  test('answers 451 with the page of the order and says who blocks', async () => {
    const answer = await get(await started(), 'www.gone.to', { path: '/any/path?x=1' });
    expect(headOf(answer)).toMatchInlineSnapshot(`
      [
        "Cache-Control: no-store",
        "Connection: close",
        "Content-Length: *",
        "Content-Security-Policy: default-src 'none'; style-src 'sha256-L9l6oB19hf7LGvqOuIx5BZ24ATUTaquGQiCtjTJb6Jg='; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        "Content-Type: text/html; charset=utf-8",
        "Date: *",
        "HTTP/1.1 451 ",
        "Link: <https://resolver.example/>; rel="blocked-by"",
        "Referrer-Policy: no-referrer",
        "Server: nginx",
        "X-Content-Type-Options: nosniff",
      ]
    `);
    await expect(bodyOf(answer)).toMatchFileSnapshot('golden/one.html');
  });

  test('takes whatever stands in Host for a name and nothing else', async () => {
    const port = await started();
    for (const [host, expected] of hosts) expect([host, shown(await get(port, host))]).toEqual([host, expected]);
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
    expect(shown(await get(port, 'notice.example', { path: '/?name=www.GONE.to' }))).toBe('451 one');
    for (const name of ['..%2f..%2fetc', '%0d%0aX-Injected:1', '<script>', '../names.map', '$blocklist_page']) {
      const answer = await get(port, 'notice.example', { path: `/?name=${name}` });
      expect(shown(answer)).toBe('451');
      expect(answer).not.toMatch(/X-Injected|<script|names.map|etc/);
    }
  });

  test('no path and no method leads to another answer', async () => {
    const port = await started();
    for (const path of ['/blocked', '/any.html', '/names.map', '/pages/../names.map', '//', '/.git', '/%2e'])
      expect([path, shown(await get(port, 'gone.to', { path }))]).toEqual([path, '451 one']);
    for (const path of ['/../names.map', '/%2e%2e/names.map', 'names.map'])
      expect([path, shown(await get(port, 'gone.to', { path }))]).toEqual([path, '400']);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect([method, shown(await get(port, 'gone.to', { method }))]).toEqual([method, '451 one']);
    expect(shown(await get(port, 'gone.to', { method: 'TRACE' }))).toBe('405');
    expect(await get(port, 'gone.to', { method: 'HEAD' })).toMatch(/^HTTP\/1.1 451/);
  });
});
