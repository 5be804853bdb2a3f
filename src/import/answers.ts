import type { Question } from './understanding.ts';

/** What a person has decided about a line, or about one name of it. */
export type Answer =
  | {
      /** The targets of the line as the person reads them. */
      readonly take: string | readonly string[];
      /** Why a name is taken in spite of what speaks against it. */
      readonly accept?: string;
      /** Days as `2026-11-24`, in place of the paper's. */
      readonly from?: string;
      readonly deleted?: string;
    }
  /** Taken as it stands, in spite of what speaks against it. */
  | { readonly accept: string }
  | { readonly leaveOut: string; readonly by: 'court' | 'operator' }
  | { readonly noTarget: true };

/** By the place of a line (`page 3, line 12`), or of one of several names on it (`page 3, line 12, name 2`). */
export type Answers = Readonly<Record<string, Answer>>;

/** One way out of a problem: an answer, or what has to be asked for to make one. */
export type Choice =
  | { readonly label: string; readonly answer: Answer }
  | { readonly label: string; readonly needs: 'name' | 'days' }
  | { readonly label: string; readonly needs: 'reason'; readonly gives: 'accept' }
  | { readonly label: string; readonly needs: 'reason'; readonly gives: 'leaveOut'; readonly by: 'court' | 'operator' };

const leaveOut: readonly Choice[] = [
  { label: 'Leave it out, because the court does not order it', needs: 'reason', gives: 'leaveOut', by: 'court' },
  { label: 'Leave it out although it is ordered', needs: 'reason', gives: 'leaveOut', by: 'operator' },
];

/** The ways out of what a line leaves open. */
export function choicesFor({ code, offers }: Question): readonly Choice[] {
  const days: readonly Choice[] = code === 'paper/date' ? [{ label: 'Write the dates', needs: 'days' }] : [];
  return [
    ...offers.map(({ label, take }): Choice => ({ label: `Take ${label}`, answer: { take } })),
    ...days,
    { label: 'Write the name', needs: 'name' },
    { label: 'It is no name to block', answer: { noTarget: true } },
    ...leaveOut,
  ];
}

/** The ways out where something speaks against a name that is well written. */
export function choicesAgainst({ acceptable }: { readonly acceptable: boolean }): readonly Choice[] {
  const accept: Choice = { label: 'Take it all the same', needs: 'reason', gives: 'accept' };
  return [...(acceptable ? [accept] : []), { label: 'Write another name', needs: 'name' }, ...leaveOut];
}
