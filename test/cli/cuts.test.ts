import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OrderRecord } from '../../src/core/order.ts';
import type { Manifest } from '../../src/generated/manifest.ts';
import { validateManifest } from '../../src/generated/manifest-validator.ts';
import { record } from '../support/record.ts';
import { acceptingWorkspace, type Workspace } from '../support/workspace.ts';

const within = (territory: string): Partial<OrderRecord> => ({
  obligations: [{ service: 'dns-resolver', effect: 'block', territory: [territory] }],
});

const config = `zones:
  - { name: rpz.italy, territory: IT }
  - { name: rpz.film, order: film }
  - { name: rpz.roma, authority: "Tribunale di Roma" }
`;

const files = {
  'blocklist.config.yaml': config,
  'orders/film.yaml': record('film', ['film.to', 'host.to'], { ...within('IT'), exceptions: ['good.host.to'] }),
  'orders/roma.yaml': record('roma', ['roma.to'], {
    authority: { name: 'Tribunale di Roma', kind: 'court', country: 'IT', timeZone: 'Europe/Rome' },
  }),
  'orders/paris.yaml': record('paris', ['paris.to', 'deep.good.host.to'], within('FR')),
};

function manifestOf(space: Workspace): Manifest {
  const manifest: unknown = JSON.parse(space.read('out/manifest.json'));
  expect(validateManifest(manifest)).toBe(true);
  return manifest as Manifest;
}

function serials(space: Workspace): Readonly<Record<string, number>> {
  const zones = manifestOf(space).files.flatMap(({ zone, serial }) =>
    zone && serial ? [[zone, serial] as const] : [],
  );
  for (const { zone, name } of manifestOf(space).files)
    if (zone) expect(space.read(join('out', name))).toContain(` ${Object.fromEntries(zones)[zone]} 3600 `);
  return Object.fromEntries(zones);
}

const owners = (text: string) => text.split('\n').slice(3, -1);

