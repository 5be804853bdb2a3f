import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { DomainName } from '../../src/core/name.ts';
import type { OrderRecord } from '../../src/core/order.ts';
import { type Cut, defaultSettings, type Settings } from '../../src/core/settings.ts';
import { type OutputRequest, outputs, type Written } from '../../src/emit/outputs.ts';
import { formats } from '../../src/emit/registry.ts';
import { zoneDigest } from '../../src/emit/zone-digest.ts';
import type { Manifest } from '../../src/generated/manifest.ts';
import { type Compiled, compiled } from '../support/compiled.ts';
import { record } from '../support/record.ts';

const { zone } = defaultSettings;
const today = Date.parse('2026-11-24T12:00:00Z');
const place = { file: 'blocklist.config.yaml', line: 1, column: 1, endColumn: 1, text: '' };

function request(more: Partial<OutputRequest> = {}): OutputRequest {
  const chosen = formats.filter(({ id }) => ['rpz', 'rpz-allow', 'domains'].includes(id));
  const nothing = { cuts: [], territory: undefined, validUntil: undefined, previous: undefined, serial: undefined };
  return { formats: chosen, zone, today, ...nothing, ...more };
}

interface Build {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly written: ReadonlyMap<string, Written>;
  readonly manifest: Manifest;
}

