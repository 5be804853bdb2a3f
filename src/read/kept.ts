import type { Claim } from '../core/corpus.ts';
import type { Diagnostic, Place } from '../core/diagnostic.ts';
import type { Order } from '../core/order.ts';
import { type Files, linePlaces } from './list-file.ts';
import type { ReadOrder } from './order.ts';

/** What was made of one record by itself, as plain data: whoever has it need not read the record again. */
export interface KeptRecord {
  readonly order?: Omit<Order, 'index' | 'placeOf'>;
  readonly diagnostics: readonly Diagnostic[];
  /** In the order of their numbers, which follow one another. */
  readonly claims: readonly Omit<Claim, 'order' | 'placeOf'>[];
}

/** To be called before orders are settled together, which changes their accounts. */
export function keep({ order, diagnostics }: ReadOrder, claims: readonly Claim[]): KeptRecord {
  const plain = claims.map(({ order: _, placeOf: __, ...rest }) => rest);
  const found = [...diagnostics];
  if (!order) return { diagnostics: found, claims: plain };
  const { index: _, placeOf: __, account, ...rest } = order;
  // The names themselves are in the rows.
  const { targets: _targets, annex: _annex, amendments: _amendments, excluded: _excluded, ...record } = order.record;
  return { order: { ...rest, account: { ...account }, record }, diagnostics: found, claims: plain };
}

/** A record that was read again, for the places of its lines: hardly anybody asks for them. */
export interface Rereading {
  readonly order: Order | undefined;
  readonly claims: readonly Claim[];
}

export interface Revived extends ReadOrder {
  readonly claims: readonly Claim[];
}

export interface Reviving {
  /** The record's number now. */
  readonly index: number;
  readonly files: Files;
  readonly reread: () => Rereading;
}

/** The record as if it had just been read. */
export function revive({ order, diagnostics, claims }: KeptRecord, { index, files, reread }: Reviving): Revived {
  const again = once(reread);
  const whole = claims.map(({ edition, kind, scope, from, until, accepted, list }, at): Claim => {
    const inRecord = (line: number) => again().claims[at]?.placeOf(line) ?? (order?.place as Place);
    const placeOf = list ? linePlaces(files, list) : inRecord;
    // Member by member and in one order: a million looks at claims of many shapes take ten times as long.
    return { order: index, edition, kind, scope, from, until, accepted, placeOf, list };
  });
  return {
    order: order && {
      ...order,
      account: { ...order.account },
      index,
      placeOf: placesAgain(again, order.place),
    },
    diagnostics: [...diagnostics],
    claims: whole,
  };
}

/** Places of an order's keys, from a second reading; the order's own, where the file is no longer what it was. */
export function placesAgain(reread: () => Rereading, place: Place): Order['placeOf'] {
  const again = once(reread);
  return (pointer) => again().order?.placeOf(pointer) ?? place;
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
