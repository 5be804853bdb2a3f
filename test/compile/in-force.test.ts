import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { standingAt, turningPoints } from '../../src/compile/in-force.ts';
import { type Instant, spanOf } from '../../src/core/dates.ts';
import type { EventType, OrderEvent } from '../../src/core/order.ts';
import { RUNS } from '../support/runs.ts';

const place = { file: 'x.yaml', line: 1, column: 1, endColumn: 1, text: '' };

/** Events as records write them: "effective 2022-07-11", by the clock of Rome. */
function events(...lines: readonly string[]): OrderEvent[] {
  return lines.map((line) => {
    const [type, date] = line.split(' ') as [EventType, string];
    const span = spanOf(date, 'Europe/Rome');
    if (!span) throw new Error(line);
    return { type, at: type === 'expires' ? span.end : span.start, record: { type, date }, place };
  });
}

function at(moment: string): Instant {
  return Date.parse(moment);
}

const cases: readonly (readonly [
  rule: string,
  events: readonly string[],
  answers: Readonly<Record<string, string>>,
])[] = [
  [
    'an order begins with the first instant of its effective day, by the clock of its authority',
    ['issued 2022-07-10', 'effective 2022-07-11'],
    { '2022-07-10T21:59:59Z': 'not-yet', '2022-07-10T22:00:00Z': 'in-force' },
  ],
  [
    'without an effective event it is a draft',
    ['issued 2022-07-11', 'served 2022-07-12'],
    { '2030-01-01T00:00:00Z': 'draft' },
  ],
  [
    'an appeal changes nothing, its dismissal neither',
    ['effective 2022-07-11', 'appealed 2022-08-01', 'appeal-dismissed 2022-11-04'],
    { '2022-08-02T00:00:00Z': 'in-force', '2022-11-05T00:00:00Z': 'in-force' },
  ],
  [
    'a stay suspends until it is lifted',
    ['effective 2022-07-11', 'stayed 2022-08-01', 'stay-lifted 2022-09-01'],
    { '2022-07-31T12:00:00Z': 'in-force', '2022-08-15T00:00:00Z': 'stayed', '2022-09-01T12:00:00Z': 'in-force' },
  ],
  [
    'a stay that comes before the effective day holds',
    ['issued 2022-07-01', 'stayed 2022-07-05', 'effective 2022-07-11'],
    { '2022-07-12T00:00:00Z': 'stayed' },
  ],
  [
    'the last day of an order belongs to it',
    ['effective 2026-01-08', 'expires 2026-05-30'],
    { '2026-05-30T21:59:59Z': 'in-force', '2026-05-30T22:00:00Z': 'ended' },
  ],
  [
    'a lift frees from the first instant of its day',
    ['effective 2022-07-11', 'lifted 2023-01-10'],
    { '2023-01-09T22:59:59Z': 'in-force', '2023-01-09T23:00:00Z': 'ended' },
  ],
  [
    'another order that takes its place ends it',
    ['effective 2022-07-11', 'superseded 2023-12-05'],
    { '2024-01-01T00:00:00Z': 'ended' },
  ],
  [
    'an appeal between two expiries does not keep the later one from taking the place of the earlier',
    ['effective 2024-01-01', 'expires 2024-12-31', 'appealed 2025-02-01', 'expires 2025-12-31'],
    { '2025-01-15T00:00:00Z': 'in-force', '2026-01-15T00:00:00Z': 'ended' },
  ],
  [
    'a stay of an order that has not begun leaves it a draft',
    ['issued 2022-07-01', 'stayed 2022-07-05'],
    { '2022-07-06T00:00:00Z': 'draft' },
  ],
  ['an annulment ends it', ['effective 2022-07-11', 'annulled 2023-12-05'], { '2024-01-01T00:00:00Z': 'ended' }],
  [
    'a later expiry takes the place of an earlier one',
    ['effective 2024-01-01', 'expires 2024-12-31', 'expires 2025-12-31'],
    { '2025-06-01T00:00:00Z': 'in-force', '2026-01-01T12:00:00Z': 'ended' },
  ],
  [
    'a prolongation that is decided before the end prolongs, even with a new effective day',
    ['effective 2026-01-01', 'expires 2026-05-30', 'effective 2026-05-20', 'expires 2027-05-30'],
    { '2026-06-15T00:00:00Z': 'in-force', '2027-06-01T00:00:00Z': 'ended' },
  ],
  [
    'an order that is annulled before its effective day never begins',
    ['issued 2026-01-10', 'annulled 2026-02-01', 'effective 2026-03-01'],
    { '2026-01-15T00:00:00Z': 'draft', '2026-04-01T00:00:00Z': 'ended' },
  ],
  [
    'an order that begins anew after it ended was free in between',
    ['effective 2024-01-01', 'expires 2024-06-30', 'effective 2024-09-01', 'expires 2025-06-30'],
    { '2024-08-01T00:00:00Z': 'ended', '2024-10-01T00:00:00Z': 'in-force', '2025-07-02T00:00:00Z': 'ended' },
  ],
  [
    'a stay that is lifted after the end does not bring the order back',
    ['effective 2022-01-01', 'stayed 2022-02-01', 'lifted 2022-03-01', 'stay-lifted 2022-04-01'],
    { '2022-05-01T00:00:00Z': 'ended' },
  ],
];

