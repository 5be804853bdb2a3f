import { type CANCEL_SYMBOL, confirm, isCancel, log, multiselect, password, S_BAR, select, text } from '@clack/prompts';
import chalk from 'chalk';
import { type ChoiceQuestion, type Conversation, Interrupted, type Question } from './conversation.ts';
import { howToEnd, readUntilEnd } from './typed-lines.ts';
import { wrapped } from './wrapped.ts';

/** Questions that are answered with arrow keys and Enter. */
export function clackConversation(): Conversation {
  return {
    line: async ({ message, hint, initial, validate }) => {
      const answer = await text({
        message: besideBar(withHint(message, hint)),
        ...(initial !== undefined && { initialValue: initial }),
        validate: (typed) => {
          const wrong = validate?.((typed ?? '').trim());
          return wrong === undefined ? undefined : fitting(wrong).join('\n   ');
        },
      });
      return (given(answer) ?? '').trim();
    },
    lines: readPasted,
    secret: async ({ message, hint }) => given(await password({ message: besideBar(withHint(message, hint)) })) ?? '',
    choose: async (question) => {
      const { choices, initial } = question;
      const at = choices.findIndex(({ value }) => value === initial);
      const answer = await select({
        message: fitting(question.message).join('\n'),
        options: options(question),
        ...(at !== -1 && { initialValue: at }),
        showInstructions: false,
      });
      return valueAt(question, given(answer));
    },
    chooseSeveral: async (question) => {
      const answer = await multiselect({
        message: fitting(`${question.message}\nSpace marks a line, Enter goes on.`).join('\n'),
        options: options(question),
        required: false,
        showInstructions: false,
      });
      return given(answer).map((at) => valueAt(question, at));
    },
    yes: async ({ message, initial }) =>
      given(await confirm({ message: besideBar(message), ...(initial !== undefined && { initialValue: initial }) })),
    say: (words) => log.message([...fitting(words)]),
    end: () => {},
  };
}

function withHint(message: string, hint: string | undefined): string {
  return hint === undefined ? message : `${message}\n${hint}`;
}

/** Columns for the bar that runs down the left, and the last one, after which terminals break a line by themselves. */
const margin = 4;

/** Columns for the mark before a choice, and those that the library does not use beside it. */
const mark = 14;

/** The library breaks lines, where it does, in the middle of words. */
function fitting(words: string, beside = 0): readonly string[] {
  return wrapped(words, (process.stdout.columns ?? 80) - margin - beside);
}

/** Of some questions the library draws the bar beside the first line alone. */
function besideBar(words: string): string {
  return fitting(words).join(`\n${chalk.gray(S_BAR)}  `);
}

function given<Answer>(answer: Answer | typeof CANCEL_SYMBOL): Answer {
  if (isCancel(answer)) throw new Interrupted();
  return answer as Answer;
}

/** The hint is a part of the label: the library shows it at the choice alone that the cursor is on. */
function options<Value>({ choices }: ChoiceQuestion<Value>): { value: number; label: string }[] {
  return choices.map(({ label, hint }, value) => {
    const whole = hint === undefined ? label : `${label} (${hint})`;
    return { value, label: fitting(whole, mark).join('\n  ') };
  });
}

function valueAt<Value>({ choices }: ChoiceQuestion<Value>, at: number): Value {
  return (choices[at] as ChoiceQuestion<Value>['choices'][number]).value;
}

// Not the library's prompt for several lines: an empty line or a tab inside a pasted list would end it, and the rest of
// the list would be lost.
async function readPasted({ message, hint }: Question): Promise<string> {
  log.step(fitting(`${withHint(message, hint)}\n${howToEnd}`).join('\n'));
  return readUntilEnd(process.stdin, process.stdout);
}
