import { posix } from 'node:path';
import { standingAt } from '../../compile/in-force.ts';
import { idleReason } from '../../compile/trace.ts';
import { type Instant, showLocal } from '../../core/dates.ts';
import { type Diagnostic, hasErrors } from '../../core/diagnostic.ts';
import type { Order } from '../../core/order.ts';
import type { Settings } from '../../core/settings.ts';
import { counted, harmless } from '../../core/text.ts';
import { recordText } from '../../write/record-text.ts';
import type { Conversation } from '../conversation.ts';
import { findingsText } from '../findings.ts';
import { inputFiles, ordersFolder } from '../input-files.ts';
import type { Io } from '../io.ts';
import { judge } from '../judge.ts';
import { createTogether, FileExists, type NewFile } from '../safe-file.ts';
import { schemaFor } from '../schema-path.ts';
import type { Existing } from './existing.ts';
import type { Facts } from './facts.ts';
import { placeNames } from './listed-names.ts';
import type { GivenNames } from './names.ts';
import { recordOf } from './record-of.ts';

/** An order ready to be written, with all that is to be said of it. */
export interface Finished {
  readonly id: string;
  /** Where the record goes, as people are shown it. */
  readonly file: string;
  readonly text: string;
  /** The lists first, the record last. */
  readonly files: readonly NewFile[];
  readonly findings: readonly Diagnostic[];
  readonly hasErrors: boolean;
  /** Where it stands now, in a sentence. */
  readonly standing: string;
  /** What became of the lines of the paper, in a line; empty where there was no paper. */
  readonly account: string;
}

/** Makes the record of facts and names, and judges it as `check` would. */
export function finished(
  facts: Facts,
  names: GivenNames,
  { existing, io }: { readonly existing: Existing; readonly io: Io },
): Finished {
  const id = facts.id ?? '';
  const folder = `${ordersFolder}/${(facts.country ?? '').toLowerCase()}`;
  const file = `${folder}/${id}.yaml`;
  const placed = placeNames(names.entries, id);
  const sources = [...(names.source ? [names.source] : []), ...(facts.sources ?? [])];
  const record = recordOf({ ...facts, ...(sources.length > 0 && { sources }) }, placed.names);
  const text = recordText(record, { schema: schemaFor(file, io.cwd) });
  const lists = placed.files.map((list) => ({ path: posix.join(folder, list.file), bytes: list.bytes }));
  const account = names.account === undefined ? [] : [accountFile(posix.join(folder, id), names.account)];
  const byPath = new Map(lists.map(({ path, bytes }) => [path, bytes]));
  const judged = judge({ file, text, lists: byPath }, existing.settings, io.cwd);
  return {
    id,
    file,
    text,
    files: [...lists, ...account, { path: file, bytes: Buffer.from(text) }],
    findings: judged.findings,
    hasErrors: hasErrors(judged.findings) || judged.order === undefined,
    standing: standing(judged.order, { now: io.now(), settings: existing.settings }),
    account: names.summary,
  };
}

/** What became of every line of a paper, beside the record. */
function accountFile(folder: string, table: string): NewFile {
  return { path: `${folder}/account.csv`, bytes: Buffer.from(table) };
}

function standing(
  order: Order | undefined,
  { now, settings }: { readonly now: Instant; readonly settings: Settings },
): string {
  if (!order) return 'It cannot be read yet.';
  const names = counted(order.account.targets, 'name');
  const at = standingAt(order.events, now);
  switch (at.state) {
    case 'draft':
      return `It is a draft with ${names}: no date says from when they must be blocked, so nothing is blocked by it yet.`;
    case 'not-yet':
      return `It lists ${names} and counts from ${showLocal(at.from, order.timeZone)} on.`;
    case 'in-force':
      return `It lists ${names} and has been in force since ${showLocal(at.since, order.timeZone)}.${whyIdle(order, { now, settings })}`;
    default:
      return `It lists ${names} and is not in force now.`;
  }
}

/** An order may be in force and bind others, or nobody who runs a resolver. */
function whyIdle(order: Order, { now, settings }: { readonly now: Instant; readonly settings: Settings }): string {
  const reason = idleReason(order, { asOf: { kind: 'moment', instant: now }, settings, territory: undefined });
  return reason === undefined ? '' : ` Nothing is blocked by it here, because ${reason.replace(/\.$/, '')}.`;
}

/** What a person wants to become of an order that is ready. */
export type Wish = 'write' | 'change' | 'later';

/** Shows the finished file and asks what to do with it; with `yes`, only where something stands against it. */
export async function offer(
  order: Finished,
  { yes, dryRun }: { readonly yes?: true; readonly dryRun?: true },
  conversation: Conversation,
): Promise<Wish> {
  conversation.say(`This is the file ${order.file}:\n\n${shownFile(order.text)}`);
  if (order.account !== '') conversation.say(order.account);
  if (order.findings.length > 0) conversation.say(findingsText(order.findings).trimEnd());
  conversation.say(order.standing);
  if (yes && !order.hasErrors) return 'write';
  return conversation.choose<Wish>({
    message: order.hasErrors ? 'It cannot be written like this. What now?' : 'Is it right?',
    choices: [
      ...(order.hasErrors
        ? []
        : [{ value: 'write', label: dryRun ? 'Yes (nothing is written now)' : 'Yes, write it' } as const]),
      { value: 'change', label: 'Change an answer' },
      { value: 'later', label: 'Keep it for later' },
    ],
  });
}

/** Lines of a file that are shown: more scroll away unread. */
const mostShown = 200;

function shownFile(text: string): string {
  const lines = text.trimEnd().split('\n').map(harmless);
  if (lines.length <= mostShown) return lines.join('\n');
  const [head, tail] = [lines.slice(0, mostShown / 2), lines.slice(-mostShown / 2)];
  return [...head, `… ${lines.length - mostShown} more lines …`, ...tail].join('\n');
}

/** Says what was found, where nobody is there to be asked. */
export function showFinished(order: Finished, { dryRun }: { readonly dryRun?: true }, io: Io): void {
  if (dryRun) io.stdout(order.text);
  if (order.account !== '') io.stderr(`${order.account}\n`);
  if (order.findings.length > 0) io.stderr(findingsText(order.findings));
  if (dryRun) io.stderr(`${order.standing}\nNothing was written, because of --dry-run.\n`);
}

/** By their files, as they are now: an order of a name may have come meanwhile, and from another country's folder. */
export function namesOnRecord({ cwd }: Io): readonly string[] {
  return inputFiles([], cwd).records.map((path) => posix.basename(path).replace(/\.ya?ml$/i, ''));
}

/** Writes the record and its lists; false where a file of that name has come in the meantime. */
export async function writeOrder(order: Finished, io: Io): Promise<boolean> {
  const { id, file, files, standing: where } = order;
  if (namesOnRecord(io).includes(id)) return false;
  try {
    await createTogether(files, io.cwd);
  } catch (error) {
    if (error instanceof FileExists) return false;
    throw error;
  }
  io.stderr(`Written: ${file}\n${where}\nNow run blocklist build, so that resolvers learn of it.\n`);
  return true;
}
