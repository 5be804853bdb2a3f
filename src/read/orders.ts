import { coversBelow } from '../core/blocklist.ts';
import { type Corpus, claimOf, rowsNamed } from '../core/corpus.ts';
import { byText, type Diagnostic, diagnostic, hasErrors } from '../core/diagnostic.ts';
import { type DomainName, selfAndParents } from '../core/name.ts';
import type { Order, Scope } from '../core/order.ts';
import { type Alarm, inCanonicalOrder, NameTable, type Row } from '../names/index.ts';
import type { Files } from './list-file.ts';
import { readOrder } from './order.ts';
import { type OpenCorpus, settleHistory } from './timeline.ts';

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

/** Reads all records and puts their names into one corpus. The alarm says which names guards must look at. */
export function readOrders(records: Iterable<RecordFile>, files: Files, alarm: Alarm): ReadOrders {
  const book = { names: new NameTable(), claims: [undefined], alarm };
  const findings = new Map<number, Diagnostic[]>();
  const known = new Map<number, Order>();
  for (const { file, bytes } of records) {
    const index = findings.size;
    const { order, diagnostics } = readOrder(file, bytes, { files, book, index });
    findings.set(index, diagnostics);
    if (order) known.set(index, order);
  }
  const { table, moved } = inCanonicalOrder(book.names);
  for (const [index, order] of known) {
    known.set(index, { ...order, suspects: order.suspects.map((row) => moved[row] as Row) });
  }
  const corpus: OpenCorpus = { ...book, names: table, orders: known, findings };
  settleHistory(corpus);
  for (const order of known.values())
    findings.get(order.index)?.push(...strayExceptions(corpus, order), ...coveredExclusions(corpus, order));
  const ordersThat = (sound: boolean) =>
    [...known.values()]
      .filter((order) => hasErrors(findings.get(order.index) ?? []) !== sound)
      .sort((a, b) => byText(a.id, b.id));
  const orders = ordersThat(true);
  const diagnostics = [...[...findings.values()].flat(), ...duplicateIds(orders), ...successors(orders)];
  return { corpus, orders, unsound: ordersThat(false), diagnostics };
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
  return rowsNamed(corpus, name)
    .map((row) => claimOf(corpus, row))
    .flatMap((claim) => (claim?.order === order.index ? [claim.scope] : []));
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
