import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Resolver, ResolverName, Resolvers } from './harness.ts';
import { askAll, availableResolvers, startResolvers } from './harness.ts';
import type { ExtendedError, QueryType } from './message.ts';
import type { Outcome } from './outcome.ts';
import { outcome } from './outcome.ts';

const APEX = `$TTL 300
@ SOA localhost. hostmaster.localhost. 1 3600 600 2592000 60
@ NS localhost.
`;

const ALLOW = `${APEX}open.parent-site.to CNAME rpz-passthru.
*.open.parent-site.to CNAME rpz-passthru.
`;

const BLOCK = `${APEX}blocked-site.to CNAME .
*.blocked-site.to CNAME .
exact-site.ru CNAME .
local-site.se A 192.0.2.1
local-site.se AAAA 2001:db8::1
*.local-site.se A 192.0.2.1
*.local-site.se AAAA 2001:db8::1
nodata-site.is CNAME *.
parent-site.to CNAME .
*.parent-site.to CNAME .
*.wild-site.cc CNAME .
`;

// BIND before 9.20 and Unbound (NLnetLabs/unbound#1191) tell nothing.
const EXTENDED_ERRORS: Readonly<Record<ResolverName, readonly ExtendedError[]>> = {
  BIND: [],
  Unbound: [],
  'PowerDNS Recursor': [{ code: 16, text: 'Court order 1/2026' }],
  'Knot Resolver': [{ code: 16, text: 'Court order 1/2026' }],
};

let folder = '';
let running: Resolvers;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blocklist-harness-'));
  const [allow, block] = [join(folder, 'allow.zone'), join(folder, 'block.zone')];
  await Promise.all([writeFile(allow, ALLOW), writeFile(block, BLOCK)]);
  running = await startResolvers({
    zones: [
      { name: 'rpz.allow', file: allow, kind: 'allow' },
      { name: 'rpz.block', file: block, kind: 'block', extendedErrorText: 'Court order 1/2026' },
    ],
    probe: 'blocked-site.to',
  });
}, 120_000);

