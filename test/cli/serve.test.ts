import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { ask, shown } from '../resolver/server/client.ts';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

interface Serving {
  readonly port: number;
  readonly stderr: () => string;
  readonly end: () => Promise<number>;
}

async function serving(space: Workspace, ...argv: readonly string[]): Promise<Serving> {
  const ending = new AbortController();
  let said = '';
  const status = main(['serve', '--port', '0', ...argv], {
    stdout: () => {},
    stderr: (text) => {
      said += text;
    },
    now: () => space.now,
    cwd: space.folder,
    identity: () => 'test',
    isTerminal: false,
    ending: ending.signal,
    colour: { stdout: false, stderr: false },
  });
  const end = () => {
    ending.abort();
    return status;
  };
  onTestFinished(() => void end());
  const ended = status.then(() => true);
  while (!said.includes('Ctrl-C')) if (await Promise.race([ended, sleep(10, false)])) throw new Error(said);
  return { port: Number(/:(\d+), by UDP/.exec(said)?.[1]), stderr: () => said, end };
}

const block = { service: 'dns-resolver', effect: 'block' } as const;

function fixture(): Workspace {
  return workspace({
    'orders/one.yaml': record('one', ['gone.to', 'shared.to']),
    'orders/two.yaml': record('two', ['shared.to', 'm\u00fcll.de'], { title: 'Two \u00e4' }),
    'orders/page.yaml': record('page', ['page.to'], {
      obligations: [{ ...block, action: 'redirect', redirect: { ipv4: '192.0.2.1' } }],
    }),
    'orders/sealed.yaml': record('secret', ['sealed.to', 'gone.to'], { publication: 'sealed' }),
    'orders/restricted.yaml': record('narrow', ['narrow.to'], { publication: 'restricted' }),
    'orders/later.yaml': record('later', ['later.to'], { events: [{ type: 'effective', date: '2026-11-25' }] }),
    'orders/free.yaml': record('free', ['host.to'], { exceptions: ['good.host.to'] }),
  });
}

test('answers what is in force, names public orders and says nothing of others', async () => {
  const space = fixture();
  const { port, stderr, end } = await serving(space);
  const answer = async (name: string) => {
    const { rcode, error } = shown(await ask({ port, name }));
    return `${rcode} ${error}`;
  };
  expect(await answer('www.gone.to')).toBe('NXDOMAIN 16 one: Applicant v Respondent (one)');
  expect(await answer('shared.to')).toBe('NXDOMAIN 16 one: Applicant v Respondent (one); two: Two \u00e4');
  expect(await answer('XN--MLL-HOA.de')).toBe('NXDOMAIN 16 two: Two \u00e4');
  expect(await answer('page.to')).toBe('NOERROR 16 page: Applicant v Respondent (page)');
  expect(await answer('sealed.to')).toBe('NXDOMAIN 16');
  expect(await answer('narrow.to')).toBe('NXDOMAIN 16');
  expect(await answer('host.to')).toBe('NXDOMAIN 16 free: Applicant v Respondent (free)');
  expect(await answer('good.host.to')).toMatch(/^REFUSED 20/);
  expect(await answer('later.to')).toMatch(/^REFUSED 20/);
  expect(stderr().replaceAll(String(port), 'PORT')).toMatchInlineSnapshot(`
    "Answering DNS on 127.0.0.1:PORT, by UDP and TCP.
    Blocked as of 2026-11-24T12:00:00Z: 7 names of 6 orders.
    The next change, at 2026-11-24T23:00:00Z, is followed. Edited records are read when this is started again.
    All other names are refused. With --upstream, another resolver is asked for them.
    This is for a first look and no resolver to rely on: it has no cache and no DNSSEC, and it does not check the names that an answer leads to.
    Try it: dig @127.0.0.1 -p PORT xn--mll-hoa.de
    Ctrl-C ends it.
    "
  `);
  expect(await end()).toBe(0);
});

