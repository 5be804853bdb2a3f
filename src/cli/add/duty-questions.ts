import { isIPv4, isIPv6 } from 'node:net';
import { countryCode, countryName } from '../../core/countries.ts';
import type { Facts } from './facts.ts';
import { type Asking, askLine, doesNotSay, dontKnow, forgetting, parted, type Step, unsaid } from './question.ts';

/** What must be done, by whom, where and how fast. */
export const dutyQuestions: readonly Step[] = [
  {
    label: 'Who must act',
    forget: forgetting('services', 'effect'),
    isOpen: unsaid('services'),
    ask: async ({ conversation }) => ({
      services: await conversation.chooseSeveral({
        message: 'Who must act? Mark nobody if you do not know.',
        choices: [
          {
            value: 'dns-resolver',
            label: 'Operators of DNS resolvers',
            hint: 'only this becomes part of the blocklist',
          },
          { value: 'isp-access', label: 'Internet access providers' },
          { value: 'cdn', label: 'Content delivery networks' },
          { value: 'reverse-proxy', label: 'Reverse proxies' },
          { value: 'authoritative-dns', label: 'The name servers of the sites' },
          { value: 'hosting', label: 'Hosting companies' },
          { value: 'search', label: 'Search engines' },
          { value: 'vpn', label: 'VPN services' },
          { value: 'registrar', label: 'Registrars of domain names' },
          { value: 'payment', label: 'Payment services' },
        ],
      }),
    }),
  },
  {
    label: 'What must be done',
    forget: forgetting('effect'),
    isOpen: unsaid('effect', hasDuty),
    ask: async ({ conversation }) => ({
      effect: await conversation.choose({
        message: 'What must they do?',
        choices: [
          { value: 'block', label: 'Block the names' },
          { value: 'disclose', label: 'Give information' },
          { value: 'delist', label: 'Take the names out of their results' },
          { value: 'terminate', label: 'End the contract' },
          { value: 'seize', label: 'Hand the names over' },
        ],
      }),
    }),
  },
  { label: 'Where', forget: forgetting('territory'), isOpen: unsaid('territory', hasDuty), ask: askTerritory },
  {
    label: 'How long they have',
    forget: forgetting('within', 'clock'),
    isOpen: unsaid('within', hasDuty),
    ask: askTime,
  },
  {
    label: 'What people see',
    forget: forgetting('action', 'redirect'),
    isOpen: unsaid('action', blocksOnResolvers),
    ask: askAnswer,
  },
];

function hasDuty({ services }: Facts): boolean {
  return services !== undefined && services !== null && services.length > 0;
}

export function blocksOnResolvers({ services, effect }: Facts): boolean {
  return services?.includes('dns-resolver') === true && (effect ?? 'block') === 'block';
}

async function askTerritory({ conversation }: Asking, { country }: Facts): Promise<Facts> {
  const home = country ? [{ value: 'home', label: `In ${countryName(country)} only` } as const] : [];
  const chosen = await conversation.choose({
    message: 'Where?',
    choices: [
      ...home,
      { value: 'several', label: 'In several countries, or another one' },
      { ...doesNotSay, hint: 'then it counts everywhere' },
    ],
  });
  if (chosen === 'home') return { territory: [country as string] };
  if (chosen === null) return { territory: null };
  const answer = await conversation.line({
    message: 'In which countries?',
    hint: 'Their names or two letters, with ; between them.',
    validate: (text) => {
      const strange = parted(text).find((one) => countryCode(one) === undefined);
      if (parted(text).length === 0) return 'Name at least one country.';
      return strange === undefined ? undefined : `No country is called ${strange}.`;
    },
  });
  return { territory: [...new Set(parted(answer).map((one) => countryCode(one) as string))] };
}

async function askTime(asking: Asking): Promise<Facts> {
  const { conversation } = asking;
  const chosen = await conversation.choose({
    message: 'How long do they have to obey?',
    choices: [
      { value: 'PT30M', label: '30 minutes' },
      { value: 'PT24H', label: '24 hours' },
      { value: 'PT48H', label: '48 hours' },
      { value: 'PT72H', label: '72 hours' },
      { value: 'days', label: 'A number of days' },
      { value: 'hours', label: 'Another number of hours' },
      doesNotSay,
    ],
  });
  if (chosen === null) return { within: null, clock: null };
  const within = chosen === 'days' || chosen === 'hours' ? await askNumber(asking, chosen) : chosen;
  const clock = await conversation.choose<NonNullable<Facts['clock']> | null>({
    message: 'From when does that time run?',
    choices: [
      { value: 'issued', label: 'From the day of the decision' },
      { value: 'served', label: 'From when it was served on us' },
      { value: 'notified', label: 'From each notice of new names' },
      doesNotSay,
    ],
  });
  return { within, clock };
}

async function askNumber({ conversation }: Asking, unit: 'days' | 'hours'): Promise<string> {
  const number = await conversation.line({
    message: `How many ${unit}?`,
    validate: (text) => (/^[1-9]\d{0,3}$/.test(text) ? undefined : 'Write a whole number.'),
  });
  return unit === 'days' ? `P${number}D` : `PT${number}H`;
}

async function askAnswer({ conversation }: Asking): Promise<Facts> {
  const action = await conversation.choose<NonNullable<Facts['action']> | 'unknown' | null>({
    message: 'What shall people see who open a blocked name?',
    choices: [
      { value: null, label: 'The paper does not say', hint: 'usual: the name cannot be found' },
      { value: 'nxdomain', label: 'The name cannot be found' },
      { value: 'nodata', label: 'The name has no address' },
      { value: 'redirect', label: 'A page with a notice' },
      { value: 'unknown', label: dontKnow.label },
    ],
  });
  if (action !== 'redirect') return { action: action === 'unknown' ? null : action };
  const ipv4 = await conversation.line({
    message: 'What is the IPv4 address of the page with the notice?',
    hint: 'Four numbers with dots, as the paper or your engineers give it.',
    validate: (text) => (isIPv4(text) ? undefined : 'Write four numbers with dots, for example 192.0.2.1.'),
  });
  const ipv6 = await conversation.line({
    message: 'And its IPv6 address?',
    hint: 'Leave it empty if there is none.',
    validate: (text) => (text === '' || isIPv6(text) ? undefined : 'That is no IPv6 address.'),
  });
  return { action, redirect: { ipv4, ...(ipv6 !== '' && { ipv6 }) } };
}

/** Asked for only where the person says that the paper has it. */
export async function askPenalty(asking: Asking): Promise<Facts> {
  return {
    penalty: await askLine(asking, {
      message: 'What does disobedience cost?',
      hint: 'In the words of the paper.',
    }),
  };
}
