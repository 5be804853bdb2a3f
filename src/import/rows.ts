import type { Setting } from './cell.ts';
import type { Doubt } from './paper.ts';
import type { Dropped, Reading } from './understanding.ts';

/** A row of a paper with its texts told apart by what they are for. */
export interface LaidRow {
  readonly place: string;
  readonly setting: Setting;
  /** What should name a site. */
  readonly name: string;
  readonly listed: string;
  readonly deleted: string;
  /** What became of it, where that is plain already. */
  readonly settled?: Reading;
}

/** One part of a paper. */
export interface LaidPart {
  readonly rows: readonly LaidRow[];
  readonly doubts: readonly Doubt[];
  readonly dropped: readonly Dropped[];
  readonly remarks: readonly string[];
}

/** A text on one line, of a length that can be shown. */
export function oneLine(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
}

const longestLine = 400;
