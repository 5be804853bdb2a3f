import { expect, test } from 'vitest';
import { landed } from './landing-orders.ts';
import { startedNginx } from './nginx.ts';
import { get, headOf, shown } from './web-server.ts';

test('nginx tells no version of its own', async () => {
  const head = headOf(await get(await startedNginx(await landed()), 'gone.to'));
  expect(head).toEqual(expect.arrayContaining(['HTTP/1.1 451 ', 'Server: nginx']));
});

test('what nginx itself takes for no request gets no page', async () => {
  const port = await startedNginx(await landed());
  for (const host of ['', '..', 'gone.to..', 'gone..to', `${'a'.repeat(20000)}.to`])
    expect([host, shown(await get(port, host))]).toEqual([host, '400']);
  expect(shown(await get(port, 'm\u00c3\u00bcll.de'))).toBe('451');
  for (const path of ['/../names.map', '/%2e%2e/names.map'])
    expect([path, shown(await get(port, 'gone.to', { path }))]).toEqual([path, '400']);
  for (const method of ['TRACE', 'CONNECT']) expect(shown(await get(port, 'gone.to', { method }))).toBe('405');
});
