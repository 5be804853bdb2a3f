import { harmless } from '../core/text.ts';

/** One thing with a time in a calendar. */
export interface CalendarEntry {
  /** The same for the same thing whenever the calendar is made, so that a calendar program replaces what it has. */
  readonly uid: string;
  readonly title: string;
  /** Lines of text. */
  readonly description: readonly string[];
  readonly when: { readonly day: string } | { readonly at: number };
  /** When to remind of it, in milliseconds since 1970. */
  readonly remind: number | undefined;
}

export interface Calendar {
  readonly name: string;
  /** Milliseconds since 1970: the moment that the calendar tells of. */
  readonly made: number;
  readonly entries: readonly CalendarEntry[];
}

/**
 * A calendar file (RFC 5545) as programs import it or look it up again (RFC 7986 5.7 for how often). The same calendar
 * gives the same bytes.
 */
export function calendarText({ name, made, entries }: Calendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//blocklist//blocklist due//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...(entries.length === 0 ? emptyBody : entries.flatMap((entry) => eventLines(entry, made))),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** A calendar must hold something (RFC 5545 3.6): the one time zone that needs no rules. */
const emptyBody = [
  'BEGIN:VTIMEZONE',
  'TZID:UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
];

function eventLines({ uid, title, description, when, remind }: CalendarEntry, made: number): readonly string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `DTSTAMP:${utc(made)}`,
    // Without an end, a day lasts a day and a moment no time (RFC 5545 3.6.1).
    'day' in when ? `DTSTART;VALUE=DATE:${when.day.replaceAll('-', '')}` : `DTSTART:${utc(when.at)}`,
    `SUMMARY:${escaped(title)}`,
    ...(description.length > 0 ? [`DESCRIPTION:${description.map(escaped).join('\\n')}`] : []),
    // A deadline does not make anybody busy.
    'TRANSP:TRANSPARENT',
    ...(remind === undefined ? [] : alarmLines(title, remind)),
    'END:VEVENT',
  ];
}

function alarmLines(title: string, remind: number): readonly string[] {
  return [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(title)}`,
    `TRIGGER;VALUE=DATE-TIME:${utc(remind)}`,
    'END:VALARM',
  ];
}

/** RFC 5545 3.3.5, form 2. */
function utc(instant: number): string {
  return new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** RFC 5545 3.3.11; what is not text is shown by its code point. */
function escaped(text: string): string {
  return harmless(text).replace(/[\\;,]/g, '\\$&');
}

/** At most 75 octets to a line, no character torn apart (RFC 5545 3.1). */
function folded(line: string): string {
  let shown = '';
  let room = longestLine;
  for (const char of line) {
    const octets = new TextEncoder().encode(char).length;
    if (octets > room) {
      shown += '\r\n ';
      room = longestLine - 1;
    }
    shown += char;
    room -= octets;
  }
  return shown;
}

const longestLine = 75;
