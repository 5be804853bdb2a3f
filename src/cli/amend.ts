import { posix } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { listingsOf } from '../compile/ordered-by.ts';
import type { Corpus } from '../core/corpus.ts';
import { type Instant, showLocal, spanOf } from '../core/dates.ts';
import type { DomainName } from '../core/name.ts';
import type { Order } from '../core/order.ts';
import { counted } from '../core/text.ts';
import { type Appended, appendAmendment, appendTo } from '../write/append.ts';
import type { DraftNames } from './add/draft.ts';
import { existingOf } from './add/existing.ts';
import type { ListedEntry } from './add/listed-names.ts';
import { type GivenNames, type NameFlags, namesAsked, namesGiven } from './add/names.ts';
import type { OwnOrder } from './add/paper-account.ts';
import { amendmentsOf, type WrittenAmendments } from './amend/amendments.ts';
import { sayChanges } from './amend/change-words.ts';
import { type Comparison, changesOf } from './amend/edition.ts';
import { knownTexts, withAcceptances } from './amend/known-texts.ts';
import { type ChangeOptions, changeRecord, type Plan } from './change-record.ts';
import { pathKind } from './disk.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import type { Input } from './input.ts';
import type { Io } from './io.ts';
import { type PaperDate, paperDate } from './paper-date.ts';
import type { NewFile } from './safe-file.ts';
import { inputsFor, soundOrder } from './which-order.ts';

export interface AmendOptions extends ChangeOptions, NameFlags {
  readonly date?: string;
  readonly whole?: true;
  readonly changes?: true;
  readonly reference?: string;
  readonly note?: string;
}

/** Adds to a record what a later paper changes in its list of names. */
export async function amend(asked: string, options: AmendOptions, io: Io): Promise<ExitCode> {
  if (options.whole && options.changes)
    throw new CommandError('A paper is the whole list or it has the changes alone: leave out --whole or --changes.');
  if (!io.converse && options.from === undefined && options.target === undefined)
    throw new CommandError('There is nobody to ask here, so the paper is needed: --from FILE, or --target NAME.');
  try {
    const plan = (input: Input) => planAmendment(asked, { input, options }, io);
    return await changeRecord({ inputs: inputsFor(asked, io.cwd), options, plan }, io);
  } catch (error) {
    // What is open has been said.
    if (error instanceof Undecided) return exitCodes.errors;
    throw error;
  }
}

/** Lines of the paper need a person. */
class Undecided extends Error {}

interface Amending {
  readonly input: Input;
  readonly options: AmendOptions;
}

async function planAmendment(asked: string, { input, options }: Amending, io: Io): Promise<Plan> {
  const order = soundOrder(asked, input, io);
  const names = await namesOfPaper(order, { input, options }, io);
  const date = await dateOf(order, names, { options, io });
  const day = date.text.slice(0, 'YYYY-MM-DD'.length);
  const comparison = comparisonWith(order, { corpus: input.corpus, day, cwd: io.cwd });
  const entries = withAcceptances(names.entries, order.record);
  const kind = await kindOf(entries, { comparison, options, io });
  const changes = changesOf(entries, { ...comparison, kind });
  refuseEmpty(entries, kind);
  const last = lastAmendment(order);
  const { reference, note } = options;
  const base = freeBase(order, day, io);
  const written = amendmentsOf(changes, { base, day, last, reference, note, source: names.source });
  io.stderr(sayChanges(names, changes, written));
  if (written.amendments.length === 0) throw new CommandError('The record stays as it is.', exitCodes.fine);
  const concerned = [...changes.added, ...changes.removed, ...changes.changed].flatMap(({ name }) => name ?? []);
  return {
    order,
    at: date.span.start,
    names: concerned,
    append: (text) => appendAll(text, { written, added: changes.added }),
    files: filesOf(order, { names, written, base }),
  };
}

function comparisonWith(
  order: Order,
  { corpus, day, cwd }: { readonly corpus: Corpus; readonly day: string; readonly cwd: string },
): Omit<Comparison, 'kind'> {
  const startOf = (text: string) => spanOf(text, order.timeZone)?.start ?? Number.NaN;
  return {
    listings: listingsOf(corpus, order),
    scope: order.record.scope ?? 'subtree',
    known: knownTexts(order, cwd),
    leftOut: new Set(order.excluded.map(({ name }) => name)),
    day,
    startOf,
    since: lastInstant(order),
  };
}

async function namesOfPaper(order: Order, { input, options }: Amending, io: Io): Promise<GivenNames> {
  const existing = existingOf(input, io);
  const { scope } = order.record;
  const settled = settledNames(order, input);
  const world = {
    existing,
    facts: { ...(scope && { scope }) },
    own: { id: order.id, settled, leftOut: leftOutLines(order) },
    io,
  };
  const conversation = await io.converse?.();
  if (conversation) return namesAsked(options, { ...world, conversation, keeper: nowhere() });
  const names = await namesGiven(options, world);
  if (names === 'undecided') throw new Undecided();
  return names;
}

/** Names on which somebody has decided already: those that the order lists or has listed, and those that it leaves out. */
function settledNames(order: Order, { corpus }: Input): ReadonlySet<DomainName> {
  return new Set([...listingsOf(corpus, order).keys(), ...order.excluded.map(({ name }) => name)]);
}

