import { closingQuestions, type Naming, proposedId, proposedTitle, wrongId } from './add/closing-questions.ts';
import { chooseDraft, type Keeper } from './add/draft-choice.ts';
import { dutyQuestions } from './add/duty-questions.ts';
import { type Existing, existingOrders } from './add/existing.ts';
import { type Facts, missingFacts, needed } from './add/facts.ts';
import { finished, offer, showFinished, writeOrder } from './add/finish.ts';
import { type AddFlags, factsOfFlags, missingFlags } from './add/flags.ts';
import { gather, reopen } from './add/gather.ts';
import { type GivenNames, type NameFlags, namesAsked, namesGiven } from './add/names.ts';
import { paperQuestions } from './add/paper-questions.ts';
import type { Step } from './add/question.ts';
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
  const today = new Date(io.now()).toISOString().slice(0, 10);
  const facts = factsOfFlags(options, today);
  const conversation = await io.converse?.();
  if (!conversation) return addWithoutAsking(options, facts, io);
  const keeper = await chooseDraft(conversation, facts, io);
  try {
    return await addByAsking({ options, today, conversation, keeper }, io);
  } catch (error) {
    if (error instanceof Interrupted) io.stderr(`\n${kept(keeper)}`);
    throw error;
  }
}

async function addWithoutAsking(options: AddOptions, facts: Facts, io: Io): Promise<ExitCode> {
  refuseMissing(options, facts);
  const existing = existingOrders(options.config, io);
  const names = await namesGiven(options, { existing, facts, io });
  if (names === 'undecided') return exitCodes.errors;
  if (names.entries.length === 0 && options.names !== false) throw noName(names);
  for (;;) {
    const naming = namingOf(existing, names);
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
    naming.take(whole.id);
  }
}

function refuseMissing(options: AddOptions, facts: Facts): void {
  const missing = [...missingFlags(facts)];
  if (options.from === undefined && options.target === undefined && options.names !== false)
    missing.push('--from or --target (or --no-names)');
  if (missing.length === 0) return;
  throw new CommandError(
    `There is nobody to ask here, so these are needed on the command line: ${missing.join(', ')}.\nWhat nobody knows is "unknown". blocklist add --help explains each.`,
  );
}

/** An order without names blocks nothing: that has to be said, and does not come from the wrong file. */
function noName({ summary }: GivenNames): CommandError {
  return new CommandError(
    `${summary}\nThere is not one name in the paper. Is it the right file? If no name is known yet, write --no-names in its place. Nothing was written.`,
  );
}

interface Asked {
  readonly options: AddOptions;
  readonly today: string;
  readonly conversation: Conversation;
  readonly keeper: Keeper;
}

const beforeNames: readonly Step[] = [...paperQuestions, ...dutyQuestions, ...timeQuestions];

async function addByAsking({ options, today, conversation, keeper }: Asked, io: Io): Promise<ExitCode> {
  const gathering = { conversation, today, keep: keeper.keepFacts };
  let facts = await gather(keeper.facts, beforeNames, gathering);
  const existing = existingOrders(options.config, io);
  const names = await namesAsked(options, { conversation, keeper, existing, facts, io });
  const naming = namingOf(existing, names);
  const steps = [...beforeNames, ...closingQuestions(naming)];
  for (;;) {
    facts = await gather(facts, steps, gathering);
    const missing = missingFacts(facts);
    if (missing.length > 0) return keepForLater(missing.map((key) => needed[key]).join(', '), keeper, io);
    const order = finished(facts, names, { existing, io });
    const wish = await offer(order, options, conversation);
    if (wish === 'later') return keepForLater(undefined, keeper, io);
    if (wish === 'change') facts = await reopen(facts, steps, conversation);
    else if (options.dryRun) return exitCodes.fine;
    else if (await writeOrder(order, io)) {
      keeper.done();
      return exitCodes.fine;
    } else {
      naming.take(order.id);
      conversation.say(`Somebody has just added an order called ${order.id}. Please choose another short name.`);
      const { id: _taken, ...rest } = facts;
      facts = rest;
    }
  }
}

interface TakenNaming extends Naming {
  readonly take: (id: string) => void;
}

function namingOf({ ids }: Existing, { entries }: GivenNames): TakenNaming {
  const taken = new Set(ids);
  return {
    names: entries.filter(({ name, leftOut }) => name !== undefined && !leftOut).length,
    isTaken: (id) => taken.has(id),
    take: (id) => void taken.add(id),
  };
}

function keepForLater(missing: string | undefined, keeper: Keeper, io: Io): ExitCode {
  const why = missing === undefined ? '' : `This cannot be an order on record before you know: ${missing}.\n`;
  io.stderr(`${why}${kept(keeper)}`);
  return exitCodes.fine;
}

function kept({ where }: Keeper): string {
  return `Your answers are kept in ${where}. Run blocklist add again to go on.\n`;
}

function refuse(io: Io): ExitCode {
  io.stderr('Nothing was written.\n');
  return exitCodes.errors;
}
