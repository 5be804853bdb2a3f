import type { Conversation } from '../conversation.ts';
import type { Facts } from './facts.ts';

/** What a question may need besides the facts. */
export interface Asking {
  readonly conversation: Conversation;
  /** Today by the clock of this machine, as `2026-11-24`. */
  readonly today: string;
}

/** One screen: a fact or a few that belong together. */
export interface Step {
  /** What it is about, for whoever wants to change an answer. */
  readonly label: string;
  /** Which facts it settles. */
  readonly settles: readonly (keyof Facts)[];
  /** Whether it still has to be asked, and is worth it as far as is known. */
  readonly isOpen: (facts: Facts) => boolean;
  ask(asking: Asking, facts: Facts): Promise<Facts>;
}

/** As long as nothing is said of a fact, where it matters at all. */
export function unsaid(key: keyof Facts, matters: (facts: Facts) => boolean = () => true): Step['isOpen'] {
  return (facts) => facts[key] === undefined && matters(facts);
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
    hint: [hint, emptyIfUnknown].filter((part) => part !== undefined).join(' '),
    ...(initial !== undefined && { initial }),
    validate: (text) => (text.length > 500 ? 'This is too long: 500 characters are the most.' : undefined),
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
