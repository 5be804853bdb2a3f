import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes } from '../../../src/cli/exit-codes.ts';
import { type Answers, Scripted } from '../../support/conversation.ts';
import type { Run, Workspace } from '../../support/workspace.ts';

export interface Talk extends Run {
  readonly transcript: string;
  /** Questions that the script answers and nobody has asked. */
  readonly unused: readonly string[];
}

/** Runs `add` with a person who gives these answers, and then breaks off. */
export async function talk(space: Workspace, answers: Answers, ...flags: readonly string[]): Promise<Talk> {
  const person = new Scripted(answers);
  const run = await space.answering(person).run('add', ...flags);
  if (run.status === exitCodes.fault) throw new Error(`${run.stderr}${person.transcript.join('\n')}`);
  return { ...run, transcript: person.transcript.join('\n'), unused: person.unused };
}

/** Every file of a folder, and no folder. */
export function filesOf({ folder }: Workspace): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

export const goOn: Answers = [['began earlier', 'Go on with']];
export const write: Answers = [['Is it right?', 'Yes, write it']];
