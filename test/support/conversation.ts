import type { Choice, ChoiceQuestion, Conversation } from '../../src/cli/conversation.ts';
import { Interrupted } from '../../src/cli/conversation.ts';

/** What a person answers, by a piece of the question: a text, the label of a choice or a piece of it, several of them, yes or no. */
export type Answers = readonly (readonly [question: string, answer: string | boolean | readonly string[]])[];

/** A person who answers as written, in this order, and breaks off when there is nothing left to say. */
export class Scripted implements Conversation {
  /** Everything that was asked and said, as a person would have read it. */
  readonly transcript: string[] = [];
  readonly #answers: [string, string | boolean | readonly string[]][];

  constructor(answers: Answers) {
    this.#answers = answers.map(([question, answer]) => [question, answer]);
  }

  get unused(): readonly string[] {
    return this.#answers.map(([question]) => question);
  }

  line: Conversation['line'] = async ({ message, hint, initial, validate }) => {
    const answer = this.#answer(message, hint) as string;
    const given = answer === '' && initial !== undefined ? initial : answer;
    const wrong = validate?.(given);
    if (wrong === undefined) return given;
    this.transcript.push(`! ${wrong}`);
    return this.line({ message, hint, initial, validate });
  };

  lines: Conversation['lines'] = async ({ message, hint }) => this.#answer(message, hint) as string;

  secret: Conversation['secret'] = async ({ message, hint }) => this.#secret(message, hint);

  async choose<Value>(question: ChoiceQuestion<Value>): Promise<Value> {
    return this.#pick(question, this.#answer(shown(question)) as string);
  }

  async chooseSeveral<Value>(question: ChoiceQuestion<Value>): Promise<readonly Value[]> {
    const answer = this.#answer(shown(question)) as readonly string[];
    return answer.map((label) => this.#pick(question, label));
  }

  yes: Conversation['yes'] = async ({ message }) => this.#answer(message) as boolean;

  say(text: string): void {
    this.transcript.push(text);
  }

  end(): void {}

  #answer(message: string, hint?: string): string | boolean | readonly string[] {
    this.transcript.push(hint === undefined ? `? ${message}` : `? ${message}\n  ${hint}`);
    const [next] = this.#answers;
    if (!next) throw new Interrupted();
    if (!message.includes(next[0])) throw new Error(`Asked: ${message}\nThe script expects: ${next[0]}`);
    this.#answers.shift();
    this.transcript.push(`> ${String(next[1])}`);
    return next[1];
  }

  #secret(message: string, hint?: string): string {
    const answer = this.#answer(message, hint) as string;
    this.transcript.pop();
    this.transcript.push('> (not shown)');
    return answer;
  }

  #pick<Value>({ message, choices }: ChoiceQuestion<Value>, label: string): Value {
    const found: Choice<Value> | undefined =
      choices.find((choice) => choice.label === label) ?? choices.find((choice) => choice.label.includes(label));
    if (!found) throw new Error(`${message} has no choice ${label}.`);
    return found.value;
  }
}

function shown<Value>({ message, choices }: ChoiceQuestion<Value>): string {
  return [message, ...choices.map(({ label, hint }) => `  - ${label}${hint === undefined ? '' : ` (${hint})`}`)].join(
    '\n',
  );
}