describe('build with zones of their own', () => {
  test('writes each, says how many entries and which serial, and leaves the whole as it is', async () => {
    const space = acceptingWorkspace(files);
    const { status, stderr } = await space.run('build', '--format', 'rpz,rpz-allow');
    expect(status).toBe(0);
    expect(stderr).toMatchInlineSnapshot(`
      "There is no earlier build in out, so the number of this one (its serial) is made from the date. Nothing to do if this is the first build. If resolvers use such files already, ask whoever runs them for the last serial, and give it plus one with --serial.
      3 orders read. On 2026-11-24 12:00 UTC, 3 of them block 5 names.
        out/blocklist.rpz                8 entries
        out/allow.rpz                    4 entries
        out/zone-rpz.italy-allow.rpz     2 entries, serial 2026112400
        out/zone-rpz.italy.rpz           6 entries, serial 2026112400
        out/zone-rpz.film.rpz            4 entries, serial 2026112400
        out/zone-rpz.roma.rpz            2 entries, serial 2026112400
        out/zone-rpz.blocklist-rest.rpz  2 entries, serial 2026112400
      Serial 2026112400. No change is known ahead.
      "
    `);
    expect(owners(space.read('out/zone-rpz.italy.rpz'))).toMatchInlineSnapshot(`
      [
        "film.to CNAME .",
        "*.film.to CNAME .",
        "host.to CNAME .",
        "*.host.to CNAME .",
        "roma.to CNAME .",
        "*.roma.to CNAME .",
      ]
    `);
    expect(owners(space.read('out/zone-rpz.italy-allow.rpz'))).toMatchInlineSnapshot(`
      [
        "good.host.to CNAME rpz-passthru.",
        "*.good.host.to CNAME rpz-passthru.",
      ]
    `);
    expect(owners(space.read('out/zone-rpz.film.rpz'))).toMatchInlineSnapshot(`
      [
        "film.to CNAME .",
        "*.film.to CNAME .",
        "host.to CNAME .",
        "*.host.to CNAME .",
      ]
    `);
    expect(owners(space.read('out/zone-rpz.roma.rpz'))).toMatchInlineSnapshot(`
      [
        "roma.to CNAME .",
        "*.roma.to CNAME .",
      ]
    `);
    expect(owners(space.read('out/zone-rpz.blocklist-rest.rpz'))).toMatchInlineSnapshot(`
      [
        "paris.to CNAME .",
        "*.paris.to CNAME .",
      ]
    `);
    expect(
      manifestOf(space).files.map(({ sha256: _, digest: __, bytes: ___, ...file }) => file),
    ).toMatchInlineSnapshot(`
      [
        {
          "count": 8,
          "format": "rpz",
          "name": "blocklist.rpz",
          "serial": 2026112400,
          "zone": "rpz.blocklist",
        },
        {
          "count": 4,
          "format": "rpz-allow",
          "name": "allow.rpz",
          "serial": 2026112400,
          "zone": "rpz.allow",
        },
        {
          "count": 2,
          "cut": "territory",
          "format": "rpz-allow",
          "name": "zone-rpz.italy-allow.rpz",
          "serial": 2026112400,
          "zone": "rpz.italy-allow",
        },
        {
          "count": 6,
          "cut": "territory",
          "format": "rpz",
          "name": "zone-rpz.italy.rpz",
          "serial": 2026112400,
          "zone": "rpz.italy",
        },
        {
          "count": 4,
          "cut": "part",
          "format": "rpz",
          "name": "zone-rpz.film.rpz",
          "serial": 2026112400,
          "zone": "rpz.film",
        },
        {
          "count": 2,
          "cut": "part",
          "format": "rpz",
          "name": "zone-rpz.roma.rpz",
          "serial": 2026112400,
          "zone": "rpz.roma",
        },
        {
          "count": 2,
          "cut": "rest",
          "format": "rpz",
          "name": "zone-rpz.blocklist-rest.rpz",
          "serial": 2026112400,
          "zone": "rpz.blocklist-rest",
        },
      ]
    `);
    const whole = space.read('out/blocklist.rpz');
    space.write('blocklist.config.yaml', '');
    await space.run('build', '--format', 'rpz,rpz-allow');
    expect(space.read('out/blocklist.rpz')).toBe(whole);
  });

  test('a serial moves only when the content of its own zone moves', async () => {
    const space = acceptingWorkspace(files);
    await space.run('build');
    const first = serials(space);
    expect(new Set(Object.values(first))).toEqual(new Set([2026112400]));
    space.write('orders/roma.yaml', files['orders/roma.yaml'].replace('roma.to', 'roma.net'));
    await space.run('build');
    const moved = ['rpz.blocklist', 'rpz.allow', 'rpz.italy', 'rpz.italy-allow', 'rpz.roma'];
    expect(serials(space)).toEqual({ ...first, ...Object.fromEntries(moved.map((zone) => [zone, 2026112401])) });
    // A part that takes other names of the same whole moves the parts and not the whole.
    space.write('blocklist.config.yaml', config.replace('order: film', 'order: paris'));
    await space.run('build');
    expect(serials(space)).toEqual({
      'rpz.blocklist': 2026112401,
      'rpz.allow': 2026112401,
      'rpz.italy': 2026112401,
      'rpz.italy-allow': 2026112401,
      'rpz.film': 2026112401,
      'rpz.roma': 2026112401,
      'rpz.blocklist-rest': 2026112401,
    });
  });

  test('a zone that is no longer asked for goes, is said to, and goes on from its serial when it comes back', async () => {
    const space = acceptingWorkspace(files);
    await space.run('build');
    space.write('orders/film.yaml', files['orders/film.yaml'].replace('film.to', 'film.net'));
    await space.run('build');
    expect(serials(space)['rpz.film']).toBe(2026112401);
    space.write('blocklist.config.yaml', config.replace(/.*order: film.*\n/, ''));
    const { stderr } = await space.run('build');
    expect(stderr).toContain('out/zone-rpz.film.rpz is gone: no resolver may load the zone rpz.film any more.\n');
    expect(() => space.read('out/zone-rpz.film.rpz')).toThrow('ENOENT');
    expect(manifestOf(space).retired).toEqual([{ zone: 'rpz.film', serial: 2026112401 }]);
    await space.run('build', '--format', 'hosts');
    expect(manifestOf(space).retired).toHaveLength(5);
    space.write('blocklist.config.yaml', config);
    await space.run('build');
    expect(serials(space)['rpz.film']).toBe(2026112402);
    expect(manifestOf(space).retired).toBeUndefined();
  });

  test('a serial that is given comes after those of all zones', async () => {
    const space = acceptingWorkspace(files);
    await space.run('build');
    space.write('orders/film.yaml', files['orders/film.yaml'].replace('film.to', 'film.net'));
    await space.run('build', '--serial', '2026112410');
    space.write('blocklist.config.yaml', '');
    expect(await space.run('build', '--serial', '2026112405')).toMatchObject({ status: 2 });
    expect(await space.run('build', '--serial', '2026112411')).toMatchObject({ status: 0 });
    space.write('blocklist.config.yaml', config);
    expect(await space.run('build', '--serial', '2026112411')).toMatchObject({ status: 2 });
  });

  test('a zone without names is a zone all the same', async () => {
    const space = acceptingWorkspace({
      ...files,
      'blocklist.config.yaml':
        'zones:\n  - { name: rpz.norway, territory: "NO" }\n  - { name: rpz.gone, order: gone }\n',
      'orders/roma.yaml': record('gone', ['gone.to'], {
        ...within('IT'),
        events: [
          { type: 'effective', date: '2020-01-01' },
          { type: 'lifted', date: '2025-01-01' },
        ],
      }),
      'orders/film.yaml': record('film', ['film.to'], within('IT')),
    });
    const { status, stderr } = await space.run('build');
    expect(status).toBe(0);
    expect(stderr).toContain('out/zone-rpz.gone.rpz            0 entries, serial 2026112400');
    expect(stderr).toContain(
      'The zone rpz.norway will be empty: no order on record that binds us holds in NO. zones/no-order',
    );
    for (const name of ['rpz.norway', 'rpz.norway-allow', 'rpz.gone'])
      expect(space.read(`out/zone-${name}.rpz`)).toBe(
        '$TTL 300\n@ SOA localhost. hostmaster.localhost. 2026112400 3600 600 2592000 60\n@ NS localhost.\n',
      );
  });

  test('a territory has its own zone in a build for another one, and that one’s next change counts', async () => {
    const space = acceptingWorkspace({
      ...files,
      'orders/film.yaml': record('film', ['film.to'], {
        ...within('IT'),
        events: [
          { type: 'effective', date: '2020-01-01' },
          { type: 'expires', date: '2026-12-01' },
        ],
      }),
    });
    await space.run('build', '--territory', 'FR');
    expect(owners(space.read('out/blocklist.rpz')).join()).not.toContain('film.to');
    expect(owners(space.read('out/zone-rpz.italy.rpz')).join()).toContain('film.to');
    expect(manifestOf(space).validUntil).toBe('2026-12-01T23:00:00Z');
    space.now = Date.UTC(2026, 11, 2);
    await space.run('build', '--territory', 'FR');
    expect(owners(space.read('out/zone-rpz.italy.rpz')).join()).not.toContain('film.to');
  });

  test('the state of a build tells when its zones are no longer those of the configuration', async () => {
    const space = acceptingWorkspace(files);
    await space.run('build');
    const state = async () => JSON.parse((await space.run('status', '--json')).stdout).build.state;
    expect(await state()).toBe('current');
    space.write('blocklist.config.yaml', config.replace('rpz.roma', 'rpz.rome'));
    expect(await state()).toBe('behind');
  });

  test('explain says which of them have a name', async () => {
    const space = acceptingWorkspace(files);
    const shown = async (name: string) =>
      (await space.run('explain', name)).stdout.replace(/^[\s\S]*In the files\n/, '');
    expect(await shown('x.film.to')).toMatchInlineSnapshot(`
      "  blocklist.rpz       film.to CNAME .
                            *.film.to CNAME .
        hosts               cannot say it
        feed.json           {"name":"film.to","scope":"subtree","action":"nxdomain","orders":["film"]}
        domains.txt         cannot say it
        zone-rpz.italy.rpz  film.to CNAME .
                            *.film.to CNAME .
        zone-rpz.film.rpz   film.to CNAME .
                            *.film.to CNAME .
      "
    `);
    expect(await shown('deep.good.host.to')).toMatchInlineSnapshot(`
      "  blocklist.rpz             host.to CNAME .
                                  *.host.to CNAME .
        allow.rpz                 good.host.to CNAME rpz-passthru.
                                  *.good.host.to CNAME rpz-passthru.
                                  deep.good.host.to CNAME .
                                  *.deep.good.host.to CNAME .
        hosts                     0.0.0.0 deep.good.host.to
                                  <U+003A>: deep.good.host.to
        feed.json                 {"name":"host.to","scope":"subtree","action":"nxdomain","orders":["film"]}
                                  {"name":"deep.good.host.to","scope":"subtree","action":"nxdomain","orders":["paris"],"coveredBy":"host.to"}
        domains.txt               deep.good.host.to
        zone-rpz.italy-allow.rpz  good.host.to CNAME rpz-passthru.
                                  *.good.host.to CNAME rpz-passthru.
        zone-rpz.italy.rpz        host.to CNAME .
                                  *.host.to CNAME .
        zone-rpz.film.rpz         host.to CNAME .
                                  *.host.to CNAME .
      "
    `);
    const { outputs } = JSON.parse((await space.run('explain', 'roma.to', '--json')).stdout);
    expect(outputs.filter((one: { zone?: string }) => one.zone)).toMatchInlineSnapshot(`
      [
        {
          "file": "zone-rpz.italy.rpz",
          "format": "rpz",
          "lines": [
            "roma.to CNAME .",
            "*.roma.to CNAME .",
          ],
          "zone": "rpz.italy",
        },
        {
          "file": "zone-rpz.roma.rpz",
          "format": "rpz",
          "lines": [
            "roma.to CNAME .",
            "*.roma.to CNAME .",
          ],
          "zone": "rpz.roma",
        },
      ]
    `);
  });

  test('diff updates each of them by itself, and says which the server has to be given or to lose', async () => {
    const space = acceptingWorkspace(files);
    await space.run('build', '--out', 'one');
    await space.run('build', '--out', 'two');
    space.write('orders/roma.yaml', files['orders/roma.yaml'].replace('roma.to', 'roma.net'));
    await space.run('build', '--out', 'two');
    const { status, stdout } = await space.run('diff', 'one', 'two', '--format', 'nsupdate');
    expect(status).toBe(0);
    expect(stdout.match(/^zone .*$/gm)).toEqual(
      ['blocklist', 'allow', 'italy-allow', 'italy', 'roma'].map((name) => `zone rpz.${name}.`),
    );
    expect(stdout).toContain('update add roma.net.rpz.italy. 300 IN CNAME .\n');
    space.write('blocklist.config.yaml', config.replace('rpz.film', 'rpz.cinema'));
    await space.run('build', '--out', 'two');
    expect((await space.run('diff', 'one', 'two', '--format', 'nsupdate')).stderr).toBe(
      'The zone rpz.film is in one alone: take it off the server.\n' +
        'The zone rpz.cinema is in two alone: give the server zone-rpz.cinema.rpz whole.\n',
    );
  });
});

