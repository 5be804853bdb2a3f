import { harmless } from '../core/text.ts';
import type { ChoiceQuestion, Conversation, Question } from './conversation.ts';
import { howToEnd, linesUntilEnd, TypedLines } from './typed-lines.ts';

/** A conversation that Ctrl-C does not reach by itself: the terminal makes a signal of it. */
export interface PlainConversation extends Conversation {
  readonly interrupt: () => void;
}

/**
 * Plain questions for screen readers: every choice has a number, nothing on the screen is drawn anew. Taken where the
 * environment says ACCESSIBLE.
 */
export function plainConversation(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): PlainConversation {
  const typed = new TypedLines(input);
  const say = (text: string) => void output.write(`${text}\n`);
  const ask = async ({ message, hint, initial }: Question, check: (answer: string) => string | undefined) => {
    say(`\n${message}`);
    if (hint !== undefined) say(hint);
    if (initial !== undefined && initial !== '') say(`An empty line means: ${harmless(initial)}`);
    for (;;) {
      const answer = (await typed.next()).trim() || (initial ?? '');
      const wrong = check(answer);
      if (wrong === undefined) return answer;
      say(wrong);
    }
  };
  return {
    line: (question) => ask(question, question.validate ?? (() => undefined)),
    lines: async ({ message, hint }) => {
      say(`\n${message}`);
      if (hint !== undefined) say(hint);
      say(howToEnd);
      return linesUntilEnd(typed);
    },
    secret: async ({ message, hint }) => {
      say(`\n${message}`);
      if (hint !== undefined) say(hint);
      return unseen(input, { typed, say });
    },
    choose: async (question) => {
      const first = question.choices.findIndex(({ value }) => value === question.initial);
      const initial = first === -1 ? undefined : String(first + 1);
      const answer = await ask(numbered(question, initial), (text) => wrongNumber(text, question));
      return valueAt(question, Number(answer));
    },
    chooseSeveral: async (question) => {
      const hint = 'Write the numbers with spaces between them; an empty line for none.';
      const answer = await ask({ ...numbered(question, undefined), hint }, (text) =>
        numbersIn(text)
          .flatMap((one) => wrongNumber(one, question) ?? [])
          .at(0),
      );
      return [...new Set(numbersIn(answer))].map((one) => valueAt(question, Number(one)));
    },
    yes: async ({ message, initial = true }) => {
      const hint = 'yes or no';
      const answer = await ask({ message, hint, initial: initial ? 'yes' : 'no' }, (text) =>
        /^(y|yes|n|no)$/i.test(text) ? undefined : 'Please write yes or no.',
      );
      return /^y/i.test(answer);
    },
    say,
    end: () => typed.close(),
    interrupt: () => typed.interrupt(),
  };
}

// What a terminal sends for keys that it does not act upon itself.
const [ctrlC, ctrlD, ctrlU, backspace, del] = ['\u0003', '\u0004', '\u0015', '\b', '\u007f'] as const;

/**
 * A line that the terminal does not show. It hands on every key then: those that take back, or end, mean nothing by
 * themselves.
 */
async function unseen(
  input: NodeJS.ReadableStream,
  { typed, say }: { readonly typed: TypedLines; readonly say: (text: string) => void },
): Promise<string> {
  const terminal = 'setRawMode' in input ? (input as NodeJS.ReadStream) : undefined;
  const onKeys = (keys: Buffer | string) => {
    if ([ctrlC, ctrlD].some((key) => keys.toString().includes(key))) typed.interrupt();
  };
  terminal?.setRawMode(true);
  if (terminal) input.on('data', onKeys);
  try {
    return withoutTakenBack(await typed.next());
  } finally {
    input.off('data', onKeys);
    terminal?.setRawMode(false);
    say('');
  }
}

/** The characters of a line, without those that a person took back (Backspace), or all of it (Ctrl-U). */
function withoutTakenBack(line: string): string {
  const kept: string[] = [];
  for (const char of line) {
    if (char === del || char === backspace) kept.pop();
    else if (char === ctrlU) kept.length = 0;
    else kept.push(char);
  }
  return kept.join('');
}

function numbered<Value>({ message, choices }: ChoiceQuestion<Value>, initial: string | undefined): Question {
  const lines = choices.map(({ label, hint }, at) => `  ${at + 1}. ${label}${hint === undefined ? '' : ` (${hint})`}`);
  return { message: [message, ...lines].join('\n'), hint: 'Write the number.', initial };
}

function numbersIn(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter((part) => part !== '');
}

function wrongNumber<Value>(text: string, { choices }: ChoiceQuestion<Value>): string | undefined {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= choices.length) return undefined;
  return `Please write a number from 1 to ${choices.length}.`;
}

function valueAt<Value>({ choices }: ChoiceQuestion<Value>, number: number): Value {
  return (choices[number - 1] as ChoiceQuestion<Value>['choices'][number]).value;
}
