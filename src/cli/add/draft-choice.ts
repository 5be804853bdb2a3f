import { randomBytes } from 'node:crypto';
import { showClock } from '../../core/dates.ts';
import { harmless } from '../../core/text.ts';
import type { Conversation } from '../conversation.ts';
import type { Io } from '../io.ts';
import { type Draft, type DraftNames, draftsFolder, dropDraft, readDrafts, saveDraft, sweepDrafts } from './draft.ts';
import { type Facts, needed } from './facts.ts';
import type { Memory } from './recalling.ts';

/** Keeps what is answered until the order is written. */
export interface Keeper {
  readonly facts: Facts;
  readonly names: DraftNames | undefined;
  /** The draft's file, for people. */
  readonly where: string;
  /** Whether there is anything in it. */
  readonly hasAnswers: () => boolean;
  /** The answers of the step that is going on. */
  readonly memory: Memory;
  readonly keepFacts: (facts: Facts) => void;
  readonly keepNames: (names: DraftNames) => void;
  /** The order is written: the draft has served. */
  readonly done: () => void;
}

/** Offers to go on with what was begun earlier. What the command line says goes before what a draft says. */
export async function chooseDraft(conversation: Conversation, flags: Facts, io: Io): Promise<Keeper> {
  sweepDrafts(io.cwd);
  const drafts = readDrafts(io.cwd);
  const kept = ({ saved }: Draft) => `kept ${showClock(Date.parse(saved), io.timeZone?.() ?? 'UTC')}`;
  if (drafts.length === 0) return keeperOf(newDraft(), flags, io);
  const chosen = await conversation.choose<Draft | 'new' | 'drop'>({
    message:
      drafts.length === 1 ? 'There is an order that you began earlier.' : 'There are orders that you began earlier.',
    choices: [
      ...drafts.map((draft) => ({
        value: draft,
        label: `Go on with: ${nameOf(draft)}`,
        hint: kept(draft),
      })),
      { value: 'new', label: 'Begin a new one', hint: 'the others are kept' },
      { value: 'drop', label: 'Throw one away' },
    ],
  });
  if (chosen === 'new') return keeperOf(newDraft(), flags, io);
  if (chosen !== 'drop') return keeperOf(chosen, flags, io);
  const gone = await conversation.choose<Draft | undefined>({
    message: 'Which one?',
    choices: [
      ...drafts.map((draft) => ({ value: draft, label: nameOf(draft), hint: kept(draft) })),
      { value: undefined, label: 'None' },
    ],
  });
  if (gone) dropDraft(gone.id, io.cwd);
  return chooseDraft(conversation, flags, io);
}

function newDraft(): Draft {
  return { id: randomBytes(6).toString('hex'), saved: '', facts: {} };
}

function nameOf({ facts }: Draft): string {
  const { title, authorityName, respondents, caseNumbers } = facts;
  const parts = title ? [title] : [authorityName, caseNumbers?.[0], respondents?.[0]].filter((part) => part);
  return harmless(parts.join(', ') || 'an order without a name yet');
}

function keeperOf(draft: Draft, flags: Facts, io: Io): Keeper {
  const dates = { ...draft.facts.dates, ...flags.dates };
  let facts: Facts = { ...withoutNeeded(draft.facts), ...flags, ...(Object.keys(dates).length > 0 && { dates }) };
  let { names, said = [] } = draft;
  let hasAnswers = draft.saved !== '';
  const save = () => {
    const saved = new Date(io.now()).toISOString();
    const more = { ...(names && { names }), ...(said.length > 0 && { said }) };
    saveDraft({ id: draft.id, saved, title: nameOf({ ...draft, facts }), facts, ...more }, io.cwd);
    hasAnswers = true;
  };
  return {
    facts,
    names,
    where: `${draftsFolder}/${draft.id}.json`,
    hasAnswers: () => hasAnswers,
    memory: {
      said: () => said,
      keep: (answers) => {
        said = answers;
        save();
      },
    },
    keepFacts: (known) => {
      facts = known;
      said = [];
      save();
    },
    keepNames: (known) => {
      names = known;
      said = [];
      save();
    },
    done: () => dropDraft(draft.id, io.cwd),
  };
}

/** What was not known then and is needed may be known now: it is asked for again. */
function withoutNeeded(facts: Facts): Facts {
  return Object.fromEntries(
    Object.entries(facts).filter(([key, value]) => value !== null || !(key in needed)),
  ) as Facts;
}
