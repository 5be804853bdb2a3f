import type { EventType, OrderRecord } from '../../core/order.ts';

type Obligation = NonNullable<OrderRecord['obligations']>[number];
type Source = NonNullable<OrderRecord['sources']>[number];

/** What the person does not know, or what the paper does not say: asked and answered. */
export type Unknown = null;

/** What is known of an order so far. A fact that is missing has not been asked for yet. */
export interface Facts {
  readonly instrument?: OrderRecord['instrument'] | Unknown;
  readonly authorityName?: string | Unknown;
  readonly authorityKind?: OrderRecord['authority']['kind'] | Unknown;
  readonly country?: string | Unknown;
  readonly timeZone?: string | Unknown;
  readonly caseNumbers?: readonly string[] | Unknown;
  readonly ecli?: string | Unknown;
  readonly legalBasis?: readonly string[] | Unknown;
  readonly applicants?: readonly string[] | Unknown;
  readonly respondents?: readonly string[] | Unknown;
  readonly services?: readonly Obligation['service'][] | Unknown;
  readonly effect?: Obligation['effect'];
  readonly territory?: readonly string[] | Unknown;
  readonly within?: string | Unknown;
  readonly clock?: NonNullable<Obligation['comply']>['from'] | Unknown;
  readonly action?: Obligation['action'] | Unknown;
  readonly redirect?: Obligation['redirect'] | Unknown;
  readonly mirrors?: Obligation['mirrors'] | Unknown;
  readonly penalty?: string | Unknown;
  /** Days or moments of what has happened or will happen. */
  readonly dates?: { readonly [type in EventType]?: string | Unknown };
  readonly scope?: OrderRecord['scope'] | Unknown;
  /** Whether it was asked what else the paper says. */
  readonly rest?: 'asked';
  readonly publication?: OrderRecord['publication'] | Unknown;
  readonly sources?: readonly Source[] | Unknown;
  readonly confidence?: OrderRecord['confidence'] | Unknown;
  readonly review?: string | Unknown;
  readonly notes?: string | Unknown;
  readonly title?: string | Unknown;
  readonly id?: string | Unknown;
}

/** Without these there is no record, with what people call them. */
export const needed: Readonly<Record<NeededFact, string>> = {
  instrument: 'what kind of paper it is',
  authorityName: 'which court or authority issued it',
  country: 'the country of the court or authority',
  title: 'a title',
  publication: 'who may see it',
};

export type NeededFact = 'instrument' | 'authorityName' | 'country' | 'title' | 'publication';

/** The needed facts that are missing or not known. */
export function missingFacts(facts: Facts): readonly NeededFact[] {
  return (Object.keys(needed) as NeededFact[]).filter((key) => facts[key] === undefined || facts[key] === null);
}
