import { spanOf } from '../../core/dates.ts';
import { readTarget } from '../../core/target-text.ts';
import { harmless } from '../../core/text.ts';
import type { Answer, Answers, Choice } from '../../import/answers.ts';
import type { Account, NeedsYou } from '../../import/items.ts';
import { type Conversation, Interrupted } from '../conversation.ts';
import { problemsOf } from './undecided.ts';

interface Settling {
  readonly conversation: Conversation;
  /** What has been decided already. */
  readonly answers: Answers;
  readonly accountFor: (answers: Answers) => Account;
  readonly keep: (answers: Answers) => void;
}

/** One screen a problem, until every line of the paper has its place. */
export async function settleProblems({ conversation, answers, accountFor, keep }: Settling): Promise<Account> {
  let decided = answers;
  for (;;) {
    const account = accountFor(decided);
    const problems = problemsOf(account);
    conversation.say(account.summary);
    if (problems.length === 0) return account;
    for (const [index, problem] of problems.entries()) {
      const answer = await askProblem(problem, `${index + 1} of ${problems.length}`, conversation);
      decided = { ...decided, [problem.at]: answer };
      keep(decided);
    }
  }
}

async function askProblem(problem: NeedsYou, number: string, conversation: Conversation): Promise<Answer> {
  const { at, text, reason, choices } = problem;
  const chosen = await conversation.choose<Choice | 'later'>({
    message: `Question ${number}: ${harmless(at)}\n  ${harmless(text)}\n${harmless(reason)}`,
    choices: [
      ...choices.map((value) => ({ value, label: harmless(value.label) })),
      { value: 'later', label: 'Stop here and go on later', hint: 'all answers are kept', putsOff: true },
    ],
  });
  // What was decided is in the draft.
  if (chosen === 'later') throw new Interrupted();
  if ('answer' in chosen) return chosen.answer;
  switch (chosen.needs) {
    case 'name':
      return { take: await askName(conversation) };
    case 'days':
      return askDays(problem, conversation);
    default: {
      const why = await askReason(conversation);
      return chosen.gives === 'accept' ? { accept: why } : { leaveOut: why, by: chosen.by };
    }
  }
}

function askName(conversation: Conversation): Promise<string> {
  return conversation.line({
    message: 'What is the name?',
    hint: 'As it should be blocked, for example example.org.',
    validate: (text) =>
      readTarget(text).kind === 'fault' ? 'That is no name of a site. Write it as example.org.' : undefined,
  });
}

/** Shortest reason that the record takes. */
const shortestReason = 10;

function askReason(conversation: Conversation): Promise<string> {
  return conversation.line({
    message: 'Why?',
    hint: 'In a sentence that a judge may read.',
    validate: (text) => (text.length < shortestReason ? 'Please write a sentence.' : undefined),
  });
}

async function askDays({ text }: NeedsYou, conversation: Conversation): Promise<Answer> {
  const take = await askName(conversation);
  const day = (message: string, after: string) =>
    conversation.line({
      message,
      hint: `The paper has: ${harmless(text)}. Write it as 2026-11-24; leave it empty if there is none.`,
      validate: (typed) => (typed === '' ? undefined : wrongDay(typed, after)),
    });
  const from = await day('From which day is it listed?', '');
  const deleted = await day('From which day is it no longer listed?', from);
  return { take, ...(from !== '' && { from }), ...(deleted !== '' && { deleted }) };
}

/** What is wrong with a day as it was typed; `after` is the day that must come before it, or empty. */
function wrongDay(typed: string, after: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed)) return 'Write year, month and day: 2026-11-24.';
  if (!spanOf(typed, 'UTC')) return 'There is no such day in the calendar.';
  return typed > after ? undefined : `That is not later than ${after}, the day from which it is listed.`;
}
