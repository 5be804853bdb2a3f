import type { EventType, Obligation, Order, Scope } from '../../core/order.ts';
import type { Authority, ComingDate, Paper, PublicName, State } from '../facts.ts';

type Each<Key extends string> = Readonly<Record<Key, string>>;
export type PageKey = 'start' | 'orders' | 'authorities' | 'names' | 'deadlines' | 'counts';

/** All that the site says in one language. A text that is missing does not compile. */
export interface Words {
  /** BCP 47. */
  readonly lang: 'en' | 'it';
  /** The language, in itself. */
  readonly language: string;
  readonly site: string;
  readonly skip: string;
  readonly menu: string;
  readonly languages: string;
  readonly page: Each<PageKey>;
  /** `2022-07-11`, or with a time of day after a space, for people. */
  readonly date: (text: string) => string;
  readonly number: (count: number) => string;
  readonly country: (code: string) => string;
  readonly names: (count: number) => string;
  readonly orders: (count: number) => string;
  readonly asOf: (date: string, operator: string | undefined) => string;
  readonly withheld: (counts: { readonly restricted: number; readonly sealed: number }) => string;
  /** Of a name on a list: itself, or only those below it. */
  readonly blockedParts: Each<'self' | 'below' | 'none'>;
  readonly pageOf: (page: number, pages: number) => string;
  readonly previous: string;
  readonly next: string;

  readonly startTitle: string;
  readonly intro: (operator: string | undefined) => string;
  readonly latest: string;
  readonly feeds: string;
  readonly nothing: string;
  readonly search: SearchWords;

  readonly states: Each<State>;
  readonly stateSince: Each<State>;
  readonly until: string;
  readonly noEnd: string;
  readonly notUs: string;
  readonly instruments: Each<Order['record']['instrument']>;
  readonly kinds: Each<Authority['kind']>;
  readonly events: Each<EventType | 'amendment'>;
  readonly replacedBy: string;
  readonly amended: (added: number, ended: number) => string;
  readonly scopes: Each<Scope>;
  /** Of a name, or of some below it, that an order makes an exception for. */
  readonly leftFree: string;
  readonly exceptFree: string;
  readonly whens: Each<PublicName['when']>;
  readonly fromDay: (date: string) => string;
  readonly lastDay: (date: string) => string;
  readonly services: Each<Obligation['service']>;
  readonly effects: Each<Obligation['effect']>;
  readonly answers: Each<'nxdomain' | 'nodata' | 'redirect'>;
  readonly starts: Each<'issued' | 'served' | 'notified'>;
  readonly duration: (iso: string) => string;
  readonly mirrors: Each<'on-notice' | 'any-tld'>;
  readonly papers: Each<Paper['kind']>;
  readonly coming: Each<ComingDate['kind']>;
  readonly label: Labels;
  readonly appeal: { readonly title: string; readonly text: readonly string[] };
  readonly allNames: string;
  readonly excludedBy: Each<'court' | 'operator'>;
  readonly timeline: (id: string) => string;
  readonly timelineAll: string;
  readonly timelineText: string;
  readonly span: (from: string, last: string | undefined) => string;
  readonly restrictedTitle: string;
  readonly restrictedText: string;
  readonly namesText: string;
  readonly papersText: string;
  readonly deadlinesText: string;
  readonly countsText: string;
  readonly byYear: string;
  readonly byState: string;
  readonly byAuthority: string;
}

/** The titles of columns and of what stands in a list of facts. */
export type Labels = Each<
  | 'order'
  | 'title'
  | 'authority'
  | 'country'
  | 'state'
  | 'names'
  | 'name'
  | 'date'
  | 'what'
  | 'case'
  | 'law'
  | 'applicants'
  | 'supporters'
  | 'respondents'
  | 'everyone'
  | 'instrument'
  | 'duties'
  | 'service'
  | 'territory'
  | 'anywhere'
  | 'answer'
  | 'comply'
  | 'penalty'
  | 'note'
  | 'history'
  | 'exceptions'
  | 'excluded'
  | 'reason'
  | 'papers'
  | 'paper'
  | 'digest'
  | 'reference'
  | 'facts'
  | 'kind'
  | 'blocked'
  | 'blockedNow'
  | 'year'
  | 'ordersInForce'
  | 'namesListed'
  | 'now'
  | 'count'
>;

/** What the search says. In each, {name} and {date} are put in by the script. */
export interface SearchWords extends SearchTexts {
  /** Of a line that does not reach the name. */
  readonly only: Each<Exclude<Scope, 'subtree'>>;
  /** Of a name that is in the order and not on its list. */
  readonly left: Each<'court' | 'operator'>;
}

type SearchTexts = Each<
  | 'label'
  | 'hint'
  | 'button'
  | 'noScript'
  | 'empty'
  | 'invalid'
  | 'blocked'
  | 'free'
  | 'listed'
  | 'failed'
  | 'below'
  | 'others'
  | 'since'
  | 'kept'
  | 'through'
  | 'searching'
>;
