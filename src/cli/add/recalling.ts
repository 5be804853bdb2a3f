import type { ChoiceQuestion, Conversation } from '../conversation.ts';

/** One answer of a step that has more than one question. */
export interface Said {
  readonly message: string;
  /** What was typed, or the labels that were chosen. */
  readonly answer: string | boolean | readonly string[];
}

/** Where the answers of a step lie until the step is done. */
export interface Memory {
  readonly said: () => readonly Said[];
  readonly keep: (said: readonly Said[]) => void;
}

/**
 * A conversation that keeps every answer as it is given, and answers by itself what was answered before somebody broke
 * off, as long as the same questions come.
 */
export function recalling(inner: Conversation, { said, keep }: Memory): Conversation {
  let at = 0;
  let last = said();
  /** What was said to this question in this place; what was said after another question no longer counts. */
  const recalled = (message: string): Said['answer'] | undefined => {
    // A step is done: what comes next begins anew.
    if (said() !== last) at = 0;
    last = said();
    const one = last[at];
    if (one?.message !== message) return undefined;
    at++;
    return one.answer;
  };
  const remember = (message: string, answer: Said['answer']) => {
    keep([...said().slice(0, at), { message, answer }]);
    last = said();
    at = last.length;
  };
  const answered = async <Value>(message: string, ask: Ask<Value>): Promise<Value> => {
    const before = recalled(message);
    const known = before === undefined ? undefined : ask.read(before);
    if (known !== undefined) return known.value;
    const value = await ask.anew();
    const answer = ask.write(value);
    if (answer !== undefined) remember(message, answer);
    return value;
  };
  return {
    line: (question) =>
      answered(
        question.message,
        typed(question.validate, () => inner.line(question)),
      ),
    lines: (question) =>
      answered(
        question.message,
        typed(undefined, () => inner.lines(question)),
      ),
    // Nothing of it is kept.
    secret: (question) => inner.secret(question),
    choose: (question) =>
      answered(
        question.message,
        chosen(question, () => inner.choose(question)),
      ),
    chooseSeveral: (question) =>
      answered(
        question.message,
        several(question, () => inner.chooseSeveral(question)),
      ),
    yes: (question) =>
      answered(question.message, {
        read: (answer) => (typeof answer === 'boolean' ? { value: answer } : undefined),
        anew: () => inner.yes(question),
        write: (value) => value,
      }),
    say: (text) => inner.say(text),
    end: () => inner.end(),
  };
}

/** How a question is asked, and how its answer is kept; undefined: it is not, or cannot be taken any more. */
interface Ask<Value> {
  readonly read: (answer: Said['answer']) => { readonly value: Value } | undefined;
  readonly anew: () => Promise<Value>;
  readonly write: (value: Value) => Said['answer'] | undefined;
}

function typed(
  validate: ((answer: string) => string | undefined) | undefined,
  anew: () => Promise<string>,
): Ask<string> {
  return {
    read: (answer) => (typeof answer === 'string' && validate?.(answer) === undefined ? { value: answer } : undefined),
    anew,
    write: (value) => value,
  };
}

function chosen<Value>({ choices }: ChoiceQuestion<Value>, anew: () => Promise<Value>): Ask<Value> {
  return {
    read: (answer) => choices.find(({ label }) => label === answer),
    anew,
    write: (value) => {
      const choice = choices.find((one) => one.value === value);
      return choice?.putsOff ? undefined : choice?.label;
    },
  };
}

function several<Value>(
  { choices }: ChoiceQuestion<Value>,
  anew: () => Promise<readonly Value[]>,
): Ask<readonly Value[]> {
  return {
    read: (answer) => {
      if (typeof answer !== 'object') return undefined;
      const found = choices.filter(({ label }) => answer.includes(label));
      return found.length === answer.length ? { value: found.map(({ value }) => value) } : undefined;
    },
    anew,
    write: (values) => choices.flatMap(({ value, label }) => (values.includes(value) ? [label] : [])),
  };
}
