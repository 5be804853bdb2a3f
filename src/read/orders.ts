import { coversBelow } from '../core/blocklist.ts';
import { type Claim, type Corpus, linesNamed, targetAt } from '../core/corpus.ts';
import { byText, type Diagnostic, diagnostic, hasErrors } from '../core/diagnostic.ts';
import { type DomainName, selfAndParents } from '../core/name.ts';
import type { Order, Scope, Target } from '../core/order.ts';
import type { Alarm, Collection, NameTable } from '../names/index.ts';
import type { Files } from './list-file.ts';
import { readOrder } from './order.ts';
import { type History, Settlement } from './timeline.ts';

export interface RecordFile {
  /** As shown to people, `/` between folders. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

export interface ReadOrders {
  readonly corpus: Corpus;
  /** The sound ones, by id. */
  readonly orders: readonly Order[];
  /** What could be understood of the others: to be judged, never to be compiled. */
  readonly unsound: readonly Order[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What reading needs of the world. */
export interface Desk {
  readonly files: Files;
  /** Which names guards must look at. */
  readonly alarm: Alarm;
  readonly names: Collection;
}

/** Reads all records and puts their names into one corpus. */
export function readOrders(records: Iterable<RecordFile>, { files, alarm, names }: Desk): ReadOrders {
  const claims: (Claim | undefined)[] = [undefined];
  const book = { names, claims, alarm };
  const findings = new Map<number, Diagnostic[]>();
  const orders = new Map<number, Order>();
  for (const { file, bytes } of records) {
    const index = findings.size;
    const { order, diagnostics } = readOrder(file, bytes, { files, book, index });
    findings.set(index, diagnostics);
    if (order) orders.set(index, order);
    names.rest();
  }
  const corpus = settledCorpus(names, { claims, orders, findings });
  for (const order of orders.values())
    findings.get(order.index)?.push(...strayExceptions(corpus, order), ...coveredExclusions(corpus, order));
  const ordersThat = (sound: boolean) =>
    [...orders.values()]
      .filter((order) => hasErrors(findings.get(order.index) ?? []) !== sound)
      .sort((a, b) => byText(a.id, b.id));
  const soundOrders = ordersThat(true);
  const diagnostics = [...[...findings.values()].flat(), ...duplicateIds(soundOrders), ...successors(soundOrders)];
  return { corpus, orders: soundOrders, unsound: ordersThat(false), diagnostics };
}

function settledCorpus(names: Collection, history: History): Corpus {
  const settlement = new Settlement(history);
  const suspects = new Map<number, Target[]>();
  const { claims, orders } = history;
  const inOrder = names.inOrder({
    groupOf: (claim) => claims[claim]?.order ?? 0,
    earlier: [],
    settle: (part) => {
      settlement.settle(part);
      collectSuspects(part, claims, suspects);
    },
  });
  settlement.end();
  return { names: inOrder, claims, orders, suspects };
}

function collectSuspects(part: NameTable, claims: Corpus['claims'], suspects: Map<number, Target[]>): void {
  for (let row = 0; row < part.size; row++) {
    if (!part.isMarked(row)) continue;
    const order = claims[part.claimOf(row)]?.order;
    const target = targetAt(claims, part, row);
    if (order === undefined || !target) continue;
    const known = suspects.get(order);
    if (known) known.push(target);
    else suspects.set(order, [target]);
  }
}

/** An exception must lie below a name that its own order blocks, and be none of its names. */
function strayExceptions(corpus: Corpus, order: Order): Diagnostic[] {
  return order.exceptions.flatMap(({ name, place }) => {
    const listed = scopesOf(corpus, order, name).some((scope) => scope !== 'subdomains');
    if (!listed && covering(corpus, order, name) !== undefined) return [];
    const message = listed
      ? `${name} is itself one of the names of this order.`
      : `${name} does not lie below a name that this order blocks.`;
    return [diagnostic('order/exception-outside', { message, place })];
  });
}

/** A name that the record leaves out, and that a shorter one of the same order blocks all the same. */
function coveredExclusions(corpus: Corpus, order: Order): Diagnostic[] {
  return order.excluded.flatMap(({ name, place }) => {
    const upper = covering(corpus, order, name);
    if (upper === undefined || order.exceptions.some((one) => one.name === name)) return [];
    const message = `${name} is left out, but ${upper} of the same order blocks it.`;
    return [diagnostic('order/excluded-covered', { message, place })];
  });
}

/** The nearest name above whose line in the order reaches down. */
function covering(corpus: Corpus, order: Order, name: DomainName): DomainName | undefined {
  const [, ...parents] = selfAndParents(name);
  return parents.find((parent) => scopesOf(corpus, order, parent).some(coversBelow));
}

function scopesOf(corpus: Corpus, order: Order, name: DomainName): readonly Scope[] {
  return linesNamed(corpus, name).flatMap(({ claim }) => (claim.order === order.index ? [claim.scope] : []));
}

function duplicateIds(orders: readonly Order[]): Diagnostic[] {
  const first = new Map<string, Order>();
  return orders.flatMap((order) => {
    const earlier = first.get(order.id);
    if (!earlier) first.set(order.id, order);
    return earlier ? [duplicateId(order, earlier)] : [];
  });
}

function duplicateId(order: Order, earlier: Order): Diagnostic {
  return diagnostic('order/duplicate-id', {
    message: `The id ${order.id} belongs to another record already.`,
    place: order.place,
    related: [{ message: 'The other record', place: earlier.place }],
  });
}

function successors(orders: readonly Order[]): Diagnostic[] {
  const ids = new Set(orders.map((order) => order.id));
  return orders.flatMap((order) =>
    order.events.flatMap(({ record, place }) =>
      record.by === undefined || ids.has(record.by)
        ? []
        : [diagnostic('order/superseded-by', { message: `There is no order ${record.by} here.`, place })],
    ),
  );
}
