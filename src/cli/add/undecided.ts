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
  /** How many lines ended how. */
  readonly summary: string;
  readonly problems: readonly NeedsYou[];
  /** Places of decisions that settle nothing. */
  readonly unused: readonly string[];
}

/**
 * Lines that nobody has decided on, and how to decide on them. The sum of it comes last, because of a long text that is
 * what stays on the screen.
 */
export function sayUndecided({ file, summary, problems, unused }: Undecided): string {
  const strangers = unused.map((at) => `The decision on "${harmless(at)}" settles nothing: no line there needs one.`);
  const nothing =
    problems.length === 0
      ? 'Nothing was written.'
      : `Nothing was written, because ${counted(problems.length, 'line needs', 'lines need')} a person.`;
  return [...problemLines(file, problems), ...strangers, ...howToAnswer(problems), summary, nothing].join('\n');
}

/** Problems that are shown each with its choices, and those that the example answers. */
const shownWhole = 5;

function problemLines(file: string, problems: readonly NeedsYou[]): readonly string[] {
  const isShort = problems.length <= shownWhole;
  const lines = problems.flatMap(({ at, text, reason, choices }) => [
    ...(isShort ? [''] : []),
    `${harmless(file)}, ${harmless(at)}: ${harmless(text)}`,
    `  ${harmless(reason)}`,
    ...(isShort ? choiceLines(choices) : []),
  ]);
  if (problems.length === 0) return [];
  return isShort ? [...lines, ''] : ['', ...lines, '', ...kindLines(problems)];
}

/** The choices of the first problem of each kind, for all of its kind. */
function kindLines(problems: readonly NeedsYou[]): readonly string[] {
  return [...new Set(problems.map(({ code }) => code))].flatMap((kind) => {
    const alike = problems.filter(({ code }) => code === kind);
    const [first] = alike;
    if (!first) return [];
    const others = alike.length === 1 ? '' : `, and likewise at ${counted(alike.length - 1, 'other line')}`;
    return [`Answers that you can give at ${harmless(first.at)}${others}:`, ...choiceLines(first.choices), ''];
  });
}

function choiceLines(choices: readonly Choice[]): readonly string[] {
  return choices.map((choice) => `  - ${harmless(choice.label)}: ${harmlessJson(JSON.stringify(sample(choice)))}`);
}

function howToAnswer(problems: readonly NeedsYou[]): readonly string[] {
  if (problems.length === 0) return [];
  const template = Object.fromEntries(
    problems.slice(0, shownWhole).flatMap(({ at, choices }) => (choices[0] ? [[at, sample(choices[0])] as const] : [])),
  );
  const more = problems.length - shownWhole;
  return [
    'At a terminal you are asked about each. Or write the decisions into a file and give it with --answers, for example:',
    harmlessJson(JSON.stringify(template)),
    ...(more > 0 ? [`…and so on for ${more === 1 ? 'the other line' : `the other ${more} lines`}.`] : []),
    '',
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
