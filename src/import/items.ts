import type { Code } from '../core/codes.ts';
import type { DomainName } from '../core/name.ts';
import type { Scope } from '../core/order.ts';
import type { Choice } from './answers.ts';
import type { Totals } from './totals.ts';
import type { Days } from './understanding.ts';

/** What became of every line of a paper. */
export interface Account {
  /** Rows of the paper, blank ones included. */
  readonly lines: number;
  /** One for each line that is not blank, more where a line holds several names; in the paper's order. */
  readonly items: readonly Item[];
  /** They add up to the items and the blank lines. */
  readonly totals: Totals;
  /** `214 lines: 209 domains, 3 duplicates, 2 need you`. */
  readonly summary: string;
  /** Places of answers that settled nothing. */
  readonly unused: readonly string[];
}

export type Item = Accepted | AlreadyOrdered | Duplicate | NotExpressible | NeedsYou | LeftOut | NoTarget;

export interface Listed {
  /** The line's place; with `, name 2` behind it where the line holds several. */
  readonly at: string;
  /** The paper's words. */
  readonly text: string;
}

export interface Accepted extends Listed {
  readonly verdict: 'accepted';
  readonly entry: AcceptedEntry;
  /** What a second look might be good for, in sentences. */
  readonly notes: readonly string[];
}

/** It is taken into this order as well: that another holds it may end. */
export interface AlreadyOrdered extends Listed {
  readonly verdict: 'already-ordered';
  readonly entry: AcceptedEntry;
  readonly notes: readonly string[];
  readonly orders: readonly string[];
}

/** An earlier line lists the same for at least the same time. */
export interface Duplicate extends Listed {
  readonly verdict: 'duplicate';
  readonly name: string;
  readonly of: string;
}

/** Kept in the record as it stands. */
export interface NotExpressible extends Listed, Days {
  readonly verdict: 'not-expressible';
  readonly written: string;
  /** A label that is listed under every ending. */
  readonly anyTldOf?: string;
  readonly code: Code;
  readonly reason: string;
}

export interface NeedsYou extends Listed {
  readonly verdict: 'needs-you';
  readonly code: Code;
  readonly reason: string;
  readonly choices: readonly Choice[];
  /** The place of the problem that this line is a part of, and is settled with. */
  readonly together?: string;
}

export interface LeftOut extends Listed {
  readonly verdict: 'left-out';
  /** Undefined where the line could not be read as a name. */
  readonly name?: string;
  readonly reason: string;
  readonly by: 'court' | 'operator';
}

export interface NoTarget extends Listed {
  readonly verdict: 'no-target';
  readonly heading: boolean;
  readonly reason: string;
}

/** A target as it is to be written in the record. */
export interface AcceptedEntry extends Days {
  readonly name: DomainName;
  readonly at: string;
  /** The paper's words, where they are others than the name. */
  readonly raw?: string;
  /** Where it is another than the order's: a mask is what lies below the name. */
  readonly scope?: Scope;
  /** What speaks against the name and was accepted, with the reason. */
  readonly accepted?: { readonly codes: readonly Code[]; readonly reason: string };
}
