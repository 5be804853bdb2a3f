import type { Instant } from '../../core/dates.ts';
import type { Conversation } from '../conversation.ts';
import type { Facts } from './facts.ts';
import type { Step } from './question.ts';

/** Somebody who is asked, and a place where every answer is kept at once. */
export interface Gathering {
  readonly conversation: Conversation;
  readonly now: Instant;
  readonly keep: (facts: Facts) => void;
}

/** Asks what is open, step by step; each answer may open or close later questions. */
export async function gather(facts: Facts, steps: readonly Step[], gathering: Gathering): Promise<Facts> {
  let known = facts;
  for (const step of steps) {
    if (!step.isOpen(known)) continue;
    known = { ...known, ...(await step.ask(gathering, known)) };
    gathering.keep(known);
  }
  return known;
}

/** Lets the person pick an answer that is to be given anew. */
export function whichAnswer(steps: readonly Step[], conversation: Conversation): Promise<Step | 'names' | 'none'> {
  return conversation.choose<Step | 'names' | 'none'>({
    message: 'Which answer shall be changed?',
    choices: [
      { value: 'names', label: 'The names' },
      ...steps.map((value) => ({ value, label: value.label })),
      { value: 'none', label: 'None of them' },
    ],
  });
}
