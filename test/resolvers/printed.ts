import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, inject } from 'vitest';
import type { Workspace } from '../support/workspace.ts';
import type { Query } from './ask.ts';
import { ask } from './ask.ts';
import { type Foreground, runForeground, untilReady } from './foreground.ts';
import type { QueryType } from './message.ts';
import { type Outcome, outcome } from './outcome.ts';
import { type Program, programOfVersion, requireProgram } from './programs.ts';

/** What `blocklist recipe` printed, each file by its name. */
export type Printed = ReadonlyMap<string, string>;

/** Prints a recipe and saves its files in a folder, which is told to it as its own, without a change. */
export async function printRecipe({ run }: Workspace, folder: string, argv: readonly string[]): Promise<Printed> {
  const command = ['recipe', ...argv, '--folder', folder];
  const whole = await run(...command);
  expect(whole).toMatchObject({ status: 0 });
  const saved = /^Save this as (\S+) on/.exec(whole.stderr)?.[1];
  if (saved !== undefined) {
    writeFileSync(saved, whole.stdout);
    return new Map([[basename(saved), whole.stdout]]);
  }
  const paths = [...whole.stdout.matchAll(/^# =+ File: (\S+) =+$/gm)].map((match) => match[1] ?? '');
  const printed = new Map<string, string>();
  for (const path of paths) {
    const { stdout } = await run(...command, '--file', basename(path));
    writeFileSync(path, stdout);
    printed.set(basename(path), stdout);
  }
  return printed;
}

interface Start {
  readonly folder: string;
  /** The words of the command; by what the recipe says after "Try:". */
  readonly printed: string;
  readonly port: number;
  /** A name that it refuses when it has loaded what it was given; undefined: that it answers is enough. */
  readonly probe?: string;
  /** What its log says when it has loaded all; without it, the probe alone tells. */
  readonly loaded?: RegExp;
}

/** Starts a program by the very command that its recipe tells one to try. */
export async function startPrinted({ folder, printed, port, probe, loaded }: Start): Promise<Foreground> {
  const running = startCommand(folder, printed);
  await untilReady(running, {
    port,
    isLoaded: (log) => loaded === undefined || loaded.test(log),
    complaint: /not loaded due to errors|Exception while loading RPZ|fatal error|\[system\] error/,
    probe,
  });
  return running;
}

/** The same for a program that answers no such questions: it is on the way, no more. */
export function startCommand(folder: string, printed: string): Foreground {
  const [name = '', ...args] = (/Try: (.+)$/m.exec(printed)?.[1] ?? '').split(' ');
  return runForeground({ program: programFor(printed, name), args, folder });
}

/** A program in the version that a recipe says it is for. */
export function programFor(printed: string, name: string): Program {
  const version = / (\d+(?:\.\d+)?), (?:standalone|primary|secondary) \(/.exec(printed)?.[1];
  return requireProgram(inject('programs'), programOfVersion(name, version));
}

/** `bind`, or `bind 9.20` where it is not the version that one gets without asking. */
export function recipeArguments(recipe: string): readonly string[] {
  const [id = '', version] = recipe.split(' ');
  return version === undefined ? [id] : [id, '--version', version];
}

/** A folder that whoever a program becomes can read. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'blocklist-recipe-'));
  chmodSync(folder, 0o777);
  return folder;
}

export type Ask = Omit<Query, 'port' | 'name' | 'type'> & { readonly type?: QueryType };

/** Every way in which a client may ask for an address. */
const ways: readonly Ask[] = [
  { type: 'A' },
  { type: 'AAAA' },
  { type: 'A', transport: 'tcp' },
  { type: 'A', dnssecOk: true },
  { type: 'AAAA', transport: 'tcp', dnssecOk: true },
];

/** What each name is answered, if that is the same in all these ways; else all of what it is. */
export async function answersOf(
  port: number,
  names: Iterable<string>,
  asks: readonly Ask[] = ways,
): Promise<Readonly<Record<string, Outcome | string>>> {
  const answers: Record<string, string> = {};
  for (const name of names) {
    const each = new Set<Outcome>();
    for (const { type = 'A', ...more } of asks) each.add(outcome(await ask({ ...more, port, name, type })));
    answers[name] = [...each].sort().join(' or ');
  }
  return answers;
}
