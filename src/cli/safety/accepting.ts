import { InvalidArgumentError } from '@commander-js/extra-typings';
import { codes } from '../../core/codes.ts';
import { listed } from '../../core/text.ts';
import type { Manifest } from '../../generated/manifest.ts';
import { CommandError } from '../exit-codes.ts';
import { choiceOption } from '../options.ts';
import { withoutAccepting } from './command-line.ts';
import { type Refusing, refusalOf, type Stop, type StopCode } from './stops.ts';

/** What a command line lets pass, and why. */
export interface AcceptOptions {
  readonly accept?: readonly string[];
  readonly because?: string;
  /** Codes that need not stop anything here: another step of the same command is stopped by them, or was. */
  readonly heard?: readonly string[];
}

/** What was let pass, as it is recorded. */
export type Accepted = NonNullable<Manifest['accepted']>[number];

const stopCodes = Object.keys(codes).filter((code): code is StopCode => code.startsWith('stop/'));

export const acceptOption: ReturnType<typeof choiceOption> = choiceOption(stopCodes);

/** Characters of a reason. */
const longestReason = 500;

/** A reason is one line that says something. */
export function becauseOption(text: string): string {
  const reason = text.trim();
  if (
    reason !== '' &&
    reason !== 'WHY' &&
    reason.length <= longestReason &&
    !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(reason)
  )
    return reason;
  throw new InvalidArgumentError(`Write the reason on one line, in at most ${longestReason} characters.`);
}

export interface Deciding extends AcceptOptions, Pick<Refusing, 'argv' | 'nothing' | 'more'> {
  /** Who runs the command; undefined where nobody knows. */
  readonly person: string | undefined;
}

/** Both halves of what lets a stop pass belong together. */
export function refuseHalf({ accept, because }: AcceptOptions): void {
  if ((accept === undefined) === (because === undefined)) return;
  throw new CommandError(
    accept === undefined
      ? '--because gives the reason for what --accept lets pass. Say both, or neither.'
      : '--accept needs the reason: --because "…". It is recorded.',
  );
}

/**
 * What is let pass of these stops, as it is to be recorded. Throws where one of them is not, and where something is let
 * pass that stops nothing: whoever said that expected something else to happen.
 */
export function admitted(stops: readonly Stop[], deciding: Deciding): readonly Accepted[] {
  const { accept = [], because = '', heard = [], argv, nothing, more, person } = deciding;
  const standing = stops.filter(({ code }) => !accept.includes(code));
  if (standing.length > 0) {
    const plain = withoutAccepting(argv);
    throw refusalOf({
      standing,
      all: stops,
      argv: plain,
      because: because || undefined,
      nothing,
      ...(more && { more }),
    });
  }
  const idle = [...new Set(accept)].filter(
    (code) => !heard.includes(code) && !stops.some((stop) => stop.code === code),
  );
  if (idle.length > 0) {
    throw new CommandError(
      `Nothing here is stopped by ${listed(idle, 'or')}, so there is nothing to accept. ${nothing} Leave it out of --accept.`,
    );
  }
  const byCode = new Map(stops.map((stop) => [stop.code, stop]));
  return [...byCode.values()]
    .map(({ code, against }) => ({
      code,
      because,
      ...(person !== undefined && { by: person }),
      ...(against !== undefined && { against }),
    }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}
