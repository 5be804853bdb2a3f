import type { Obligation } from '../core/order.ts';

const services: Readonly<Record<Obligation['service'], string>> = {
  'dns-resolver': 'DNS resolvers',
  'isp-access': 'Internet access providers',
  cdn: 'Content delivery networks',
  'reverse-proxy': 'Services that stand in front of web sites (reverse proxies)',
  'authoritative-dns': 'The DNS hosts of the names',
  hosting: 'Hosting providers',
  search: 'Search engines',
  vpn: 'VPN providers',
  registrar: 'Registrars',
  payment: 'Payment services',
};

const effects: Readonly<Record<Obligation['effect'], string>> = {
  block: 'must block the names',
  disclose: 'must say who is behind the names',
  delist: 'must no longer show the names',
  terminate: 'must end their service for the names',
  seize: 'must take the names away from their holders',
};

const starts = { issued: 'of the date of the order', served: 'of being served', notified: 'of being told of a name' };

/** A duty as a sentence or two: `DNS resolvers must stop resolving the names, in Italy, within 30 days of being served.` */
export function obligationWords(duty: Obligation): string {
  const { service, effect, territory, comply, mirrors, penalty, note } = duty;
  const isOurs = service === 'dns-resolver' && effect === 'block';
  const what = isOurs ? 'must stop resolving the names' : effects[effect];
  const where = territory === undefined ? '' : `, in ${listed(territory.map(countryWords))}`;
  const start = comply?.from === undefined ? '' : ` ${starts[comply.from]}`;
  const when = comply === undefined ? '' : `, within ${durationWords(comply.within)}${start}`;
  return [
    `${services[service]} ${what}${where}${when}.`,
    ...answerWords(duty),
    ...(mirrors === 'on-notice' ? ['Mirrors of the sites are added as they are notified.'] : []),
    ...(mirrors === 'any-tld' ? ['The same names under any other ending are meant too; each has to be added.'] : []),
    ...(penalty === undefined ? [] : [`For disobeying: ${stopped(penalty)}`]),
    ...(note === undefined ? [] : [stopped(note)]),
  ].join(' ');
}

function stopped(text: string): string {
  return /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}

function answerWords({ action, redirect }: Obligation): string[] {
  if (action === 'nodata') return ['Whoever asks is told that the name has no address.'];
  if (action === 'nxdomain') return ['Whoever asks is told that there is no such name.'];
  if (!redirect) return [];
  const addresses = [redirect.ipv4, redirect.ipv6].filter((one) => one !== undefined).join(' and ');
  return [
    `Whoever asks is led to the notice page ${redirect.url === undefined ? `at ${addresses}` : `${redirect.url} (${addresses})`}.`,
  ];
}

/** `A`, `A and B`, `A, B and C`. */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

const withArticle = new Set(['AE', 'BS', 'CD', 'DO', 'EU', 'GB', 'GM', 'KM', 'MV', 'NL', 'PH', 'SC', 'US']);
const countryNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

/** A country's code as English names it within a sentence: `Italy`, `the Netherlands`. */
export function countryWords(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return `${withArticle.has(code) ? 'the ' : ''}${countryNames.of(code) ?? code}`;
}

const units: readonly (readonly [letter: string, word: string])[] = [
  ['Y', 'year'],
  ['M', 'month'],
  ['W', 'week'],
  ['D', 'day'],
];
const clockUnits: typeof units = [
  ['H', 'hour'],
  ['M', 'minute'],
];

/** A duration of ISO 8601 in words: `PT30M` is `30 minutes`. */
export function durationWords(duration: string): string {
  const [days = '', clock = ''] = duration.slice(1).split('T');
  const words = [...partsOf(days, units), ...partsOf(clock, clockUnits)];
  return words.length === 0 ? duration : listed(words);
}

function partsOf(text: string, known: typeof units): string[] {
  return [...text.matchAll(/(\d+)([YMWDH])/g)].flatMap(([, count, letter]) => {
    const word = known.find(([one]) => one === letter)?.[1];
    return word === undefined ? [] : [`${Number(count)} ${word}${Number(count) === 1 ? '' : 's'}`];
  });
}
