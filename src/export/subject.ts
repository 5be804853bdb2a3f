import type { Order } from '../core/order.ts';
import { withoutPersonalData } from '../core/personal-data.ts';
import type { OrderCard } from '../generated/order-card.ts';

/** What may leave the house of one order: no notes, files or findings, which are for colleagues. */
export type Subject = Pick<
  OrderCard,
  | 'id'
  | 'title'
  | 'instrument'
  | 'authority'
  | 'parties'
  | 'caseNumbers'
  | 'ecli'
  | 'legalBasis'
  | 'duties'
  | 'standing'
  | 'publication'
> & {
  /** Oldest first; a day or a moment as the record writes it. */
  readonly history: readonly { readonly type: string; readonly date: string }[];
  readonly names: OrderCard['names']['shown'];
  readonly exceptions: readonly LeftFree[];
  readonly excluded: OrderCard['excluded'];
  /** How many of its lines name nothing that a resolver can block: addresses, pages of a site, any ending. */
  readonly unblockable: number;
  /** What its list says at the moment, SHA-256. */
  readonly listSha256: string;
};

/** A name that the order expressly leaves free. */
export type LeftFree = Pick<Order['exceptions'][number], 'name' | 'scope'>;

export interface Redaction {
  /** The order, and the key of its record. */
  readonly where: string;
  readonly kind: string;
}

/** What a subject is made of. */
export interface Told {
  readonly card: OrderCard;
  readonly exceptions: readonly LeftFree[];
  readonly unblockable: number;
  readonly listSha256: string;
}

/** The subject without personal data in its texts, and what was taken out of it. Names of sites are left as they are. */
export function subjectOf({ card, exceptions, unblockable, listSha256 }: Told): {
  readonly subject: Subject;
  readonly redactions: readonly Redaction[];
} {
  const redactions: Redaction[] = [];
  const clean = <T>(value: T, where: string): T => {
    if (typeof value === 'string') {
      const { text, found } = withoutPersonalData(value);
      redactions.push(...found.map((kind) => ({ where: `${card.id}, ${where}`, kind })));
      return text as T & string;
    }
    if (Array.isArray(value)) return value.map((one) => clean(one, where)) as T & unknown[];
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, clean(one, where)])) as T & object;
  };
  const { id, instrument, publication, ecli, names, history, standing } = card;
  const subject: Subject = {
    id,
    title: clean(card.title, 'title'),
    instrument,
    authority: clean(card.authority, 'authority'),
    parties: clean(card.parties, 'parties'),
    caseNumbers: clean(card.caseNumbers, 'caseNumbers'),
    ...(ecli !== undefined && { ecli }),
    legalBasis: clean(card.legalBasis, 'legalBasis'),
    duties: clean(card.duties, 'obligations'),
    standing: clean(standing, 'events'),
    publication,
    history: history.map(({ type, date, at }) => ({ type, date: date ?? at })),
    names: names.shown,
    exceptions: exceptions.map(({ name, scope }) => ({ name, scope })),
    excluded: card.excluded.map((one) => ({ ...one, reason: clean(one.reason, 'excluded') })),
    unblockable,
    listSha256,
  };
  return { subject, redactions };
}

/** `The order leaves good.example and all names below it free.` */
export function exceptionWords({ name, scope }: LeftFree): string {
  const what = {
    exact: `${name} itself`,
    subdomains: `the names below ${name}`,
    subtree: `${name} and all names below it`,
  };
  return `The order leaves ${what[scope]} free.`;
}
