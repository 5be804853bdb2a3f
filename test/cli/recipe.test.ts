import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { recipes } from '../../src/resolver/registry.ts';
import { record } from '../support/record.ts';
import { workspace } from '../support/workspace.ts';

const usual = ['--out', '/srv/blocklist/out'];

/** What a role cannot do without, and all else that changes its text. */
const ofRole: Readonly<Record<string, readonly string[]>> = {
  standalone: [],
  primary: [
    '--listen',
    '192.0.2.1@5300',
    '--secondary',
    '192.0.2.2',
    '--keyless',
    '2001:db8::3@5353',
    '--tsig',
    'milan-key',
  ],
  secondary: [
    '--listen',
    '192.0.2.2',
    '--notices',
    '192.0.2.2@5300',
    '--primary',
    '192.0.2.1@5300',
    '--tsig',
    'milan-key',
  ],
};

const all = recipes.flatMap(({ id, versions, roles, hasKeys, hasViews, needsUpstream }) =>
  versions.flatMap(({ version, roles: own = roles }) =>
    own.flatMap((role) => {
      const given = (ofRole[role] ?? []).filter(
        (_, at, list) => hasKeys || !(list[at] === '--tsig' || list[at - 1] === '--tsig'),
      );
      const upstream = needsUpstream ? ['--upstream', '192.0.2.53'] : [];
      const plain = {
        name: `${id}-${version}-${role}`,
        argv: [id, '--version', version, '--role', role, ...given, ...upstream],
      };
      if (!hasViews || role !== 'standalone') return [plain];
      const views = ['--view', 'IT=192.0.2.0/24,2001:db8::/32', '--view', 'FR=198.51.100.0/24'];
      return [plain, { name: `${id}-${version}-views`, argv: [...plain.argv, ...views] }];
    }),
  ),
);

