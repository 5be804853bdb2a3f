import { dayOf } from '../../core/dates.ts';
import { readWrittenDate } from '../../core/written-date.ts';
import { type Asking, emptyIfUnknown } from './question.ts';

const wrong = 'That is no date that can be read. Write it as 24.11.2026, 24 November 2026 or 2026-11-24.';

/** Asks for a day or a moment by the authority's clock; empty: not known. Where day and month could be changed round, asks which. */
export async function askDate(
  { conversation, now }: Asking,
  { message, timeZone }: { readonly message: string; readonly timeZone: string },
): Promise<string | null> {
  const context = { timeZone, today: dayOf(now, timeZone) };
  const answer = await conversation.line({
    message,
    hint: `As on the paper, with the time if it gives one: 24.11.2026 or 24.11.2026 15:30. ${emptyIfUnknown}`,
    validate: (text) => (text === '' || readWrittenDate(text, context).length > 0 ? undefined : wrong),
  });
  if (answer === '') return null;
  const readings = readWrittenDate(answer, context);
  const [only] = readings;
  if (readings.length === 1 && only !== undefined) return only;
  return conversation.choose({
    message: `${answer} can be read in two ways. Which day is meant?`,
    choices: readings.map((value) => ({ value, label: inWords(value) })),
  });
}

/** `3 April 2026`, with the time where there is one. */
export function inWords(date: string): string {
  const day = new Date(`${date.slice(0, 10)}T00:00:00Z`);
  const words = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(day);
  return date.length > 10 ? `${words}, ${date.slice(11, 16)}` : words;
}
