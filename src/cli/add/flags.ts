import { isIPv4, isIPv6 } from 'node:net';
import { countryCode, onlyClockOf } from '../../core/countries.ts';
import { dayOf, type Instant, isTimeZone } from '../../core/dates.ts';
import type { EventType } from '../../core/order.ts';
import { readWrittenDate } from '../../core/written-date.ts';
import { CommandError } from '../exit-codes.ts';
import { isWebAddress } from './closing-questions.ts';
import { blocksOnResolvers } from './duty-questions.ts';
import { type Facts, missingFacts } from './facts.ts';

/** What the flags of `add` say, as they stand on the command line. */
export interface AddFlags {
  readonly instrument?: string;
  readonly authority?: string;
  readonly authorityKind?: string;
  readonly country?: string;
  readonly timeZone?: string;
  readonly caseNumber?: readonly string[];
  readonly ecli?: string;
  readonly legalBasis?: readonly string[];
  readonly applicant?: readonly string[];
  readonly respondent?: readonly string[];
  readonly service?: readonly string[];
  readonly effect?: string;
  readonly territory?: readonly string[];
  readonly within?: string;
  readonly clock?: string;
  readonly action?: string;
  readonly redirectIpv4?: string;
  readonly redirectIpv6?: string;
  readonly mirrors?: string;
  readonly penalty?: string;
  readonly issued?: string;
  readonly served?: string;
  readonly published?: string;
  readonly effective?: string;
  readonly expires?: string;
  readonly scope?: string;
  readonly publication?: string;
  readonly confidence?: string;
  readonly source?: readonly string[];
  readonly review?: string;
  readonly notes?: string;
  readonly title?: string;
  readonly id?: string;
}

/** What a flag says where the answer is that nobody knows. */
const unknown = 'unknown';

