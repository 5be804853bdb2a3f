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

/** What stops a paper where nobody can be asked. */
export interface Undecided {
  /** The name of the paper's file. */
  readonly file: string;
  /** What a person should know of it besides its names. */
  readonly remarks: readonly string[];
  readonly problems: readonly NeedsYou[];
  /** Places of decisions that settle nothing. */
  readonly unused: readonly string[];
  /** How many lines ended how. */
  readonly summary: string;
}

/**
 * Lines that nobody has decided on, and how to decide on them. The sum of it comes last, because of a long text that is
 * what stays on the screen.
 */
export function sayUndecided({ file, remarks, problems, unused, summary }: Undecided): string {
  const nothing =
    problems.length === 0
      ? 'Nothing was written.'
      : `Nothing was written, because ${counted(problems.length, 'question is', 'questions are')} open.`;
  const blocks = [
    remarks,
    ...problemBlocks(file, problems),
    howToAnswer(problems),
    unused.map((at) => `The decision on "${harmless(at)}" settles nothing: no line there needs one.`),
    [summary, nothing],
  ];
  return blocks.flatMap((block) => (block.length === 0 ? [] : [block.join('\n')])).join('\n\n');
}

/** Problems that are shown each with its choices, and those that the example answers. */
const shownWhole = 5;

function problemBlocks(file: string, problems: readonly NeedsYou[]): readonly (readonly string[])[] {
  const line = ({ at, text, reason }: NeedsYou) => [
    `${harmless(file)}, ${harmless(at)}: ${harmless(text)}`,
    `  ${harmless(reason)}`,
  ];
  return problems.length > shownWhole
    ? [problems.flatMap(line), ...kindBlocks(problems)]
    : problems.map((problem) => [...line(problem), ...choiceLines(problem)]);
}

/** The choices of the first problem of each kind, for all of its kind. */
function kindBlocks(problems: readonly NeedsYou[]): readonly (readonly string[])[] {
  return [...new Set(problems.map(({ code }) => code))].map((kind) => {
    const alike = problems.filter(({ code }) => code === kind);
    const more = alike.length - 1;
    const others = more === 0 ? '' : `, and in the same way at ${counted(more, 'other line')} like it`;
    return alike
      .slice(0, 1)
      .flatMap((first) => [`What you can answer at ${harmless(first.at)}${others}:`, ...choiceLines(first)]);
  });
}

function choiceLines({ choices }: NeedsYou): readonly string[] {
  return choices.map((choice) => `  - ${harmless(choice.label)}: ${harmlessJson(JSON.stringify(sample(choice)))}`);
}

function howToAnswer(problems: readonly NeedsYou[]): readonly string[] {
  if (problems.length === 0) return [];
  const template = Object.fromEntries(
    problems.slice(0, shownWhole).flatMap(({ at, choices }) => (choices[0] ? [[at, sample(choices[0])] as const] : [])),
  );
  const more = problems.length - shownWhole;
  return [
    'In a terminal window you are asked about each. Or write the decisions into a file and give it with --answers, for example:',
    harmlessJson(JSON.stringify(template)),
    ...(more > 0 ? [`…and so on for ${more === 1 ? 'the other line' : `the other ${more} lines`}.`] : []),
  ];
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
