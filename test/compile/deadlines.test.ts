import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Moment } from '../../src/compile/compile.ts';
import { type Deadline, type Due, due } from '../../src/compile/deadlines.ts';
import { parseAsOf, showInstant } from '../../src/core/dates.ts';
import type { OrderRecord } from '../../src/core/order.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import { type ReadOrders, readOrders } from '../../src/read/orders.ts';
import { desk } from '../support/memory.ts';
import { record } from '../support/record.ts';

type Comply = NonNullable<NonNullable<OrderRecord['obligations']>[number]['comply']>;

function read(...records: readonly string[]): ReadOrders {
  const files = records.map((text, index) => ({ file: `${index}.yaml`, bytes: () => Buffer.from(text) }));
  return readOrders(files, desk());
}

function momentOf(asOf: string, more: Partial<Moment> = {}): Moment {
  const parsed = parseAsOf(asOf);
  if (!parsed) throw new Error(asOf);
  return { asOf: parsed, settings: defaultSettings, territory: undefined, ...more };
}

function dueOf({ corpus, orders }: ReadOrders, asOf: string, more: Partial<Moment> = {}): Due {
  return due(corpus, orders, momentOf(asOf, more));
}

function line({ order, kind, at, state, what, notes, penalty }: Deadline): string {
  const said = [what, ...notes, ...(penalty === undefined ? [] : [`If not: ${penalty}`])].join(' | ');
  return `${state} ${showInstant(at)} ${order.id} ${kind}: ${said}`;
}

/** Everything that is due, as lines. */
function lines(found: ReadOrders, asOf: string, more: Partial<Moment> = {}): readonly string[] {
  const all = dueOf(found, asOf, more);
  return [
    ...all.deadlines.map(line),
    ...all.unknown.map(({ order, what, reason }) => `unknown ${order.id}: ${what} | ${reason}`),
    ...(all.older === 0 ? [] : [`older ${all.older}`]),
  ];
}

/** A record whose one duty is to be obeyed within a time, with what the test says in place of the rest. */
function urgent(comply: Comply, more: Partial<OrderRecord> = {}): string {
  return record('one', ['a.to'], {
    obligations: [{ service: 'dns-resolver', effect: 'block', comply }],
    events: [
      { type: 'issued', date: '2026-11-18' },
      { type: 'served', date: '2026-11-20T10:00:00+01:00' },
      { type: 'effective', date: '2026-11-20' },
    ],
    ...more,
  });
}

const noon = '2026-11-20T12:00:00Z';

