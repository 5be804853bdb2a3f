import { readDate } from './days.ts';
import { headingRole } from './headings.ts';
import type { CleanCell, CleanRow } from './redact.ts';
import { tidy, wordKind } from './words.ts';

/** Whether a heading says what its column holds, and not only that it may tell of a person. */
export function strongRole(text: string): boolean {
  const role = headingRole(text);
  return role !== undefined && role !== 'perhaps-personal';
}

export function isWide({ cells }: Pick<CleanRow, 'cells'>): boolean {
  return cells.filter(isFilled).length > 1;
}

export function isHeading({ cells }: Pick<CleanRow, 'cells'>): boolean {
  const filled = cells.filter(isFilled);
  return filled.length > 0 && filled.every(({ text }) => isHeadingText(text));
}

/** Letters, and neither a name nor a date nor a bare number. */
function isHeadingText(text: string): boolean {
  return (
    text.length <= 200 &&
    /\p{L}/u.test(text) &&
    !holdsName(text) &&
    readDate(text).kind === 'none' &&
    !/\d{5,}/.test(text)
  );
}

export function isFilled({ text }: CleanCell): boolean {
  return text.trim() !== '';
}

/** Whether some word of a text may be a name of a site, well written or not. */
export function holdsName(text: string): boolean {
  return text.split(/[\s,;]+/).some((word) => ['target', 'doubtful'].includes(wordKind(tidy(word))));
}
