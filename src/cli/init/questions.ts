import type { Conversation } from '../conversation.ts';
import { territoryOption } from '../options.ts';
import type { Choices, Ci } from './new-file.ts';

/** What the command line says already: it is not asked again. */
export interface Given {
  readonly operator?: readonly string[] | undefined;
  readonly country?: readonly string[] | undefined;
  readonly example?: boolean | undefined;
  readonly ci?: Ci | undefined;
}

export interface Asking {
  readonly given: Given;
  /** Whether there are orders in the folder: then no example is laid beside them, unless somebody asks for it. */
  readonly hasOrders: boolean;
}

/** Without a person to ask. */
export function usualChoices({ given, hasOrders }: Asking): Choices {
  const { operator = [], country = [], example = !hasOrders, ci = 'both' } = given;
  const orders = example ? 'example' : hasOrders ? 'there' : 'none';
  return { operators: operator.filter((name) => name !== ''), countries: country, orders, ci };
}

export async function askedChoices({ given, hasOrders }: Asking, conversation: Conversation): Promise<Choices> {
  const operator = given.operator ?? (await askOperators(conversation));
  const country = given.country ?? (await askCountries(conversation));
  const example = given.example ?? (hasOrders ? false : await askExample(conversation));
  const ci = given.ci ?? (await askCi(conversation));
  return usualChoices({ given: { operator, country, example, ci }, hasOrders });
}

async function askOperators(conversation: Conversation): Promise<readonly string[]> {
  const answer = await conversation.lines({
    message: 'How do orders write the name of your company? Every way of writing it, one on each line.',
    hint: 'Orders for others are then left out. Leave it empty if you are not sure: then every order counts.',
  });
  return linesOf(answer);
}

function linesOf(answer: string): readonly string[] {
  return [...new Set(answer.split(/\r?\n/).map((line) => line.trim()))].filter((line) => line !== '');
}

async function askCountries(conversation: Conversation): Promise<readonly string[]> {
  const answer = await conversation.line({
    message: 'For which countries do you run the resolver? Two letters each, by comma: IT, FR.',
    hint: 'Orders for other countries are then left out. Leave it empty for everywhere.',
    validate: (text) => {
      if (text.trim() === '') return undefined;
      try {
        territoryOption(text, undefined);
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  });
  return answer.trim() === '' ? [] : territoryOption(answer, undefined);
}

function askExample(conversation: Conversation): Promise<boolean> {
  return conversation.yes({
    message: 'Shall an example of an order be laid in? It blocks no real site.',
    initial: true,
  });
}

function askCi(conversation: Conversation): Promise<Ci> {
  return conversation.choose<Ci>({
    message: 'Where will colleagues look at changes?',
    choices: [
      { value: 'github', label: 'GitHub' },
      { value: 'gitlab', label: 'GitLab' },
      { value: 'both', label: 'I do not know yet', hint: 'files for both; the one that is not used does nothing' },
      { value: 'none', label: 'Somewhere else' },
    ],
    initial: 'both',
  });
}

export function askHooks(conversation: Conversation): Promise<boolean> {
  return conversation.yes({
    message: 'This folder is kept in git. Shall git refuse records with errors, on this computer?',
    initial: true,
  });
}
