import fc from 'fast-check';
import { expect, test } from 'vitest';
import { harmless } from '../../src/core/text.ts';
import { calendarText } from '../../src/emit/calendar.ts';
import { readCalendar } from '../support/calendar-reader.ts';

const made = Date.UTC(2026, 10, 24, 12);

test('a calendar with a day, a moment and a reminder is just this', () => {
  const text = calendarText({
    name: 'Deadlines',
    made,
    entries: [
      {
        uid: 'one@blocklist',
        title: 'one: review; look, and \\ back',
        description: ['First line.', 'Second\nline with\u001b escape.'],
        when: { day: '2026-11-27' },
        remind: undefined,
      },
      {
        uid: 'two@blocklist',
        title: 'two: a title that is long enough to be folded once, with Größe at the very end',
        description: [],
        when: { at: Date.UTC(2026, 10, 28, 8, 30) },
        remind: Date.UTC(2026, 10, 28, 6, 30),
      },
    ],
  });
  expect(text.split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//blocklist//blocklist due//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'NAME:Deadlines',
    'X-WR-CALNAME:Deadlines',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'BEGIN:VEVENT',
    'UID:one@blocklist',
    'DTSTAMP:20261124T120000Z',
    'DTSTART;VALUE=DATE:20261127',
    'SUMMARY:one: review\\; look\\, and \\\\ back',
    'DESCRIPTION:First line.\\nSecond<U+000A>line with<U+001B> escape.',
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'UID:two@blocklist',
    'DTSTAMP:20261124T120000Z',
    'DTSTART:20261128T083000Z',
    'SUMMARY:two: a title that is long enough to be folded once\\, with Größe a',
    ' t the very end',
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'DESCRIPTION:two: a title that is long enough to be folded once\\, with Grö',
    ' ße at the very end',
    'TRIGGER;VALUE=DATE-TIME:20261128T063000Z',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
});

test('a calendar without a date is still one', () => {
  const calendar = readCalendar(calendarText({ name: 'Deadlines', made, entries: [] }));
  expect(calendar.parts.map(({ name }) => name)).toEqual(['VTIMEZONE']);
});

test('law: whatever a text holds, a strict reader gets it back', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'ß', '網', '𝕏', '\\', ';', ',', ':', ' ', '"', 'n'),
    maxLength: 300,
    size: 'max',
  });
  fc.assert(
    fc.property(text, text, (title, detail) => {
      const when = { day: '2026-11-27' };
      const entry = { uid: 'one@blocklist', title, description: [detail, title], when, remind: made };
      const [event] = readCalendar(calendarText({ name: title, made, entries: [entry] })).parts;
      expect(event?.properties.get('SUMMARY')).toBe(harmless(title));
      expect(event?.properties.get('DESCRIPTION')).toBe(`${harmless(detail)}\n${harmless(title)}`);
    }),
  );
});

test('law: no text breaks out of its line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (title) => {
      const entry = { uid: 'one@blocklist', title, description: [title], when: { at: made }, remind: made };
      const { parts } = readCalendar(calendarText({ name: title, made, entries: [entry] }));
      expect(parts.map(({ name }) => name)).toEqual(['VEVENT']);
    }),
  );
});