describe('the time to obey', () => {
  test('runs from service', () => {
    expect(lines(read(urgent({ within: 'PT48H', from: 'served' })), noon)).toEqual([
      'ahead 2026-11-22T09:00:00Z one comply: block its names within 48 hours of service (2026-11-20 10:00)',
    ]);
  });

  test('runs from the issue', () => {
    expect(lines(read(urgent({ within: 'P2D', from: 'issued' })), noon)).toEqual([
      'today 2026-11-20T22:59:59Z one comply: block its names within 2 days of its issue (2026-11-18)',
    ]);
  });

  test('that is for a notification runs from service where no later paper adds names', () => {
    expect(lines(read(urgent({ within: 'PT30M', from: 'notified' })), noon)).toEqual([
      'overdue 2026-11-20T09:30:00Z one comply: block its names within 30 minutes of notification (2026-11-20 10:00)',
    ]);
  });

  test('of each paper that adds names has its own clock; one that only removes has none', () => {
    const amendments = [
      { date: '2026-11-20T12:40:00+01:00', add: ['b.to'] },
      { date: '2026-11-20T13:00:00+01:00', remove: ['b.to'] },
      { date: '2026-11-21', add: ['c.to'] },
    ];
    expect(lines(read(urgent({ within: 'PT30M', from: 'notified' }, { amendments })), noon)).toEqual([
      'overdue 2026-11-20T09:30:00Z one comply: block its names within 30 minutes of notification (2026-11-20 10:00)',
      'today 2026-11-20T12:10:00Z one comply: block its names within 30 minutes of the paper of 2026-11-20 12:40 that adds names',
      'ahead 2026-11-20T23:30:00Z one comply: block its names within 30 minutes of the paper of 2026-11-21 that adds names | Counted from the beginning of 2026-11-21: the hour is not on record.',
    ]);
  });

  test('of an order that began without names runs only from the papers that add them', () => {
    const more = { targets: [], amendments: [{ date: '2026-11-21T08:00:00+01:00', add: ['b.to'] }] };
    expect(lines(read(urgent({ within: 'PT30M', from: 'served' }, more)), noon)).toEqual([
      'ahead 2026-11-21T07:30:00Z one comply: block its names within 30 minutes of the paper of 2026-11-21 08:00 that adds names | Counted from the date of the paper: when it was served is not on record.',
    ]);
  });

  test('of two duties is told for each, with its own penalty', () => {
    const duty = { service: 'dns-resolver', effect: 'block' } as const;
    const obligations: NonNullable<OrderRecord['obligations']> = [
      { ...duty, comply: { within: 'PT48H', from: 'served' }, penalty: 'EUR 10,000 a day' },
      { ...duty, territory: ['FR'], comply: { within: 'P3D', from: 'served' } },
    ];
    const found = read(urgent({ within: 'P1D' }, { obligations }));
    const [first, second] = [
      'ahead 2026-11-22T09:00:00Z one comply: block its names within 48 hours of service (2026-11-20 10:00) (duty 1) | If not: EUR 10,000 a day',
      'ahead 2026-11-23T22:59:59Z one comply: block its names within 3 days of service (2026-11-20 10:00) (duty 2)',
    ];
    expect(lines(found, noon)).toEqual([first, second]);
    expect(
      lines(read(urgent({ within: 'P1D' }, { obligations: obligations.slice(1) })), noon, { territory: ['IT'] }),
    ).toEqual([]);
  });

  test('that cannot be worked out is told as such', () => {
    const events: OrderRecord['events'] = [{ type: 'effective', date: '2026-11-20' }];
    const cases = [
      { within: 'PT48H', from: 'served' },
      { within: 'P3D', from: 'notified' },
      { within: 'P3D' },
      { within: 'PT', from: 'issued' },
    ] as const;
    expect(cases.map((comply) => lines(read(urgent(comply, comply.within === 'PT' ? {} : { events })), noon))).toEqual([
      [
        'unknown one: block its names within 48 hours of service | It is not known when it was served. As soon as you know it: blocklist receive one --date YYYY-MM-DD (with the time of day, if hours count: "YYYY-MM-DD 09:30")',
      ],
      [
        'unknown one: block its names within 3 days of notification | It is not known when it was notified. As soon as you know it: blocklist receive one --date YYYY-MM-DD (with the time of day, if hours count: "YYYY-MM-DD 09:30")',
      ],
      [
        'unknown one: block its names within 3 days | The record does not say what starts the clock. If the order does, write it into the record, next to "within": from: served (or issued, or notified).',
      ],
      [
        'unknown one: block its names within PT of its issue (2026-11-18) | The time "PT" cannot be counted. Look at "within" in the record: 30 minutes are PT30M, 48 hours PT48H, 3 days P3D.',
      ],
    ]);
  });

  test('that passed is told for 30 days, and then as a number', () => {
    const found = read(urgent({ within: 'PT48H', from: 'served' }));
    expect(dueOf(found, '2026-12-22T09:00:00Z').deadlines.map(({ state }) => state)).toEqual(['overdue']);
    expect(lines(found, '2026-12-22T09:00:01Z')).toEqual(['older 1']);
  });

  test('of a draft runs all the same', () => {
    const events: OrderRecord['events'] = [{ type: 'served', date: '2026-11-20T10:00:00+01:00' }];
    expect(lines(read(urgent({ within: 'PT48H', from: 'served' }, { events })), noon)).toEqual([
      'ahead 2026-11-22T09:00:00Z one comply: block its names within 48 hours of service (2026-11-20 10:00) | This is a draft: nothing is blocked until the record says from when.',
    ]);
  });

  test('of an order that is over is none; of one that is stayed it is not known; a stay that is over is told', () => {
    const events: OrderRecord['events'] = [
      { type: 'served', date: '2026-11-18' },
      { type: 'effective', date: '2026-11-18' },
      { type: 'stayed', date: '2026-11-19' },
    ];
    const comply = { within: 'P9D', from: 'served' } as const;
    const later = (type: 'lifted' | 'stay-lifted') => ({ events: [...events, { type, date: '2026-11-20' }] });
    expect(
      [{ events }, later('lifted'), later('stay-lifted')].map((more) => lines(read(urgent(comply, more)), noon)),
    ).toEqual([
      [
        'unknown one: block its names within 9 days of service (2026-11-18) | The order is stayed. Whether the clock runs on when the stay ends is for the court.',
      ],
      [],
      [
        'ahead 2026-11-27T22:59:59Z one comply: block its names within 9 days of service (2026-11-18) | It was stayed in between; the time is counted as if it had not been.',
      ],
    ]);
  });

  test('that passed before a stay stays overdue, and it is said that the order is stayed', () => {
    const events: OrderRecord['events'] = [
      { type: 'served', date: '2026-11-10' },
      { type: 'effective', date: '2026-11-10' },
      { type: 'stayed', date: '2026-11-19' },
    ];
    expect(lines(read(urgent({ within: 'P3D', from: 'served' }, { events })), noon)).toEqual([
      'overdue 2026-11-13T22:59:59Z one comply: block its names within 3 days of service (2026-11-10) | The time passed before the order was stayed; it is stayed now.',
    ]);
  });

  test('is told only of duties that bind us', () => {
    const operator = { names: ['Resolver, Inc.'], services: ['dns-resolver'], domains: [], territory: undefined };
    const us = { settings: { ...defaultSettings, operator } };
    const comply = { within: 'P3D', from: 'served' } as const;
    const theirs = urgent(comply, { parties: { respondents: ['Somebody Else'] } });
    const ours = urgent(comply, { parties: { respondents: ['Resolver Inc'] } });
    const cdn = urgent(comply, { obligations: [{ service: 'cdn', effect: 'block', comply }] });
    expect([theirs, ours, cdn].map((text) => lines(read(text), noon, us).length)).toEqual([0, 1, 0]);
  });

  test('of the first of several services counts', () => {
    const events: OrderRecord['events'] = [
      { type: 'served', date: '2026-11-19' },
      { type: 'served', date: '2026-11-20' },
    ];
    const [found] = dueOf(read(urgent({ within: 'P3D', from: 'served' }, { events })), noon).deadlines;
    expect([found?.day, found?.notes[0]]).toEqual(['2026-11-22', 'It stands in the record 2 times; the first counts.']);
  });
});

