/** A question that takes one line or several. */
export interface Question {
  readonly message: string;
  /** What to write here, and why it is asked. */
  readonly hint?: string | undefined;
  /** The answer, if nothing else is said. */
  readonly initial?: string | undefined;
  /** Why an answer cannot stand, in a sentence; undefined where it can. */
  readonly validate?: ((answer: string) => string | undefined) | undefined;
}

export interface Choice<Value> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string | undefined;
  /** It answers nothing: whoever takes it goes on another time. */
  readonly putsOff?: true;
}

export interface ChoiceQuestion<Value> {
  readonly message: string;
  readonly choices: readonly Choice<Value>[];
  readonly initial?: Value | undefined;
}

/**
 * Questions to a person, one at a time. An empty line is an answer: it says that nothing is known. Whoever breaks off
 * ends the conversation with an `Interrupted`.
 */
export interface Conversation {
  line(question: Question): Promise<string>;
  /** Several lines, such as a pasted list. */
  lines(question: Question): Promise<string>;
  /** One line that nobody sees, as it was typed. */
  secret(question: Pick<Question, 'message' | 'hint'>): Promise<string>;
  choose<Value>(question: ChoiceQuestion<Value>): Promise<Value>;
  /** Any number of choices, none included. */
  chooseSeveral<Value>(question: ChoiceQuestion<Value>): Promise<readonly Value[]>;
  yes(question: { readonly message: string; readonly initial?: boolean | undefined }): Promise<boolean>;
  /** Tells something, on lines of its own. */
  say(text: string): void;
  /** Leaves the terminal as it was. */
  end(): void;
}

/** The person broke off (Ctrl-C, or the end of the input). */
export class Interrupted extends Error {}
