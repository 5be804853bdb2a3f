import { counted, harmless, harmlessJson } from '../../core/text.ts';
import type { Answer, Choice } from '../../import/answers.ts';
import type { Account, NeedsYou } from '../../import/items.ts';
import type { Doubt, PaperChoices } from '../../import/paper.ts';

/** The lines that need a person, one for each problem. */
export function problemsOf({ items }: Account): readonly NeedsYou[] {
  return items.flatMap((item) => (item.verdict === 'needs-you' && item.together === undefined ? [item] : []));
}

const flags: Readonly<Record<keyof PaperChoices, string>> = {
  encoding: '--encoding',
  delimiter: '--delimiter',
  parts: '--part',
  column: '--column',
  listedColumn: '--listed-column',
  deletedColumn: '--deleted-column',
  dateOrder: '--date-order',
};

/** What a paper leaves open, with the options that settle it. */
export function sayDoubts(file: string, doubts: readonly Doubt[]): string {
  const questions = doubts.flatMap(({ about, question, choices }) => [
    harmless(question),
    ...choices.map(({ value, label, example }) => {
      const shown = [label, example].filter((part) => part !== undefined).join(': ');
      return `  ${flags[about]} ${harmless(JSON.stringify(value))}  ${harmless(shown)}`;
    }),
  ]);
  return [
    `${harmless(file)} can be read in more than one way. Say on the command line which is right:`,
    ...questions,
  ].join('\n');
}

/** Lines that nobody has decided on, and how to decide on them where nobody can be asked. */
export function sayProblems(file: string, problems: readonly NeedsYou[], unused: readonly string[]): string {
  const lines = problems.flatMap(({ at, text, reason, choices }) => [
    '',
    `${harmless(file)}, ${harmless(at)}: ${harmless(text)}`,
    `  ${harmless(reason)}`,
    ...choices.map((choice) => `  - ${harmless(choice.label)}: ${harmlessJson(JSON.stringify(sample(choice)))}`),
  ]);
  const strangers = unused.map((at) => `The decision on "${harmless(at)}" settles nothing: no line there needs one.`);
  if (problems.length === 0) return [...strangers, 'Nothing was written.'].join('\n');
  const template = Object.fromEntries(
    problems.flatMap(({ at, choices }) => (choices[0] ? [[at, sample(choices[0])] as const] : [])),
  );
  return [
    ...lines,
    '',
    ...strangers,
    `Nothing was written, because ${counted(problems.length, 'line needs', 'lines need')} a person.`,
    'At a terminal you are asked about each. Or write the decisions into a file and give it with --answers, for example:',
    harmlessJson(JSON.stringify(template)),
  ].join('\n');
}

/** What stands in the place of a reason until a person has written one. */
export const sampleReason = 'the reason, in a sentence';

/** A choice as it is written into a file of answers. */
function sample(choice: Choice): Answer {
  if ('answer' in choice) return choice.answer;
  if (!('gives' in choice)) {
    return { take: 'example.org', ...(choice.needs === 'days' && { from: '2026-01-31' }) };
  }
  return choice.gives === 'leaveOut' ? { leaveOut: sampleReason, by: choice.by } : { accept: sampleReason };
}