describe('recipe', () => {
  test.each(all)('$name prints what it printed before', async ({ name, argv }) => {
    const { status, stdout, stderr } = await workspace().run('recipe', ...argv, ...usual);
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/Save this as|These are \d files/) });
    await expect(stdout).toMatchFileSnapshot(join('golden/recipes', `${name}.txt`));
    const comments = stdout.split('\n').filter((line) => /^(#|--|\/\/) /.test(line));
    expect(comments.filter((line) => line.length > 130)).toEqual([]);
  });

  test.each(all.filter(({ argv }) => /^(knot-resolver.*6|powerdns.*5|adguard)/.test(argv.slice(0, 3).join(' '))))(
    '$name is YAML',
    async ({ argv }) => {
      const run = (...more: string[]) => workspace().run('recipe', ...argv, ...usual, ...more);
      const name = /config\.yaml|recursor\.yml|AdGuardHome\.yaml/.exec(
        (await run()).stdout + (await run()).stderr,
      )?.[0];
      expect(parse((await run('--file', name ?? '')).stdout)).toEqual(expect.any(Object));
    },
  );

  test('alone it lists what there is, with what has been tried', async () => {
    const { status, stdout } = await workspace().run('recipe');
    expect(status).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "Resolver       Program            Version  Roles
      bind           BIND               9.18     standalone, primary, secondary  started and asked by our tests
                                        9.20     standalone, primary, secondary  started and asked by our tests
      unbound        Unbound            1.17     standalone, secondary           started and asked by our tests
                                        1.26     standalone, secondary           started and asked by our tests
      powerdns       PowerDNS Recursor  4.8      standalone, secondary           started and asked by our tests
                                        5        standalone, secondary           started and asked by our tests
      knot-resolver  Knot Resolver      5        standalone, secondary           started and asked by our tests
                                        6        standalone                      not tried here
      knot-dns       Knot DNS           3.2      primary                         started and asked by our tests
      dnsmasq        dnsmasq            2.90     standalone                      started and asked by our tests
      adguard-home   AdGuard Home       0.107    standalone                      not tried here
      pi-hole        Pi-hole            6        standalone                      not tried here
      "
    `);
  });

  test('the JSON of a draft stands in it with its quotes escaped, each text with its language', async () => {
    const space = workspace({
      'blocklist.config.yaml':
        'notice: { contacts: ["tel:+3902123456"], language: it }\nzones: [{ name: rpz.one, order: one }, { name: rpz.two, order: two, text: "Per ordine" }]\n',
      'orders/one.yaml': record('one', ['one.to'], {
        sources: [{ kind: 'secondary', url: 'https://lumendatabase.org/notices/123' }],
      }),
      'orders/two.yaml': record('two', ['two.to']),
    });
    const { stdout } = await space.run('recipe', 'powerdns', '--version', '5', '--extra-text', 'fdbs-02', ...usual);
    expect(stdout.match(/(?<=Extra: ).*/g)).toMatchInlineSnapshot(`
      [
        ""{\\"fdbs\\":[{\\"db\\":\\"lumen\\",\\"id\\":\\"123\\"}],\\"c\\":[\\"tel:+3902123456\\"],\\"j\\":\\"Blocked by order one of Tribunale di Milano\\",\\"l\\":\\"en\\"}"",
        ""{\\"c\\":[\\"tel:+3902123456\\"],\\"j\\":\\"Per ordine\\",\\"l\\":\\"it\\"}"",
        ""{\\"c\\":[\\"tel:+3902123456\\"],\\"j\\":\\"Blocked by order of a court or an authority\\",\\"l\\":\\"en\\"}"",
      ]
    `);
  });

  test.each(['bind', 'knot-resolver --version 6'])(
    '%s, which sends no text, takes neither one nor a form of it',
    async (id) => {
      for (const [option, value] of [
        ['--extra-text', 'sde-27'],
        ['--text', 'A court says so'],
      ] as const) {
        const { status, stderr } = await workspace().run('recipe', ...id.split(' '), option, value, ...usual);
        expect([status, stderr]).toEqual([
          2,
          expect.stringContaining(`sends no text beside a refusal, so it takes no ${option}.`),
        ]);
      }
    },
  );

  test('the zones have the names of the configuration', async () => {
    const space = workspace({ 'blocklist.config.yaml': 'zone: { block: "court.example", allow: "free.example" }\n' });
    const { stdout } = await space.run('recipe', 'unbound', ...usual);
    expect(stdout.match(/^ {2}name: .*/gm)).toEqual(['  name: "free.example"', '  name: "court.example"']);
  });

  test('a folder that does not begin with / is one of this machine', async () => {
    const space = workspace();
    const { stdout } = await space.run('recipe', 'unbound', '--out', 'made');
    expect(stdout).toContain(`zonefile: "${space.folder}/made/blocklist.rpz"`);
  });

  test.each([
    [['bind', '--out', '/srv/"; include "/etc/passwd']],
    [['bind', '--folder', '/srv/a\n}']],
    [['bind', '--folder', '/srv/a b']],
    [['powerdns', '--text', 'see "https://x.example"']],
    [['powerdns', '--text', 'one\ntwo']],
    [['powerdns', '--text', 'back\\slash']],
    [['powerdns', '--text', '\u202eevil']],
    [['powerdns', '--text', 'x'.repeat(201)]],
    [['bind', '--role', 'secondary', '--primary', '192.0.2.1', '--tsig', 'a"; };']],
    [['bind', '--listen', '127.0.0.1; }; zone']],
    [['bind', '--listen', '127.0.0.1@65536']],
    [['bind', '--listen', 'fe80::1%eth0']],
    [['bind', '--clients', '192.0.2.1/24']],
    [['bind', '--clients', 'any']],
    [['bind', '--view', 'IT=192.0.2.0/24', '--view', 'FR=192.0.0.0/16']],
    [['bind', '--view', 'XX=192.0.2.0/24']],
    [['bind', '--version', '9.16']],
    [['bind', '--file', 'named.conf.local']],
    [['unbound', '--role', 'primary', '--secondary', '192.0.2.2']],
    [['unbound', '--role', 'secondary', '--primary', '192.0.2.1', '--tsig', 'milan-key']],
    [['knot-resolver', '--version', '6', '--role', 'secondary', '--primary', '192.0.2.1']],
    [['bind', '--role', 'secondary']],
    [['bind', '--role', 'primary']],
    [['bind', '--role', 'primary', '--secondary', '192.0.2.2']],
    [['knot-resolver', '--role', 'secondary', '--primary', '192.0.2.1', '--listen', '192.0.2.2']],
    [['bind', '--primary', '192.0.2.1']],
    [['bind', '--secondary', '192.0.2.1']],
    [['bind', '--tsig', 'milan-key']],
    [['bind', '--role', 'secondary', '--primary', '192.0.2.1', '--view', 'IT=192.0.2.0/24']],
    [['dnsmasq']],
    [['dnsmasq', '--upstream', '192.0.2.53', '--view', 'IT=192.0.2.0/24']],
    [['named']],
  ])('%j is refused with what to write instead, and prints nothing', async (argv) => {
    const { status, stdout, stderr } = await workspace().run('recipe', ...argv);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchSnapshot();
  });

  test('views are refused where the zones of the configuration have shorter names than theirs', async () => {
    const space = workspace({ 'blocklist.config.yaml': 'zone: { block: "b.rpz", allow: "a.rpz" }\n' });
    const { status, stderr } = await space.run('recipe', 'bind', ...usual, '--view', 'IT=192.0.2.0/24');
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('at least 8 characters') });
  });
});

const cuts = {
  'blocklist.config.yaml': `zones:
  - { name: rpz.italy, territory: IT }
  - { name: rpz.roma, authority: "Tribunale di Roma" }
  - { name: rpz.film, order: film }
  - { name: rpz.hushed, order: hushed }
  - { name: rpz.gone, order: gone }
`,
  'orders/film.yaml': record('film', ['film.to'], {
    authority: { name: `The "Court" of \\ ${'Long '.repeat(40)}`, kind: 'court', country: 'IT' },
    caseNumbers: ['7/2026', '8/2026'],
  }),
  'orders/hushed.yaml': record('hushed', ['hushed.to'], { publication: 'sealed', caseNumbers: ['9/2026'] }),
};

describe('recipe with zones of their own', () => {
  const italy = ['--view', 'IT=192.0.2.0/24'];
  test.each([
    ['bind', '9.20', 'standalone', italy],
    ['unbound', '1.17', 'standalone', italy],
    ['powerdns', '5', 'standalone', italy],
    ['powerdns', '4.8', 'secondary', ofRole['secondary'] ?? []],
    ['knot-resolver', '5', 'standalone', []],
    ['knot-resolver', '6', 'standalone', []],
    ['knot-dns', '3.2', 'primary', ofRole['primary'] ?? []],
    ['adguard-home', '0.107', 'standalone', ['--upstream', '192.0.2.53']],
  ] as const)('%s %s as %s loads them, or says that it does not', async (id, version, role, more) => {
    const { status, stdout } = await workspace(cuts).run(
      'recipe',
      id,
      ...['--version', version, '--role', role],
      ...more,
      ...usual,
    );
    expect(status).toBe(0);
    expect(stdout).not.toMatch(/order hushed|9\/2026/);
    await expect(stdout).toMatchFileSnapshot(join('golden/recipes', `cuts-${id}-${version}-${role}.txt`));
  });

  test('an order that is not on record is told of', async () => {
    const { stderr } = await workspace(cuts).run('recipe', 'powerdns', ...usual);
    expect(stderr).toContain('There is no order gone on record here, so the zone rpz.gone tells nothing of it.');
  });

  test('more zones than BIND takes are refused', async () => {
    const zones = Array.from({ length: 63 }, (_, at) => `  - { name: rpz.c${at}, order: o${at}, text: x }\n`).join('');
    const space = workspace({ 'blocklist.config.yaml': `zones:\n${zones}` });
    const { status, stderr } = await space.run('recipe', 'bind', ...usual);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('at most 64') });
    expect(await space.run('recipe', 'unbound', ...usual)).toMatchObject({ status: 0 });
  });

  test('a view whose zones would be called as others is refused', async () => {
    const space = workspace({ 'blocklist.config.yaml': 'zones: [{ name: block-fr, order: film, text: x }]\n' });
    const { status, stderr } = await space.run('recipe', 'bind', ...usual, '--view', 'FR=192.0.2.0/24');
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('would be called block-fr') });
  });
});
