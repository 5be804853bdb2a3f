import { resolve } from 'node:path';
import { harmless } from '../core/text.ts';
import type { Conversation } from './conversation.ts';
import { attempt, filesBelow, pathKind, shownPath } from './disk.ts';
import { makeFolder } from './durable.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { placeFiles } from './init/place.ts';
import { plannedFiles } from './init/plan.ts';
import { askedChoices, askHooks, type Given, usualChoices } from './init/questions.ts';
import { initReport } from './init/report.ts';
import { type HookState, hookState, prefixOf, useHooks } from './init/repository.ts';
import { ordersFolder } from './input-files.ts';
import type { Io } from './io.ts';

export interface InitOptions extends Given {
  readonly hooks?: boolean | undefined;
}

/** Makes a folder ready for orders. What is there already stays as it is. */
export async function init(folder: string, options: InitOptions, io: Io): Promise<ExitCode> {
  const label = shownPath(folder, io.cwd);
  const place = resolve(io.cwd, folder);
  if (pathKind(folder, io.cwd) === 'file') {
    throw new CommandError(`${label} is a file. Name a folder, or a new one.`);
  }
  const conversation = await io.converse?.();
  const asking = { given: options, hasOrders: hasOrders(place) };
  const choices = conversation ? await askedChoices(asking, conversation) : usualChoices(asking);
  const wanted = await wantsHooks(place, options.hooks, conversation);
  attempt(() => makeFolder(place), label);
  const files = await placeFiles(place, plannedFiles(choices));
  const hooks = settleHooks(place, wanted);
  const told = initReport({
    label: label === '.' ? undefined : label,
    choices,
    files,
    hooks,
    prefix: prefixOf(place) ?? '',
  });
  io.stderr(told.split('\n').map(harmless).join('\n'));
  return exitCodes.fine;
}

function hasOrders(place: string): boolean {
  if (pathKind(ordersFolder, place) !== 'folder') return false;
  return filesBelow(ordersFolder, place, (name) => /\.ya?ml$/i.test(name)).length > 0;
}

/** Somebody's git is never set without a word: by the flag, or by an answer. */
async function wantsHooks(place: string, flag: boolean | undefined, conversation?: Conversation): Promise<boolean> {
  if (flag !== undefined || !conversation) return flag ?? false;
  return hookState(place).kind === 'free' && (await askHooks(conversation));
}

function settleHooks(place: string, wanted: boolean): HookState {
  const state = hookState(place);
  if (!wanted || state.kind !== 'free') return state;
  useHooks(place, state.path);
  return { kind: 'ours' };
}
