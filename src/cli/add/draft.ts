import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answers } from '../../import/answers.ts';
import type { PaperChoices } from '../../import/paper.ts';
import { attempt } from '../disk.ts';
import type { Facts } from './facts.ts';

/** Answers that are not an order yet. */
export interface Draft {
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly saved: string;
  readonly title?: string;
  readonly facts: Facts;
  /** Where the names come from. */
  readonly names?: DraftNames;
}

export interface DraftNames {
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
  let files: readonly string[];
  try {
    files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    // Nobody has begun a draft here.
    return [];
  }
  return files
    .flatMap((name) => readDraft(join(folder, name), name.slice(0, -'.json'.length)) ?? [])
    .sort((a, b) => (a.saved < b.saved ? 1 : -1));
}

function readDraft(path: string, id: string): Draft | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value !== 'object' || value === null || !('facts' in value) || !('saved' in value)) return undefined;
    return { ...(value as Draft), id };
  } catch {
    return undefined;
  }
}

/** Keeps a draft whole at any moment, whatever ends the program. */
export function saveDraft({ id, ...draft }: Draft, cwd: string): void {
  const path = join(cwd, draftsFolder, `${id}.json`);
  const aside = `${path}.${process.pid}`;
  attempt(() => {
    mkdirSync(join(cwd, draftsFolder), { recursive: true });
    // What an order says may be secret: for this account alone.
    writeFileSync(aside, `${JSON.stringify(draft, null, 2)}\n`, { mode: 0o600 });
    renameSync(aside, path);
  }, `${draftsFolder}/${id}.json`);
}

export function dropDraft(id: string, cwd: string): void {
  attempt(() => rmSync(join(cwd, draftsFolder, `${id}.json`), { force: true }), `${draftsFolder}/${id}.json`);
}
