import type { Instant } from '../../core/dates.ts';
import type { EventType } from '../../core/order.ts';
import type { Conversation } from '../conversation.ts';
import type { Facts } from './facts.ts';

/** What a question may need besides the facts. */
export interface Asking {
  readonly conversation: Conversation;
  /** What the clock of this machine says. */
  readonly now: Instant;
}

/** One screen: a fact or a few that belong together. */
export interface Step {
  /** What it is about, for whoever wants to change an answer. */
  readonly label: string;
  /** The facts without what it settles, so that it is asked again. */
  readonly forget: (facts: Facts) => Facts;
  /** Whether it still has to be asked, and is worth it as far as is known. */
  readonly isOpen: (facts: Facts) => boolean;
  ask(asking: Asking, facts: Facts): Promise<Facts>;
}

/** As long as nothing is said of a fact, where it matters at all. */
export function unsaid(key: keyof Facts, matters: (facts: Facts) => boolean = () => true): Step['isOpen'] {
  return (facts) => facts[key] === undefined && matters(facts);
}

export function forgetting(...keys: readonly (keyof Facts)[]): Step['forget'] {
  const gone: ReadonlySet<string> = new Set(keys);
  return (facts) => Object.fromEntries(Object.entries(facts).filter(([key]) => !gone.has(key))) as Facts;
}

/** Dates of some kinds alone. */
export function forgettingDates(...types: readonly EventType[]): Step['forget'] {
  const gone: ReadonlySet<string> = new Set(types);
  return ({ dates, ...facts }) => {
    const left = Object.entries(dates ?? {}).filter(([type]) => !gone.has(type));
    return left.length === 0 ? facts : { ...facts, dates: Object.fromEntries(left) };
  };
}

export const dontKnow = { value: null, label: 'I do not know' } as const;
export const doesNotSay = { value: null, label: 'The paper does not say' } as const;

export const emptyIfUnknown = 'Leave it empty if you do not know.';

/** Some names or numbers in one line, with semicolons between them: commas stand inside names. */
export function parted(text: string): readonly string[] {
  return text
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** Asks for one line; empty: not known. */
export async function askLine(
  { conversation }: Asking,
  question: { readonly message: string; readonly hint?: string; readonly initial?: string | undefined },
): Promise<string | null> {
  const { message, hint, initial } = question;
  const answer = await conversation.line({
    message,
    hint: [hint, initial === undefined ? emptyIfUnknown : undefined].filter((part) => part !== undefined).join(' '),
    ...(initial !== undefined && { initial }),
    validate: (text) => {
      if (text === '' && initial !== undefined) return 'Please write something.';
      return text.length > 500 ? 'This is too long: 500 characters are the most.' : undefined;
    },
  });
  return answer === '' ? null : answer;
}

/** Asks for a line of names with semicolons; empty: none known. */
export async function askList(
  asking: Asking,
  question: { readonly message: string; readonly hint?: string },
): Promise<readonly string[] | null> {
  const several = [question.hint, 'Several: put ; between them.'].filter((part) => part !== undefined).join(' ');
  const answer = await askLine(asking, { ...question, hint: several });
  return answer === null ? null : parted(answer);
}
