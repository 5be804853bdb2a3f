import { harmless } from '../../core/text.ts';
import type { Doubt, PaperChoices } from '../../import/paper.ts';
import type { Conversation } from '../conversation.ts';
import { type OpenPaper, openPaper } from './paper-account.ts';

interface Deciding {
  readonly conversation: Conversation;
  readonly choices: PaperChoices;
  readonly keep: (choices: PaperChoices) => void;
}

/** A paper in which nothing is open any more how it is to be read. */
export interface SettledPaper extends OpenPaper {
  readonly choices: PaperChoices;
}

/** Asks how to read what can be read in more than one way. One decision may raise or settle the next question. */
export async function settleDoubts(paper: OpenPaper, { conversation, choices, keep }: Deciding): Promise<SettledPaper> {
  const [doubt] = paper.doubts;
  if (!doubt) return { ...paper, choices };
  const value = await askDoubt(doubt, conversation);
  const made = { ...choices, [doubt.about]: doubt.about === 'parts' ? [value] : value };
  keep(made);
  return settleDoubts(await openPaper(paper.file, made), { conversation, choices: made, keep });
}

function askDoubt({ question, choices, taken }: Doubt, conversation: Conversation): Promise<string> {
  return conversation.choose({
    message: harmless(question),
    choices: choices.map(({ value, label, example }) => ({
      value,
      label: harmless(label),
      ...(example !== undefined && { hint: harmless(example) }),
    })),
    initial: taken,
  });
}
