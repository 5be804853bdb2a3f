import { createHash, type Hash } from 'node:crypto';
import type { Corpus } from '../core/corpus.ts';
import { type AsOf, instantFor } from '../core/dates.ts';
import type { Order } from '../core/order.ts';
import { isHeld } from './compile.ts';
import { linesOfOrders } from './listed.ts';

/**
 * What the list of each order says at a moment, by the order's number: SHA-256, in hexadecimal, over its names with their
 * scopes and over what it leaves free. Two that are equal hold the same names.
 */
export function listDigests(corpus: Corpus, orders: readonly Order[], asOf: AsOf): ReadonlyMap<number, string> {
  const hashes = new Map<number, Hash>(orders.map(({ index }) => [index, createHash('sha256')]));
  const instants = new Map(orders.map(({ index, timeZone }) => [index, instantFor(asOf, timeZone)]));
  for (const line of linesOfOrders(corpus, orders))
    if (isHeld(line, instants.get(line.order) as number))
      hashes.get(line.order)?.update(`${line.scope} ${line.name}\n`);
  for (const { index, exceptions } of orders)
    for (const free of exceptions.map(({ name, scope }) => `not ${scope} ${name}\n`).sort())
      hashes.get(index)?.update(free);
  return new Map([...hashes].map(([index, hash]) => [index, hash.digest('hex')]));
}
