import { chmodSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { runForeground } from '../resolvers/foreground.ts';
import { freePorts } from '../resolvers/free-ports.ts';
import { requireProgram } from '../resolvers/programs.ts';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

/** nginx with the recipe as it is printed, for a landing page of these orders; answers its port. */
async function started(): Promise<number> {
  const space = fixture();
  expect(await space.run('landing')).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('pages for 6 names'),
  });
  const [port = 0] = await freePorts(1);
  const printed = await space.run('landing', '--recipe', 'nginx', '--listen', `127.0.0.1@${port}`);
  const folder = mkdtempSync(join(tmpdir(), 'blocklist-nginx-'));
  writeFileSync(join(folder, 'printed.conf'), printed.stdout);
  writeFileSync(join(folder, 'nginx.conf'), surroundings);
  const program = requireProgram(inject('programs'), 'nginx');
  const running = runForeground({ program, args: ['-p', folder, '-c', join(folder, 'nginx.conf')], folder });
  onTestFinished(() => running.stop());
  while ((await send(port, '').catch(() => undefined)) === undefined) {
    if (running.hasEnded()) throw new Error(running.log());
    await sleep(20);
  }
  return port;
}

const surroundings = `daemon off; master_process off; pid nginx.pid; error_log stderr;
events {}
http {
  access_log off; client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fcgi;
  uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  include printed.conf;
}
`;

function fixture(): Workspace {
  const space = workspace({
    'blocklist.config.yaml':
      'notice: { organisation: "Example <Resolver>", contacts: ["mailto:block@example.net"], website: "https://resolver.example/" }\n',
    'orders/one.yaml': record('one', ['gone.to', 'wide.to', { name: 'exact.to', scope: 'exact' }], {
      title: 'Film <b>company</b> & "Sons"',
      caseNumbers: ['7/2026'],
      exceptions: ['good.wide.to'],
    }),
    'orders/two.yaml': record('two', ['deep.gone.to', { name: 'low.to', scope: 'subdomains' }, 'm\u00fcll.de']),
    'orders/sealed.yaml': record('secret', ['sealed.to', 'gone.to'], { publication: 'sealed' }),
    'orders/restricted.yaml': record('narrow', ['narrow.to'], { publication: 'restricted' }),
  });
  chmodSync(space.folder, 0o755);
  return space;
}

/** What comes back for these very octets; latin1, so that each is one. */
function send(port: number, octets: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let got = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(Buffer.from(octets, 'latin1')));
    socket.setEncoding('utf8');
    socket.on('data', (text) => {
      got += text;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(got));
  });
}

function get(port: number, host: string, { path = '/', method = 'GET' } = {}): Promise<string> {
  return send(port, `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
}

/** The status, and the orders that the page names. */
function shown(answer: string): string {
  const orders = [...answer.matchAll(/On record here as<\/dt><dd>([a-z]+)/g)].map(([, id]) => id);
  return [/^HTTP\/1.1 (\d+)/.exec(answer)?.[1], ...orders].join(' ');
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
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head.replace(/Date: .*|Content-Length: .*/g, '*').split('\r\n')).toMatchInlineSnapshot(`
      [
        "HTTP/1.1 451 ",
        "Server: nginx",
        "*",
        "Content-Type: text/html; charset=utf-8",
        "*",
        "Connection: close",
        "Link: <https://resolver.example/>; rel="blocked-by"",
        "Cache-Control: no-store",
        "Content-Security-Policy: default-src 'none'; style-src 'sha256-L9l6oB19hf7LGvqOuIx5BZ24ATUTaquGQiCtjTJb6Jg='; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        "Referrer-Policy: no-referrer",
        "X-Content-Type-Options: nosniff",
      ]
    `);
    await expect(body).toMatchFileSnapshot('golden/one.html');
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
    expect(await get(port, 'gone.to', { method: 'HEAD' })).toMatch(/^HTTP\/1.1 451/);
  });
});

test('whatever sealed and restricted orders hold or leave free, the pages and the map are the same', async () => {
  const open = { 'orders/open.yaml': record('open', ['wide.to'], { exceptions: ['good.wide.to'] }) };
  const secret = (publication: 'sealed' | 'restricted') => ({
    [`orders/${publication}.yaml`]: record(publication, ['low.good.wide.to', 'other.to'], {
      exceptions: ['mild.other.to'],
      publication,
    }),
  });
  const [plain, full] = [workspace(open), workspace({ ...open, ...secret('sealed'), ...secret('restricted') })];
  for (const space of [plain, full]) expect(await space.run('landing')).toMatchObject({ status: 0 });
  expect(full.read('landing/names.map')).toBe(plain.read('landing/names.map'));
  expect(readdirSync(join(full.folder, 'landing/pages'))).toEqual(readdirSync(join(plain.folder, 'landing/pages')));
});

test('what reads as a mailbox in a title is not on the page', async () => {
  const space = workspace({ 'orders/one.yaml': record('one', ['a.to'], { title: 'Ask anna [at] example [dot] it' }) });
  expect(await space.run('landing')).toMatchObject({ status: 0 });
  const pages = readdirSync(join(space.folder, 'landing/pages')).map((name) => space.read(`landing/pages/${name}`));
  expect(pages.join('')).toContain('On record here as</dt><dd>one');
  expect(pages.join('')).not.toContain('anna');
});