describe('an order at a moment', () => {
  for (const [rule, lines, answers] of cases) {
    test(rule, () => {
      const found = Object.keys(answers).map((moment) => [moment, standingAt(events(...lines), at(moment)).state]);
      expect(Object.fromEntries(found)).toEqual(answers);
    });
  }

  test('since and until are the two ends of the time in force', () => {
    const list = events('effective 2026-01-08', 'stayed 2026-02-01', 'stay-lifted 2026-02-10', 'expires 2026-05-30');
    expect(standingAt(list, at('2026-03-01T00:00:00Z'))).toEqual({
      state: 'in-force',
      since: at('2026-02-09T23:00:00Z'),
      until: at('2026-05-30T22:00:00Z'),
    });
  });
});

describe('where an order stands', () => {
  /** The state, its instants and the event behind it, as text. */
  function standing(lines: readonly string[], moment: string): string {
    const { state, ...rest } = standingAt(events(...lines), at(moment));
    const said = Object.entries(rest).map(([key, value]) => {
      if (typeof value === 'number') return `${key} ${new Date(value).toISOString()}`;
      return `${key} ${value?.type}`;
    });
    return [state, ...said].join(', ');
  }

  const ending = ['effective 2024-01-01', 'stayed 2024-02-01', 'stay-lifted 2024-03-01', 'expires 2024-06-30'];
  const anew = [...ending, 'effective 2024-09-01', 'lifted 2024-12-01'];
  const atOnce = ['effective 2024-01-01', 'expires 2024-06-30', 'effective 2024-07-01', 'expires 2025-06-30'];
  const early = ['stayed 2024-01-05', 'effective 2024-01-11', 'stay-lifted 2024-01-20'];
  const freedEarly = ['stayed 2024-01-05', 'stay-lifted 2024-01-07', 'effective 2024-01-11'];
  const standings = [
    ['before it begins: from when', ending, '2023-12-01T00:00:00Z', 'not-yet, from 2023-12-31T23:00:00.000Z'],
    [
      'stayed: since when, by what',
      ending,
      '2024-02-15T00:00:00Z',
      'stayed, since 2024-01-31T23:00:00.000Z, by stayed',
    ],
    ['ended: since when, by what', ending, '2024-08-01T00:00:00Z', 'ended, since 2024-06-30T22:00:00.000Z, by expires'],
    [
      'in force anew: since the second beginning',
      anew,
      '2024-10-01T00:00:00Z',
      'in-force, since 2024-08-31T22:00:00.000Z, until 2024-11-30T23:00:00.000Z',
    ],
    [
      'in force until a stay',
      ending,
      '2024-01-15T00:00:00Z',
      'in-force, since 2023-12-31T23:00:00.000Z, until 2024-01-31T23:00:00.000Z',
    ],
    [
      'in force with no end known',
      ['effective 2024-01-01'],
      '2024-01-15T00:00:00Z',
      'in-force, since 2023-12-31T23:00:00.000Z, until undefined',
    ],
    [
      'ended and begun anew at one instant: no gap, and the end that counts is the later one',
      atOnce,
      '2024-05-01T00:00:00Z',
      'in-force, since 2023-12-31T23:00:00.000Z, until 2025-06-30T22:00:00.000Z',
    ],
    [
      'begun anew at the instant of its end: since then',
      atOnce,
      '2024-08-01T00:00:00Z',
      'in-force, since 2024-06-30T22:00:00.000Z, until 2025-06-30T22:00:00.000Z',
    ],
    [
      'stayed before its day: not until the stay is lifted',
      early,
      '2024-01-07T00:00:00Z',
      'not-yet, from 2024-01-19T23:00:00.000Z',
    ],
    [
      'a stay that is over before its day counts for nothing',
      freedEarly,
      '2024-01-15T00:00:00Z',
      'in-force, since 2024-01-10T23:00:00.000Z, until undefined',
    ],
    [
      'events count by their dates, in whatever order they are written',
      ['lifted 2024-12-01', 'stay-lifted 2024-03-01', 'stayed 2024-02-01', 'effective 2024-01-01'],
      '2024-03-15T00:00:00Z',
      'in-force, since 2024-02-29T23:00:00.000Z, until 2024-11-30T23:00:00.000Z',
    ],
    [
      'at the very instant of a step: after it',
      ending,
      '2024-06-30T22:00:00Z',
      'ended, since 2024-06-30T22:00:00.000Z, by expires',
    ],
  ] as const;
  for (const [rule, lines, moment, expected] of standings)
    test(rule, () => expect(standing(lines, moment)).toBe(expected));

  test('it turns where it begins and where it stops, and not where it does both at once', () => {
    const turns = (lines: readonly string[]) =>
      turningPoints(events(...lines)).map((one) => new Date(one).toISOString());
    expect(turns(anew)).toEqual([
      '2023-12-31T23:00:00.000Z',
      '2024-01-31T23:00:00.000Z',
      '2024-02-29T23:00:00.000Z',
      '2024-06-30T22:00:00.000Z',
      '2024-08-31T22:00:00.000Z',
      '2024-11-30T23:00:00.000Z',
    ]);
    expect(turns(atOnce)).toEqual(['2023-12-31T23:00:00.000Z', '2025-06-30T22:00:00.000Z']);
    expect(turns(['lifted 2024-01-01'])).toEqual([]);
  });
});

const anyEvents = fc.array(
  fc.record({
    type: fc.constantFrom<EventType>('issued', 'effective', 'appealed', 'stayed', 'stay-lifted', 'lifted', 'expires'),
    at: fc.integer({ min: 0, max: 20 }),
  }),
  { maxLength: 8 },
);

test('law: between two turning points nothing changes, and at each one it does', () => {
  fc.assert(
    fc.property(anyEvents, (list) => {
      const made = list.map(({ type, at: instant }) => ({
        type,
        at: instant,
        record: { type, date: '2020-01-01' },
        place,
      }));
      const points = new Set(turningPoints(made));
      const inForce = (instant: Instant) => standingAt(made, instant).state === 'in-force';
      const instants = Array.from({ length: 22 }, (_, instant) => instant);
      expect(instants.filter((instant) => inForce(instant) !== inForce(instant - 1))).toEqual(
        instants.filter((instant) => points.has(instant)),
      );
    }),
    { numRuns: RUNS },
  );
});
