import type { OrderRecord } from '../generated/order.ts';
import type { Instant } from './dates.ts';
import type { Place } from './diagnostic.ts';
import type { DomainName } from './name.ts';

export type { OrderRecord };

/** The newest version of the form that records are written in; a record that names none is of version 1. */
export const recordVersion: NonNullable<OrderRecord['schema']> = 1;

export type Scope = 'subtree' | 'exact' | 'subdomains';
export type Obligation = NonNullable<OrderRecord['obligations']>[number];
export type EventRecord = OrderRecord['events'][number];
export type EventType = EventRecord['type'];

/** What a resolver answers for a blocked name. */
export type Action =
  | { readonly kind: 'nxdomain' }
  | { readonly kind: 'nodata' }
  | { readonly kind: 'redirect'; readonly ipv4: string; readonly ipv6?: string };

/** Of several answers the first counts: a notice page goes before an empty answer, an empty answer before none. */
export const actionRank: Readonly<Record<Action['kind'], number>> = { redirect: 0, nodata: 1, nxdomain: 2 };

/** One event with the instant at which it takes hold: a day's start, or for `expires` the end of the day. */
export interface OrderEvent {
  readonly type: EventType;
  readonly at: Instant;
  readonly record: EventRecord;
  readonly place: Place;
}

/** One name as one line of an order lists it, for the time that the line holds it. */
export interface Target {
  readonly name: DomainName;
  readonly scope: Scope;
  /** Held from this instant on; undefined: as long as the order. */
  readonly from: Instant | undefined;
  /** Held up to, not including, this instant. */
  readonly until: Instant | undefined;
  readonly place: Place;
  /** Guards that the record lets this name pass, with its written reason. */
  readonly accepted: readonly string[];
}

/** A name that the paper lists and that is not compiled, with the reason. */
export interface ExcludedName {
  readonly name: DomainName;
  readonly by: 'court' | 'operator';
  readonly reason: string;
  readonly place: Place;
}

/** What became of the lines that name something, in the record and its lists. The parts add up to `lines`. */
export interface LineAccount {
  readonly lines: number;
  /** Lines that became targets. */
  readonly targets: number;
  /** Lines that say what an earlier one says, or that repeat what an earlier edition listed. */
  readonly merged: number;
  /** Lines of an amendment that end a name. */
  readonly removals: number;
  /** Lines that the record leaves out, with a reason. */
  readonly excluded: number;
  /** Lines that are no name that a resolver can be told; each has a diagnostic. */
  readonly reported: number;
}

/** What a record tells of the past: it may only be added to. */
export interface History {
  readonly events: readonly PastEntry[];
  readonly amendments: readonly PastEntry[];
}

export interface PastEntry {
  /** SHA-256, in hexadecimal, of all that the entry says; lists in files of their own are in it by their SHA-256. */
  readonly sha256: string;
  /** For people: `lifted, 2026-11-20`. */
  readonly says: string;
}

/** One paper's list. */
export interface Edition {
  /** From this instant on; undefined: from the order's beginning. */
  readonly at: Instant | undefined;
  /** The whole list anew, so that names not in it end here. */
  readonly snapshot: boolean;
}

/** A file with a list, as it was read. */
export interface ListSource {
  readonly path: string;
  /** In hexadecimal; empty where the file could not be read as what it should be. */
  readonly sha256: string;
}

/** An account while its lines are still being counted. */
export type Counting = { -readonly [key in keyof LineAccount]: number };

/** A validated record, its names normalised and its dates resolved. */
export interface Order {
  readonly id: string;
  readonly file: string;
  readonly place: Place;
  /** Of plain names on lines one below the other it has the first alone: all of them are rows of the corpus. */
  readonly record: OrderRecord;
  readonly timeZone: string;
  readonly events: readonly OrderEvent[];
  /** SHA-256, in hexadecimal, of its text with LF at the line ends: git gives some computers others. */
  readonly textSha256: string;
  readonly history: History;
  /** Its number in the corpus: the claims of its lines bear it. */
  readonly index: number;
  /** Its papers with lists of names: the first, then the amendments. */
  readonly editions: readonly Edition[];
  /** The files that they lie in. */
  readonly lists: readonly ListSource[];
  /** How many lines give it a name, repetitions included. */
  readonly listed: number;
  readonly exceptions: readonly Target[];
  readonly excluded: readonly ExcludedName[];
  readonly account: LineAccount;
  /** The place of a key of the record, by JSON Pointer (RFC 6901). */
  readonly placeOf: (pointer: string) => Place;
}

/** Instruments that are kept for the record and never block. */
export const keptOnly: Readonly<Record<string, string>> = {
  subpoena: 'a subpoena asks for information and orders no blocking',
  'voluntary-agreement': 'a voluntary agreement is not an order',
  listing: 'a listing only names sites; nobody ordered anything',
};

/** What happened, in a word or two. */
export const eventWords: Readonly<Record<EventType, string>> = {
  issued: 'issued',
  published: 'published',
  served: 'served',
  effective: 'takes effect',
  appealed: 'appealed',
  'appeal-dismissed': 'appeal dismissed',
  stayed: 'suspended',
  'stay-lifted': 'suspension lifted',
  lifted: 'lifted',
  annulled: 'annulled',
  superseded: 'replaced by another order',
  expires: 'last day',
};

/** Whether a duty is to block names on a DNS resolver: only such a one can become part of a blocklist. */
export function blocksOnResolver(duty: Obligation): boolean {
  return duty.service === 'dns-resolver' && duty.effect === 'block';
}

export function showAction(action: Action): string {
  if (action.kind === 'nxdomain') return 'no such name (NXDOMAIN)';
  if (action.kind === 'nodata') return 'no address (NODATA)';
  return `the notice page at ${[action.ipv4, action.ipv6].filter(Boolean).join(' and ')}`;
}
