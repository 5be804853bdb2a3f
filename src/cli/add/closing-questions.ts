import type { Facts } from './facts.ts';
import { askLine, dontKnow, forgetting, type Step, unsaid } from './question.ts';
import { slug } from './slug.ts';

/** What the names are needed for, and what the record is called. */
export interface Naming {
  /** How many names it lists. */
  readonly names: number;
  /** Whether an order is called so already. */
  readonly isTaken: (id: string) => boolean;
}

/** Who may see it, how it is known, and what it is called. */
export function closingQuestions(naming: Naming): readonly Step[] {
  return [
    {
      label: 'Who may see the order',
      forget: forgetting('publication'),
      isOpen: unsaid('publication'),
      ask: async ({ conversation }) => ({
        publication: await conversation.choose({
          message: 'Who may see this order?',
          choices: [
            { value: 'public', label: 'Everyone' },
            { value: 'restricted', label: 'Everyone may know that it exists, not its names and parties' },
            { value: 'sealed', label: 'Nobody: the court keeps it secret' },
            dontKnow,
          ],
        }),
      }),
    },
    {
      label: 'How it is known',
      forget: forgetting('confidence'),
      isOpen: unsaid('confidence'),
      ask: async ({ conversation }, { sources }) => {
        const confidence = await conversation.choose<NonNullable<Facts['confidence']>>({
          message: 'How do you know all this?',
          choices: [
            { value: 'primary', label: 'I have the paper itself' },
            { value: 'secondary', label: 'From the press, or from a lawyer who writes about it' },
            { value: 'memory', label: 'From memory or hearsay' },
          ],
        });
        return { confidence, ...(sources && { sources: sources.map((one) => ({ ...one, kind: confidence })) }) };
      },
    },
    {
      label: 'Where it is on the web',
      forget: forgetting('sources'),
      isOpen: unsaid('sources'),
      ask: async ({ conversation }, { confidence }) => {
        const url = await conversation.line({
          message: 'Where on the web is it?',
          hint: 'Its address, starting with https://. Leave it empty if it is not on the web.',
          validate: (text) =>
            text === '' || isWebAddress(text) ? undefined : 'Write the whole address, with https://.',
        });
        return { sources: url === '' ? null : [{ url, kind: confidence ?? 'secondary' }] };
      },
    },
    {
      label: 'The title',
      forget: forgetting('title'),
      isOpen: unsaid('title'),
      ask: async (asking, facts) => ({
        title: await askLine(asking, {
          message: 'What shall it be called?',
          hint: 'Who asked whom for what, in one line.',
          initial: proposedTitle(facts, naming.names),
        }),
      }),
    },
    {
      label: 'The short name',
      forget: forgetting('id'),
      isOpen: unsaid('id'),
      ask: async ({ conversation }, facts) => ({
        id: await conversation.line({
          message: 'And its short name, which never changes and is never used again?',
          hint: 'Small letters, digits and hyphens.',
          initial: proposedId(facts, naming),
          validate: (text) => wrongId(text, naming),
        }),
      }),
    },
  ];
}

export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s]+$/.test(text) && text.length <= 2000;
}

/** Why an id cannot be taken, in a sentence. */
export function wrongId(text: string, { isTaken }: Naming): string | undefined {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) || text.length > 80)
    return 'Use small letters and digits, with single hyphens between them: at most 80 characters.';
  return isTaken(text) ? `There is an order called ${text} already.` : undefined;
}

export function proposedTitle({ applicants, respondents, authorityName }: Facts, names: number): string {
  const who = (parties: readonly string[] | null | undefined, nobody: string) =>
    parties?.length ? `${parties[0]}${parties.length > 1 ? ' and others' : ''}` : nobody;
  const of = names === 0 ? '' : names === 1 ? ': one site' : `: ${names} sites`;
  if (!applicants?.length && !respondents?.length) return `${authorityName ?? 'Order'}${of}`;
  return `${who(applicants, authorityName ?? 'Applicant')} v ${who(respondents, 'resolver operators')}${of}`;
}

/** `it-milano-2022-cloudflare`: the country, where, when, and against whom. */
export function proposedId(facts: Facts, { isTaken }: Naming): string {
  const { country, authorityName, respondents, applicants, dates, caseNumbers } = facts;
  const year = /^\d{4}/.exec(dates?.issued ?? dates?.effective ?? dates?.published ?? '')?.[0];
  const party = slug(respondents?.[0] ?? applicants?.[0] ?? caseNumbers?.[0] ?? '', 1);
  const parts = [country?.toLowerCase(), slug(authorityName ?? '', 2), year, party].filter((part) => part);
  const id = parts.join('-') || 'order';
  if (!isTaken(id)) return id;
  for (let number = 2; ; number++) if (!isTaken(`${id}-${number}`)) return `${id}-${number}`;
}