afterAll(async () => {
  await running?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('every resolver of this machine is started', () => {
  expect(running.resolvers.map(({ name }) => name)).toEqual(availableResolvers());
});

describe.each(availableResolvers())('%s', (resolverName) => {
  async function outcomes(names: readonly string[], type: QueryType = 'A'): Promise<Record<string, Outcome>> {
    const answers = await askAll(resolver(), names, type);
    return Object.fromEntries(answers.map((answer) => [answer.name, outcome(answer)]));
  }

  function resolver(): Resolver {
    const found = running.resolvers.find(({ name }) => name === resolverName);
    if (found === undefined) throw new Error(`${resolverName} was not started`);
    return found;
  }

  test('`x CNAME .` and `*.x CNAME .` deny x and every name below it', async () => {
    expect(await outcomes(['blocked-site.to', 'www.blocked-site.to', 'a.b.c.blocked-site.to'])).toEqual({
      'blocked-site.to': 'nxdomain',
      'www.blocked-site.to': 'nxdomain',
      'a.b.c.blocked-site.to': 'nxdomain',
    });
  });

  test('`x CNAME .` alone denies x and no name below it', async () => {
    expect(await outcomes(['exact-site.ru', 'www.exact-site.ru'])).toEqual({
      'exact-site.ru': 'nxdomain',
      'www.exact-site.ru': 'resolves',
    });
  });

  test('`*.x CNAME .` alone denies every name below x and not x', async () => {
    expect(await outcomes(['wild-site.cc', 'www.wild-site.cc', 'a.b.wild-site.cc'])).toEqual({
      'wild-site.cc': 'resolves',
      'www.wild-site.cc': 'nxdomain',
      'a.b.wild-site.cc': 'nxdomain',
    });
  });

  test('`x CNAME *.` leaves x without data of any type', async () => {
    for (const type of ['A', 'AAAA', 'TXT', 'MX', 'HTTPS'] as const) {
      expect(await outcomes(['nodata-site.is', 'www.nodata-site.is'], type)).toEqual({
        'nodata-site.is': 'nodata',
        'www.nodata-site.is': 'resolves',
      });
    }
  });

  test.each([
    ['A', '192.0.2.1'],
    ['AAAA', '2001:db8::1'],
  ] as const)('an %s record in a zone is the answer at x and below', async (type, address) => {
    for (const name of ['local-site.se', 'www.local-site.se']) {
      const answer = await resolver().ask(name, type);
      expect(answer).toMatchObject({ rcode: 'NOERROR', answers: [{ name, type, data: address }] });
      expect(outcome(answer)).toBe('local');
    }
  });

  test('a type that local data lacks is not fetched from the upstream', async () => {
    expect(await outcomes(['local-site.se', 'www.local-site.se'], 'TXT')).toEqual({
      'local-site.se': 'nodata',
      'www.local-site.se': 'nodata',
    });
  });

  test('names beside, above and around the blocked ones resolve', async () => {
    const neighbours = ['to', 'locked-site.to', 'notblocked-site.to', 'blocked-site.to.example', 'blocked-site.com'];
    for (const type of ['A', 'AAAA', 'TXT', 'MX', 'HTTPS'] as const) {
      expect(await outcomes(neighbours, type)).toEqual(
        Object.fromEntries(neighbours.map((name) => [name, 'resolves'])),
      );
    }
  });

  test('special-use names are forwarded like any other', async () => {
    const special = ['a.test', 'a.invalid', 'a.onion', 'a.local', 'a.home.arpa', '1.0.0.10.in-addr.arpa'];
    expect(await outcomes(special)).toEqual(Object.fromEntries(special.map((name) => [name, 'resolves'])));
  });

  test('a passthru in the allow zone wins over `*.x` in the block zone', async () => {
    expect(
      await outcomes(['parent-site.to', 'www.parent-site.to', 'open.parent-site.to', 'www.open.parent-site.to']),
    ).toEqual({
      'parent-site.to': 'nxdomain',
      'www.parent-site.to': 'nxdomain',
      'open.parent-site.to': 'resolves',
      'www.open.parent-site.to': 'resolves',
    });
  });

  test.each([
    ['over TCP', { transport: 'tcp' }],
    ['for a client that wants DNSSEC', { dnssecOk: true }],
  ] as const)('a block holds %s', async (_, more) => {
    expect(outcome(await resolver().ask('www.blocked-site.to', 'A', more))).toBe('nxdomain');
    expect(outcome(await resolver().ask('www.example.com', 'A', more))).toBe('resolves');
  });

  test('a block holds in capitals', async () => {
    expect(await outcomes(['WWW.Blocked-Site.TO', 'Nodata-Site.IS'])).toEqual({
      'WWW.Blocked-Site.TO': 'nxdomain',
      'Nodata-Site.IS': 'nodata',
    });
  });

  test('a thousand names are answered, each by its own rule', async () => {
    const names = Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? `n${i}.blocked-site.to` : `n${i}.example.com`));
    const expected = names.map((name, i) => [name, i % 2 === 0 ? 'nxdomain' : 'resolves']);
    expect(await outcomes(names)).toEqual(Object.fromEntries(expected));
  });

  test('a refusal tells, where the resolver can, that it is censored and by which order', async () => {
    const answer = await resolver().ask('www.blocked-site.to');
    expect(answer).toMatchObject({ extendedErrors: EXTENDED_ERRORS[resolverName] });
  });
});

describe.each(availableResolvers())('%s at start', (resolverName) => {
  test('refuses to be ready with a zone that it cannot read, and says why', async () => {
    const file = join(folder, 'broken.zone');
    await writeFile(file, `${APEX}${'x'.repeat(64)}.to CNAME .\n`);
    const zones = [{ name: 'rpz.broken', file, kind: 'block' }] as const;
    await expect(startResolvers({ zones, only: [resolverName] })).rejects.toThrow(/not started, since .*\n.*label/is);
  });
});