/** The facts that flags state; a CommandError where one cannot be read. */
export function factsOfFlags(flags: AddFlags, now: Instant): Facts {
  const country = said(flags.country, readCountry);
  const timeZone = flags.timeZone === undefined ? country && onlyClockOf(country) : said(flags.timeZone, readZone);
  const clock = timeZone ?? 'UTC';
  const context = { timeZone: clock, today: dayOf(now, clock) };
  const confidence = said(flags.confidence, word) as Facts['confidence'];
  const facts = {
    instrument: said(flags.instrument, word),
    authorityName: said(flags.authority, word),
    authorityKind: said(flags.authorityKind, word),
    country,
    timeZone,
    caseNumbers: several(flags.caseNumber, word),
    ecli: said(flags.ecli, word),
    legalBasis: several(flags.legalBasis, word),
    applicants: several(flags.applicant, word),
    respondents: several(flags.respondent, word),
    services: several(flags.service, word),
    effect: flags.effect,
    territory: several(flags.territory, readCountry),
    within: said(flags.within, readPeriod),
    clock: said(flags.clock, word),
    action: said(flags.action ?? (flags.redirectIpv4 === undefined ? undefined : 'redirect'), word),
    redirect: readRedirect(flags),
    mirrors: said(flags.mirrors, word),
    penalty: said(flags.penalty, word),
    dates: datesOf(flags, context),
    scope: said(flags.scope, word),
    publication: said(flags.publication, word),
    confidence,
    sources: several(flags.source, (url) => ({ url: webAddress(url), kind: confidence ?? 'secondary' })),
    review: said(flags.review, (text) => readDate(text, '--review', context)),
    notes: said(flags.notes, word),
    title: said(flags.title, word),
    id: said(flags.id, word),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Facts;
}

/** The flags that have to be given where nobody can be asked. */
export function missingFlags(facts: Facts): readonly string[] {
  const flagOf = {
    instrument: '--instrument',
    authorityName: '--authority',
    country: '--country',
    publication: '--publication',
  };
  const unsaid = missingFacts(facts).filter((key) => facts[key] === undefined);
  const missing = unsaid.flatMap((key) => (key === 'title' ? [] : [flagOf[key]]));
  if (facts.services === undefined) missing.push('--service');
  if (blocksOnResolvers(facts) && facts.dates?.effective === undefined) missing.push('--effective');
  return missing;
}

function said<Value>(text: string | undefined, read: (text: string) => Value): Value | null | undefined {
  if (text === undefined) return undefined;
  return text === unknown ? null : read(text);
}

function word(text: string): string {
  return text.trim();
}

function several<Value>(
  texts: readonly string[] | undefined,
  read: (text: string) => Value,
): readonly Value[] | null | undefined {
  if (texts === undefined) return undefined;
  return texts.length === 1 && texts[0] === unknown ? null : texts.map(read);
}

function readCountry(text: string): string {
  const code = countryCode(text);
  if (code !== undefined) return code;
  throw new CommandError(`No country is called ${text}. Write its two letters, as IT, or its name in English.`);
}

function readZone(text: string): string {
  if (isTimeZone(text)) return text;
  throw new CommandError(`${text} is not a time zone. Write it with its region, as Europe/Rome.`);
}

interface DateContext {
  readonly timeZone: string;
  readonly today: string;
}

function datesOf(flags: AddFlags, context: DateContext): Facts['dates'] {
  const types = ['issued', 'served', 'published', 'effective', 'expires'] as const satisfies readonly EventType[];
  const given = types.flatMap((type) => {
    const date = said(flags[type], (text) => readDate(text, `--${type}`, context));
    return date === undefined ? [] : [[type, date] as const];
  });
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

function readDate(text: string, flag: string, context: DateContext): string {
  const readings = readWrittenDate(text, context);
  const [only] = readings;
  if (readings.length === 1 && only !== undefined) return only;
  const why = readings.length === 0 ? 'is no date' : `can be read as ${readings.join(' or as ')}`;
  throw new CommandError(`${flag}: ${text} ${why}. Write a day as 2026-11-24, a moment as 2026-11-24T09:30:00+01:00.`);
}

/** ISO 8601 durations, and `48h`, `30min`, `3d` as people write them. */
function readPeriod(text: string): string {
  const short = /^(\d+)\s*(min|minutes?|h|hours?|d|days?|weeks?)$/i.exec(text.trim());
  const [, number, unit = ''] = short ?? [];
  if (number !== undefined) {
    const letter = unit[0]?.toUpperCase();
    return letter === 'H' || letter === 'M' ? `PT${number}${letter}` : `P${number}${letter}`;
  }
  if (/^P(([0-9]+D)(T([0-9]+H)?([0-9]+M)?)?|T(?=\d)([0-9]+H)?([0-9]+M)?|[0-9]+[WMY])$/.test(text)) return text;
  throw new CommandError(`--within: ${text} is no length of time. Write 30min, 48h, 3d, or PT48H.`);
}

function readRedirect({ action = 'redirect', redirectIpv4, redirectIpv6 }: AddFlags): Facts['redirect'] {
  if (redirectIpv4 === undefined && redirectIpv6 === undefined) return undefined;
  if (action !== 'redirect')
    throw new CommandError(`--action ${action} shows no page: leave out its address, or write --action redirect.`);
  if (redirectIpv4 === undefined) throw new CommandError('--redirect-ipv6 needs --redirect-ipv4 beside it.');
  if (!isIPv4(redirectIpv4)) throw new CommandError(`--redirect-ipv4: ${redirectIpv4} is no IPv4 address.`);
  if (redirectIpv6 === undefined) return { ipv4: redirectIpv4 };
  if (!isIPv6(redirectIpv6)) throw new CommandError(`--redirect-ipv6: ${redirectIpv6} is no IPv6 address.`);
  return { ipv4: redirectIpv4, ipv6: redirectIpv6 };
}

function webAddress(text: string): string {
  if (isWebAddress(text)) return text;
  throw new CommandError(`--source: ${text} is no address on the web. Write it with https://.`);
}
