import { type Instant, type Span, showLocal, spanOf } from '../core/dates.ts';
import { readWrittenDate } from '../core/written-date.ts';
import { CommandError } from './exit-codes.ts';
import type { Io } from './io.ts';

/** A date as records have it, with its first and last instant. */
export interface PaperDate {
  readonly text: string;
  readonly span: Span;
}

export interface DateQuestion {
  /** What --date says. */
  readonly given: string | undefined;
  /** Asked where it says nothing. */
  readonly message: string;
  readonly timeZone: string;
}

/** The date of a paper: nobody but the paper can say it, so it is asked for where it is not given. */
export async function paperDate({ given, message, timeZone }: DateQuestion, io: Io): Promise<PaperDate> {
  const read = (text: string) => readDate(text, { timeZone, now: io.now() });
  if (given === undefined && !io.converse) {
    throw new CommandError('The date is missing. Write it as the paper says it: --date 2026-11-24, or --date today.');
  }
  const answer =
    given ??
    (await (
      await io.converse?.()
    )?.line({
      message,
      hint: 'As the paper says it, for example 2026-11-24, 24 November 2026 or today.',
      validate: (text) => {
        const date = read(text);
        return typeof date === 'string' ? date : undefined;
      },
    }));
  const date = read(answer ?? '');
  if (typeof date === 'string') throw new CommandError(date);
  return date;
}

/** The date, or why the text is none. */
function readDate(
  text: string,
  { timeZone, now }: { readonly timeZone: string; readonly now: Instant },
): PaperDate | string {
  const today = showLocal(now, timeZone).slice(0, 'YYYY-MM-DD'.length);
  const [one, other] = readWrittenDate(text, { timeZone, today });
  const span = one === undefined ? undefined : spanOf(one, timeZone);
  if (one === undefined || !span) return `${text || 'An empty line'} is no date. Write it as 2026-11-24.`;
  if (other !== undefined) return `${text} can be ${one} or ${other}. Write the one that is meant.`;
  return { text: one, span };
}
