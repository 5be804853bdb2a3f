import { readFileSync, type Stats, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { harmless } from '../../core/text.ts';
import type { Answers } from '../../import/answers.ts';
import type { PaperChoices } from '../../import/paper.ts';
import type { Conversation } from '../conversation.ts';
import { attempt } from '../disk.ts';
import { CommandError } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { readAnswers } from './answers-file.ts';
import { settleDoubts } from './doubts.ts';
import type { Keeper } from './draft-choice.ts';
import type { Existing } from './existing.ts';
import type { Facts } from './facts.ts';
import { type Around, accountOf, namesOf, openPaper, type PaperFile, type PaperNames } from './paper-account.ts';
import { settleProblems } from './problems.ts';
import { problemsOf, sayDoubts, sayUndecided } from './undecided.ts';

/** What the command line says of the names and of the paper that they stand in. */
export interface NameFlags {
  readonly from?: string;
  readonly target?: readonly string[];
  /** false: no name is known yet. */
  readonly names?: boolean;
  readonly answers?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly part?: readonly string[];
  readonly column?: string;
  readonly listedColumn?: string;
  readonly deletedColumn?: string;
  readonly dateOrder?: string;
}

export type GivenNames = PaperNames;

const noNames: GivenNames = { entries: [], account: undefined, source: undefined, summary: '' };

export interface NameWorld {
  readonly existing: Existing;
  readonly facts: Pick<Facts, 'scope'>;
  /** The order that the names are for, if it is on record, with the names on which somebody has decided already. */
  readonly own?: Around['own'];
  readonly io: Io;
}

/** The names of the command line; undecided, after saying so, where lines of the paper need a person. */
export async function namesGiven(flags: NameFlags, world: NameWorld): Promise<GivenNames | 'undecided'> {
  const { io } = world;
  const file = paperGiven(flags, io);
  if (!file) return noNames;
  const open = await openPaper(file, choicesOf(flags));
  if (open.doubts.length > 0) throw new CommandError(sayDoubts(shownName(file), open.doubts));
  const answers = flags.answers === undefined ? {} : readAnswers(flags.answers, io.cwd);
  const account = accountOf(open, answers, aroundOf(world));
  const problems = problemsOf(account);
  if (problems.length === 0 && account.unused.length === 0) return namesOf(open, account);
  const { summary, unused } = account;
  io.stderr(`${sayUndecided({ file: shownName(file), remarks: open.remarks, problems, unused, summary })}\n`);
  return 'undecided';
}

interface AskingWorld extends NameWorld {
  readonly conversation: Conversation;
  readonly keeper: Pick<Keeper, 'names' | 'keepNames'>;
}

/** Asks where the names are, then for everything that the paper leaves open. Decisions are kept as they are made. */
export async function namesAsked(flags: NameFlags, world: AskingWorld): Promise<GivenNames> {
  const { conversation, keeper, io } = world;
  const file = await paperAsked(flags, world);
  if (!file) {
    keeper.keepNames({ none: true });
    return noNames;
  }
  const where = file.path === undefined ? { pasted: Buffer.from(file.bytes).toString('utf8') } : { file: file.path };
  // Decisions on one paper say nothing of another.
  const isBegun = where.file === keeper.names?.file && where.pasted === keeper.names?.pasted;
  const begun = isBegun ? keeper.names : undefined;
  if (!begun) keeper.keepNames(where);
  const choices = { ...begun?.choices, ...choicesOf(flags) };
  const open = await settleDoubts(await openPaper(file, choices), {
    conversation,
    choices,
    keep: (made) => keeper.keepNames({ ...begun, ...where, choices: made }),
  });
  for (const line of open.remarks) conversation.say(line);
  const given = flags.answers === undefined ? {} : readAnswers(flags.answers, io.cwd);
  const account = await settleProblems({
    conversation,
    answers: { ...begun?.answers, ...given },
    accountFor: (answers: Answers) => accountOf(open, answers, aroundOf(world)),
    keep: (answers) => keeper.keepNames({ ...begun, ...where, choices: open.choices, answers }),
  });
  return namesOf(open, account);
}

/** A paper with the path that leads to it, if it is a file. */
interface GivenPaper extends PaperFile {
  readonly path: string | undefined;
}

/** What the command line says goes before what was begun, and that before asking. */
async function paperAsked(
  flags: NameFlags,
  { conversation, keeper, io }: AskingWorld,
): Promise<GivenPaper | undefined> {
  const given = paperGiven(flags, io);
  if (given || flags.names === false) return given;
  const { none, file, pasted: text } = keeper.names ?? {};
  if (none) return undefined;
  if (text !== undefined) return pasted(text);
  const gone = file === undefined ? undefined : whyNoFile(file, io);
  if (file !== undefined && gone === undefined) return paperAt(file, io);
  if (gone !== undefined) conversation.say(gone);
  return askPaper(conversation, io);
}

function aroundOf({ existing, facts, own }: NameWorld): Around {
  return { existing, scope: facts.scope ?? 'subtree', own };
}

function choicesOf({
  encoding,
  delimiter,
  part,
  column,
  listedColumn,
  deletedColumn,
  dateOrder,
}: NameFlags): PaperChoices {
  const given = { encoding, delimiter, parts: part, column, listedColumn, deletedColumn, dateOrder };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as PaperChoices;
}

function paperGiven({ from, target }: NameFlags, io: Io): GivenPaper | undefined {
  if (from !== undefined && target !== undefined)
    throw new CommandError(
      'The names come from a file or from the command line, not from both: leave out --from or --target.',
    );
  if (from !== undefined) return paperAt(from, io);
  return target === undefined ? undefined : pasted(target.join('\n'));
}

/** What was typed has no file. */
function shownName({ kind, name }: PaperFile): string {
  return kind === 'pasted' ? 'The names given' : name;
}

/** Octets of a paper; the importers have bounds of their own. */
const largestPaper = 100 << 20;

function paperAt(path: string, io: Io): GivenPaper {
  const bytes = attempt(() => {
    const { size } = checked(statSync(resolve(io.cwd, path)), path);
    if (size > largestPaper)
      throw new CommandError(`${harmless(path)} is larger than 100 MB. No paper that names sites is.`);
    return readFileSync(resolve(io.cwd, path));
  }, path);
  return { name: basename(path), bytes, kind: 'paper', path };
}

/** A device, a pipe or a socket may give octets without an end, or never one. */
function checked(stats: Stats, path: string): Stats {
  if (stats.isFile() || stats.isDirectory()) return stats;
  throw new CommandError(
    `${harmless(path)} is no file that can be read as a paper. Save the paper as a file of its own and name that.`,
  );
}

function pasted(text: string): GivenPaper {
  return { name: 'list.txt', bytes: Buffer.from(text), kind: 'pasted', path: undefined };
}

async function askPaper(conversation: Conversation, io: Io): Promise<GivenPaper | undefined> {
  const where = await conversation.choose({
    message: 'Where are the names that must be blocked?',
    choices: [
      { value: 'file', label: 'In a file', hint: 'PDF, Word, Excel, CSV, text …' },
      { value: 'paste', label: 'I paste or type them' },
      { value: 'none', label: 'They are not known yet' },
    ],
  });
  if (where === 'none') return undefined;
  if (where === 'paste') {
    const text = await conversation.lines({ message: 'Paste or type the names, one on each line.' });
    return text.trim() === '' ? undefined : pasted(text);
  }
  const path = await conversation.line({
    message: 'Which file?',
    hint: 'You can drag the file into this window.',
    validate: (typed) => whyNoFile(droppedPath(typed), io),
  });
  return paperAt(droppedPath(path), io);
}

function whyNoFile(path: string, io: Io): string | undefined {
  if (path === '') return 'Write the name of the file.';
  try {
    paperAt(path, io);
    return undefined;
  } catch (error) {
    if (error instanceof CommandError) return error.message;
    throw error;
  }
}

/** A file that is dragged into a terminal comes in quotes, or with backslashes before its spaces. */
function droppedPath(typed: string): string {
  const bare = /^(['"])(.*)\1$/.exec(typed.trim())?.[2] ?? typed.trim();
  return process.platform === 'win32' ? bare : bare.replace(/\\([ '"()&])/g, '$1');
}
