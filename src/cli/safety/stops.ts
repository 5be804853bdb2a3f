import type { Code } from '../../core/codes.ts';
import { diagnostic } from '../../core/diagnostic.ts';
import { harmless } from '../../core/text.ts';
import { CommandError, exitCodes } from '../exit-codes.ts';
import { commandLine, quoted } from './command-line.ts';

export type StopCode = Extract<Code, `stop/${string}`>;

/** What looks like an accident. */
export interface Stop {
  readonly code: StopCode;
  /** What it is, in a sentence. */
  readonly says: string;
  /** What it is about, a line each: not more than people read. */
  readonly about: readonly string[];
  /** The serial of the build that this one was compared with; undefined where there was none. */
  readonly against?: number | undefined;
}

export interface Refusing {
  /** The stops that nobody accepts. */
  readonly standing: readonly Stop[];
  /** All stops, those that are accepted too. */
  readonly all: readonly Stop[];
  /** The command line, without the program's name. */
  readonly argv: readonly string[];
  readonly because: string | undefined;
  /** What did not happen. */
  readonly nothing: string;
  /** What has to be said on the command line besides. */
  readonly more?: readonly string[];
}

/** The refusal: each stop with its reason, what it is about and what to do, then the command line that lets them pass. */
export function refusalOf({ standing, all, argv, because, nothing, more = [] }: Refusing): CommandError {
  const codes = [...new Set(all.map(({ code }) => code))].join();
  const words = `${commandLine([...argv, ...more, '--accept', codes])} --because ${because === undefined ? '"WHY"' : quoted(because)}`;
  const lines = [
    `This looks like an accident. ${nothing}`,
    ...standing.flatMap(stopLines),
    '',
    'If it is meant, say so, with the reason in place of WHY. It is recorded, and holds for this one time:',
    `  ${words}`,
  ];
  return new CommandError(lines.join('\n'), exitCodes.safetyStop);
}

function stopLines({ code, says, about }: Stop): readonly string[] {
  const { help } = diagnostic(code, { message: says });
  return ['', `${says} ${code}`, ...about.map((line) => `  ${harmless(line)}`), `  → ${help}`];
}

/** Lines of a list that people are shown. */
const mostShown = 10;

/** The first lines of a list, then how many there are besides. */
export function shortened(lines: readonly string[], count: number = lines.length): readonly string[] {
  const shown = lines.slice(0, mostShown);
  return count > shown.length ? [...shown, `and ${count - shown.length} more`] : shown;
}
