import { type CANCEL_SYMBOL, confirm, isCancel, log, multiselect, select, text } from '@clack/prompts';
import { type ChoiceQuestion, type Conversation, Interrupted, type Question } from './conversation.ts';
import { howToEnd, readUntilEnd } from './typed-lines.ts';

/** Questions that are answered with arrow keys and Enter. */
export function clackConversation(): Conversation {
  return {
    line: async ({ message, hint, initial, validate }) => {
      const answer = await text({
        message: withHint(message, hint),
        ...(initial !== undefined && { initialValue: initial }),
        validate: (typed) => validate?.((typed ?? '').trim()),
      });
      return (given(answer) ?? '').trim();
    },
    lines: readPasted,
    choose: async (question) => {
      const { choices, initial } = question;
      const at = choices.findIndex(({ value }) => value === initial);
      const answer = await select({
        message: question.message,
        options: options(question),
        ...(at !== -1 && { initialValue: at }),
        showInstructions: false,
      });
      return valueAt(question, given(answer));
    },
    chooseSeveral: async (question) => {
      const answer = await multiselect({
        message: `${question.message}\nSpace marks a line, Enter goes on.`,
        options: options(question),
        required: false,
        showInstructions: false,
      });
      return given(answer).map((at) => valueAt(question, at));
    },
    yes: async ({ message, initial }) =>
      given(await confirm({ message, ...(initial !== undefined && { initialValue: initial }) })),
    say: (words) => log.message(words),
    end: () => {},
  };
}

function withHint(message: string, hint: string | undefined): string {
  return hint === undefined ? message : `${message}\n${hint}`;
}

function given<Answer>(answer: Answer | typeof CANCEL_SYMBOL): Answer {
  if (isCancel(answer)) throw new Interrupted();
  return answer as Answer;
}

function options<Value>({ choices }: ChoiceQuestion<Value>): { value: number; label: string; hint?: string }[] {
  return choices.map(({ label, hint }, value) => ({ value, label, ...(hint !== undefined && { hint }) }));
}

function valueAt<Value>({ choices }: ChoiceQuestion<Value>, at: number): Value {
  return (choices[at] as ChoiceQuestion<Value>['choices'][number]).value;
}

// Not the library's prompt for several lines: an empty line or a tab inside a pasted list would end it, and the rest of
// the list would be lost.
async function readPasted({ message, hint }: Question): Promise<string> {
  log.step(`${withHint(message, hint)}\n${howToEnd}`);
  return readUntilEnd(process.stdin, process.stdout);
}