function leftOutLines({ record }: Order): OwnOrder['leftOut'] {
  return new Map((record.excluded ?? []).map(({ name, by, reason }) => [name, { leaveOut: reason, by }]));
}

/** Decisions on an amendment last as long as the command: the order itself is on record. */
function nowhere(): { readonly names: DraftNames | undefined; readonly keepNames: () => void } {
  return { names: undefined, keepNames: () => {} };
}

async function dateOf(
  order: Order,
  { entries }: GivenNames,
  { options, io }: { readonly options: AmendOptions; readonly io: Io },
): Promise<PaperDate> {
  const { timeZone } = order;
  const latest = entries
    .flatMap(({ from, deleted }) => [from, deleted].filter((day) => day !== undefined))
    .sort()
    .at(-1);
  const hint = latest === undefined ? '' : ` The latest day in it is ${latest}.`;
  const message = `Which day is the paper of?${hint}`;
  const date = await paperDate({ given: options.date, message, timeZone }, io);
  const last = lastInstant(order);
  if (last === undefined || date.span.start >= last) return date;
  throw new CommandError(
    `The last amendment of ${order.id} on record is of ${showLocal(last, timeZone)}, which is later, and amendments stand oldest first. Look at the date. Nothing was written.`,
  );
}

function lastInstant(order: Order): Instant | undefined {
  return order.editions.findLast(({ at }) => at !== undefined)?.at;
}

function lastAmendment(order: Order): string | undefined {
  return order.record.amendments?.at(-1)?.date.slice(0, 'YYYY-MM-DD'.length);
}

interface Deciding {
  readonly comparison: Omit<Comparison, 'kind'>;
  readonly options: AmendOptions;
  readonly io: Io;
}

/** Whether names that the paper does not have are off the list: only a person or the command line can say so. */
async function kindOf(
  entries: readonly ListedEntry[],
  { comparison, options, io }: Deciding,
): Promise<Comparison['kind']> {
  if (options.whole) return 'whole';
  if (options.changes) return 'changes';
  const whole = changesOf(entries, { ...comparison, kind: 'whole' });
  const changes = changesOf(entries, { ...comparison, kind: 'changes' });
  // Both readings come to the same.
  if (isDeepStrictEqual([whole.removed, whole.changed], [changes.removed, changes.changed])) return 'changes';
  const ends = counted(whole.removed.length, 'name');
  const conversation = await io.converse?.();
  if (!conversation) {
    throw new CommandError(
      `The paper can be the whole list (then ${ends} would be off it: --whole) or have the changes alone (then ${counted(changes.removed.length, 'name')}: --changes). Say which.`,
    );
  }
  return conversation.choose<Comparison['kind']>({
    message: 'Is the paper the whole list as it now is, or does it have the changes alone?',
    choices: [
      { value: 'whole', label: 'The whole list', hint: `then ${ends} would be off it` },
      {
        value: 'changes',
        label: 'The changes alone',
        hint: `then ${counted(changes.removed.length, 'name')} would be off it`,
      },
    ],
  });
}

/** A paper without a name is more often the wrong file than the end of a list. */
function refuseEmpty(entries: readonly ListedEntry[], kind: Comparison['kind']): void {
  if (kind === 'changes' || entries.length > 0) return;
  throw new CommandError(
    'There is not one name in the paper, so every name of the order would end. Is it the right file? If the order has ended, use blocklist lift. Nothing was written.',
  );
}

interface Appending {
  readonly written: WrittenAmendments;
  readonly added: readonly ListedEntry[];
}

/** All amendments, and what somebody has left out of them. */
function appendAll(text: string, { written, added }: Appending): Appended {
  const steps = [
    ...written.amendments.map((amendment) => (before: string) => appendAmendment(before, amendment)),
    ...added.flatMap(({ text: name, leftOut }) =>
      leftOut ? [(before: string) => appendTo(before, { key: 'excluded', item: { name, ...leftOut } })] : [],
    ),
  ];
  let all: Extract<Appended, { kind: 'changed' }> | undefined;
  for (const step of steps) {
    const next = step(all?.text ?? text);
    if (next.kind === 'refused') return next;
    all = { ...next, line: Math.min(all?.line ?? next.line, next.line), lines: [...(all?.lines ?? []), ...next.lines] };
  }
  return all ?? { kind: 'refused', message: 'There is nothing to add.' };
}

interface Files {
  readonly names: GivenNames;
  readonly written: WrittenAmendments;
  readonly base: string;
}

function filesOf({ file }: Order, { names, written, base }: Files): readonly NewFile[] {
  const folder = posix.dirname(file);
  const account =
    names.account === undefined ? [] : [{ file: `${base}.account.csv`, bytes: Buffer.from(names.account) }];
  return [...written.files, ...account].map((one) => ({ path: posix.join(folder, one.file), bytes: one.bytes }));
}

/** The name for the files of a paper, as the record names them, without their endings: two papers may be of one day. */
function freeBase({ id, file }: Order, day: string, io: Io): string {
  const isFree = (base: string) =>
    ['.txt', '.account.csv'].every((end) => !pathKind(`${posix.join(posix.dirname(file), base)}${end}`, io.cwd));
  const base = `${id}/${day}`;
  for (let number = 2; ; number++) {
    if (isFree(base)) return base;
    if (isFree(`${base}-${number}`)) return `${base}-${number}`;
  }
}
