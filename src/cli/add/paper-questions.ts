import { countryCode, countryName, timeZonesOf } from '../../core/countries.ts';
import { isTimeZone } from '../../core/dates.ts';
import type { Facts } from './facts.ts';
import { type Asking, askLine, askList, dontKnow, emptyIfUnknown, forgetting, type Step, unsaid } from './question.ts';
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
  const rest = forgetting('timeZone')(facts);
  const hasTimes = Object.values(facts.dates ?? {}).some((date) => date !== null && date.length > 'YYYY-MM-DD'.length);
  return hasTimes ? forgetting('dates', 'rest')(rest) : rest;
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

/** The clock by which days begin and end there: asked only where a country has several. */
async function askTimeZone({ conversation }: Asking, { country }: Facts): Promise<Facts> {
  const zones = timeZonesOf(country ?? '');
  const [only] = zones;
  if (zones.length === 1 && only !== undefined) return { timeZone: only };
  if (zones.length > 1 && zones.length <= 8) {
    return {
      timeZone: await conversation.choose({
        message: `${countryName(country ?? '')} has several time zones. Where is the court or authority?`,
        choices: [...zones.map((zone) => ({ value: zone, label: place(zone) })), dontKnow],
      }),
    };
  }
  const answer = await conversation.line({
    message: `${countryName(country ?? '')} has many time zones. Which city has the same clock as the court or authority?`,
    hint: `Written with its region, for example America/New_York or Europe/Brussels. ${emptyIfUnknown}`,
    validate: (text) =>
      text === '' || isTimeZone(text) ? undefined : 'That is not known. Write it as America/New_York.',
  });
  return { timeZone: answer === '' ? null : answer };
}

function place(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}
