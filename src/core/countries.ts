import { Temporal } from 'temporal-polyfill';
import { countryCodes, isTerritory } from './territory.ts';

/** What people call a country and the codes do not. */
const otherNames: Readonly<Record<string, string>> = {
  uk: 'GB',
  england: 'GB',
  'great britain': 'GB',
  usa: 'US',
  'czech republic': 'CZ',
  holland: 'NL',
  'european union': 'EU',
};

/** The code (ISO 3166-1 alpha-2, or EU) of a country by its code or its name in English or in its own language. */
export function countryCode(text: string): string | undefined {
  const plain = text.trim().toLowerCase();
  const code = plain.toUpperCase();
  if (isTerritory(code)) return code;
  return otherNames[plain] ?? codesByName().get(plain);
}

let known: ReadonlyMap<string, string> | undefined;

function codesByName(): ReadonlyMap<string, string> {
  known ??= new Map(
    countryCodes.flatMap((code) =>
      ['en', `und-${code}`].flatMap((language) => {
        const names = new Intl.DisplayNames([new Intl.Locale(language).maximize().language], { type: 'region' });
        const name = names.of(code)?.toLowerCase();
        return name === undefined ? [] : [[name, code] as const];
      }),
    ),
  );
  return known;
}

const withArticle: ReadonlySet<string> = new Set(
  'AE BS CD CF CK DO EU FK FO GB GM KM KY MH MP MV NL PH SB SC TC UM US VG VI'.split(' '),
);

/** A country's name in English, as it stands in a sentence. */
export function countryName(code: string): string {
  const name = new Intl.DisplayNames(['en'], { type: 'region' }).of(code) ?? code;
  return withArticle.has(code) ? `the ${name}` : name;
}

/** The time zones of a country (Unicode CLDR), as in the IANA database; none for EU. */
export function timeZonesOf(code: string): readonly string[] {
  if (code === 'EU') return [];
  // TypeScript's library knows neither: Node 20 has the property, later ones the function.
  const locale = new Intl.Locale(`und-${code}`) as { getTimeZones?: () => string[]; timeZones?: string[] };
  const zones = locale.getTimeZones?.() ?? locale.timeZones ?? [];
  return zones.map((zone) => presentName[zone] ?? zone);
}

/** Since when clocks are compared: what a court orders today is about days after that. */
const firstYear = 2015;
const lastYear = 2035;

/** The time zone of a country that has but one clock, under its plainest name. */
export function onlyClockOf(code: string): string | undefined {
  const depth = (zone: string) => zone.split('/').length;
  const zones = timeZonesOf(code).toSorted((a, b) => depth(a) - depth(b));
  return new Set(zones.map(offsetsOf)).size === 1 ? zones[0] : undefined;
}

function offsetsOf(zone: string): string {
  const months = Array.from({ length: (lastYear - firstYear) * 12 }, (_, month) => Date.UTC(firstYear, month, 15));
  return months
    .map((at) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds)
    .join();
}

// CLDR keeps the names that these zones had when it began.
const presentName: Readonly<Record<string, string>> = {
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Europe/Kiev': 'Europe/Kyiv',
};
