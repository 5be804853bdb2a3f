import { countryCode, countryName, onlyClockOf, timeZonesOf } from '../../core/countries.ts';
import { isTimeZone } from '../../core/dates.ts';
import type { EventType } from '../../core/order.ts';
import type { Facts } from './facts.ts';
import {
  type Asking,
  askLine,
  askList,
  dontKnow,
  emptyIfUnknown,
  forgetting,
  forgettingDates,
  type Step,
  unsaid,
} from './question.ts';
import { usualKind } from './record-of.ts';

/** What the paper is and who issued it, in whose case. */
export const paperQuestions: readonly Step[] = [
  {
    label: 'The kind of paper',
    forget: forgetting('instrument'),
    isOpen: unsaid('instrument'),
    ask: async ({ conversation }) => ({
      instrument: await conversation.choose({
        message: 'What kind of paper is it?',
        choices: [
          { value: 'court-order', label: 'A court order or judgment' },
          { value: 'administrative-order', label: 'An order of an authority, not of a court' },
          { value: 'implementing-decision', label: 'A decision that carries out a court order' },
          { value: 'register-entry', label: 'An official register of sites to block' },
          { value: 'subpoena', label: 'A subpoena: it asks for information', hint: 'kept on record, blocks nothing' },
          { value: 'voluntary-agreement', label: 'A voluntary agreement', hint: 'kept on record, blocks nothing' },
          { value: 'listing', label: 'A list that only names sites', hint: 'kept on record, blocks nothing' },
          dontKnow,
        ],
      }),
    }),
  },
  {
    label: 'The court or authority',
    forget: forgetting('authorityName'),
    isOpen: unsaid('authorityName'),
    ask: async (asking) => ({
      authorityName: await askLine(asking, {
        message: 'Which court or authority issued it?',
        hint: 'As it writes its name, for example Tribunale di Milano.',
      }),
    }),
  },
  {
    label: 'What the court or authority is',
    forget: forgetting('authorityKind'),
    isOpen: unsaid('authorityKind'),
    ask: async ({ conversation }, { instrument }) => ({
      authorityKind: await conversation.choose({
        message: 'What is it?',
        choices: [
          { value: 'court', label: 'A court' },
          { value: 'administrative-authority', label: 'An administrative authority' },
          { value: 'government', label: 'A government or ministry' },
          { value: 'association', label: 'An association' },
        ],
        initial: usualKind(instrument ?? 'court-order'),
      }),
    }),
  },
  { label: 'The country', forget: forgetPlace, isOpen: unsaid('country'), ask: askCountry },
  {
    label: 'The time zone',
    forget: forgetClock,
    isOpen: unsaid('timeZone', ({ country }) => country !== undefined && country !== null),
    ask: askTimeZone,
  },
  {
    label: 'The case number',
    forget: forgetting('caseNumbers'),
    isOpen: unsaid('caseNumbers'),
    ask: async (asking) => ({
      caseNumbers: await askList(asking, {
        message: 'What is the case number?',
        hint: 'Exactly as on the paper.',
      }),
    }),
  },
  {
    label: 'Who asked for it',
    forget: forgetting('applicants'),
    isOpen: unsaid('applicants'),
    ask: async (asking) => ({
      applicants: await askList(asking, {
        message: 'Who asked for it?',
        hint: 'Companies and organisations only. For a private person write a placeholder such as John Doe.',
      }),
    }),
  },
  {
    label: 'Who must obey it',
    forget: forgetting('respondents'),
    isOpen: unsaid('respondents'),
    ask: async (asking) => ({
      respondents: await askList(asking, {
        message: 'Who must obey it?',
        hint: 'As the paper names them. Empty too if it binds everyone.',
      }),
    }),
  },
  {
    label: 'The law',
    forget: forgetting('legalBasis'),
    isOpen: unsaid('legalBasis'),
    ask: async (asking) => ({
      legalBasis: await askList(asking, {
        message: 'Which law does it rest on?',
        hint: 'For example L. 633/1941 art. 156.',
      }),
    }),
  },
];

/** A time of day was meant by the clock of the place: with another clock it is another moment, so it is asked again. */
function forgetClock(facts: Facts): Facts {
  const times = Object.entries(facts.dates ?? {}).flatMap(([type, date]) =>
    date !== null && date.length > 'YYYY-MM-DD'.length ? [type as EventType] : [],
  );
  const rest = forgettingDates(...times)(forgetting('timeZone')(facts));
  // Whether there is a last day is asked with the rest.
  return times.some((type) => type === 'expires' || type === 'published') ? forgetting('rest')(rest) : rest;
}

function forgetPlace(facts: Facts): Facts {
  return forgetting('country', 'territory')(forgetClock(facts));
}

async function askCountry({ conversation }: Asking): Promise<Facts> {
  const answer = await conversation.line({
    message: 'In which country is it?',
    hint: `Its name or its two letters: Italy or IT; EU for the European Union. ${emptyIfUnknown}`,
    validate: (text) =>
      text === '' || countryCode(text) !== undefined
        ? undefined
        : `No country is called ${text}. Write its name in English, or its two letters.`,
  });
  return { country: countryCode(answer) ?? null };
}

/** Cities that fit on a screen to choose from. */
const mostCities = 8;

/** The clock by which days begin and end there: asked only where a country has several. */
async function askTimeZone(asking: Asking, { country }: Facts): Promise<Facts> {
  const only = onlyClockOf(country ?? '');
  if (only !== undefined) return { timeZone: only };
  const zones = timeZonesOf(country ?? '');
  if (zones.length === 0 || zones.length > mostCities) return askCity(asking, country ?? '');
  const timeZone = await asking.conversation.choose({
    message: `There are several time zones in ${countryName(country ?? '')}. Which place has the same clock as the court or authority?`,
    choices: [...zones.map((zone) => ({ value: zone, label: place(zone) })), dontKnow],
  });
  return { timeZone };
}

async function askCity({ conversation }: Asking, country: string): Promise<Facts> {
  const zones = timeZonesOf(country);
  const cities = zones.length === 0 ? '' : ` These are known there: ${zones.map(place).sort().join(', ')}.`;
  const answer = await conversation.line({
    message: `There are several time zones in ${countryName(country)}. Which city has the same clock as the court or authority?`,
    hint: `${exampleCity(zones)} ${emptyIfUnknown}`,
    validate: (text) =>
      text === '' || zoneOf(text, zones) !== undefined
        ? undefined
        : `That city is not known.${cities} Or write the time zone, as Europe/Brussels.`,
  });
  return { timeZone: zoneOf(answer, zones) ?? null };
}

function exampleCity(zones: readonly string[]): string {
  return zones.length === 0
    ? 'Write it with its part of the world, for example Europe/Brussels.'
    : `A large one near it, for example ${place(zones[zones.length >> 1] ?? '')}.`;
}

function zoneOf(text: string, zones: readonly string[]): string | undefined {
  const typed = text.toLowerCase().replace(/[\s_]+/g, ' ');
  return zones.find((zone) => place(zone).toLowerCase() === typed) ?? (isTimeZone(text) ? text : undefined);
}

function place(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}