test('tells why in the JSON of a draft: whom to ask, public facts alone, of sealed orders nothing', async () => {
  const space = workspace({
    'blocklist.config.yaml':
      'notice: { organisation: "Example \\"Resolver\\"", contacts: ["mailto:block@example.net", "tel:+39-02-1234567"] }\n',
    'orders/one.yaml': record('one', ['gone.to', 'shared.to'], {
      caseNumbers: ['310 O 99/21'],
      sources: [{ kind: 'secondary', url: 'https://lumendatabase.org/notices/123' }],
    }),
    'orders/two.yaml': record('two', ['shared.to']),
    'orders/sealed.yaml': record('secret', ['sealed.to', 'gone.to'], { publication: 'sealed' }),
  });
  const { port } = await serving(space, '--extra-text', 'fdbs-02');
  const error = async (name: string) => shown(await ask({ port, name }))['error'];
  expect(await error('gone.to')).toBe(
    '16 {"fdbs":[{"db":"lumen","id":"123"}],"c":["mailto:block@example.net","tel:+39-02-1234567"],"j":"Blocked by order 310 O 99/21 of Tribunale di Milano","o":"Example \'Resolver\'","l":"en"}',
  );
  expect(await error('shared.to')).toContain(
    '"j":"Blocked by order 310 O 99/21 of Tribunale di Milano; Blocked by order two of Tribunale di Milano","o"',
  );
  expect(await error('sealed.to')).toBe('16');
  const long = `${`${'a'.repeat(62)}.`.repeat(3)}${'b'.repeat(50)}.gone.to`;
  expect(await error(long)).toBe(
    '16 {"fdbs":[{"db":"lumen","id":"123"}],"c":["mailto:block@example.net","tel:+39-02-1234567"],"j":"Blocked by order 310 O 99/21 of…","o":"Example \'Resolver\'","l":"en"}',
  );
});

test('follows the next order that begins, at its moment', async () => {
  const space = fixture();
  const { port, stderr } = await serving(space);
  space.now = Date.parse('2026-11-24T23:00:00Z');
  expect(shown(await ask({ port, name: 'later.to' }))).toMatchObject({ rcode: 'NXDOMAIN' });
  expect(stderr()).toContain('2026-11-24T23:00:00Z: 8 names blocked from now on.');
});

test('with --as-of answers for that moment alone', async () => {
  const space = fixture();
  const { port } = await serving(space, '--as-of', '2026-11-24');
  space.now = Date.parse('2026-11-26T00:00:00Z');
  expect(shown(await ask({ port, name: 'later.to' }))).toMatchObject({ rcode: 'REFUSED' });
});

test('warns where other computers may reach it', async () => {
  const { stderr } = await serving(fixture(), '--address', '0.0.0.0');
  expect(stderr()).toContain('Warning: 0.0.0.0 may be reached from other computers');
});

test('has no list to answer from where a record has an error', async () => {
  const space = fixture();
  space.write('orders/wrong.yaml', record('wrong', ['co.uk']));
  const { status, stderr } = await space.run('serve', '--port', '0');
  expect([status, stderr.includes('orders/wrong.yaml')]).toEqual([1, true]);
});

test('says what to do about a port that is taken, and about wrong words', async () => {
  const other = createServer();
  await once(other.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void other.close());
  const bound = other.address();
  const port = String(typeof bound === 'object' && bound?.port);
  const { run } = fixture();
  const taken = await run('serve', '--port', port);
  expect([taken.status, taken.stderr]).toEqual([
    2,
    `127.0.0.1:${port} cannot be used: another program answers there. Choose another port, as --port 5300 (EADDRINUSE).\n`,
  ]);
  for (const argv of [
    ['--port', '70000'],
    ['--address', 'localhost'],
    ['--upstream', 'dns.example'],
    ['--upstream', '[::1]:x'],
    ['--port', '53', '--upstream', '127.0.0.1'],
  ])
    expect([argv, (await run('serve', ...argv)).status]).toEqual([argv, 2]);
});
