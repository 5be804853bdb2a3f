import type { Code } from '../core/codes.ts';
import type { Doubt } from './paper.ts';

/** What a paper says, line by line, before it is asked what becomes of each. Nothing in it tells of a person. */
export interface Understanding {
  /** One for each row that is not blank, in the paper's order. */
  readonly lines: readonly PaperLine[];
  readonly blank: number;
  readonly doubts: readonly Doubt[];
  readonly dropped: readonly Dropped[];
  /** In sentences. */
  readonly remarks: readonly string[];
}

/** Personal data that was left out: a whole column, or what stood inside a text that was kept. */
export interface Dropped {
  readonly kind: 'column' | 'pattern';
  /** The column's heading, or what the pattern looks like. */
  readonly what: string;
  /** Cells, or times that the pattern stood there. */
  readonly count: number;
}

export interface PaperLine {
  readonly place: string;
  /** The cell of the name and those of its dates; other cells are never shown. */
  readonly text: string;
  /** The words that name what is listed. */
  readonly words: string;
  readonly reading: Reading;
  readonly days: Days;
}

export type Reading =
  | { readonly kind: 'heading' }
  | { readonly kind: 'no-target'; readonly why: string }
  | { readonly kind: 'entries'; readonly entries: readonly Entry[] }
  | { readonly kind: 'question'; readonly question: Question }
  /** The line belongs to a question that is asked at an earlier one. */
  | { readonly kind: 'continued'; readonly of: string };

/** One target as the paper writes it. */
export interface Entry {
  /** The paper's words. */
  readonly raw: string;
  /** The same without quotation marks, brackets and commas around it: what `readTarget` is to read. */
  readonly written: string;
}

export interface Question {
  readonly code: Code;
  /** One sentence. */
  readonly reason: string;
  readonly offers: readonly Offer[];
}

/** One way to read a line: the targets that would be taken from it. */
export interface Offer {
  readonly label: string;
  readonly take: readonly string[];
}

/** Days of the paper's own calendar, as `2026-11-24`. */
export interface Days {
  readonly from?: string;
  /** The first day on which the name is no longer listed. */
  readonly deleted?: string;
}
