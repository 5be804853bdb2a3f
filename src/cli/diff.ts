import { basename, resolve } from 'node:path';
import { type AsOf, momentAt } from '../core/dates.ts';
import { harmless, harmlessJson } from '../core/text.ts';
import type { Difference } from '../generated/difference.ts';
import type { Endpoint } from '../resolver/recipe.ts';
import { readingZones } from './diff/built.ts';
import { difference } from './diff/compare.ts';
import { differenceMarkdown } from './diff/markdown.ts';
import { namedSide, usualBase, workingTree } from './diff/named.ts';
import { type ReadSide, readSide } from './diff/side.ts';
import { differenceText } from './diff/text.ts';
import { printUpdate } from './diff/update.ts';
import { hasChanges } from './diff/words.ts';
import { shownPath } from './disk.ts';
import { CommandError, ConfigurationError, type ExitCode, exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { replaceWhole } from './whole-file.ts';

export interface DiffOptions {
  readonly asOf?: AsOf;
  readonly config?: string;
  readonly days: number;
  readonly exitCode?: true;
  readonly format: string;
  readonly json?: true;
  readonly overflow?: string;
  readonly server?: Endpoint;
  readonly territory?: readonly string[];
}

/** What is compared, as the command line names it. */
export interface DiffWords {
  readonly base: string | undefined;
  readonly head: string | undefined;
}

/** Says what becomes of names from one state of the records, or one build, to another. */
export async function diff(words: DiffWords, options: DiffOptions, io: Io): Promise<ExitCode> {
  refuseUseless(options);
  if (options.format === 'nsupdate') return diffForServer(words, options, io);
  const sides = readSides(words, options, io);
  const asOf: AsOf = options.asOf ?? momentAt(io.now());
  const territory = options.territory ?? builtFor(sides);
  const found = readingZones('A zone of the build', () =>
    difference(sides.base, sides.head, { asOf, territory, days: options.days }),
  );
  await print(found, options, io);
  for (const line of found.missing) io.stderr(`${harmless(line)}\n`);
  if (found.missing.length > 0) {
    io.stderr('So this is not the whole difference. Mend that, and run this again; blocklist check says more.\n');
    return exitCodes.errors;
  }
  return options.exitCode && hasChanges(found) ? exitCodes.changes : exitCodes.fine;
}

function refuseUseless({ format, server, overflow, json }: DiffOptions): void {
  if (json && format !== 'text') throw new CommandError(`--json is a format of its own. Leave out --format ${format}.`);
  if (server !== undefined && format !== 'nsupdate') {
    throw new CommandError('--server says where nsupdate sends the change, so it needs --format nsupdate.');
  }
  if (overflow !== undefined && format !== 'markdown') {
    throw new CommandError('--overflow takes what does not fit into a comment, so it needs --format markdown.');
  }
}

function diffForServer({ base, head }: DiffWords, options: DiffOptions, io: Io): ExitCode {
  if (base === undefined || head === undefined) {
    throw new CommandError(
      'A change for a server leads from one build to another: name both folders, the older one first.',
    );
  }
  const isChanged = printUpdate({ old: base, next: head }, options, io);
  return options.exitCode && isChanged ? exitCodes.changes : exitCodes.fine;
}

interface Sides {
  readonly base: ReadSide;
  readonly head: ReadSide;
}

function readSides({ base, head }: DiffWords, options: DiffOptions, io: Io): Sides {
  const config = options.config && sharedConfig(options.config, io);
  const named = {
    base: base === undefined ? usualBase(io) : namedSide(base, io),
    head: head === undefined ? workingTree() : namedSide(head, io),
  };
  const read = (side: keyof typeof named) => {
    try {
      return readSide(named[side], config, io);
    } catch (error) {
      if (error instanceof ConfigurationError) io.stderr(`In ${harmless(named[side].label)}:\n`);
      throw error;
    }
  };
  const sides = { base: read('base'), head: read('head') };
  const isEmpty = (side: ReadSide) => side.kind === 'records' && side.records.length === 0;
  if (isEmpty(sides.base) && isEmpty(sides.head)) {
    throw new CommandError(
      'There is no order on either side: no record in orders/. Go to the folder that holds orders/, or name another one.',
    );
  }
  for (const side of [sides.base, sides.head])
    if (isEmpty(side)) io.stderr(`There is no order in ${harmless(side.named.label)}.\n`);
  return sides;
}

/** Settings that lie outside of the current folder are none of a side's own: they are for both. */
function sharedConfig(config: string, { cwd }: Io): string {
  return shownPath(config, cwd).startsWith('..') ? resolve(cwd, config) : config;
}

/** Records are held against a build by what it was narrowed to. */
function builtFor({ base, head }: Sides): readonly string[] | undefined {
  const build = [base, head].find((side) => side.kind === 'build');
  return build?.kind === 'build' ? build.manifest.territory : undefined;
}

/** Names of one change that a terminal is shown. */
const mostShown = 20;

async function print(found: Difference, { json, format, overflow }: DiffOptions, io: Io): Promise<void> {
  if (json) io.stdout(`${harmlessJson(JSON.stringify(found, null, 2))}\n`);
  else if (format === 'markdown') await printMarkdown(found, overflow, io);
  else for (const piece of differenceText(found, { columns: io.columns, most: mostShown })) io.stdout(piece);
}

async function printMarkdown(found: Difference, overflow: string | undefined, io: Io): Promise<void> {
  const { text, isWhole } = differenceMarkdown(found, { overflow: overflow && basename(overflow) });
  if (!isWhole && overflow !== undefined) {
    const whole = [...differenceText(found, { columns: undefined, most: undefined })].join('');
    const file = { path: resolve(io.cwd, overflow), label: shownPath(overflow, io.cwd) };
    await replaceWhole(file, Buffer.from(whole));
  }
  io.stdout(text);
}
