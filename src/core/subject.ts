import type { DomainName } from './name.ts';
import type { Action } from './order.ts';

/**
 * Why a name is put to a resolver. listed: an order holds it. between: it lies between a listed name and a listed one above
 * it. neighbour: it lies next to what is listed. exception: an order leaves it free. ended: it was held lately, or an earlier
 * build blocked it. control: it is known to exist.
 */
export type SubjectKind = 'listed' | 'between' | 'neighbour' | 'exception' | 'ended' | 'control';

/** One name to be put to a resolver, and what must come of it. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly name: DomainName;
  /** below: any name below it that has no line of its own. */
  readonly part: 'self' | 'below';
  /** undefined: the name is free. */
  readonly expected: Action | undefined;
  /** The ids of the orders that the subject is about; none where its record is gone. */
  readonly orders: readonly string[];
}
