import { describe, expect, test } from 'vitest';
import { record } from '../support/record.ts';
import { builtSite, restricted, siteOrders } from './built-site.ts';

const sealed = (names: string[], more = {}) =>
  record('it-sealed', names, { title: 'Hidden S.r.l. v Resolver', publication: 'sealed', ...more });

describe('orders that are not public', () => {
  test('change no byte of the site by what they say', async () => {
    const space = siteOrders();
    space.write('orders/it-sealed.yaml', sealed(['hidden-name.to', 'film-stream.to', 'to.film-stream.to']));
    const one = await builtSite(space);
    space.write(
      'orders/it-sealed.yaml',
      sealed(['other-name.pro'], {
        authority: { name: 'Cour', kind: 'court', country: 'FR', timeZone: 'Europe/Paris' },
        events: [{ type: 'effective', date: '2026-11-30' }],
        exceptions: [],
        review: '2026-12-24',
      }),
    );
    space.write(
      'orders/it-restricted.yaml',
      restricted({
        title: 'Other',
        targets: ['third-name.pro'],
        exceptions: ['help.third-name.pro'],
        caseNumbers: ['1'],
        events: [
          { type: 'effective', date: '2021-02-03' },
          { type: 'expires', date: '2026-12-31' },
        ],
      }),
    );
    expect(await builtSite(space)).toEqual(one);
  });

  test('are counted, and what is restricted is known by authority, kind and state alone', async () => {
    const files = await builtSite(siteOrders());
    expect(files.get('index.html')).toContain('3 orders are not public (2 restricted, 1 under seal)');
    const [, table = ''] = (files.get('orders.html') ?? '').split('Orders that are not public</h2>');
    expect(table).toContain('Tribunale di Milano');
    const everything = [...files].map(([path, text]) => path + text).join('\n');
    for (const word of ['it-restricted', 'Secretive', 'RG-777', 'restricted-name', 'it-sealed']) {
      expect([word, everything.includes(word)]).toEqual([word, false]);
    }
  });

  test('of a public order, notes of colleagues and disguised addresses are left out', async () => {
    const everything = [...(await builtSite(siteOrders())).values()].join('\n');
    for (const word of [
      'anna.rossi',

      'Colleagues only',
      'Told by telephone',
      'Ask the lawyers',
      '2027-01-15',
    ]) {
      expect([word, everything.includes(word)]).toEqual([word, false]);
    }
    expect(everything).toContain('Write to [e-mail address]');
  });

  test('an address, a telephone number or an account in any record stops the site', async () => {
    for (const title of ['Write to anna@example.it', 'Call +39 06 1234 5678', 'Pay DE89 3704 0044 0532 0130 00']) {
      const space = siteOrders();
      space.write('orders/a.yaml', record('a', ['a.to'], { title }));
      const { status, stderr } = await space.run('site');
      expect([title, status, stderr.includes('text/personal-data')]).toEqual([title, 1, true]);
    }
  });
});
