import type { OrderRecord } from '../../core/order.ts';
import { type ListFile, placeAmendment } from '../add/listed-names.ts';
import type { PaperNames } from '../add/paper-account.ts';
import type { EditionChanges } from './edition.ts';

type Amendment = NonNullable<OrderRecord['amendments']>[number];

export interface AmendmentPaper {
  /** The list file of the paper, if it needs one, without its ending. */
  readonly base: string;
  /** The day of the paper. */
  readonly day: string;
  /** The day of the last amendment on record: an earlier one can no longer be written. */
  readonly last: string | undefined;
  readonly reference: string | undefined;
  readonly note: string | undefined;
  readonly source: PaperNames['source'];
}

export interface WrittenAmendments {
  /** Oldest first. */
  readonly amendments: readonly Amendment[];
  readonly files: readonly ListFile[];
  /** Removals whose own day has passed before the last amendment: they count from that one on. */
  readonly delayed: number;
}

/** One amendment for the paper, and one more for each other day on which it takes names off the list. */
export function amendmentsOf({ added, removed, changed }: EditionChanges, paper: AmendmentPaper): WrittenAmendments {
  const { day, last } = paper;
  const days = new Map<string, string[]>();
  let delayed = 0;
  const ends = changed.flatMap(({ name, day: end }) => (end === undefined ? [] : [{ name, day: end }]));
  for (const { name, day: own } of [...removed, ...ends]) {
    const on = last !== undefined && own < last ? last : own;
    if (on !== own) delayed += 1;
    days.set(on, [...(days.get(on) ?? []), name]);
  }
  // What ends is listed anew with its right time: a day that lies ahead is no amendment, so that the next paper may move it.
  const placed = placeAmendment([...added, ...changed.flatMap(({ entries }) => entries)], `${paper.base}.txt`);
  const [add, ...further] = placed.adds;
  if (add !== undefined && !days.has(day)) days.set(day, []);
  const amendments = [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, remove]) => ({
      date,
      ...(remove.length > 0 && { remove }),
      ...(date === day && add !== undefined && { add }),
      ...common(paper),
    }));
  const more = further.map((names) => ({ date: day, add: names, ...common(paper) }));
  return { amendments: [...amendments, ...more], files: placed.files, delayed };
}

function common({ reference, note, source }: AmendmentPaper): Pick<Amendment, 'reference' | 'sources' | 'note'> {
  return {
    ...(reference !== undefined && { reference }),
    ...(source && { sources: [source] }),
    ...(note !== undefined && { note }),
  };
}
