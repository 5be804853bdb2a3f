import type { Instant } from '../core/dates.ts';
import type { DomainName } from '../core/name.ts';
import type { Action, EventType, Obligation, OrderRecord, Scope } from '../core/order.ts';

// What the public may know, as plain values. Orders under seal or restriction are cut down to this before a page is made, so
// that no page could show more of them.

/** A time with what people are shown of it: a day, or a day and a time of day, by the authority's clock. */
export interface Time {
  readonly at: Instant;
  readonly text: string;
}

export type State = 'draft' | 'not-yet' | 'in-force' | 'stayed' | 'ended' | 'kept';
export type Authority = Pick<OrderRecord['authority'], 'name' | 'kind' | 'country'>;

/** Where an order stands at the moment of the site. */
export interface Position {
  readonly state: State;
  /** Since when it stands so, where the record tells; of an order that ran out the last day is told instead. */
  readonly since: Time | undefined;
  /** The last day in force of an order in force, where it is on record, and of one that ran out. */
  readonly last: Time | undefined;
  /** Whether it binds the operator of the site. */
  readonly binds: boolean;
}

/** One line of an order's list. */
export interface PublicName {
  readonly name: DomainName;
  readonly scope: Scope;
  /** How much of it the exceptions of the order leave free. */
  readonly free: 'nothing' | 'some' | 'all';
  readonly when: 'now' | 'later' | 'over';
  /** Its own times, where they are not those of the order. */
  readonly from: Time | undefined;
  readonly last: Time | undefined;
  /** Up to, not including; as `last` in instants. */
  readonly until: Instant | undefined;
}

export interface Happening {
  readonly time: Time;
  readonly type: EventType | 'amendment';
  readonly reference: string | undefined;
  /** The public order that took its place. */
  readonly by: string | undefined;
  /** How many names an amendment added and ended. */
  readonly added: number;
  readonly ended: number;
}

export interface Paper {
  readonly kind: 'list' | 'source';
  readonly title: string | undefined;
  readonly url: string | undefined;
  readonly date: string | undefined;
  readonly sha256: string | undefined;
}

export interface PublicOrder {
  readonly id: string;
  readonly title: string;
  readonly instrument: OrderRecord['instrument'];
  readonly authority: Authority;
  readonly applicants: readonly string[];
  readonly supporters: readonly string[];
  readonly respondents: readonly string[];
  readonly caseNumbers: readonly string[];
  readonly legalBasis: readonly string[];
  readonly obligations: readonly Obligation[];
  /** What resolvers answer for its names; undefined where it binds no resolver of the operator. */
  readonly action: Action['kind'] | undefined;
  readonly timeZone: string;
  /** The moment of the site by the authority's clock: of a day it is noon there. */
  readonly now: Instant;
  readonly position: Position;
  /** Oldest first. */
  readonly history: readonly Happening[];
  /** The times in force, as the record knows them; the last may have no end. */
  readonly spans: readonly { readonly from: Instant; readonly until: Instant | undefined }[];
  /** By the alphabet. */
  readonly names: readonly PublicName[];
  readonly exceptions: readonly { readonly name: DomainName; readonly scope: Scope }[];
  readonly excluded: readonly {
    readonly name: DomainName;
    readonly by: 'court' | 'operator';
    readonly reason: string;
  }[];
  readonly papers: readonly Paper[];
}

/** All that may be said of an order that is restricted: that it exists. */
export interface RestrictedOrder {
  readonly authority: Authority;
  readonly instrument: OrderRecord['instrument'];
  readonly state: State;
}

/** Something that happens ahead, of a public order. */
export interface ComingDate {
  readonly order: PublicOrder;
  readonly kind: 'comply' | 'begins' | 'resumes' | 'is-suspended' | 'ends' | 'names-begin' | 'names-end';
  readonly time: Time;
  /** How many names it is about; 0 where it is about the order. */
  readonly names: number;
}

export interface SiteFacts {
  /** The moment that all of it holds for. */
  readonly asOf: Time;
  /** Who runs the resolvers, in the operator's own words. */
  readonly operator: string | undefined;
  /** Where the site will be found, with a slash at the end; undefined: not known. */
  readonly url: string | undefined;
  /** By id. */
  readonly orders: readonly PublicOrder[];
  readonly restricted: readonly RestrictedOrder[];
  /** How many orders are under seal. */
  readonly sealed: number;
  /** How many names public orders block now. */
  readonly blocked: number;
  /** The next first. */
  readonly coming: readonly ComingDate[];
}

/** Whether the order blocks its line now, the name itself or those below it. */
export function blocksNow({ position }: PublicOrder, { when, free }: PublicName): boolean {
  return position.state === 'in-force' && position.binds && when === 'now' && free !== 'all';
}
