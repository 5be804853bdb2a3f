import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { record } from '../support/record.ts';
import { workspace } from '../support/workspace.ts';
import { builtSite, siteOrders } from './built-site.ts';
import { saidByExplain, saidBySearch, script, searched } from './searched.ts';

const label = fc.constantFrom('a', 'b', 'c', 'aa');
const name = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => `${labels.join('.')}.to`);
const scope = fc.constantFrom('subtree' as const, 'exact' as const, 'subdomains' as const);
const order = fc.record({
  targets: fc.uniqueArray(fc.record({ name, scope }), { minLength: 1, maxLength: 5, selector: (one) => one.name }),
  exceptions: fc.uniqueArray(fc.record({ name, scope }), { maxLength: 2, selector: (one) => one.name }),
  ends: fc.constantFrom(undefined, '2021-01-01'),
});

describe('the search', () => {
  test('says of every name what `explain` says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(order, { minLength: 1, maxLength: 3 }),
        fc.array(name, { minLength: 4, maxLength: 6 }),
        async (orders, asked) => {
          const space = workspace(
            Object.fromEntries(
              orders.map(({ targets, exceptions, ends }, index) => [
                `orders/o${index}.yaml`,
                record(`o${index}`, targets, {
                  exceptions,
                  events: [
                    { type: 'effective', date: '2020-01-01' },
                    ...(ends === undefined ? [] : [{ type: 'expires' as const, date: ends }]),
                  ],
                }),
              ]),
            ),
          );
          const { status } = await space.run('site');
          fc.pre(status === 0);
          const files = await builtSite(space);
          for (const one of new Set(asked)) {
            for (const asked of [one, `*.${one}`])
              expect([asked, await saidBySearch(files, asked)]).toEqual([asked, await saidByExplain(space, asked)]);
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  test('finds a name in what people paste', () => {
    for (const [text, found] of [
      ['film-stream.to', 'film-stream.to'],
      ['  WWW.Film-Stream.TO.  ', 'www.film-stream.to'],
      ['https://user:pw@www.film-stream.to:8443/a?b#c', 'www.film-stream.to'],
      ['ftp://film-stream.to/', 'film-stream.to'],
      ['film-stream.to/watch?v=1', 'film-stream.to'],
      ['*.Film-Stream.to', '*.film-stream.to'],
      ['https://*.film-stream.to/', '*.film-stream.to'],
      ['пример-торрент.рф', 'xn----itbbjujfdjdcaxf.xn--p1ai'],
      ['BÜCHER.example', 'xn--bcher-kva.example'],
      ['_dmarc.example.org', '_dmarc.example.org'],
    ]) {
      expect([text, script.nameIn(text ?? '')]).toEqual([text, found]);
    }
    for (const text of [
      '',
      '  ',
      'two words',
      '192.0.2.1',
      'http://[2001:db8::1]/',
      'a..b',
      '*',
      '*.',
      '*.*.to',
      'a.*.to',
      '*.192.0.2.1',
      '<b>',
      'https://',
      `${'a.'.repeat(130)}to`,
    ]) {
      expect([text, script.nameIn(text)]).toEqual([text, undefined]);
    }
  });

  test('answers for a sealed name as for a free one', async () => {
    const space = siteOrders();
    space.write('orders/it-sealed.yaml', record('it-sealed', ['hidden-name.to'], { publication: 'sealed' }));
    const files = await builtSite(space);
    expect(await searched(files, 'hidden-name.to')).toEqual(await searched(files, 'hidden-nams.to'));
    expect(await searched(files, 'www.film-stream.to')).toMatchObject({
      blocking: [{ through: 'film-stream.to', order: { id: 'it-roma-2026-in-force' } }],
      others: [{ through: 'film-stream.to', order: { id: 'es-barcelona-2026-future' } }],
    });
    expect(await searched(files, 'help.film-stream.to')).toMatchObject({
      blocking: [],
      others: [
        { free: true, order: { id: 'it-roma-2026-in-force' } },
        { free: false, order: { id: 'es-barcelona-2026-future' } },
      ],
    });
    expect(await searched(files, 'to')).toMatchObject({ blocking: [], others: [] });
  });

  test('finds the names above a name wherever the list of names is cut', async () => {
    const below = Array.from({ length: 450 }, (_, at) => `s${at}.deep.wide.to`);
    const space = workspace({
      'orders/below.yaml': record('below', below),
      'orders/deep.yaml': record('deep', ['deep.wide.to'], { title: `Deep ${'&'.repeat(400)}` }),
      'orders/wide.yaml': record('wide', ['wide.to'], { exceptions: ['s7.deep.wide.to'] }),
    });
    const files = await builtSite(space);
    for (const [at, one] of below.entries()) {
      const { blocking } = await searched(files, `www.${one}`);
      const orders = blocking.map(({ order: { id } }) => id);
      expect([one, orders]).toEqual([one, at === 7 ? ['below', 'deep'] : ['below', 'deep', 'wide']]);
      expect([one, await searched(files, `*.${one}`)]).toMatchObject([one, { blocking }]);
    }
    expect(await searched(files, '*.deep.wide.to')).toMatchObject({
      blocking: [{ order: { id: 'deep' } }, { order: { id: 'wide' } }],
    });
    const pieces = [...files].filter(([path]) => /^search\/[0-9a-f]+\.json$/.test(path));
    const counts = pieces.map(([, text]) => JSON.parse(text).names.length).toSorted((a, b) => a - b);
    expect(counts).toEqual([54, 200, 202]);
  });

  test('reads no large file where hundreds of names have dates of their own in many orders', async () => {
    const from = '2026-01-05T09:30:00+01:00';
    const names = Array.from({ length: 200 }, (_, at) => ({ name: `n${at}.to`, from, until: '2026-12-24' }));
    const ids = Array.from({ length: 60 }, (_, at) => `o${at}`);
    const files = await builtSite(
      workspace(Object.fromEntries(ids.map((id) => [`orders/${id}.yaml`, record(id, names)]))),
    );
    const pieces = [...files].filter(([path]) => /^search\/[0-9a-f]+\.json$/.test(path));
    expect(pieces.length).toBeGreaterThan(3);
    for (const [path, text] of pieces) expect([path, Buffer.byteLength(text) < 160_000]).toEqual([path, true]);
  });

  test('of 100,000 names reads two small files, and no page is large', async () => {
    const names = Array.from(
      { length: 100_000 },
      (_, at) => `site-${(at * 7919) % 1_000_003}.${at % 3 ? 'to' : 'pro'}`,
    );
    const list = `${names.join('\n')}\n`;
    const annex = { file: 'many.txt', sha256: createHash('sha256').update(list).digest('hex') };
    const space = workspace({
      'orders/many.txt': list,
      'orders/many.yaml': record('many', undefined, { annex }),
      'orders/top.yaml': record('top', ['site-0.pro']),
    });
    const files = await builtSite(space);
    const largest = Math.max(...[...files.values()].map((text) => Buffer.byteLength(text)));
    expect(largest).toBeLessThan(300_000);
    for (const one of ['site-7919.to', 'www.site-0.pro', 'aaa.to', 'zzz.zz']) {
      const { blocking, read } = await searched(files, one);
      expect([one, blocking.length > 0]).toEqual([one, one.includes('site')]);
      expect(read.length).toBeLessThanOrEqual(2);
      for (const file of read) expect(files.get(`search/${file}`)?.length).toBeLessThan(40_000);
    }
  });
});
