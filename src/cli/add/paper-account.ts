import { objectionsTo } from '../../compile/guards/index.ts';
import { codes } from '../../core/codes.ts';
import type { DomainName } from '../../core/name.ts';
import type { Scope } from '../../core/order.ts';
import type { Settings } from '../../core/settings.ts';
import { counted, harmless } from '../../core/text.ts';
import { accountFor, type Objection } from '../../import/account.ts';
import { accountTable } from '../../import/account-table.ts';
import type { Answer, Answers } from '../../import/answers.ts';
import type { Account, Item } from '../../import/items.ts';
import type { Doubt, PaperChoices } from '../../import/paper.ts';

import { understand } from '../../import/understand.ts';
import type { Dropped, Understanding } from '../../import/understanding.ts';
import { digestOf } from '../digest.ts';
import { CommandError } from '../exit-codes.ts';
import { readPaperFile } from '../paper-worker.ts';
import type { Existing } from './existing.ts';
import type { ListedEntry } from './listed-names.ts';

/** A paper as it lies there. */
export interface PaperFile {
  /** Its file's name, without folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Whether it is a paper, whose places mean something to others; a list that was pasted is none. */
  readonly kind: 'paper' | 'pasted';
}

/** A paper that was read, with what it leaves open. */
export interface OpenPaper {
  readonly file: PaperFile;
  readonly understanding: Understanding;
  readonly doubts: readonly Doubt[];
  /** What a person should know of it besides its names, in sentences. */
  readonly remarks: readonly string[];
}

export async function openPaper(file: PaperFile, choices: PaperChoices): Promise<OpenPaper> {
  const paper = await readPaperFile(file.bytes, file.name, choices);
  if ('message' in paper) throw new CommandError(`${harmless(file.name)}: ${paper.message}`);
  const understanding = understand(paper, choices);
  const open = [...paper.doubts, ...understanding.doubts].filter(({ about }) => choices[about] === undefined);
  const remarks = [...personalData(understanding), ...paper.remarks, ...understanding.remarks].map(harmless);
  return { file, understanding, doubts: open, remarks };
}

/** What names are held against. */
export interface Around {
  readonly existing: Existing;
  /** What a name means in this order unless it says otherwise. */
  readonly scope: Scope;
  /** The order that the names are for, if it is on record, with the names on which somebody has decided already. */
  readonly own?: OwnOrder | undefined;
}

export interface OwnOrder {
  readonly id: string;
  readonly settled: ReadonlySet<DomainName>;
  /** Lines that nobody can read and that the record leaves out, by their words. */
  readonly leftOut: ReadonlyMap<string, Extract<Answer, { leaveOut: string }>>;
}

export function accountOf({ understanding }: OpenPaper, answers: Answers, around: Around): Account {
  const { existing, scope: usual, own } = around;
  const accountWith = (decided: Answers) =>
    accountFor(understanding, {
      existing: (name, scope) => existing.orderedBy(name, scope ?? usual).filter((id) => id !== own?.id),
      judge: (name, scope) => (own?.settled.has(name) ? [] : objections(name, scope ?? usual, existing.settings)),
      answers: decided,
    });
  const account = accountWith(answers);
  const known = account.items.flatMap((item) => {
    const answer = item.verdict === 'needs-you' ? own?.leftOut.get(cut(item.text, longestTarget)) : undefined;
    return answer ? [[item.at, answer] as const] : [];
  });
  return known.length === 0 ? account : accountWith({ ...Object.fromEntries(known), ...answers });
}

const acceptable: ReadonlySet<string> = new Set([
  'domain/public-suffix',
  'domain/top-level',
  'domain/special-use',
  'domain/protected',
  'domain/operator-own',
]);

function objections(name: DomainName, scope: Scope, settings: Settings): readonly Objection[] {
  const place = { file: '', line: 1, column: 1, endColumn: 1, text: name };
  const target = { name, scope, from: undefined, until: undefined, place, accepted: [] };
  return objectionsTo(target, settings).map(({ code, message }) => ({
    code,
    severity: codes[code].severity,
    message,
    acceptable: acceptable.has(code),
  }));
}

/** What the record and the file beside it keep of a paper. */
export interface PaperNames {
  readonly entries: readonly ListedEntry[];
  /** What became of every line, as CSV; undefined for a list that was pasted. */
  readonly account: string | undefined;
  readonly source: { readonly file: string; readonly sha256: string; readonly kind: 'primary' } | undefined;
  /** In a few lines. */
  readonly summary: string;
}

export function namesOf({ file, remarks }: OpenPaper, account: Account): PaperNames {
  const isPaper = file.kind === 'paper';
  const entries = account.items.flatMap((item) => entryOf(item) ?? []);
  return {
    entries: isPaper ? entries : entries.map((entry) => ({ ...entry, at: undefined })),
    account: isPaper ? accountTable(account) : undefined,
    source: isPaper
      ? { file: cut(harmless(file.name), longestText), sha256: digestOf(file.bytes), kind: 'primary' }
      : undefined,
    summary: [account.summary, ...remarks].join('\n'),
  };
}

/** Characters of a text of a record, and of what stands in the place of a name, as far as the schema takes them. */
const longestText = 500;
const longestTarget = 2000;

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function personalData({ dropped }: Understanding): readonly string[] {
  return dropped.length === 0 ? [] : [`Personal data, left out: ${dropped.map(showDropped).join(', ')}.`];
}

function showDropped({ kind, what, count }: Dropped): string {
  return kind === 'column' ? `${counted(count, 'cell')} of ${what}` : `${count} × ${what}`;
}

/** As the record says it; undefined for a line that says nothing of its own. */
function entryOf(item: Item): ListedEntry | undefined {
  const blank = {
    anyTldOf: undefined,
    name: undefined,
    raw: undefined,
    scope: undefined,
    from: undefined,
    deleted: undefined,
    accept: undefined,
    leftOut: undefined,
    at: cut(item.at, longestText),
  };
  switch (item.verdict) {
    case 'accepted':
    case 'already-ordered': {
      const { name, raw, scope, from, deleted, accepted } = item.entry;
      return {
        ...blank,
        text: name,
        name,
        raw: raw === undefined ? undefined : cut(raw, longestText),
        scope,
        from,
        deleted,
        accept: accepted,
      };
    }
    case 'not-expressible': {
      const { written, anyTldOf, from, deleted, text } = item;
      return {
        ...blank,
        text: written,
        raw: text === written ? undefined : cut(text, longestText),
        anyTldOf,
        from,
        deleted,
      };
    }
    case 'left-out':
      return {
        ...blank,
        text: cut(item.name ?? item.text, longestTarget),
        leftOut: { by: item.by, reason: item.reason },
      };
    default:
      return undefined;
  }
}
