import { closingQuestions, type Naming, proposedId, proposedTitle, wrongId } from './add/closing-questions.ts';
import { chooseDraft, type Keeper } from './add/draft-choice.ts';
import { dutyQuestions } from './add/duty-questions.ts';
import { existingOrders } from './add/existing.ts';
import { type Facts, missingFacts, type NeededFact, needed } from './add/facts.ts';
import { finished, namesOnRecord, offer, showFinished, writeOrder } from './add/finish.ts';
import { type AddFlags, factsOfFlags, missingFlags } from './add/flags.ts';
import { gather, whichAnswer } from './add/gather.ts';
import { type GivenNames, type NameFlags, namesAsked, namesGiven } from './add/names.ts';
import { paperQuestions } from './add/paper-questions.ts';
import { forgetting, type Step } from './add/question.ts';
import { recalling } from './add/recalling.ts';
import { timeQuestions } from './add/time-questions.ts';
import { type Conversation, Interrupted } from './conversation.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';

export interface AddOptions extends AddFlags, NameFlags {
  readonly config?: string;
  readonly dryRun?: true;
  readonly yes?: true;
}

/** Records an order: from the flags, and where a person is there, from what is asked. */
export async function add(options: AddOptions, io: Io): Promise<ExitCode> {
  const facts = factsOfFlags(options, io.now());
  const conversation = await io.converse?.();
  if (!conversation) return addWithoutAsking(options, facts, io);
  const keeper = await chooseDraft(conversation, facts, io);
  try {
    return await addByAsking({ options, conversation, keeper }, io);
  } catch (error) {
    if (error instanceof Interrupted) io.stderr(`\n${keeper.hasAnswers() ? kept(keeper) : 'Nothing was written.\n'}`);
    throw error;
  }
}

/** Refuses where something is needed that the command line does not say. */
function requireAnswers(options: AddOptions, facts: Facts): void {
  const missing = [...missingFlags(facts)];
  if (options.from === undefined && options.target === undefined && options.names !== false)
    missing.push('--from or --target (or --no-names)');
  if (missing.length > 0) {
    throw new CommandError(
      `There is nobody to ask here, so these are needed on the command line: ${missing.join(', ')}.\nWhat nobody knows is "unknown". blocklist add --help explains each.`,
    );
  }
  // A title is proposed.
  const unknown = missingFacts(facts).filter((key) => key !== 'title' && facts[key] === null);
  if (unknown.length > 0) throw new CommandError(`${notYet(unknown)}Nothing was written.`);
}

async function addWithoutAsking(options: AddOptions, facts: Facts, io: Io): Promise<ExitCode> {
  requireAnswers(options, facts);
  const existing = existingOrders(options.config, io);
  const names = await namesGiven(options, { existing, facts, io });
  if (names === 'undecided') return exitCodes.errors;
  if (names.entries.length === 0 && options.names !== false) throw noName(options, names);
  const taken = new Set(existing.ids);
  for (;;) {
    const naming = namingOf(taken, names);
    const wrong = facts.id ? wrongId(facts.id, naming) : undefined;
    if (wrong !== undefined) throw new CommandError(`--id ${facts.id}: ${wrong}`);
    const whole = {
      ...facts,
      title: facts.title ?? proposedTitle(facts, naming.names),
      id: facts.id ?? proposedId(facts, naming),
    };
    const order = finished(whole, names, { existing, io });
    showFinished(order, options, io);
    if (order.hasErrors) return refuse(io);
    if (options.dryRun) return exitCodes.fine;
    if (await writeOrder(order, io)) return exitCodes.fine;
    // Somebody else took the name in the meantime.
    if (facts.id) throw new CommandError(`There is an order called ${facts.id} already. Give another --id.`);
    for (const id of [whole.id, ...namesOnRecord(io)]) taken.add(id);
  }
}