describe('other deadlines', () => {
  test('a review is due for the whole of its day, and then overdue until the record has another', () => {
    const found = read(
      record('one', ['a.to'], { review: '2026-11-20', obligations: [{ service: 'cdn', effect: 'block' }] }),
    );
    const states = ['2026-11-19', '2026-11-20T22:59:59Z', '2026-11-20T23:00:00Z', '2027-11-20'].map((asOf) =>
      dueOf(found, asOf).deadlines.map(({ state }) => state),
    );
    expect(states).toEqual([['ahead'], ['today'], ['overdue'], ['overdue']]);
  });

  test('an order ends with its last expiry', () => {
    const events: OrderRecord['events'] = [
      { type: 'effective', date: '2026-01-01' },
      { type: 'expires', date: '2026-11-25' },
      { type: 'expires', date: '2026-12-31' },
    ];
    expect(lines(read(record('one', ['a.to'], { events })), noon)).toEqual([
      'ahead 2026-12-31T22:59:59Z one expires: the order ends: its names are free unless another order blocks them',
    ]);
    expect(lines(read(record('one', ['a.to'], { events })), '2027-01-01')).toEqual([]);
  });

  test('an order that a day ahead lifts ends then, not with its expiry; one that begins anew ends twice', () => {
    const lifted: OrderRecord['events'] = [
      { type: 'effective', date: '2026-01-01' },
      { type: 'lifted', date: '2026-12-01' },
      { type: 'expires', date: '2026-12-31' },
    ];
    const anew: OrderRecord['events'] = [
      { type: 'effective', date: '2026-01-01' },
      { type: 'expires', date: '2026-12-31' },
      { type: 'effective', date: '2027-02-01' },
      { type: 'expires', date: '2027-02-28T12:00:00+01:00' },
    ];
    const free = 'its names are free unless another order blocks them';
    expect([lifted, anew].map((events) => lines(read(record('one', ['a.to'], { events })), noon))).toEqual([
      [`ahead 2026-11-30T22:59:59Z one expires: the order ends (lifted): ${free}`],
      [
        `ahead 2026-12-31T22:59:59Z one expires: the order ends: ${free}`,
        `ahead 2027-02-28T11:00:00Z one expires: the order ends: ${free}`,
      ],
    ]);
    const keys = dueOf(read(record('one', ['a.to'], { events: anew })), noon).deadlines.map(({ key }) => key);
    expect(keys).toEqual(['expires', 'expires-2']);
  });

  test('names that end before their order are counted by order and time, each name once', () => {
    const found = read(
      record(
        'one',
        [
          'a.to',
          { name: 'b.to', until: '2026-11-30' },
          { name: 'c.to', until: '2026-12-31' },
          'd.to',
          { name: 'd.to', scope: 'exact' },
        ],
        {
          events: [
            { type: 'effective', date: '2026-01-01' },
            { type: 'expires', date: '2026-12-31' },
          ],
          amendments: [{ date: '2026-12-01', remove: ['a.to', 'd.to'] }],
        },
      ),
      record('two', [{ name: 'b.to', until: '2026-11-19' }]),
    );
    expect(lines(found, noon)).toEqual([
      'ahead 2026-11-30T22:59:59Z one name-ends: 3 of its names end: free unless another order blocks them',
      'ahead 2026-12-31T22:59:59Z one expires: the order ends: its names are free unless another order blocks them',
    ]);
  });
});