const findings = async (zones: string, more = '') => {
  const space = acceptingWorkspace({ ...files, 'blocklist.config.yaml': `${more}zones:\n${zones}` });
  const { status, stdout, stderr } = await space.run('check');
  return { status, said: `${stdout}${stderr}`.replace(/\n\d+ (warning|error)s?.*[\s\S]*$/, '') };
};

describe('zones in the configuration', () => {
  test.each([
    ['an order that is not on record', '  - { name: rpz.a, order: fillm }\n'],
    ['an authority spelled otherwise', '  - { name: rpz.a, authority: "tribunale di roma" }\n'],
    ['two zones of one name', '  - { name: rpz.a, order: film }\n  - { name: RPZ.A., order: roma }\n'],
    ['the name of the allow zone', '  - { name: rpz.allow, order: film }\n'],
    ['the name of the rest', '  - { name: rpz.blocklist-rest, order: film }\n'],
    ['no name', '  - { name: "rpz..a", order: film }\n'],
    ['a name that leaves no room', `  - { name: ${'a'.repeat(60)}, territory: IT }\n`],
    ['no country', '  - { name: rpz.a, territory: XX }\n'],
    ['nothing to be cut by', '  - { name: rpz.a }\n'],
    ['two ways to cut', '  - { name: rpz.a, order: film, territory: IT }\n'],
    ['one order twice', '  - { name: rpz.a, order: film }\n  - { name: rpz.b, order: film }\n'],
    ['a text with quotes', `  - { name: rpz.a, order: film, text: 'Ask "us"' }\n`],
    ['a text that is too long', `  - { name: rpz.a, order: film, text: '${'ü'.repeat(101)}' }\n`],
  ])('%s', async (title, zones) => {
    const { said } = await findings(zones);
    await expect(`${said}\n`).toMatchFileSnapshot(join('golden/zones', `${title.replaceAll(' ', '-')}.txt`));
  });

  test('a country that is not ours would be refused too little: an error', async () => {
    const operator = 'operator: { names: [Example], territory: ["FR"] }\n';
    const { status, said } = await findings('  - { name: rpz.a, territory: IT }\n', operator);
    expect([status, said]).toEqual([2, expect.stringContaining('error IT is none of the countries that we serve')]);
  });

  test('names must fit into the longest of all zones', async () => {
    const long = `${'a'.repeat(50)}.`.repeat(4).slice(0, -1);
    const label = 'b'.repeat(28);
    const { said } = await findings(`  - { name: ${long.slice(0, 190)}, territory: IT }\n`);
    expect(said).toContain('No findings.');
    const space = acceptingWorkspace({
      ...files,
      'orders/long.yaml': record('long', [`${label}.${label}.to`]),
      'blocklist.config.yaml': `zones:\n  - { name: ${long.slice(0, 190)}, territory: IT }\n`,
    });
    expect((await space.run('check')).stdout).toContain('domain/too-long-for-zone');
  });
});