/** An order without names blocks nothing: that has to be said, and does not come from the wrong file. */
function noName({ target }: AddOptions, { summary }: GivenNames): CommandError {
  const why =
    target === undefined
      ? 'There is not one name in the paper. Is it the right file?'
      : 'What was given with --target is no name of a site. Write it as example.org.';
  return new CommandError(
    `${summary}\n${why} If no name is known yet, write --no-names in its place. Nothing was written.`,
  );
}

interface Asked {
  readonly options: AddOptions;
  readonly conversation: Conversation;
  readonly keeper: Keeper;
}

const beforeNames: readonly Step[] = [...paperQuestions, ...dutyQuestions, ...timeQuestions];

async function addByAsking({ options, conversation, keeper }: Asked, io: Io): Promise<ExitCode> {
  const recalled = recalling(conversation, keeper.memory);
  const gathering = { conversation: recalled, now: io.now(), keep: keeper.keepFacts };
  let facts = await gather(keeper.facts, beforeNames, gathering);
  const existing = existingOrders(options.config, io);
  const taken = new Set(existing.ids);
  const world = { conversation: recalled, existing, io };
  let proposed: string | undefined;
  let names = await namesAsked(options, { ...world, keeper, facts });
  for (;;) {
    facts = await gather(facts, beforeNames, gathering);
    const naming = namingOf(taken, names);
    const closing = closingQuestions(naming);
    const proposal = proposedTitle(facts, naming.names);
    facts = withFreshTitle(facts, { proposal, before: proposed });
    proposed = proposal;
    facts = await gather(withSoundId(facts, naming, conversation), closing, gathering);
    const missing = missingFacts(facts);
    if (missing.length > 0) return keepForLater(missing, keeper, io);
    const order = finished(facts, names, { existing, io });
    const wish = await offer(order, options, conversation);
    if (wish === 'later') return keepForLater([], keeper, io);
    if (wish === 'change') {
      const answer = await whichAnswer([...beforeNames, ...closing], conversation);
      if (answer === 'names') {
        // Neither the command line nor the draft answers now; until another answer is given, the draft keeps the old one.
        names = await namesAsked({}, { ...world, keeper: { ...keeper, names: undefined }, facts });
      } else if (answer !== 'none') facts = answer.forget(facts);
    } else if (options.dryRun) return exitCodes.fine;
    else if (await writeOrder(order, io)) {
      keeper.done();
      return exitCodes.fine;
    } else taken.add(order.id);
  }
}

/** A title that was proposed for other answers would say what is no longer so. */
function withFreshTitle(
  facts: Facts,
  { proposal, before }: { readonly proposal: string; readonly before: string | undefined },
): Facts {
  return before !== undefined && before !== proposal && facts.title === before ? forgetting('title')(facts) : facts;
}

/** A name from the command line or from a draft may be none, or may have been taken. */
function withSoundId(facts: Facts, naming: Naming, conversation: Conversation): Facts {
  const wrong = facts.id ? wrongId(facts.id, naming) : undefined;
  if (wrong === undefined) return facts;
  conversation.say(wrong);
  return forgetting('id')(facts);
}

function namingOf(taken: ReadonlySet<string>, { entries }: GivenNames): Naming {
  return {
    names: entries.filter(({ name, leftOut }) => name !== undefined && !leftOut).length,
    isTaken: (id) => taken.has(id),
  };
}

function keepForLater(missing: readonly NeededFact[], keeper: Keeper, io: Io): ExitCode {
  io.stderr(`${missing.length === 0 ? '' : notYet(missing)}${kept(keeper)}`);
  return exitCodes.fine;
}

function notYet(missing: readonly NeededFact[]): string {
  return `This cannot be an order on record before you know: ${missing.map((key) => needed[key]).join(', ')}.\n`;
}

function kept({ where }: Keeper): string {
  return `Your answers are kept in ${where}. Run blocklist add again to go on.\n`;
}

function refuse(io: Io): ExitCode {
  io.stderr('Nothing was written.\n');
  return exitCodes.errors;
}