test('law: overdue ones come first, and each of the two groups by time', () => {
  const dates = fc.integer({ min: 1, max: 28 }).map((day) => `2026-11-${String(day).padStart(2, '0')}`);
  const zones = fc.constantFrom('Europe/Rome', 'Pacific/Kiritimati', 'America/New_York');
  const orders = fc.array(fc.record({ date: dates, review: dates, timeZone: zones }), { maxLength: 6 });
  fc.assert(
    fc.property(orders, dates, (list, asOf) => {
      const records = list.map(({ date, review, timeZone }, index) =>
        record(`order-${index}`, ['a.to'], {
          authority: { name: 'Court', kind: 'court', country: 'IT', timeZone },
          obligations: [{ service: 'dns-resolver', effect: 'block', comply: { within: 'PT48H', from: 'served' } }],
          events: [{ type: 'served', date }],
          review,
        }),
      );
      const found = dueOf(read(...records), asOf).deadlines;
      const late = found.filter(({ state }) => state === 'overdue');
      const rest = found.filter(({ state }) => state !== 'overdue');
      const byTime = (all: readonly Deadline[]) => all.toSorted((a, b) => a.at - b.at).map(({ at }) => at);
      expect(found.length).toBe(list.length * 2);
      expect(found.map(({ at }) => at)).toEqual([...byTime(late), ...byTime(rest)]);
    }),
    { numRuns: 50 },
  );
});