async function built({ blocklist, cuts }: Compiled, more: Partial<OutputRequest> = {}): Promise<Build> {
  const files = new Map<string, Buffer>();
  const written = new Map<string, Written>();
  const { write } = outputs(blocklist, request({ cuts, ...more }));
  const manifest = await write((name) => {
    const chunks: Buffer[] = [];
    return {
      write: (chunk) => void chunks.push(Buffer.from(chunk)),
      end: async (said) => {
        files.set(name, Buffer.concat(chunks));
        written.set(name, said);
        return sha256(Buffer.concat(chunks));
      },
    };
  });
  return { files, written, manifest };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function cut(name: string, kind: Cut['by']['kind'], value: string): Cut {
  return { name: name as DomainName, by: { kind, value }, text: undefined, place };
}

const italian: OrderRecord['obligations'] = [{ service: 'dns-resolver', effect: 'block', territory: ['IT'] }];
const papers = [
  record('one', ['a.to', 'host.to'], { exceptions: ['good.host.to'] }),
  record('two', ['b.to', { name: 'a.to', scope: 'exact' }], { obligations: italian }),
];
const cuts = [cut('rpz.italy', 'territory', 'IT'), cut('rpz.two', 'order', 'two')];
const settings: Settings = { ...defaultSettings, cuts };

describe('a build', () => {
  test('names each file with what was written into it', async () => {
    const { files, written, manifest } = await built(compiled(papers));
    const { files: entries, zoneDigest: digest, ...rest } = manifest;
    expect(rest).toEqual({
      version: 1,
      asOf: '2026-01-01',
      validUntil: null,
      serial: 2_026_112_400,
      orders: 2,
      names: 3,
    });
    expect(digest).toBe(zoneDigest(compiled(papers).blocklist, zone));
    const bytesOf = (name: string) => files.get(name) ?? Buffer.from('none');
    const file = (name: string) => ({ name, sha256: sha256(bytesOf(name)), bytes: bytesOf(name).length });
    const serial = 2_026_112_400;
    expect(entries).toEqual([
      { ...file('blocklist.rpz'), format: 'rpz', zone: 'rpz.blocklist', serial, count: 6 },
      { ...file('allow.rpz'), format: 'rpz-allow', zone: 'rpz.allow', serial, count: 2 },
      {
        ...file('domains.txt'),
        format: 'domains',
        count: 3,
        limits: ['A plain list cannot block the names below a name (such as www), as asked for by 3 of 3.'],
      },
    ]);
    expect([...written]).toEqual(entries.map(({ name, bytes }) => [name, { bytes, crc32: crc32(bytesOf(name)) }]));
    expect(bytesOf('domains.txt').toString()).toBe('a.to\nb.to\nhost.to\n');
  });

  test('says for where, until when and from which orders it was made, where that is known', async () => {
    const more = { territory: ['IT', 'SM'], validUntil: Date.parse('2026-12-01T00:00:00Z'), ordersDigest: 'abc' };
    const { manifest } = await built(compiled(papers), more);
    expect(manifest).toMatchObject({
      territory: ['IT', 'SM'],
      validUntil: '2026-12-01T00:00:00Z',
      ordersDigest: 'abc',
    });
  });

  test('is the same, byte for byte, in however many parts the names are', async () => {
    const [one, many] = [
      await built(compiled(papers, { settings })),
      await built(compiled(papers, { settings, most: 1 })),
    ];
    expect(compiled(papers, { settings, most: 1 }).blocklist.names.parts).toBe(3);
    expect(many).toEqual(one);
  });

  test('tells its files before it writes any', () => {
    const { blocklist, cuts: made } = compiled(papers, { settings });
    const all = ['blocklist.rpz', 'allow.rpz', 'domains.txt'];
    const zones = ['rpz.italy-allow', 'rpz.italy', 'rpz.two', 'rpz.blocklist-rest'].map((name) => `zone-${name}.rpz`);
    expect(outputs(blocklist, request({ cuts: made })).files).toEqual([...all, ...zones]);
    // Where the block zone is not asked for, what is cut out of it is not either.
    const others = request({ cuts: made }).formats.slice(1);
    expect(outputs(blocklist, request({ cuts: made, formats: others })).files).toEqual(all.slice(1));
  });

  test('fails where a file does not come out whole, whichever it is', async () => {
    const { blocklist } = compiled(papers);
    for (const broken of ['blocklist.rpz', 'domains.txt']) {
      const { write } = outputs(blocklist, request());
      const end = async (name: string) => {
        if (name === broken) throw new Error(`${name} is not what was written`);
        return '';
      };
      await expect(write((name) => ({ write: () => {}, end: () => end(name) }))).rejects.toThrow(
        `${broken} is not what was written`,
      );
    }
  });
});

describe('the serial of a build', () => {
  const one = compiled([record('one', ['a.to'])]);
  const other = compiled([record('one', ['a.to', 'b.to'])]);

  test('stays while the zones say the same, and moves when they do not', async () => {
    const { manifest: previous } = await built(one);
    const later = { today: today + 86_400_000, previous };
    expect((await built(one, later)).manifest).toEqual(previous);
    expect((await built(other, later)).manifest.serial).toBe(2_026_112_500);
    expect((await built(other, { previous })).manifest.serial).toBe(2_026_112_401);
    expect((await built(other, { previous, serial: 7 })).manifest.serial).toBe(7);
  });

  test('stands in the head of the zones', async () => {
    const { files } = await built(one, { serial: 7 });
    expect(files.get('blocklist.rpz')?.toString()).toContain('\n@ SOA localhost. hostmaster.localhost. 7 3600 ');
  });
});

describe('zones that are cut out', () => {
  const whole = compiled(papers, { settings });
  const zonesIn = ({ files }: Manifest) => files.filter(({ cut: of }) => of !== undefined);
  const serials = (manifest: Manifest) =>
    Object.fromEntries(zonesIn(manifest).map(({ zone: name, serial }) => [name, serial]));

  test('are files with their own names, digests and serials', async () => {
    const { files, manifest } = await built(whole);
    const shown = zonesIn(manifest).map(({ sha256: _, digest, bytes: __, ...rest }) => [digest?.length, rest]);
    expect(shown).toMatchInlineSnapshot(`
      [
        [
          64,
          {
            "count": 2,
            "cut": "territory",
            "format": "rpz-allow",
            "name": "zone-rpz.italy-allow.rpz",
            "serial": 2026112400,
            "zone": "rpz.italy-allow",
          },
        ],
        [
          64,
          {
            "count": 6,
            "cut": "territory",
            "format": "rpz",
            "name": "zone-rpz.italy.rpz",
            "serial": 2026112400,
            "zone": "rpz.italy",
          },
        ],
        [
          64,
          {
            "count": 2,
            "cut": "part",
            "format": "rpz",
            "name": "zone-rpz.two.rpz",
            "serial": 2026112400,
            "zone": "rpz.two",
          },
        ],
        [
          64,
          {
            "count": 4,
            "cut": "rest",
            "format": "rpz",
            "name": "zone-rpz.blocklist-rest.rpz",
            "serial": 2026112400,
            "zone": "rpz.blocklist-rest",
          },
        ],
      ]
    `);
    const texts = zonesIn(manifest).map(({ name }) => files.get(name)?.toString().split('\n').slice(3).join(' '));
    expect(texts).toEqual([
      'good.host.to CNAME rpz-passthru. *.good.host.to CNAME rpz-passthru. ',
      'a.to CNAME . *.a.to CNAME . b.to CNAME . *.b.to CNAME . host.to CNAME . *.host.to CNAME . ',
      'b.to CNAME . *.b.to CNAME . ',
      'a.to CNAME . *.a.to CNAME . host.to CNAME . *.host.to CNAME . ',
    ]);
    const [allow, block, ...parts] = zonesIn(manifest).map(({ digest }) => digest);
    expect(allow).toBe(block);
    expect(new Set([block, ...parts]).size).toBe(3);
  });

  test('move alone: only those that say something else have another serial', async () => {
    const { manifest: previous } = await built(whole);
    const more = compiled([...papers, record('three', ['c.to'])], { settings });
    const next = (await built(more, { previous, today: today + 86_400_000 })).manifest;
    expect(serials(next)).toEqual({
      'rpz.italy-allow': 2_026_112_500,
      'rpz.italy': 2_026_112_500,
      'rpz.two': 2_026_112_400,
      'rpz.blocklist-rest': 2_026_112_500,
    });
    expect(next.retired).toBeUndefined();
  });

  test('are remembered when they are no more, and go on from their serials when they come back', async () => {
    const { manifest: previous } = await built(whole, { serial: 4_000_000_000 });
    const gone = (await built(compiled(papers), { previous })).manifest;
    const names = ['rpz.blocklist-rest', 'rpz.italy', 'rpz.italy-allow', 'rpz.two'];
    expect(gone.retired).toEqual(names.map((name) => ({ zone: name, serial: 4_000_000_000 })));
    // Longer than one build.
    const still = (await built(compiled(papers), { previous: gone })).manifest;
    expect(still.retired).toEqual(gone.retired);
    const { manifest: back } = await built(whole, { previous: still });
    expect(new Set(Object.values(serials(back)))).toEqual(new Set([4_000_000_001]));
    expect(back.retired).toBeUndefined();
  });

  test('are not taken for the whole zone of the same name', async () => {
    const { manifest: previous } = await built(compiled(papers));
    const own = { ...settings, cuts: [cut('rpz.blocklist', 'order', 'two')] };
    const { manifest } = await built(compiled(papers, { settings: own }), { previous, today: today + 86_400_000 });
    expect(serials(manifest)).toEqual({ 'rpz.blocklist': 2_026_112_500, 'rpz.blocklist-rest': 2_026_112_500 });
    expect((await built(compiled(papers), { previous })).manifest.retired).toBeUndefined();
  });
});

describe('the digest of what zones say', () => {
  const digestOf = (...records: readonly string[]) => zoneDigest(compiled(records).blocklist, zone);
  const usual = record('one', ['a.to', 'b.to']);

  test('is the same for the same zones, whoever orders them and in however many parts they are', () => {
    const expected = digestOf(usual);
    expect(digestOf(record('two', ['b.to']), record('three', ['a.to']))).toBe(expected);
    expect(digestOf(record('one', ['b.to', 'a.to', 'www.a.to']))).toBe(expected);
    expect(zoneDigest(compiled([usual], { most: 1 }).blocklist, zone)).toBe(expected);
    expect(expected).toMatchInlineSnapshot(`"14fbaa5667b79ca06e1d77423c23c0a78713dc4ffb3a8870da326ac1c72eebf1"`);
  });

  test('is another for every difference in names, answers, exceptions or the head', () => {
    const nodata = {
      obligations: [{ service: 'dns-resolver' as const, effect: 'block' as const, action: 'nodata' as const }],
    };
    const redirect = (ipv4: string) => ({
      obligations: [
        { service: 'dns-resolver' as const, effect: 'block' as const, action: 'redirect' as const, redirect: { ipv4 } },
      ],
    });
    const digests = [
      digestOf(),
      digestOf(usual),
      digestOf(record('one', ['a.to'])),
      digestOf(record('one', ['b.to'])),
      digestOf(record('one', ['a.to', 'c.to'])),
      // The same octets, parted elsewhere.
      digestOf(
        record(
          'one',
          ['a.tob', 'to'].map((name) => `${name}.to`),
        ),
      ),
      digestOf(record('one', ['a.to', 'btoto.to'])),
      digestOf(record('one', ['a.to', { name: 'b.to', scope: 'exact' }])),
      digestOf(record('one', [{ name: 'a.to', scope: 'exact' }, 'b.to'])),
      digestOf(record('one', ['a.to', { name: 'b.to', scope: 'subdomains' }])),
      digestOf(record('one', ['a.to', 'b.to'], nodata)),
      digestOf(record('one', ['a.to']), record('two', ['b.to'], nodata)),
      digestOf(record('one', ['b.to']), record('two', ['a.to'], nodata)),
      digestOf(record('one', ['a.to', 'b.to'], redirect('192.0.2.1'))),
      digestOf(record('one', ['a.to', 'b.to'], redirect('192.0.2.2'))),
      digestOf(record('one', ['a.to', 'b.to'], { exceptions: ['x.a.to'] })),
      digestOf(record('one', ['a.to', 'b.to'], { exceptions: ['y.a.to'] })),
      digestOf(record('one', ['a.to', 'b.to'], { exceptions: [{ name: 'x.a.to', scope: 'exact' }] })),
      zoneDigest(compiled([usual]).blocklist, { ...zone, ttl: 60 }),
      zoneDigest(compiled([usual]).blocklist, { ...zone, block: 'rpz.other' as DomainName }),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });
});
