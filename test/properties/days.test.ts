import fc from 'fast-check';
import { expect, test } from 'vitest';
import { standingAt, turningPoints } from '../../src/compile/in-force.ts';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import type { OrderEvent, OrderRecord } from '../../src/core/order.ts';
import { readDocument } from '../../src/read/document.ts';
import { calendarOf, readEvents } from '../../src/read/events.ts';
import type { YamlDocument } from '../../src/read/yaml.ts';
import { base } from '../support/order-fields.ts';
import { RUNS } from '../support/runs.ts';

const hour = 3_600_000;
const day = 24 * hour;
const zones = Intl.supportedValuesOf('timeZone');
// No order is older than names with an ending like .com.
const [first, last] = [Date.UTC(1985, 0, 10), Date.UTC(2037, 11, 20)];

/** A clock on the wall of a place, made of nothing but what Intl shows: years of four digits sort as text. */
function clockOf(timeZone: string): (instant: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  });
  return (instant) => format.format(instant);
}

type Clock = ReturnType<typeof clockOf>;

/** How far the clock is from UTC. */
function offsetOf(clock: Clock, instant: number): number {
  return Date.parse(`${clock(instant).replace(' ', 'T')}Z`) - Math.floor(instant / 1000) * 1000;
}

/** The first instant of a stretch that passes, where all after it pass; milliseconds. */
function firstThat(from: number, to: number, passes: (instant: number) => boolean): number {
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (passes(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The instants at which a clock is put forward or back, found by looking at it once a week. */
function changesOf(clock: Clock): readonly number[] {
  const changes: number[] = [];
  let offset = offsetOf(clock, first);
  for (let at = first; at < last; at += 7 * day) {
    const next = offsetOf(clock, at + 7 * day);
    if (next !== offset) changes.push(firstThat(at, at + 7 * day, (instant) => offsetOf(clock, instant) !== offset));
    offset = next;
  }
  return changes;
}

function dayText(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/**
 * When the clock first shows a day or a later one: looked for in each stretch between two changes by itself, since a clock that
 * is put back a minute after midnight shows the new day for that minute; to the millisecond.
 */
function beginning({ clock, changes }: Known, text: string): number {
  const noon = Date.parse(`${text}T12:00:00Z`);
  const [from, to] = [noon - 2 * day, noon + 2 * day];
  const within = changes.filter((at) => from < at && at < to);
  const shows = (at: number) => clock(at).slice(0, 10) >= text;
  const ends = [...within.map((at) => at - 1), to];
  const stretch = ends.findIndex(shows);
  const start = stretch === 0 ? from : (within[stretch - 1] as number);
  return shows(start) ? start : firstThat(start, ends[stretch] as number, shows);
}

interface Known {
  readonly clock: Clock;
  readonly changes: readonly number[];
}

const clocks = new Map<string, Known>();

function known(timeZone: string): Known {
  const found = clocks.get(timeZone);
  if (found) return found;
  const clock = clockOf(timeZone);
  const made = { clock, changes: changesOf(clock) };
  clocks.set(timeZone, made);
  return made;
}

/** A day at or next to one on which the clock of the place changes; any day, where it never does. */
const daysOfChange = fc
  .record({
    timeZone: fc.constantFrom(...zones),
    which: fc.nat(),
    away: fc.integer({ min: -1, max: 1 }),
    length: fc.nat({ max: 3 }),
  })
  .map(({ timeZone, which, away, length }) => {
    const { clock, changes } = known(timeZone);
    const change = changes[which % Math.max(1, changes.length)] ?? first + (which % 20_000) * day;
    const local = Date.parse(`${clock(change).slice(0, 10)}T00:00:00Z`);
    const [from, to] = [local + away * day, local + (away + length) * day].map(dayText) as [string, string];
    return { timeZone, from, to };
  });

const { document } = readDocument('one.yaml', Buffer.from(JSON.stringify(base)));

/** The events of the record of a court in this zone: its file is read once, and these dates by its clock each time. */
function eventsOf(timeZone: string, events: OrderRecord['events']): readonly OrderEvent[] {
  const record = { ...base, authority: { ...base.authority, timeZone }, events };
  const found: Diagnostic[] = [];
  const calendar = calendarOf(document as YamlDocument, record, found);
  const read = readEvents(document as YamlDocument, record, calendar);
  expect(found).toEqual([]);
  return read;
}

const oneOrder = (from: string, to: string): OrderRecord['events'] => [
  { type: 'effective', date: from },
  { type: 'expires', date: to },
];

test('law: an order is in force from the first instant of its day to the last of its last, by any clock that changes', () => {
  fc.assert(
    fc.property(daysOfChange, ({ timeZone, from, to }) => {
      const events = eventsOf(timeZone, oneOrder(from, to));
      const begin = beginning(known(timeZone), from);
      const end = beginning(known(timeZone), dayText(Date.parse(to) + day));
      const expected = begin < end ? [begin, end] : [];
      expect([timeZone, from, to, turningPoints(events)]).toEqual([timeZone, from, to, expected]);
      const states = [begin - 1, begin, end - 1, end].map((at) => standingAt(events, at).state === 'in-force');
      expect(states).toEqual(begin < end ? [false, true, true, false] : [false, false, false, false]);
    }),
    // There the clock was put back a minute after midnight: the day before came twice.
    { numRuns: RUNS, examples: [[{ timeZone: 'America/St_Johns', from: '1989-10-28', to: '1989-10-28' }]] },
  );
});

test('law: an order that ends with a day and one that begins with the next leave neither a gap nor an overlap', () => {
  fc.assert(
    fc.property(daysOfChange, ({ timeZone, from, to }) => {
      const next = dayText(Date.parse(to) + day);
      const begins = turningPoints(eventsOf(timeZone, [{ type: 'effective', date: next }]))[0];
      const ends = turningPoints(eventsOf(timeZone, oneOrder(from, to))).at(-1) ?? begins;
      expect([timeZone, to, ends]).toEqual([timeZone, to, begins]);
    }),
    { numRuns: RUNS },
  );
});
