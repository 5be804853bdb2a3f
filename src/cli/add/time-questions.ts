import type { EventType } from '../../core/order.ts';
import type { Choice } from '../conversation.ts';
import { askDate, inWords } from './ask-date.ts';
import { askPenalty, blocksOnResolvers } from './duty-questions.ts';
import type { Facts } from './facts.ts';
import { type Asking, dontKnow, forgetting, forgettingDates, type Step, unsaid } from './question.ts';

type Dates = NonNullable<Facts['dates']>;

/** When it was decided and from when it counts; then what only some papers have. */
export const timeQuestions: readonly Step[] = [
  {
    label: 'The dates',
    forget: forgettingDates('issued', 'served', 'effective'),
    isOpen: (facts) => openDates(facts).length > 0,
    ask: askDates,
  },
  {
    label: 'What else the paper says',
    forget: (facts) =>
      forgettingDates('expires', 'published')(forgetting('rest', 'notes', 'penalty', 'mirrors', 'scope')(facts)),
    isOpen: unsaid('rest'),
    ask: askMore,
  },
];

const dateMessages: { readonly [type in EventType]?: string } = {
  issued: 'When was it decided?',
  served: 'When was it served on us?',
  expires: 'What is its last day?',
  published: 'When was it published?',
};

/** Those of the dates that every paper may have of which nothing is said. */
function openDates(facts: Facts): readonly EventType[] {
  const usual: readonly EventType[] = blocksOnResolvers(facts)
    ? ['issued', 'served', 'effective']
    : ['issued', 'served'];
  return usual.filter((type) => facts.dates?.[type] === undefined);
}

async function askDates(asking: Asking, facts: Facts): Promise<Facts> {
  const timeZone = facts.timeZone ?? 'UTC';
  let dates: Dates = facts.dates ?? {};
  for (const type of openDates(facts)) {
    const message = dateMessages[type] ?? type;
    const date =
      type === 'effective' ? await askBeginning(asking, dates, timeZone) : await askDate(asking, { message, timeZone });
    dates = { ...dates, [type]: date };
  }
  return { dates };
}

async function askBeginning(asking: Asking, { issued, served }: Dates, timeZone: string): Promise<string | null> {
  const choices = [
    ...(issued ? [{ value: issued, label: `From the decision, ${inWords(issued)}` }] : []),
    ...(served && served !== issued ? [{ value: served, label: `From when it was served, ${inWords(served)}` }] : []),
    { value: 'other', label: 'From another day' },
    { ...dontKnow, hint: 'it stays a draft, and nothing is blocked by it yet' },
  ];
  const chosen = await asking.conversation.choose({ message: 'From when must the names be blocked?', choices });
  return chosen === 'other' ? askDate(asking, { message: 'From which day?', timeZone }) : chosen;
}

type Extra = 'expires' | 'published' | 'penalty' | 'mirrors' | 'exact' | 'notes';

async function askMore(asking: Asking, facts: Facts): Promise<Facts> {
  const { conversation } = asking;
  const open = extraChoices.filter(({ value }) => isUnsaid(value, facts));
  if (open.length === 0) return { rest: 'asked' };
  const extras = await conversation.chooseSeveral<Extra>({
    message: 'Does the paper say any of this too?',
    choices: open,
  });
  const timeZone = facts.timeZone ?? 'UTC';
  let more: Facts = { rest: 'asked' };
  for (const extra of extras) more = { ...more, ...(await askExtra(asking, extra, { ...facts, ...more }, timeZone)) };
  return more;
}

const extraChoices: readonly Choice<Extra>[] = [
  { value: 'expires', label: 'A last day' },
  { value: 'published', label: 'A date of publication' },
  { value: 'penalty', label: 'What disobedience costs' },
  { value: 'mirrors', label: 'That later names of the same sites are covered too' },
  { value: 'exact', label: 'That only the names themselves are meant, not names below them such as www' },
  { value: 'notes', label: 'Something else that a colleague should know' },
];

function isUnsaid(extra: Extra, facts: Facts): boolean {
  if (extra === 'expires' || extra === 'published') return facts.dates?.[extra] === undefined;
  return facts[extra === 'exact' ? 'scope' : extra] === undefined;
}

async function askExtra(asking: Asking, extra: Extra, facts: Facts, timeZone: string): Promise<Facts> {
  const { conversation } = asking;
  switch (extra) {
    case 'expires':
    case 'published': {
      const date = await askDate(asking, { message: dateMessages[extra] ?? extra, timeZone });
      return { dates: { ...facts.dates, [extra]: date } };
    }
    case 'penalty':
      return askPenalty(asking);
    case 'mirrors':
      return {
        mirrors: await conversation.choose({
          message: 'Which later names?',
          choices: [
            { value: 'on-notice', label: 'Those that somebody will notify' },
            { value: 'any-tld', label: 'The same name under every ending, such as .com, .net, .to' },
            dontKnow,
          ],
        }),
      };
    case 'exact':
      return { scope: 'exact' };
    case 'notes': {
      const note = await conversation.line({ message: 'What should a colleague know?' });
      return { notes: note === '' ? null : note };
    }
  }
}
