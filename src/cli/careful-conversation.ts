import { charactersThatAreNotText, codePoint, harmless, harmlessLines } from '../core/text.ts';
import type { Choice, ChoiceQuestion, Conversation, Question } from './conversation.ts';

/**
 * A conversation in which nothing that others wrote can steer the terminal, and no answer of one line holds what nobody
 * sees. Lists of lines are taken as they are: whoever reads papers judges them.
 */
export function careful(inner: Conversation): Conversation {
  return {
    line: (question) => inner.line(carefulQuestion(question)),
    lines: (question) => inner.lines(carefulQuestion(question)),
    secret: ({ message, hint }) =>
      inner.secret({ message: harmlessLines(message), ...(hint !== undefined && { hint: harmlessLines(hint) }) }),
    choose: (question) => inner.choose(carefulChoices(question)),
    chooseSeveral: (question) => inner.chooseSeveral(carefulChoices(question)),
    yes: ({ message, ...rest }) => inner.yes({ message: harmlessLines(message), ...rest }),
    say: (text) => inner.say(harmlessLines(text)),
    end: () => inner.end(),
  };
}

function carefulQuestion({ message, hint, initial, validate }: Question): Question {
  return {
    message: harmlessLines(message),
    ...(hint !== undefined && { hint: harmlessLines(hint) }),
    ...(initial !== undefined && { initial: harmless(initial) }),
    validate: (answer) => {
      const wrong = unseen(answer) ?? validate?.(answer);
      return wrong === undefined ? undefined : harmlessLines(wrong);
    },
  };
}

function carefulChoices<Value>({ message, choices, ...rest }: ChoiceQuestion<Value>): ChoiceQuestion<Value> {
  return { message: harmlessLines(message), choices: choices.map(carefulChoice), ...rest };
}

function carefulChoice<Value>({ label, hint, ...rest }: Choice<Value>): Choice<Value> {
  return { label: harmlessLines(label), ...(hint !== undefined && { hint: harmlessLines(hint) }), ...rest };
}

function unseen(answer: string): string | undefined {
  const [first] = charactersThatAreNotText(answer);
  const char = first?.char ?? /[\r\n\t]/.exec(answer)?.[0];
  if (char === undefined) return undefined;
  return `There is a character in it that nobody sees (${codePoint(char)}), perhaps copied along. Please type it anew.`;
}
