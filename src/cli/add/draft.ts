import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Answers } from '../../import/answers.ts';
import type { PaperChoices } from '../../import/paper.ts';
import { attempt } from '../disk.ts';
import { makeFolder, removeFile, syncFolder, writeNew } from '../durable.ts';
import { mayBeAlive, newOwner, type Owner, ownerText, workIsOver } from '../owner.ts';
import { asidePath } from '../pending.ts';
import type { Facts } from './facts.ts';
import type { Said } from './recalling.ts';

/** Answers that are not an order yet. */
export interface Draft {
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly saved: string;
  readonly title?: string;
  readonly facts: Facts;
  /** Where the names come from. */
  readonly names?: DraftNames;
  /** Answers of a step that is not done. */
  readonly said?: readonly Said[];
}

export interface DraftNames {
  /** No name is known yet. */
  readonly none?: true;
  /** A paper's file, as seen from the folder that the draft lies in. */
  readonly file?: string;
  /** A list that was pasted. */
  readonly pasted?: string;
  /** How the paper is to be read. */
  readonly choices?: PaperChoices;
  /** Decisions on its lines. */
  readonly answers?: Answers;
}

export const draftsFolder = '.blocklist/drafts';

/** The drafts of this folder, the newest first. One that cannot be read stays where it is and is not offered. */
export function readDrafts(cwd: string): readonly Draft[] {
  const folder = join(cwd, draftsFolder);
  return namesIn(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => readDraft(join(folder, name), name.slice(0, -'.json'.length)) ?? [])
    .sort((a, b) => (a.saved < b.saved ? 1 : -1));
}

function readDraft(path: string, id: string): Draft | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isDraft(value) ? { ...value, id } : undefined;
  } catch {
    return undefined;
  }
}

function isDraft(value: unknown): value is Omit<Draft, 'id'> {
  if (typeof value !== 'object' || value === null) return false;
  const { facts, saved } = value as Partial<Draft>;
  return typeof facts === 'object' && facts !== null && typeof saved === 'string' && !Number.isNaN(Date.parse(saved));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Nobody has begun a draft here.
    return [];
  }
}

const asideName = new RegExp(`^\\..+\\.(${ownerText})\\.part$`);

/** Takes away what programs that were killed have left half written. */
export function sweepDrafts(cwd: string): void {
  const folder = join(cwd, draftsFolder);
  for (const name of namesIn(folder)) {
    const [, owner] = asideName.exec(name) ?? [];
    if (owner !== undefined && !mayBeAlive(owner as Owner)) attempt(() => removeFile(join(folder, name)), draftsFolder);
  }
}

/** Keeps a draft whole at any moment, whatever ends the program. */
export function saveDraft({ id, ...draft }: Draft, cwd: string): void {
  const folder = join(cwd, draftsFolder);
  const path = join(folder, `${id}.json`);
  const owner = newOwner();
  const aside = asidePath(path, owner);
  attempt(() => {
    makeFolder(folder);
    // What an order says may be secret: for this account alone.
    writeNew(aside, Buffer.from(`${JSON.stringify(draft, null, 2)}\n`), 0o600);
    renameSync(aside, path);
    syncFolder(folder);
  }, `${draftsFolder}/${id}.json`);
  workIsOver(owner);
}

export function dropDraft(id: string, cwd: string): void {
  attempt(() => rmSync(join(cwd, draftsFolder, `${id}.json`), { force: true }), `${draftsFolder}/${id}.json`);
}
